//! The charts and diagrams of pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::SiteMemory;
use super::designs::Layouts;
use crate::graph::Graph;
use crate::memo::{Cancelled, Shared};
use crate::model::source::diagnostic::Diagnostic;
use crate::model::view::drawing::DrawingView;
use crate::text::shared_text::SharedText;
use crate::view::drawing::{self, Drawing, Drawings};
use crate::write::page::{DrawnFrom, drawing_template};

/// The drawings of the pages that have some, by the numbers of the pages.
pub(super) struct Drawn {
    /// What is drawn.
    pub views: BTreeMap<usize, Drawings>,
    /// The same as HTML.
    pub html: BTreeMap<usize, Arc<Vec<SharedText>>>,
    /// What went wrong with the templates.
    pub wrong: Vec<Diagnostic>,
}

impl SiteMemory {
    /// The drawings of a site.
    pub(super) fn drawings(&mut self, graph: &Shared<Graph>, designs: &Layouts) -> Result<Drawn, Cancelled> {
        let pages = self.drawn_pages.ask(graph.clone());
        let file = |page: usize| graph.pages[page].outline.file.clone();
        let questions = pages.iter().map(|page| (file(*page), Drawing { graph: graph.clone(), page: *page }));
        let views = self.drawing.ask_all(questions.collect(), &self.cancellation)?;
        let each = pages.iter().zip(&views).flat_map(|(page, views)| {
            views
                .iter()
                .enumerate()
                .filter_map(move |(at, view)| Some((*page, at, Arc::clone(view.as_ref()?))))
        });
        let each: Vec<(usize, usize, Arc<DrawingView>)> = each.collect();
        let questions = each.iter().map(|(page, at, view)| {
            let design = designs.of(drawing_template(view)).clone();
            let cancellation = self.cancellation.clone();
            ((file(*page), *at), DrawnFrom { design, view: Arc::clone(view), cancellation })
        });
        let drawn = self.draw.ask_all(questions.collect(), &self.cancellation)?;
        let mut wrong = Vec::new();
        let mut texts: BTreeMap<usize, Vec<SharedText>> = pages
            .iter()
            .zip(&views)
            .map(|(page, views)| (*page, vec![SharedText::from(""); views.len()]))
            .collect();
        for ((page, at, _), drawn) in each.iter().zip(drawn) {
            match drawn {
                Ok(text) => texts.entry(*page).or_default()[*at] = text,
                Err(found) => wrong.extend(found.iter().cloned()),
            }
        }
        Ok(Drawn {
            views: pages.iter().copied().zip(views).collect(),
            html: texts.into_iter().map(|(page, texts)| (page, Arc::new(texts))).collect(),
            wrong,
        })
    }
}

/// The numbers of the pages that have drawings.
pub(super) fn drawn_pages(graph: &Shared<Graph>) -> Arc<Vec<usize>> {
    let pages = graph.pages.iter().enumerate();
    Arc::new(pages.filter(|(_, page)| drawing::has_drawings(page)).map(|(number, _)| number).collect())
}

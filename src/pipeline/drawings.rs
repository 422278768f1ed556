//! The charts and diagrams of pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::layouts::Layouts;
use crate::graph::{Graph, PageId};
use crate::memo::{Cancellation, Cancelled, Shared, Stage};
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::tree::FilePath;
use crate::model::view::drawing::DrawingView;
use crate::text::shared_text::SharedText;
use crate::view::drawing::{self, DrawingInput, Drawings, drawings};
use crate::write::page::{DrawInput, Navigation, draw, drawing_template};

/// The HTML of the drawings of pages, by page.
pub(super) type DrawingHtml = BTreeMap<PageId, Arc<Vec<SharedText>>>;

/// The drawings of the pages that have any, by page.
#[derive(Debug)]
pub(super) struct PageDrawings {
    /// The views of the drawings.
    pub views: BTreeMap<PageId, Drawings>,
    /// The drawings as HTML.
    pub html: DrawingHtml,
    /// Errors of the templates.
    pub problems: Vec<Diagnostic>,
}

/// The stages that draw.
#[derive(Debug)]
pub(super) struct DrawingMemory {
    pages: Stage<(), Shared<Graph>, Arc<Vec<PageId>>>,
    views: Stage<FilePath, DrawingInput, Drawings>,
    html: Stage<(FilePath, usize), DrawInput, Navigation>,
}

/// A drawing: its page, its number on the page, and its view.
type NumberedDrawing = (PageId, usize, Arc<DrawingView>);

impl DrawingMemory {
    pub fn new(forgets: bool) -> Self {
        Self {
            pages: Stage::new(forgets, pages_with_drawings),
            views: Stage::new(forgets, drawings),
            html: Stage::new(forgets, draw),
        }
    }

    /// Draws all charts and diagrams of a site.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn drawings(
        &mut self,
        graph: &Shared<Graph>,
        layouts: &Layouts,
        cancellation: &Cancellation,
    ) -> Result<PageDrawings, Cancelled> {
        let pages = self.pages.ask(graph.clone());
        let input = |page: PageId| DrawingInput { graph: graph.clone(), page };
        let questions = pages.iter().map(|page| (file(graph, *page), input(*page)));
        let views = self.views.ask_all(questions.collect(), cancellation)?;
        let views: BTreeMap<PageId, Drawings> = pages.iter().copied().zip(views).collect();
        let (html, problems) = self.html(graph, &views, layouts, cancellation)?;
        Ok(PageDrawings { views, html, problems })
    }

    /// The HTML of drawings, empty for one that cannot be drawn, and the errors of the templates.
    fn html(
        &mut self,
        graph: &Graph,
        views: &BTreeMap<PageId, Drawings>,
        layouts: &Layouts,
        cancellation: &Cancellation,
    ) -> Result<(DrawingHtml, Vec<Diagnostic>), Cancelled> {
        let each = views.iter().flat_map(|(page, views)| {
            let views = views.iter().enumerate();
            views.filter_map(|(number, view)| Some((*page, number, Arc::clone(view.as_ref()?))))
        });
        let each: Vec<NumberedDrawing> = each.collect();
        let questions = each.iter().map(|(page, number, view)| {
            let (layout, view) = (layouts.of(drawing_template(view)).clone(), Arc::clone(view));
            ((file(graph, *page), *number), DrawInput { layout, view, cancellation: cancellation.clone() })
        });
        let drawn = self.html.ask_all(questions.collect(), cancellation)?;
        let mut problems = Vec::new();
        let empty = |views: &Drawings| vec![SharedText::from(""); views.len()];
        let mut html: BTreeMap<PageId, Vec<SharedText>> =
            views.iter().map(|(page, views)| (*page, empty(views))).collect();
        for ((page, number, _), drawn) in each.iter().zip(drawn) {
            match drawn {
                Ok(text) => html.entry(*page).or_default()[*number] = text,
                Err(found) => problems.extend(found.iter().cloned()),
            }
        }
        let html = html.into_iter().map(|(page, texts)| (page, Arc::new(texts))).collect();
        Ok((html, problems))
    }
}

fn file(graph: &Graph, page: PageId) -> FilePath {
    graph.pages[page].outline.file.clone()
}

/// The pages that have drawings.
fn pages_with_drawings(graph: &Shared<Graph>) -> Arc<Vec<PageId>> {
    let pages = graph.pages.enumerate().filter(|(_, page)| drawing::has_drawings(page));
    Arc::new(pages.map(|(id, _)| id).collect())
}

//! The pages of a site: bodies filled, views shown, artifacts written, put in order.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Memory;
use super::citing::CitedPages;
use crate::graph::feed_view::feed_views;
use crate::graph::list_view::list_views;
use crate::graph::page_view::Showing;
use crate::graph::register_view::register_views;
use crate::graph::{Graph, Page};
use crate::markdown::fill::{Filled, Filling};
use crate::memo::Shared;
use crate::model::document::Document;
use crate::model::output::{Artifact, Output};
use crate::model::record_view::CiteThis;
use crate::model::shared_text::SharedText;
use crate::model::strings::Strings;
use crate::model::view::View;
use crate::write::layout::Design;
use crate::write::page::{Navigation, Writing, Written};

impl Memory {
    pub(super) fn fillings(
        &mut self,
        graph: &Graph,
        documents: &[Arc<Document>],
        strings: &Arc<Strings>,
        drawings: &BTreeMap<usize, Arc<Vec<SharedText>>>,
        cited: &CitedPages,
    ) -> Vec<Filled> {
        let questions = read_pages(graph, documents).map(|(number, page, document)| {
            let body = Arc::clone(&document.body);
            let (answers, strings) = (Arc::clone(&page.answers), Arc::clone(strings));
            let notes = cited.get(&number).map(|cited| Arc::clone(&cited.notes)).unwrap_or_default();
            let expansions = Arc::clone(&page.expansions);
            let drawings = drawings.get(&number).cloned().unwrap_or_default();
            let filling = Filling { body, answers, expansions, notes, drawings, strings };
            (page.outline.file.clone(), filling)
        });
        self.fill.ask_all(questions.collect())
    }

    pub(super) fn showings(
        &mut self,
        graph: &Shared<Graph>,
        bodies: Vec<Filled>,
        navs: &[Option<Navigation>],
        cited: &CitedPages,
        cite_this: &[Arc<CiteThis>],
    ) -> Vec<Arc<View>> {
        let questions = graph.pages.iter().zip(bodies).enumerate().map(|(number, (page, body))| {
            let nav = navs[page.section].as_ref().and_then(|nav| nav.as_ref().ok()).cloned();
            let sources = cited.get(&number).map(|cited| Arc::clone(&cited.list)).unwrap_or_default();
            let cite = cite_this.get(number).cloned();
            let showing = Showing { graph: graph.clone(), page: number, body, sources, cite, nav };
            (page.outline.file.clone(), showing)
        });
        self.show.ask_all(questions.collect())
    }

    pub(super) fn writings(
        &mut self,
        views: &[Arc<View>],
        designs: &BTreeMap<&'static str, Design>,
    ) -> Vec<Written> {
        let questions = views.iter().map(|view| {
            let writing = Writing { design: designs[view.template].clone(), view: Arc::clone(view) };
            (view.address.clone(), writing)
        });
        self.write.ask_all(questions.collect())
    }

    /// The output that artifacts make.
    pub(super) fn output(&mut self, artifacts: Vec<Artifact>) -> Output {
        let addresses = artifacts.iter().map(|artifact| artifact.address.clone()).collect();
        Output::in_order(artifacts, &self.order.ask(addresses))
    }
}

/// Each page by its number, with its file as it was read. Both come in the order of the files; what the graph leaves out
/// are drafts.
pub(super) fn read_pages<'a>(
    graph: &'a Graph,
    documents: &'a [Arc<Document>],
) -> impl Iterator<Item = (usize, &'a Page, &'a Arc<Document>)> {
    let mut documents = documents.iter();
    graph.pages.iter().enumerate().map(move |(number, page)| {
        let document = documents.find(|document| document.outline.file == page.outline.file);
        (number, page, document.expect("every page was read"))
    })
}

/// The views of pages that no editor writes.
pub(super) fn list(graph: &Shared<Graph>) -> Arc<Vec<Arc<View>>> {
    Arc::new(list_views(graph).into_iter().chain(register_views(graph)).chain(feed_views(graph)).collect())
}

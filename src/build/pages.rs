//! The pages of a site: bodies filled, views shown, artifacts written, put in order.

use std::sync::Arc;

use super::Memory;
use super::making::Making;
use crate::graph::feed_view::feed_views;
use crate::graph::list_view::list_views;
use crate::graph::register_view::register_views;
use crate::graph::{Graph, Page};
use crate::memo::Shared;
use crate::model::document::Document;
use crate::model::output::{Artifact, Output};
use crate::model::view::View;
use crate::write::page::Written;

impl Memory {
    /// The views of the pages of editors, in their order.
    pub(super) fn showings(&mut self, making: &Making) -> Vec<Arc<View>> {
        let numbers = 0..making.graph.pages.len();
        let key = |number: usize| making.file(number).clone();
        let fillings = numbers.clone().map(|number| (key(number), making.filling(number)));
        let bodies = self.fill.ask_all(fillings.collect());
        let citing = numbers.clone().filter_map(|number| Some((key(number), making.citing(number)?.clone())));
        let mut cites = self.cite_page.ask_all(citing.collect()).into_iter();
        let showings = numbers
            .zip(bodies)
            .map(|(number, body)| (key(number), making.showing(number, body, cites.next())));
        self.show.ask_all(showings.collect())
    }

    pub(super) fn writings(&mut self, making: &Making, views: &[Arc<View>]) -> Vec<Written> {
        let questions = views.iter().map(|view| (view.address.clone(), making.writing(Arc::clone(view))));
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

//! The join of a site: the outlines of all pages, the records and the configuration become one graph.

use std::sync::Arc;

use crate::graph::{self, Graph, JoinInput};
use crate::memo::{MappedRow, Row, SelectedRow, Shared, Stage};
use crate::model::page::document::Document;
use crate::model::page::outline::Outline;

/// The stages that join a site.
#[derive(Debug)]
pub(super) struct GraphMemory {
    outlines: MappedRow<Arc<Document>, Arc<Outline>>,
    graph: Stage<(), JoinInput, Shared<Graph>>,
    page_documents: SelectedRow<Arc<Document>>,
}

impl GraphMemory {
    pub fn new(forgets: bool) -> Self {
        Self {
            outlines: MappedRow::new(forgets, 1, |document| Arc::clone(&document[0].outline)),
            graph: Stage::new(forgets, graph::join),
            page_documents: SelectedRow::new(forgets),
        }
    }

    /// The outlines of documents.
    pub fn outlines(&mut self, documents: &Row<Arc<Document>>) -> Row<Arc<Outline>> {
        self.outlines.of(documents)
    }

    /// The graph of a site.
    pub fn join(&mut self, input: JoinInput) -> Shared<Graph> {
        self.graph.ask(input)
    }

    /// The documents of the pages in the graph, which may leave out drafts.
    pub fn page_documents(&mut self, graph: &Graph, documents: &Row<Arc<Document>>) -> Row<Arc<Document>> {
        self.page_documents.of(documents, &graph.places)
    }

    /// How often the site was joined rather than remembered: 0 or 1.
    pub fn joined(&self) -> usize {
        self.graph.computed()
    }
}

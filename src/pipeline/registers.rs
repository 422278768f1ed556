//! The registers of a site: their records, what no register knows, and the files that give them to machines.

use std::sync::Arc;

use super::SiteMemory;
use super::sources::register_file;

use crate::check::proper::{Knowing, Known, Looking};
use crate::graph::Graph;
use crate::memo::{Cancelled, Row, Shared};
use crate::model::output::artifact::Artifact;
use crate::model::page::document::Document;
use crate::model::register::registers::{RecordKind, Registers};
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::tree::{FilePath, RETIRED, Tree};
use crate::view::dataset::datasets;

impl SiteMemory {
    /// The registers of a site, and what is wrong with each on its own.
    pub(super) fn registers(&mut self, tree: &Tree) -> (Registers, Vec<Diagnostic>) {
        let file = |kind: RecordKind| register_file(tree, kind.file());
        let (figures, mut wrong) = self.figures.ask(file(RecordKind::Figure));
        let (sources, more) = self.sources.ask(file(RecordKind::Source));
        wrong.extend(more);
        let (names, more) = self.names.ask(file(RecordKind::Name));
        wrong.extend(more);
        let (events, more) = self.events.ask(file(RecordKind::Event));
        wrong.extend(more);
        let (terms, more) = self.terms.ask(file(RecordKind::Term));
        wrong.extend(more);
        let (charts, more) = self.charts.ask(file(RecordKind::Chart));
        wrong.extend(more);
        let (retired, more) = self.retired.ask(register_file(tree, RETIRED));
        wrong.extend(more);
        (Registers { figures, sources, names, events, terms, charts, retired }, wrong)
    }

    /// What looks like acronyms and names in the documents and is in no register.
    pub(super) fn unregistered(
        &mut self,
        graph: &Graph,
        documents: &Row<Arc<Document>>,
    ) -> Result<Vec<Diagnostic>, Cancelled> {
        let (records, strings) = (graph.records.clone(), Arc::clone(&graph.strings));
        let is_wanted = graph.config.checks.unregistered;
        let is_possible = !(records.names.is_empty() && records.terms.is_empty());
        if !(is_wanted && is_possible) {
            return Ok(Vec::new());
        }
        // Where an edit leaves what is known as it was, it stays the same allocation: no page compares all names.
        let known = self.known.ask(Knowing { records, strings, is_wanted });
        let known = self.known_still.keep(known);
        let found = self.look.ask(&known, documents, &self.cancellation)?;
        Ok(found.iter().flat_map(|found| found.iter().cloned()).collect())
    }

    /// The outputs for machines; one whose records did not change is not made anew.
    pub(super) fn datasets(&mut self, graph: &Graph) -> Result<Vec<Artifact>, Cancelled> {
        let datasets = datasets(graph).into_iter();
        let questions = datasets.map(|dataset| (dataset.address(), dataset)).collect();
        self.dataset.ask_all(questions, &self.cancellation)
    }
}

/// The question of what no register knows in a document.
pub(super) fn looking(known: &Shared<Known>, _: usize, document: &Arc<Document>) -> (FilePath, Looking) {
    let (file, proper) = (document.outline.file.clone(), Arc::clone(&document.proper));
    (file.clone(), Looking { file, proper, known: known.clone() })
}

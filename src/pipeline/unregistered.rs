//! Acronyms and names in the texts of pages that are in no register.

use std::sync::Arc;

use crate::check::proper::{self, KnownNames, KnownNamesInput, UnregisteredInput};
use crate::graph::Graph;
use crate::memo::{Cancellation, Cancelled, Row, RowStage, Shared, Stable, Stage};
use crate::model::page::document::Document;
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::tree::FilePath;

/// The stages that find acronyms and names without a record.
#[derive(Debug)]
pub(super) struct UnregisteredMemory {
    known: Stage<(), KnownNamesInput, Arc<KnownNames>>,
    /// Keeps the allocation while an edit leaves the known names equal, so that pages need not compare them all.
    same_known: Stable<KnownNames>,
    check: RowStage<KnownNames, Arc<Document>, FilePath, UnregisteredInput, Arc<Vec<Diagnostic>>>,
}

impl UnregisteredMemory {
    pub fn new(forgets: bool) -> Self {
        Self {
            known: Stage::new(forgets, proper::known),
            same_known: Stable::default(),
            check: RowStage::new(input, Stage::new(forgets, proper::check)),
        }
    }

    /// A diagnostic for each acronym and name that the documents mention and no register has, if the site checks that and has a
    /// register of names or terms.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn check(
        &mut self,
        graph: &Graph,
        documents: &Row<Arc<Document>>,
        cancellation: &Cancellation,
    ) -> Result<Vec<Diagnostic>, Cancelled> {
        let (records, strings) = (graph.records.clone(), Arc::clone(&graph.strings));
        let is_wanted = graph.config.checks.unregistered;
        let is_possible = !(records.names.is_empty() && records.terms.is_empty());
        if !(is_wanted && is_possible) {
            return Ok(Vec::new());
        }
        let known = self.known.ask(KnownNamesInput { records, strings, is_wanted });
        let known = self.same_known.keep(known);
        let found = self.check.ask(&known, documents, cancellation)?;
        Ok(found.iter().flat_map(|found| found.iter().cloned()).collect())
    }
}

fn input(known: &Shared<KnownNames>, _: usize, document: &Arc<Document>) -> (FilePath, UnregisteredInput) {
    let (file, proper) = (document.outline.file.clone(), Arc::clone(&document.proper));
    (file.clone(), UnregisteredInput { file, proper, known: known.clone() })
}

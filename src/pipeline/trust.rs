//! The files among the content that would run in readers' browsers, each looked through once.

use super::SiteMemory;
use super::sources::Beside;
use crate::check;
use crate::graph::Graph;
use crate::memo::Cancelled;
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::tree::{FilePath, Tree};

impl SiteMemory {
    /// What is wrong with the files beside the pages that are published, and with the list of those that are trusted. `beside`
    /// comes in the order of the paths.
    ///
    /// # Errors
    /// That the build was cancelled.
    pub(super) fn active_files(
        &mut self,
        graph: &Graph,
        beside: &[Beside],
        tree: &Tree,
    ) -> Result<Vec<Diagnostic>, Cancelled> {
        let mut published = graph.files.iter().peekable();
        let published = beside.iter().filter(|(file, _)| published.next_if_eq(&file).is_some());
        let questions: Vec<_> = published.map(|file| (file.0.clone(), file.clone())).collect();
        let files: Vec<FilePath> = questions.iter().map(|(file, _)| file.clone()).collect();
        let parts = files.iter().zip(self.active_part.ask_all(questions, &self.cancellation)?);
        let mut found: Vec<Diagnostic> =
            parts.filter_map(|(file, part)| check::active::check(file, &part?, &graph.config)).collect();
        found.extend(check::active::trusted(&graph.config, tree).map(|found| found.placed(tree)));
        Ok(found)
    }
}

//! Files below `content/` that would run in readers' browsers, such as scripts and SVG images with scripts.

use super::source_files::{PlainFile, published_files};
use crate::check::active;
use crate::graph::Graph;
use crate::memo::{Cancellation, Cancelled, Stage};
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::tree::{Bytes, FilePath, Tree};

/// The stage that finds active content in files.
#[derive(Debug)]
pub(super) struct ActiveFileMemory {
    /// The first active part of a file.
    active_part: Stage<FilePath, (FilePath, Bytes), Option<String>>,
}

impl ActiveFileMemory {
    pub fn new(forgets: bool) -> Self {
        Self { active_part: Stage::new(forgets, active::active_part) }
    }

    /// A diagnostic for each published file with active content that the configuration does not trust, and for each
    /// mistake in the list of trusted files. `files` is in the order of the paths.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn check(
        &mut self,
        graph: &Graph,
        files: &[PlainFile],
        tree: &Tree,
        cancellation: &Cancellation,
    ) -> Result<Vec<Diagnostic>, Cancelled> {
        let published = published_files(files, &graph.files);
        let questions: Vec<_> = published.map(|file| (file.0.clone(), file.clone())).collect();
        let files: Vec<FilePath> = questions.iter().map(|(file, _)| file.clone()).collect();
        let parts = files.iter().zip(self.active_part.ask_all(questions, cancellation)?);
        let mut found: Vec<Diagnostic> =
            parts.filter_map(|(file, part)| active::check(file, &part?, &graph.config)).collect();
        found.extend(active::trusted(&graph.config, tree).map(|found| found.located(tree)));
        Ok(found)
    }
}

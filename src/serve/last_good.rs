//! The last versions of sources without errors, which are served while newer ones have errors.

use std::collections::BTreeSet;

use crate::model::source::diagnostic::{Diagnostic, Severity};
use crate::model::source::tree::{FilePath, TEMPLATES, Tree};

/// The last version of each source file that had no error of its own.
///
/// While a file has an error, the site is built from that version instead: the page keeps its content and its place in every
/// list, and edits of other files show at once.
#[derive(Debug, Default)]
pub struct LastGoodSources {
    tree: Tree,
    wrong: BTreeSet<FilePath>,
}

impl LastGoodSources {
    /// Takes over the changed files that have no errors.
    pub fn update(&mut self, tree: &Tree, changed: &[FilePath], diagnostics: &[Diagnostic]) {
        let errors = diagnostics.iter().filter(|found| found.severity() == Severity::Error);
        let wrong: BTreeSet<FilePath> = errors.map(|found| found.file.clone()).collect();
        for file in changed.iter().chain(&self.wrong).filter(|file| !wrong.contains(*file)) {
            match tree.get(file.as_str()) {
                Some(entry) => {
                    self.tree.put(file.clone(), entry.clone());
                }
                None => {
                    self.tree.remove(file.as_str());
                }
            }
        }
        self.wrong = wrong;
    }

    /// The tree with the last good version of each file that has an error; `None` if that makes no difference. A template
    /// without a good version is left out, so that the theme's takes its place.
    pub fn stand_in(&self, tree: &Tree) -> Option<Tree> {
        let mut shown: Option<Tree> = None;
        for file in &self.wrong {
            match (self.tree.get(file.as_str()), tree.get(file.as_str())) {
                (Some(stood), is) if is != Some(stood) => {
                    shown.get_or_insert_with(|| tree.clone()).put(file.clone(), stood.clone());
                }
                (None, Some(_)) if file.below(TEMPLATES).is_some() => {
                    shown.get_or_insert_with(|| tree.clone()).remove(file.as_str());
                }
                _ => {}
            }
        }
        shown
    }
}

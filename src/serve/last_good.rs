//! The sources as they last were without errors: what stays on the screen while something is wrong.

use std::collections::BTreeSet;

use crate::model::source::diagnostic::{Diagnostic, Severity};
use crate::model::source::tree::{FilePath, TEMPLATES, Tree};

/// Every source file as it last was without an error of its own.
///
/// While a file has an error, the site is shown as if the file still were what it was then: the page stays, and so
/// does its place in every list, and whatever is edited elsewhere shows all the same.
#[derive(Debug, Default)]
pub struct LastGoodSources {
    tree: Tree,
    wrong: BTreeSet<FilePath>,
}

impl LastGoodSources {
    /// Takes in the files that changed, and what is wrong now.
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

    /// The tree with each file that has an error as it last was without one; nothing when that makes no difference.
    /// Instead of a template that never was right stands the theme's.
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

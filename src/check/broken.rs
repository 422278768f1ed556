//! The registers that have errors of their own. While one has, nothing is said of what it lacks: the record may be the very
//! one that is wrong, and the nearest other one would be the wrong fix.

use std::collections::BTreeSet;

use crate::model::register::record_kind::RecordKind;
use crate::model::source::diagnostic::{Diagnostic, Severity};

/// The kinds of records whose register has errors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Broken(BTreeSet<RecordKind>);

impl Broken {
    /// Those whose file some diagnostics name as wrong.
    pub fn new<'a>(found: impl Iterator<Item = &'a Diagnostic>) -> Self {
        let files: BTreeSet<&str> = found
            .filter(|found| found.severity() == Severity::Error)
            .map(|found| found.file.as_str())
            .collect();
        Self(RecordKind::ALL.iter().copied().filter(|kind| files.contains(kind.file())).collect())
    }

    /// Whether no register has errors.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the register of a kind has errors.
    pub fn contains(&self, kind: RecordKind) -> bool {
        self.0.contains(&kind)
    }
}

//! The registers with errors of their own. While a register has errors, missing records are not reported: the record
//! may be the one with the error, and another record would be the wrong suggestion.

use std::collections::BTreeSet;

use crate::model::register::record_kind::RecordKind;
use crate::model::source::diagnostic::{Diagnostic, Severity};

/// The kinds of records whose register has errors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Broken(BTreeSet<RecordKind>);

impl Broken {
    /// The kinds of records whose file has errors among some diagnostics.
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

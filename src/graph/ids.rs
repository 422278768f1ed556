//! The ids that a site gives addresses to, and those that it gave once.

use crate::model::register::record_type::RecordType;
use crate::model::register::registers::{RecordKind, Records};
use crate::model::value::id::Table;

/// The ids of all records that have an address, each behind the word for its kind: `figure fr-fdi-stock`.
pub(super) fn ids(records: &Records) -> impl Iterator<Item = String> {
    fn of<T: RecordType>(kind: RecordKind, records: &Table<T>) -> impl Iterator<Item = String> {
        records.iter().map(move |record| format!("{} {}", kind.word(), record.id()))
    }
    of(RecordKind::Figure, &records.figures)
        .chain(of(RecordKind::Source, &records.sources))
        .chain(of(RecordKind::Name, &records.names))
        .chain(of(RecordKind::Event, &records.events))
        .chain(of(RecordKind::Term, &records.terms))
}

/// The ids that are retired, each behind the word for its kind.
pub(super) fn retired_ids(records: &Records) -> impl Iterator<Item = String> {
    records.retired.iter().map(|retired| format!("{} {}", retired.kind.word(), retired.id))
}

//! The traits that all kinds of records implement: an id, required fields, and fields that can contradict each other.

use serde::de::DeserializeOwned;

use super::record_kind::RecordKind;
use crate::model::value::language::Language;
use crate::model::value::record_id::RecordId;
use crate::model::value::when::When;

/// A record of any register.
pub trait Record: Send + Sync {
    /// The record's id.
    fn id(&self) -> &RecordId;

    /// The title in a language.
    fn title(&self, language: &Language) -> &str;

    /// The texts that name it and no other record of its kind: a link with the text of another record is a mistake.
    fn names(&self) -> Vec<&str> {
        Vec::new()
    }

    /// The records that its fields refer to.
    fn references(&self) -> Vec<Reference<'_>>;
}

/// A reference from a field of a record to another record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// The field.
    pub field: &'static str,
    /// The kind of the other record.
    pub kind: RecordKind,
    /// The id of the other record.
    pub id: &'a RecordId,
}

impl<'a> Reference<'a> {
    /// References from a field to records of a kind.
    pub fn each(
        field: &'static str,
        kind: RecordKind,
        ids: impl IntoIterator<Item = &'a RecordId>,
    ) -> impl Iterator<Item = Self> {
        ids.into_iter().map(move |id| Self { field, kind, id })
    }

    /// References from the field `source`.
    pub fn sources(ids: impl IntoIterator<Item = &'a RecordId>) -> impl Iterator<Item = Self> {
        Self::each("source", RecordKind::Source, ids)
    }
}

/// The type of a register's records. Required fields are not optional, so a record that was read is complete.
pub trait RecordType: Record + DeserializeOwned {
    /// The required fields besides the id.
    const REQUIRED: &'static [RequiredField];

    /// A namespace of ids, for records of one register that may have the same id; empty for most.
    fn namespace(&self) -> &'static str {
        ""
    }

    /// Contradictions between fields, and alternatives of which none is present.
    fn contradictions(&self) -> Vec<Contradiction> {
        Vec::new()
    }
}

/// A required field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequiredField {
    /// The name of the field.
    pub name: &'static str,
    /// A valid value, which replaces a missing one while the rest of the record is checked.
    pub example: &'static str,
    /// The help for a record without the field.
    pub help: &'static str,
}

/// The contradiction of a record that has neither a date in `field` nor `undated: true`, or both. `record` is its noun and
/// `example` a date, for the message.
pub(super) fn date_contradiction(
    record: &str,
    (field, example): (&str, &str),
    date: Option<When>,
    undated: bool,
) -> Option<Contradiction> {
    match (date, undated) {
        (None, false) => Some(Contradiction::new(
            format!("the {record} has no date"),
            format!("add `{field}: {example}`, or `undated: true` if the source gives none"),
        )),
        (Some(_), true) => Some(Contradiction::new(
            format!("the {record} has a date and `undated: true`"),
            "remove one of the two",
        )),
        _ => None,
    }
}

/// A contradiction between the fields of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The message.
    pub message: String,
    /// The fix.
    pub help: String,
}

impl Contradiction {
    /// A contradiction and its fix.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

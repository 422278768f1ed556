//! What all kinds of records have in common: an id, required fields, and fields that can contradict each other.

use serde::de::DeserializeOwned;

use super::record_kind::RecordKind;
use crate::model::value::language::Language;
use crate::model::value::record_id::RecordId;
use crate::model::value::when::When;

/// A record of any register.
pub trait Record: Send + Sync {
    /// What references call the record.
    fn id(&self) -> &RecordId;

    /// What pages call it, in a language.
    fn title(&self, language: &Language) -> &str;

    /// The texts that name it and no other record of its kind: a link with the text of another record is a mistake.
    fn names(&self) -> Vec<&str> {
        Vec::new()
    }

    /// The records of other registers that its fields name.
    fn references(&self) -> Vec<Reference<'_>>;
}

/// A record that is named in a field of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// The field.
    pub field: &'static str,
    /// The register of the record that is named.
    pub kind: RecordKind,
    /// Its id.
    pub id: &'a RecordId,
}

impl<'a> Reference<'a> {
    /// The records of a kind that a field names.
    pub fn each(
        field: &'static str,
        kind: RecordKind,
        ids: impl IntoIterator<Item = &'a RecordId>,
    ) -> impl Iterator<Item = Self> {
        ids.into_iter().map(move |id| Self { field, kind, id })
    }

    /// The sources that the field `source` names.
    pub fn sources(ids: impl IntoIterator<Item = &'a RecordId>) -> impl Iterator<Item = Self> {
        Self::each("source", RecordKind::Source, ids)
    }
}

/// A kind of record. Required fields have plain types, so a record that was read is complete.
pub trait RecordType: Record + DeserializeOwned {
    /// The fields without which there is no record, beside its id.
    const REQUIRED: &'static [RequiredField];

    /// A word that tells apart records of one register that may have the same id; empty for most.
    fn namespace(&self) -> &'static str {
        ""
    }

    /// Fields that contradict each other, or of which one must be there.
    fn contradictions(&self) -> Vec<Contradiction> {
        Vec::new()
    }
}

/// A field without which there is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequiredField {
    /// Its name.
    pub name: &'static str,
    /// A valid value. It takes the place of a missing one while the rest of the record is checked.
    pub example: &'static str,
    /// What an editor should write.
    pub help: &'static str,
}

/// The contradiction of a record that needs a date in `field`, or `undated: true`, and not both; `record` is its noun, and
/// `example` a date.
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
            format!("the {record} has a date and is `undated`"),
            "take out one of the two",
        )),
        _ => None,
    }
}

/// Why a record cannot be as its fields say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// What is wrong.
    pub message: String,
    /// How to fix it.
    pub help: String,
}

impl Contradiction {
    /// A problem and its fix.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

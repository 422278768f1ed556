//! What all kinds of records have in common: an id, required fields, and fields that can contradict each other.

use serde::de::DeserializeOwned;

use crate::model::value::record_id::RecordId;

/// A kind of record. Required fields have plain types, so a record that was read is complete.
pub trait RecordType: DeserializeOwned {
    /// The fields without which there is no record, beside its id.
    const REQUIRED: &'static [RequiredField];

    /// What references call the record.
    fn id(&self) -> &RecordId;

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

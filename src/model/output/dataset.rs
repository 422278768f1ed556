//! What a site gives to machines: the records of one register, and what they need to be understood on their own.

use std::sync::Arc;

use serde::Serialize;

use crate::model::register::record_kind::AddressedKind;
use crate::model::register::registers::Records;
use crate::model::value::address::Address;
use crate::model::value::date::Date;
use crate::model::value::language::Language;
use crate::model::view::site::LicenceView;

/// All that one output for machines depends on. The records are shared with their registers, so that one that did
/// not change is found equal at once, however long it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dataset {
    /// What is made of the records.
    pub form: Form,
    /// Where they are from.
    pub head: Arc<DatasetHead>,
    /// The records, without the registers that the output does not need.
    pub records: Records,
}

/// What records are written as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// The records of a register as JSON.
    Json(AddressedKind),
    /// The figures as comma-separated values.
    Table,
    /// The events as a calendar.
    Calendar(CalendarHead),
}

impl Dataset {
    /// Where the output stands: at the top of the site.
    pub fn address(&self) -> Address {
        match &self.form {
            Form::Json(kind) => json(*kind),
            Form::Table => table(),
            Form::Calendar(_) => calendar(),
        }
    }
}

/// Where the records of a register stand as JSON: `figures.json`.
pub fn json(kind: AddressedKind) -> Address {
    Address::new(format!("{}.json", kind.list()))
}

/// Where the figures stand as comma-separated values.
pub fn table() -> Address {
    Address::new("figures.csv")
}

/// Where the calendar stands.
pub fn calendar() -> Address {
    Address::new("calendar.ics")
}

/// The site that records are from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DatasetHead {
    /// The briefing's name.
    pub title: String,
    /// Where it is published.
    pub url: Option<String>,
    /// The language of the texts that stand alone.
    #[serde(serialize_with = "tag")]
    pub language: Language,
    /// The date that it describes.
    pub as_of: Option<Date>,
    /// Who answers for it.
    pub publisher: Option<String>,
    /// The terms of use.
    pub licence: Option<LicenceView>,
}

fn tag<S: serde::Serializer>(language: &Language, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(language.tag())
}

/// What a calendar says of itself beside its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarHead {
    /// The day of its last change: never the clock's.
    pub stamp: Date,
    /// That some events are left out, where some are.
    pub note: Option<String>,
    /// The word before the source of an event.
    pub source: String,
}

//! Machine-readable outputs: the records of one register, with the context that programs need.

use std::sync::Arc;

use serde::Serialize;

use crate::model::register::record_kind::AddressedKind;
use crate::model::register::registers::Records;
use crate::model::value::address::Address;
use crate::model::value::date::Date;
use crate::model::value::language::Language;
use crate::model::view::site::LicenceView;

/// The input to one machine-readable output. It shares the records with their registers, so that comparing an unchanged
/// register takes constant time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dataset {
    /// The format of the output.
    pub form: Form,
    /// The site that the records are from.
    pub head: Arc<DatasetHead>,
    /// The records, only of the registers that the output includes.
    pub records: Records,
}

/// The format of an output.
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
    /// The address of the output, at the top of the site.
    pub fn address(&self) -> Address {
        match &self.form {
            Form::Json(kind) => json(*kind),
            Form::Table => table(),
            Form::Calendar(_) => calendar(),
        }
    }
}

/// The address of a register as JSON: `figures.json`.
pub fn json(kind: AddressedKind) -> Address {
    Address::new(format!("{}.json", kind.list()))
}

/// The address of the figures as CSV.
pub fn table() -> Address {
    Address::new("figures.csv")
}

/// The address of the calendar.
pub fn calendar() -> Address {
    Address::new("calendar.ics")
}

/// The site that the records are from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DatasetHead {
    /// The briefing's name.
    pub title: String,
    /// The base URL, if it is configured.
    pub url: Option<String>,
    /// The language of texts without a language tag.
    #[serde(serialize_with = "tag")]
    pub language: Language,
    /// The date that the briefing describes.
    pub as_of: Option<Date>,
    /// The body responsible for the briefing.
    pub publisher: Option<String>,
    /// The terms of use.
    pub licence: Option<LicenceView>,
}

fn tag<S: serde::Serializer>(language: &Language, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(language.tag())
}

/// The properties of a calendar besides its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarHead {
    /// The date of its last change, which is not taken from the clock.
    pub stamp: Date,
    /// A note on the events that are not included, if any.
    pub note: Option<String>,
    /// The label before the source of an event.
    pub source: String,
}

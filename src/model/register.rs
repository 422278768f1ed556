//! The records of the registers: figures, and the sources that they are from.

use std::sync::Arc;

use serde::Deserialize;

use super::config::WebAddress;
use super::date::Date;
use super::diagnostic::Span;
use super::number::Number;
use super::source::FilePath;
use super::when::When;

/// How a number stands to the truth, where a source does not give it exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Qualifier {
    /// About 400.
    About,
    /// Almost 75.
    Almost,
    /// Below €1 billion.
    Below,
    /// Above 100.
    Above,
}

/// A record of `figures.yaml`: a number with its unit, its date and its source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Figure {
    /// What references name it by; unique in its register, and never changed.
    pub id: Option<String>,
    /// What it is the number of: a phrase without a full stop.
    pub label: Option<String>,
    /// The number.
    pub value: Option<Number>,
    /// A currency by its ISO 4217 code, `%`, or a word; nothing for what is counted.
    pub unit: Option<String>,
    /// How the number stands to the truth; nothing when it is exact.
    pub qualifier: Option<Qualifier>,
    /// When it was so.
    pub as_of: Option<When>,
    /// The source gives no date, and readers are told.
    pub undated: bool,
    /// The id of the source in `sources.yaml`.
    pub source: Option<String>,
    /// What a reader should know of it: a sentence.
    pub note: Option<String>,
}

/// A record of `sources.yaml`: a document that figures and statements come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CitedSource {
    /// What figures and citations name it by; unique in its register, and never changed.
    pub id: Option<String>,
    /// The document's title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published or last changed.
    pub date: Option<When>,
    /// Where it can be read.
    pub url: Option<WebAddress>,
    /// When it was read there.
    pub accessed: Option<Date>,
    /// Who holds rights in it.
    pub rights: Option<String>,
}

/// A record where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record<T> {
    /// Its id.
    pub id: Arc<str>,
    /// What it says.
    pub value: T,
}

/// The records of one register, in the order of the file, and where each stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register<T> {
    /// The file.
    pub file: FilePath,
    /// The records that have an id of their own. An edit that only moves them leaves them equal.
    pub records: Arc<Vec<Record<T>>>,
    /// The place of each record's id, in bytes of the file.
    pub places: Vec<Span>,
}

impl<T> Register<T> {
    /// A register without a record.
    pub fn empty(file: FilePath) -> Self {
        Self { file, records: Arc::default(), places: Vec::new() }
    }
}

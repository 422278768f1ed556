//! The registers and their records, and where each record stands.

use std::sync::Arc;

use super::chart::Chart;
use super::cited_source::CitedSource;
use super::event::Event;
use super::figure::Figure;
use super::name::Name;
use super::retired::Retired;
use super::term::Term;
use crate::model::source::diagnostic::Span;
use crate::model::source::tree::{CHARTS, EVENTS, FIGURES, FilePath, NAMES, SOURCES, TERMS};
use crate::model::value::id::Table;

/// What a record is a record of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKind {
    /// A number with its unit, date and source.
    Figure,
    /// A document that figures and statements come from.
    Source,
    /// A person, organization, place or agreement.
    Name,
    /// Something that happened.
    Event,
    /// An acronym or expression.
    Term,
    /// A drawing of figures or events.
    Chart,
}

impl RecordKind {
    /// Every kind.
    pub const ALL: &'static [Self] =
        &[Self::Figure, Self::Source, Self::Name, Self::Event, Self::Term, Self::Chart];

    /// The word for it, which is also the scheme of references to it: `figure`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Source => "source",
            Self::Name => "name",
            Self::Event => "event",
            Self::Term => "term",
            Self::Chart => "chart",
        }
    }

    /// The file of its register.
    pub fn file(self) -> &'static str {
        match self {
            Self::Figure => FIGURES,
            Self::Source => SOURCES,
            Self::Name => NAMES,
            Self::Event => EVENTS,
            Self::Term => TERMS,
            Self::Chart => CHARTS,
        }
    }

    /// The kind that a scheme means.
    pub fn of_scheme(scheme: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word().eq_ignore_ascii_case(scheme))
    }
}

/// The records of one register, in the order of the file, and where each stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register<T> {
    /// The file.
    pub file: FilePath,
    /// The records that have an id of their own. An edit that only moves them leaves them equal.
    pub records: Arc<Table<T>>,
    /// The place of each record's id, in bytes of the file.
    pub places: Vec<Span>,
}

impl<T> Register<T> {
    /// A register without a record.
    pub fn empty(file: FilePath) -> Self {
        Self { file, records: Arc::default(), places: Vec::new() }
    }
}

/// The records of all registers: what a site knows, and nothing of where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// Those of `figures.yaml`.
    pub figures: Arc<Table<Figure>>,
    /// Those of `sources.yaml`.
    pub sources: Arc<Table<CitedSource>>,
    /// Those of `names.yaml`.
    pub names: Arc<Table<Name>>,
    /// Those of `events.yaml`.
    pub events: Arc<Table<Event>>,
    /// Those of `terms.yaml`.
    pub terms: Arc<Table<Term>>,
    /// Those of `charts.yaml`.
    pub charts: Arc<Table<Chart>>,
    /// Those of `retired.yaml`.
    pub retired: Arc<Table<Retired>>,
}

/// All registers, with the places of their records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registers {
    /// `figures.yaml`.
    pub figures: Arc<Register<Figure>>,
    /// `sources.yaml`.
    pub sources: Arc<Register<CitedSource>>,
    /// `names.yaml`.
    pub names: Arc<Register<Name>>,
    /// `events.yaml`.
    pub events: Arc<Register<Event>>,
    /// `terms.yaml`.
    pub terms: Arc<Register<Term>>,
    /// `charts.yaml`.
    pub charts: Arc<Register<Chart>>,
    /// `retired.yaml`.
    pub retired: Arc<Register<Retired>>,
}

impl Registers {
    /// What they say, without the places.
    pub fn records(&self) -> Records {
        Records {
            figures: Arc::clone(&self.figures.records),
            sources: Arc::clone(&self.sources.records),
            names: Arc::clone(&self.names.records),
            events: Arc::clone(&self.events.records),
            terms: Arc::clone(&self.terms.records),
            charts: Arc::clone(&self.charts.records),
            retired: Arc::clone(&self.retired.records),
        }
    }

    /// The place of a record, by its number in its register.
    pub fn place(&self, kind: RecordKind, number: usize) -> Option<(&FilePath, &Span)> {
        fn of<T>(register: &Register<T>, number: usize) -> Option<(&FilePath, &Span)> {
            Some((&register.file, register.places.get(number)?))
        }
        match kind {
            RecordKind::Figure => of(&self.figures, number),
            RecordKind::Source => of(&self.sources, number),
            RecordKind::Name => of(&self.names, number),
            RecordKind::Event => of(&self.events, number),
            RecordKind::Term => of(&self.terms, number),
            RecordKind::Chart => of(&self.charts, number),
        }
    }
}

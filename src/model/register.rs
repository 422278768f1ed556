//! The registers and their records; figures, and the sources that they are from.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::author::Author;
use super::chart::Chart;
use super::date::Date;
use super::diagnostic::Span;
use super::event::Event;
use super::identifier::{Doi, Isbn};
use super::language::Language;
use super::localized::Localized;
use super::name::Name;
use super::number::Number;
use super::numbering::Numbering;
use super::retired::Retired;
use super::schema;
use super::source::{CHARTS, EVENTS, FIGURES, FilePath, NAMES, SOURCES, TERMS};
use super::term::Term;
use super::unit::Unit;
use super::web_address::WebAddress;
use super::when::When;

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

/// How a number stands to the truth, where a source does not give it exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
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

impl Qualifier {
    /// The qualifier as a register writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::Almost => "almost",
            Self::Below => "below",
            Self::Above => "above",
        }
    }
}

/// A record of `figures.yaml`: a number with its unit, its date and its source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["id", "label", "value", "source"]), transform = schema::dated("as_of"))]
pub struct Figure {
    /// What references name it by; unique in its register, and never changed.
    #[schemars(extend("type" = ["string", "integer"], "pattern" = schema::ID, "minimum" = 0))]
    pub id: Option<String>,
    /// What it is the number of: a phrase without a full stop.
    pub label: Option<Localized>,
    /// The number.
    pub value: Option<Number>,
    /// A currency by its ISO 4217 code, `%`, `rank` for a place among others, or a word; nothing for what is counted.
    pub unit: Option<Unit>,
    /// How the number stands to the truth; nothing when it is exact.
    pub qualifier: Option<Qualifier>,
    /// When it was so.
    pub as_of: Option<When>,
    /// The source gives no date, and readers are told.
    pub undated: bool,
    /// The id of the source in `sources.yaml`.
    pub source: Option<String>,
    /// What a reader should know of it: a sentence.
    pub note: Option<Localized>,
    /// The day by which an editor looks whether it still is so.
    pub review_by: Option<Date>,
    /// What it was before: `value` is the latest.
    pub earlier: Vec<EarlierValue>,
}

/// What a reference to a figure names: its id, and the date of the value where it names one, `trade-deficit@2011`.
pub fn figure_id(written: &str) -> (&str, Option<&str>) {
    written.split_once('@').map_or((written, None), |(id, at)| (id, Some(at)))
}

/// What a figure was at an earlier date.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierValue {
    /// The number, in the figure's unit.
    pub value: Number,
    /// When it was so.
    pub as_of: When,
    /// How the number stands to the truth; nothing when it is exact.
    pub qualifier: Option<Qualifier>,
    /// The id of the source, where it is another one than the figure's.
    pub source: Option<String>,
}

/// One value of a figure: the latest or an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount<'a> {
    /// The number.
    pub value: &'a Number,
    /// Its unit.
    pub unit: Option<&'a str>,
    /// How it stands to the truth.
    pub qualifier: Option<Qualifier>,
    /// When it was so.
    pub as_of: Option<When>,
    /// The id of its source.
    pub source: Option<&'a str>,
}

impl Figure {
    /// The values, the latest first and the others from the newest to the oldest.
    pub fn amounts(&self) -> Vec<Amount<'_>> {
        let (unit, source) = (self.unit.as_ref().map(Unit::as_str), self.source.as_deref());
        let latest = self.value.as_ref().map(|value| Amount {
            value,
            unit,
            qualifier: self.qualifier,
            as_of: self.as_of,
            source,
        });
        let mut earlier: Vec<&EarlierValue> = self.earlier.iter().collect();
        earlier.sort_by_key(|earlier| std::cmp::Reverse(earlier.as_of));
        let earlier = earlier.into_iter().map(|earlier| Amount {
            value: &earlier.value,
            unit,
            qualifier: earlier.qualifier,
            as_of: Some(earlier.as_of),
            source: earlier.source.as_deref().or(source),
        });
        latest.into_iter().chain(earlier).collect()
    }

    /// The value that a reference means: the latest, or with `at`, as in `trade-deficit@2011`, the one of that date.
    pub fn amount(&self, at: Option<&str>) -> Option<Amount<'_>> {
        let amounts = self.amounts();
        match at {
            None => amounts.into_iter().next(),
            Some(at) => {
                amounts.into_iter().find(|amount| amount.as_of.is_some_and(|when| when.to_string() == at))
            }
        }
    }
}

/// What kind of document a source is. Styles cite each in another way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// A page of a website.
    #[default]
    WebPage,
    /// A report, a white paper, a study, a working paper.
    Report,
    /// A book.
    Book,
    /// A chapter of a book, or a contribution to one.
    Chapter,
    /// An article of a journal.
    Article,
    /// An article of a newspaper.
    NewspaperArticle,
    /// A law, or another act of a legislator.
    Law,
    /// A treaty, or another agreement between states.
    Treaty,
    /// A judgment.
    CourtCase,
    /// A speech, an address or a statement.
    Speech,
    /// An interview.
    Interview,
    /// What an institution tells the press.
    PressRelease,
    /// Statistics or other data.
    Dataset,
    /// A map.
    Map,
    /// A film or a video.
    Film,
    /// A programme of radio or television.
    Broadcast,
    /// A thesis.
    Thesis,
    /// Any other document: a letter, a note, a file of an archive.
    Document,
}

/// A record of `sources.yaml`: a document that figures and statements come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["id", "title"]))]
pub struct CitedSource {
    /// What figures and citations name it by; unique in its register, and never changed.
    #[schemars(extend("type" = ["string", "integer"], "pattern" = schema::ID, "minimum" = 0))]
    pub id: Option<String>,
    /// What kind of document it is.
    pub kind: SourceKind,
    /// The document's title.
    pub title: Option<String>,
    /// Who wrote it: persons as `Family, Given`, institutions by their name, in the order of the document.
    pub authors: Vec<Author>,
    /// Who edited the book that it is or is part of.
    pub editors: Vec<Author>,
    /// What it is part of: a journal, a book, a website, an official gazette, a series of data.
    pub container: Option<String>,
    /// What the document calls itself: `Working paper`, `Press release`, `Doctoral thesis`.
    pub genre: Option<String>,
    /// The number that it bears: of a report, a law, a resolution or a case.
    pub number: Option<Numbering>,
    /// The volume of the journal or the book.
    pub volume: Option<Numbering>,
    /// The issue of the journal.
    pub issue: Option<Numbering>,
    /// Where it stands there: `12-15`.
    pub pages: Option<Numbering>,
    /// Which edition it is: a number, or a text such as `revised`.
    pub edition: Option<Numbering>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it was published.
    pub place: Option<String>,
    /// When it was published or last changed.
    pub date: Option<When>,
    /// Where it can be read.
    pub url: Option<WebAddress>,
    /// When it was read there.
    pub accessed: Option<Date>,
    /// Its digital object identifier.
    pub doi: Option<Doi>,
    /// Its international standard book number.
    pub isbn: Option<Isbn>,
    /// The archive, library or collection that keeps it.
    pub archive: Option<String>,
    /// Where it is found there: a signature, a box, a call number.
    pub archive_location: Option<String>,
    /// The language that it is written in, where it is not that of the pages that cite it. Titles in English are
    /// written with capitals where a style wants that.
    pub language: Option<Language>,
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

/// The records of all registers: what a site knows, and nothing of where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// Those of `figures.yaml`.
    pub figures: Arc<Vec<Record<Figure>>>,
    /// Those of `sources.yaml`.
    pub sources: Arc<Vec<Record<CitedSource>>>,
    /// Those of `names.yaml`.
    pub names: Arc<Vec<Record<Name>>>,
    /// Those of `events.yaml`.
    pub events: Arc<Vec<Record<Event>>>,
    /// Those of `terms.yaml`.
    pub terms: Arc<Vec<Record<Term>>>,
    /// Those of `charts.yaml`.
    pub charts: Arc<Vec<Record<Chart>>>,
    /// Those of `retired.yaml`.
    pub retired: Arc<Vec<Record<Retired>>>,
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

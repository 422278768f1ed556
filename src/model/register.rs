//! The records of the registers: figures, and the sources that they are from.

use std::sync::Arc;

use serde::Deserialize;

use super::author::Author;
use super::config::WebAddress;
use super::date::Date;
use super::diagnostic::Span;
use super::identifier::{Doi, Isbn};
use super::language::Language;
use super::number::Number;
use super::numbering::Numbering;
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

/// What kind of document a source is. Styles cite each in another way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CitedSource {
    /// What figures and citations name it by; unique in its register, and never changed.
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

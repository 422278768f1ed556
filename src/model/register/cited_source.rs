//! Cited sources: the documents that figures and statements come from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::value::author::Author;
use crate::model::value::date::Date;
use crate::model::value::identifier::{Doi, Isbn};
use crate::model::value::language::Language;
use crate::model::value::numbering::Numbering;
use crate::model::value::record_id::RecordId;
use crate::model::value::required_text::required_text;
use crate::model::value::schema;
use crate::model::value::web_address::WebAddress;
use crate::model::value::when::When;

use super::record_type::{Record, RecordType, Reference, RequiredField};

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
#[serde(deny_unknown_fields)]
pub struct CitedSource {
    /// What figures and citations name it by; unique in its register, and never changed.
    #[schemars(extend("type" = ["string", "integer"], "pattern" = schema::ID, "minimum" = 0))]
    pub id: RecordId,
    /// What kind of document it is.
    #[serde(default)]
    pub kind: SourceKind,
    /// The document's title.
    #[serde(deserialize_with = "required_text")]
    pub title: String,
    /// Who wrote it: persons as `Family, Given`, institutions by their name, in the order of the document.
    #[serde(default)]
    pub authors: Vec<Author>,
    /// Who edited the book that it is or is part of.
    #[serde(default)]
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

impl Record for CitedSource {
    fn id(&self) -> &RecordId {
        &self.id
    }

    fn title(&self, _language: &Language) -> &str {
        &self.title
    }

    fn references(&self) -> Vec<Reference<'_>> {
        Vec::new()
    }
}

impl RecordType for CitedSource {
    const REQUIRED: &'static [RequiredField] =
        &[RequiredField { name: "title", example: "title", help: "write the document's title" }];
}

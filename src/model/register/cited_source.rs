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

/// The kind of document. Styles cite each kind differently.
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
    /// A press release.
    PressRelease,
    /// Statistics or other data.
    Dataset,
    /// A map.
    Map,
    /// A film or a video.
    Film,
    /// A radio or television programme.
    Broadcast,
    /// A thesis.
    Thesis,
    /// Any other document: a letter, a note, a file from an archive.
    Document,
}

/// A record of `sources.yaml`: a document that figures and statements come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CitedSource {
    /// The id that figures and citations refer to; unique in its register, and never changed.
    #[schemars(extend("type" = ["string", "integer"], "pattern" = schema::ID, "minimum" = 0))]
    pub id: RecordId,
    /// The kind of document.
    #[serde(default)]
    pub kind: SourceKind,
    /// The document's title.
    #[serde(deserialize_with = "required_text")]
    pub title: String,
    /// The authors, in the order of the document: persons as `Family, Given`, institutions by their name.
    #[serde(default)]
    pub authors: Vec<Author>,
    /// The editors of the book, or of the book that contains the document.
    #[serde(default)]
    pub editors: Vec<Author>,
    /// The publication that contains it: a journal, a book, a website, an official gazette, a data series.
    pub container: Option<String>,
    /// The type of document in its own words: `Working paper`, `Press release`, `Doctoral thesis`.
    pub genre: Option<String>,
    /// The number of a report, a law, a resolution or a case.
    pub number: Option<Numbering>,
    /// The volume of the journal or the book.
    pub volume: Option<Numbering>,
    /// The issue of the journal.
    pub issue: Option<Numbering>,
    /// The pages in the journal or book: `12-15`.
    pub pages: Option<Numbering>,
    /// The edition: a number, or a text such as `revised`.
    pub edition: Option<Numbering>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The place of publication.
    pub place: Option<String>,
    /// The date of publication or of the last change.
    pub date: Option<When>,
    /// The web address of the document.
    pub url: Option<WebAddress>,
    /// The date of access.
    pub accessed: Option<Date>,
    /// The digital object identifier.
    pub doi: Option<Doi>,
    /// The international standard book number.
    pub isbn: Option<Isbn>,
    /// The archive, library or collection that holds it.
    pub archive: Option<String>,
    /// The location in the archive: a shelf mark, a box, a call number.
    pub archive_location: Option<String>,
    /// The language of the document, if it is not that of the pages that cite it. English titles are capitalized if the
    /// style requires it.
    pub language: Option<Language>,
    /// The holder of the rights.
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

//! What a page says of itself and asks of others: all that the rest of the site may know of it.

use std::ops::Range;
use std::sync::Arc;

use crate::model::register::record_kind::RecordKind;
use crate::model::source::front_matter::FrontMatter;
use crate::model::source::tree::FilePath;
use crate::model::value::figure_ref::FigureRef;
use crate::model::value::language::Language;
use crate::model::value::record_id::RecordId;

/// A heading in a page's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6; a page's level-1 heading is its title.
    pub level: u8,
    /// Its title, its id and, where the id does not end in it, its slug, one behind the other: a site has several headings
    /// for each page.
    text: Box<str>,
    id: Range<usize>,
    slug: usize,
}

impl Heading {
    /// A heading of a level from 2 to 6, with its id, the slug of its words and its title.
    pub fn new(level: u8, id: &str, slug: &str, title: &str) -> Self {
        let behind = if id.ends_with(slug) { "" } else { slug };
        let mut text = String::with_capacity(title.len() + id.len() + behind.len());
        [title, id, behind].into_iter().for_each(|part| text.push_str(part));
        let start = text.len() - slug.len();
        Self { level, text: text.into(), id: title.len()..title.len() + id.len(), slug: start }
    }

    /// Its text without markup.
    pub fn title(&self) -> &str {
        &self.text[..self.id.start]
    }

    /// The fragment under which it is linked, unique on the page.
    pub fn id(&self) -> &str {
        &self.text[self.id.clone()]
    }

    /// The id that the heading's words alone would give: what the id ends in, unless the editor chose it.
    pub fn slug(&self) -> &str {
        &self.text[self.slug..]
    }
}

/// What a link asks for, before anyone has looked whether it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page by its source file, `content/economic/trade.md`, with the heading's id.
    Page {
        /// The source file.
        file: FilePath,
        /// What stands after `#`.
        fragment: Option<String>,
    },
    /// A heading on the same page.
    Here {
        /// What stands after `#`.
        fragment: String,
    },
    /// A page by its name: `[[trade]]`, `[[economic/trade#deficit]]`.
    Name {
        /// A file's name without its extension, with or without folders; or a page's title.
        name: String,
        /// What stands after `#`.
        fragment: Option<String>,
    },
    /// A file beside the pages, such as an image.
    File {
        /// The source file.
        file: FilePath,
        /// What stands after `#` or `?`, kept as it is.
        suffix: String,
    },
    /// A value of a figure.
    Figure {
        /// The figure, and the date of the value.
        figure: FigureRef,
        /// The text of the link; empty if it is to be filled in.
        text: String,
    },
    /// A record of another register.
    Record {
        /// Which register.
        kind: RecordKind,
        /// The record's id.
        id: RecordId,
        /// The text of the link; empty if it is to be filled in.
        text: String,
    },
    /// A source, cited by a note: `[@meae-2015, p. 3]`.
    Citation {
        /// The source's id.
        id: RecordId,
        /// Where in the source: `p. 3`.
        locator: Option<String>,
        /// The number of the note among those of the page, from 1.
        note: usize,
    },
    /// A path that leads out of `content/`.
    Outside,
}

impl Target {
    /// The record of a kind, by the id that a reference gives.
    pub fn of_record(kind: RecordKind, written: &str) -> Self {
        match kind {
            RecordKind::Figure => Self::Figure { figure: FigureRef::from(written), text: String::new() },
            kind => Self::Record { kind, id: RecordId::from(written), text: String::new() },
        }
    }

    /// The record that is referred to or cited.
    pub fn record(&self) -> Option<(RecordKind, &RecordId)> {
        match self {
            Self::Figure { figure, .. } => Some((RecordKind::Figure, &figure.id)),
            Self::Record { kind, id, .. } => Some((*kind, id)),
            Self::Citation { id, .. } => Some((RecordKind::Source, id)),
            Self::Page { .. } | Self::Here { .. } | Self::Name { .. } | Self::File { .. } | Self::Outside => {
                None
            }
        }
    }

    /// Sets the text of a link to a record.
    pub fn set_text(&mut self, words: &str) {
        if let Self::Figure { text, .. } | Self::Record { text, .. } = self {
            words.clone_into(text);
        }
    }

    /// Whether the target shows the sentences that refer to it.
    pub fn is_mention(&self) -> bool {
        match self {
            Self::Page { .. } | Self::Name { .. } => true,
            Self::Record { kind, .. } => {
                matches!(kind, RecordKind::Name | RecordKind::Event | RecordKind::Term)
            }
            Self::Figure { .. }
            | Self::Here { .. }
            | Self::File { .. }
            | Self::Citation { .. }
            | Self::Outside => false,
        }
    }
}

/// One reference from a page, in the order of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What is asked for.
    pub target: Target,
    /// The address as the editor wrote it.
    pub written: String,
    /// The sentence around it, as plain text; empty for images. It may hold [`title_mark`]s.
    pub sentence: Arc<str>,
}

/// What stands around the number of a reference in a sentence, in place of the title of the page that answers it. No
/// text holds it: control characters are taken out when a file is read.
pub const TITLE_MARK: char = '\u{1}';

/// What stands in a sentence for the title of the page that answers a reference of the same page, by its number.
pub fn title_mark(reference: usize) -> String {
    format!("{TITLE_MARK}{reference}{TITLE_MARK}")
}

/// The most characters of a sentence that a backlink shows.
const LONGEST_SENTENCE: usize = 500;

/// The beginning of a sentence that is longer than a backlink shows; `None` if it is not.
pub fn shortened(sentence: &str) -> Option<String> {
    let (cut, _) = sentence.char_indices().nth(LONGEST_SENTENCE)?;
    Some(format!("{}…", sentence[..cut].trim_end()))
}

/// What has taken the place of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Successor {
    /// What a reference of the page leads to, by its number.
    Reference(usize),
    /// A web address.
    Elsewhere(String),
}

/// Everything about a page that other pages may show or depend on. It holds no place in the source text, so
/// an edit of prose leaves it equal unless a heading, the front matter or a sentence with a reference changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The source file.
    pub file: FilePath,
    /// The language that the page is written in.
    pub language: Language,
    /// The page's name.
    pub title: String,
    /// What stands above the text.
    pub front_matter: FrontMatter,
    /// The headings in the order of the text.
    pub headings: Vec<Heading>,
    /// Further ids on the page that links may name: footnotes, and those of raw HTML.
    pub anchors: Vec<String>,
    /// What the page asks for.
    pub references: Vec<Reference>,
    /// The acronyms in its text, each once in the order of the text: words of capital letters and digits.
    pub acronyms: Vec<Arc<str>>,
    /// What has taken the page's place.
    pub successor: Option<Successor>,
}

//! A page's outline: everything that the rest of the site may depend on.

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
    /// The title, the id and, unless the id ends in it, the slug, in one string to save memory.
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

    /// The text without markup.
    pub fn title(&self) -> &str {
        &self.text[..self.id.start]
    }

    /// The id, which is unique on the page.
    pub fn id(&self) -> &str {
        &self.text[self.id.clone()]
    }

    /// The id that the words alone would give. The id ends in it unless the editor chose the id.
    pub fn slug(&self) -> &str {
        &self.text[self.slug..]
    }
}

/// The target of a reference, which may not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page by its source file, such as `content/economic/trade.md`, with the heading's id.
    Page {
        /// The source file.
        file: FilePath,
        /// The part after `#`.
        fragment: Option<String>,
    },
    /// A heading on the same page.
    Here {
        /// The part after `#`.
        fragment: String,
    },
    /// A page by its name: `[[trade]]`, `[[economic/trade#deficit]]`.
    Name {
        /// A file's name without its extension, with or without folders; or a page's title.
        name: String,
        /// The part after `#`.
        fragment: Option<String>,
    },
    /// A file other than a page, such as an image.
    File {
        /// The source file.
        file: FilePath,
        /// The part from `#` or `?` on, unchanged.
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
        /// The register.
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
        /// The place in the source: `p. 3`.
        locator: Option<String>,
        /// The number of the note among those of the page, from 1.
        note: usize,
    },
    /// A path that leads out of `content/`.
    Outside,
}

impl Target {
    /// The target of a reference with the scheme of a kind, by the id as written.
    pub fn of_record(kind: RecordKind, written: &str) -> Self {
        match kind {
            RecordKind::Figure => Self::Figure { figure: FigureRef::from(written), text: String::new() },
            kind => Self::Record { kind, id: RecordId::from(written), text: String::new() },
        }
    }

    /// The record that the reference names or cites.
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

    /// Whether the page of the target shows the sentences that refer to it.
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

/// A reference in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The target.
    pub target: Target,
    /// The address as the editor wrote it.
    pub written: String,
    /// The sentence around it, as plain text; empty for images. It may contain [`title_mark`]s.
    pub sentence: Arc<str>,
}

/// The delimiter of a [`title_mark`]. Texts never contain it, because control characters are removed on reading.
pub const TITLE_MARK: char = '\u{1}';

/// The placeholder in a sentence for the title of a reference's target, by the number of the reference on the page.
pub fn title_mark(reference: usize) -> String {
    format!("{TITLE_MARK}{reference}{TITLE_MARK}")
}

/// The most characters of a sentence that a backlink shows.
const LONGEST_SENTENCE: usize = 500;

/// Truncates a sentence that is too long for a backlink; `None` if it is short enough.
pub fn shortened(sentence: &str) -> Option<String> {
    let (cut, _) = sentence.char_indices().nth(LONGEST_SENTENCE)?;
    Some(format!("{}…", sentence[..cut].trim_end()))
}

/// The successor of a superseded page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Successor {
    /// The target of a reference of the page, by the number of the reference.
    Reference(usize),
    /// A web address.
    Elsewhere(String),
}

/// Everything about a page that other pages may show or depend on. It contains no positions in the source, so most edits
/// of prose leave it equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The source file.
    pub file: FilePath,
    /// The language of the page.
    pub language: Language,
    /// The page's title.
    pub title: String,
    /// The front matter.
    pub front_matter: FrontMatter,
    /// The headings in the order of the text.
    pub headings: Vec<Heading>,
    /// Further ids on the page that links may point to: those of footnotes and of raw HTML.
    pub anchors: Vec<String>,
    /// The references in the order of the text.
    pub references: Vec<Reference>,
    /// The distinct acronyms in the order of the text: words of capital letters and digits.
    pub acronyms: Vec<Arc<str>>,
    /// The page's successor.
    pub successor: Option<Successor>,
}

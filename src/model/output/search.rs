//! The entries that readers can find, and the search index that the browser loads.

use std::sync::Arc;

use crate::model::page::parts::Parts;
use crate::model::register::record_kind::AddressedKind;

/// The kind of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindableKind {
    /// An editor's page.
    Page,
    /// A record.
    Record(AddressedKind),
}

impl FindableKind {
    /// Every kind, in the order of the index.
    pub fn all() -> impl Iterator<Item = Self> {
        let records = AddressedKind::ALL.iter().copied().filter(|kind| kind.is_searched());
        std::iter::once(Self::Page).chain(records.map(Self::Record))
    }

    /// The kind's word in the index: `page`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Record(kind) => kind.word(),
        }
    }
}

/// A page or a record that can be found, without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findable {
    /// The kind.
    pub kind: FindableKind,
    /// The number of the page in the graph, or of the record in its register.
    pub number: usize,
    /// The escaped address from the top of the site, with a fragment for a record.
    pub href: String,
    /// The title.
    pub title: String,
    /// Context that distinguishes entries with the same title: a page's section, a figure's number, an event's date.
    pub place: String,
    /// Words with the weight of headings: other spellings, a position, tags, an acronym's expansion.
    pub also: String,
    /// A short description.
    pub summary: String,
}

/// The weight of a word on a page, by its occurrences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// 3 if the word is the title, 2 in a title of at most three words, 1 in a longer title, 0 if not in the title.
    pub title: u8,
    /// The number of occurrences in headings and text of the same weight, at most 2.
    pub headings: u8,
    /// The occurrences in the text: 0, 1, 2, 3 for three or four, 4 for more.
    pub text: u8,
}

/// A page or a record, split into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indexed {
    /// The kind.
    pub findable: Arc<Findable>,
    /// The distinct words in lower case, by first occurrence, with their weights.
    pub words: Counted,
    /// The number of words in the text.
    pub length: usize,
    /// The text, by heading.
    pub parts: Arc<Parts>,
}

/// Distinct words with their weights. They share one string, because a page has hundreds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    text: Box<str>,
    /// The end of each word in bytes, and its weight.
    words: Box<[(u32, Weight)]>,
}

impl Counted {
    /// `text` holds the words one after the other; `words` has the end of each in bytes and its weight.
    pub fn new(text: String, words: impl Iterator<Item = (u32, Weight)>) -> Self {
        Self { text: text.into(), words: words.collect() }
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Each word with its weight.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Weight)> {
        let mut start = 0;
        self.words.iter().map(move |(end, weight)| {
            let word = &self.text[start..*end as usize];
            start = *end as usize;
            (word, *weight)
        })
    }
}

/// The words of a few pages that have the same prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrefixBucket {
    /// The first two letters: their bytes as a number, which is fast to sort.
    pub prefix: u64,
    /// A line for each stem, in order, with fields separated by tabs: the stem; its unaccented forms other than the stem,
    /// sorted and separated by spaces; two digits for each page that has it.
    pub lines: Box<str>,
}

/// A part of a file with the words of all pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// The first stem.
    pub first: Box<str>,
    /// The lines, in the format that the browser's script reads.
    pub text: String,
}

/// The directory of the index, which the browser loads first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directory {
    /// The language tag of the pages.
    pub language: String,
    /// The number of entries of each kind, in the order of [`FindableKind::all`].
    pub counts: Vec<usize>,
    /// The length of each text, one character each.
    pub lengths: String,
    /// The names of the files of texts.
    pub texts: Vec<String>,
    /// The names of the files of words, each with its first stem.
    pub words: Vec<(Box<str>, String)>,
}

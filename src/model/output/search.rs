//! What a reader may search for, and the index that the browser searches, as plain values.

use std::sync::Arc;

use crate::model::page::parts::Parts;
use crate::model::register::record_kind::AddressedKind;

/// What something that can be found is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindableKind {
    /// A page of an editor's.
    Page,
    /// A record.
    Record(AddressedKind),
}

impl FindableKind {
    /// Every kind, in the order in which the index holds them.
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

/// A page or a record that can be found, without a page's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findable {
    /// What it is.
    pub kind: FindableKind,
    /// The number of the page in the graph, for a page; of the record in its register otherwise.
    pub number: usize,
    /// Its address from the top of the site, escaped, with the fragment of a record.
    pub href: String,
    /// What it is called.
    pub title: String,
    /// What tells it from others of its title: a page's section, a figure's number, an event's date.
    pub place: String,
    /// Words that weigh as much as those of headings: other ways of writing, a role, tags, an acronym's expansion.
    pub also: String,
    /// What it is about.
    pub summary: String,
}

/// How much a word counts on a page, by where it stands there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// 3 where it is the title, 2 in a title of at most three words, 1 in a longer one, 0 in none.
    pub title: u8,
    /// How often it stands in headings and what weighs as much, at most 2.
    pub headings: u8,
    /// How often it stands in the text: 0, 1, 2, 3 for three or four, 4 for more.
    pub text: u8,
}

/// A page or a record, its words taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indexed {
    /// What it is.
    pub findable: Arc<Findable>,
    /// Its words in small letters, each once, as they first come, with what each counts.
    pub words: Counted,
    /// How many words its text has.
    pub length: usize,
    /// Its text, by heading.
    pub parts: Arc<Parts>,
}

/// Words, each once, with what each counts. They stand in one text: a page has hundreds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    text: Box<str>,
    /// The byte behind each word, and what it counts.
    words: Box<[(u32, Weight)]>,
}

impl Counted {
    /// Words that stand one behind the other in a text: the byte behind each, and what it counts.
    pub fn new(text: String, words: impl Iterator<Item = (u32, Weight)>) -> Self {
        Self { text: text.into(), words: words.collect() }
    }

    /// How many words they are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Each word, with what it counts.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Weight)> {
        let mut start = 0;
        self.words.iter().map(move |(end, weight)| {
            let word = &self.text[start..*end as usize];
            start = *end as usize;
            (word, *weight)
        })
    }
}

/// Words of a few pages that begin alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The words' first two letters: their bytes as a number, so that they are soon put in order.
    pub prefix: u64,
    /// A line for each word, in the order of the stems: the stem; its forms without accents that are not the stem, in
    /// their order and parted by spaces; two digits for each page that has it. Tabs part them.
    pub lines: Box<str>,
}

/// Words of all pages that the browser gets in one file, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The first stem.
    pub first: Box<str>,
    /// The lines, as [`crate::model::output::search`]'s reader in the browser expects them.
    pub text: String,
}

/// What the browser needs before it searches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directory {
    /// The language tag of the pages.
    pub language: String,
    /// How many of each kind there are, in the order of [`FindableKind::all`].
    pub counts: Vec<usize>,
    /// How long each text is, a character each.
    pub lengths: String,
    /// The names of the files of texts.
    pub texts: Vec<String>,
    /// The names of the files of words, each with its first stem.
    pub words: Vec<(Box<str>, String)>,
}

//! What a reader may search for, and the index that the browser searches, as plain values.

use std::sync::Arc;

use super::document::Part;

/// What something that can be found is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindableKind {
    /// A page of an editor's.
    Page,
    /// A figure of the register.
    Figure,
    /// A name.
    Name,
    /// An event.
    Event,
    /// A term.
    Term,
}

impl FindableKind {
    /// Every kind, in the order in which the index holds them.
    pub const ALL: [Self; 5] = [Self::Page, Self::Figure, Self::Name, Self::Event, Self::Term];

    /// The kind's word in the index: `page`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Figure => "figure",
            Self::Name => "name",
            Self::Event => "event",
            Self::Term => "term",
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
    /// Its words in small letters, each once and in their order, with what each counts.
    pub words: Vec<(Box<str>, Weight)>,
    /// How many words its text has.
    pub length: usize,
    /// Its text, by heading.
    pub parts: Arc<Vec<Part>>,
}

/// Words of a few pages that begin alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The words' first two letters.
    pub prefix: Box<str>,
    /// The words in the order of their stems.
    pub lines: Vec<Line>,
}

/// A word of a few pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What its forms have in common.
    pub stem: Box<str>,
    /// How it is written, without accents, where that is not the stem.
    pub forms: Vec<Box<str>>,
    /// The pages that have it: the number of each among the few, and what it counts there.
    pub pages: Vec<(u8, Weight)>,
}

/// Words of all pages that the browser gets in one file, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The first stem.
    pub first: Box<str>,
    /// The lines, as [`crate::model::search`]'s reader in the browser expects them.
    pub text: String,
}

/// What the browser needs before it searches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directory {
    /// The language tag of the pages.
    pub language: String,
    /// How many of each kind there are, in the order of [`FindableKind::ALL`].
    pub counts: Vec<usize>,
    /// How long each text is, a character each.
    pub lengths: String,
    /// The names of the files of texts.
    pub texts: Vec<String>,
    /// The names of the files of words, each with its first stem.
    pub words: Vec<(Box<str>, String)>,
}

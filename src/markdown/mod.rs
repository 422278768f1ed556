//! Markdown to HTML with slots, and to what the page asks the rest of the site: text in, values out.
//!
//! The [`writer`] makes one pass over the events of pulldown-cmark. It passes each to its [`listeners`], which keep what they need
//! to know of the text, and to the [`extensions`], which write HTML of their own in place of an event.

mod depth;
mod element_ids;
mod extensions;
pub mod fill;
mod footnote;
mod heading;
mod image;
mod link;
mod listeners;
pub mod moved;
mod nesting;
mod next_match;
mod output;
mod parse;
mod passage;
mod problems;
mod proper_nouns;
mod raw_html;
mod slot;
mod slug;
mod table;
mod writer;

use std::ops::Range;
use std::sync::Arc;

use crate::model::page::document::{Body, Proper};
use crate::model::page::outline::{Heading, Reference};
use crate::model::page::parts::Parts;
use crate::model::page::wording::Wording;
use crate::model::source::diagnostic::{Diagnostic, Span};
use crate::model::source::tree::FilePath;
use crate::model::value::language::Language;

pub use link::{Destination, destination};
pub use parse::parse;

/// A page's text, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The text as HTML.
    pub body: Body,
    /// The text of a level-1 heading, which no page should have; the first one.
    pub title: Option<String>,
    /// Its words by heading, where they are kept.
    pub parts: Parts,
    /// The other headings.
    pub headings: Vec<Heading>,
    /// Ids that are not headings'.
    pub anchors: Vec<String>,
    /// What the text asks for.
    pub references: Vec<Reference>,
    /// Where each reference stands in the file.
    pub spans: Vec<Span>,
    /// Where the text of each reference stands; nothing where it has none of its own.
    pub labels: Vec<Option<Span>>,
    /// Where the comments stand.
    pub comments: Vec<Span>,
    /// The acronyms in it, each once.
    pub acronyms: Vec<Arc<str>>,
    /// What looks like an acronym or a name and is not silenced.
    pub proper: Vec<Proper>,
    /// What it says to those who do not see it.
    pub wording: Wording,
    /// What is wrong with the text on its own.
    pub diagnostics: Vec<Diagnostic>,
}

/// A text in its file.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The file.
    pub file: &'a FilePath,
    /// The Markdown.
    pub markdown: &'a str,
    /// The byte of the file's text at which it begins.
    pub start: usize,
    /// The language that it is written in.
    pub language: &'a Language,
    /// Whether its words by heading are to be kept.
    pub keeps_words: bool,
}

impl Text<'_> {
    /// The span in the file of some bytes of the Markdown.
    pub fn span(&self, range: &Range<usize>) -> Span {
        self.start + range.start..self.start + range.end
    }
}

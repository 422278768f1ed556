//! Markdown to HTML with slots, and to what the page says and asks: text in, values out.
//!
//! CommonMark with the extensions that an editor may use, all from pulldown-cmark. Each file here is one of
//! them; [`writer`] holds what they share while a text is read from its first event to its last.

mod ahead;
mod alert;
pub mod fill;
mod footnote;
mod heading;
mod image;
mod link;
pub mod moved;
mod nesting;
mod passage;
mod proper;
mod raw_html;
mod slot;
mod slug;
mod table;
mod task;
mod writer;

use std::sync::Arc;

use crate::model::page::document::{Body, Proper};
use crate::model::page::outline::{Heading, Reference};
use crate::model::page::parts::Parts;
use crate::model::page::wording::Wording;
use crate::model::source::diagnostic::{Diagnostic, Span};
use crate::model::source::tree::FilePath;
use crate::model::value::language::Language;

pub use link::{Destination, destination};
pub use writer::parse;

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

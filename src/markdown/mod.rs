//! Markdown to HTML with slots, and to the references, headings and words of the page: text in, values out.
//!
//! The [`writer`] makes one pass over the events of pulldown-cmark. It passes each to the [`listeners`] that it concerns, and to the
//! [`extensions`], which may write HTML of their own in its place.

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
mod sanitizer;
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

/// The findings in the text of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The text as HTML.
    pub body: Body,
    /// The text of the first level-1 heading, which no page should have.
    pub title: Option<String>,
    /// Its words by heading; empty if they are not kept.
    pub parts: Parts,
    /// The other headings.
    pub headings: Vec<Heading>,
    /// The ids of other elements: of raw HTML, and of notes.
    pub anchors: Vec<String>,
    /// The references to other pages, records and files, in the order of the text.
    pub references: Vec<Reference>,
    /// The span of each reference in the file.
    pub spans: Vec<Span>,
    /// The span of the text of each reference; `None` if it has no text of its own.
    pub labels: Vec<Option<Span>>,
    /// The spans of the comments.
    pub comments: Vec<Span>,
    /// The acronyms in it, each once.
    pub acronyms: Vec<Arc<str>>,
    /// Words that look like acronyms or names and are not silenced by a comment.
    pub proper: Vec<Proper>,
    /// The words of its links and images, and those in other scripts, for screen readers.
    pub wording: Wording,
    /// The problems of the text on its own.
    pub diagnostics: Vec<Diagnostic>,
}

/// A text in its file.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The file.
    pub file: &'a FilePath,
    /// The Markdown.
    pub markdown: &'a str,
    /// The byte of the file at which it begins.
    pub start: usize,
    /// Its language.
    pub language: &'a Language,
    /// Whether to keep its words by heading.
    pub keeps_words: bool,
}

impl Text<'_> {
    /// The span in the file of some bytes of the Markdown.
    pub fn span(&self, range: &Range<usize>) -> Span {
        self.start + range.start..self.start + range.end
    }
}

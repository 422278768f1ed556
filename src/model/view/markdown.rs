//! A page's Markdown output: its source, and the replacement of each reference.

use std::sync::Arc;

use crate::model::source::diagnostic::Span;
use crate::model::source::tree::Bytes;
use crate::model::value::address::Address;

/// The replacement of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// A link with the text of the reference.
    Link {
        /// The address, from the page.
        href: String,
        /// The text of the link if the reference has none.
        title: String,
    },
    /// Plain words.
    Words(String),
    /// A note in brackets, separated from the text before it.
    Note(String),
    /// None: the reference is unchanged.
    Same,
}

/// A page as Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownView {
    /// The address.
    pub address: Address,
    /// The head above the text: title, description, dates, address, sources, licence.
    pub head: Arc<str>,
    /// The bytes of the source file.
    pub bytes: Bytes,
    /// The byte at which the text begins.
    pub start: usize,
    /// The references in the order of the text: the span of each in the file, the span of its own text, and its replacement.
    /// Comments are included, with an empty replacement.
    pub replacements: Vec<(Span, Option<Span>, Replacement)>,
}

//! A page's Markdown for readers that are machines: its source, and what takes the place of each reference in it.

use std::sync::Arc;

use crate::model::source::diagnostic::Span;
use crate::model::source::tree::Bytes;
use crate::model::value::address::Address;

/// What takes the place of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// A link to this address, with the text that the reference has, or with this one where it has none.
    Link {
        /// The address, from the page.
        href: String,
        /// The text for a reference that has none.
        title: String,
    },
    /// These words.
    Words(String),
    /// A note in brackets, parted from what stands before it.
    Note(String),
    /// Nothing: the reference stays as it is.
    Same,
}

/// A page as Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownView {
    /// Where it will stand.
    pub address: Address,
    /// What stands above its text: title, description, dates, address, sources, licence.
    pub head: Arc<str>,
    /// The file.
    pub bytes: Bytes,
    /// The byte of the file at which the text begins.
    pub start: usize,
    /// The references in the order of the text: where each stands in the file, where its own text does, and what takes
    /// its place. Comments are among them: nothing takes theirs.
    pub replacements: Vec<(Span, Option<Span>, Replacement)>,
}

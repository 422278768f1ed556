//! One source file, read: what it says of itself, its body, and what is wrong with it.

use std::sync::Arc;

use super::outline::Outline;
use super::parts::Parts;
use super::wording::Wording;
use crate::model::source::diagnostic::{Diagnostic, Span};

/// What is put into a body once the rest of the site is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// The address that answers a reference, by its number in the outline.
    Href(usize),
    /// The title of the page that answers a reference.
    Title(usize),
    /// A text of the interface, by its key in the strings file.
    Text(&'static str),
    /// What stands before an acronym, by its number in the outline.
    Acronym(usize),
    /// What stands behind an acronym in running text, where its first use on the page is expanded.
    Expansion(usize),
    /// What stands behind an acronym elsewhere, as in a link or a table.
    AcronymEnd(usize),
    /// A drawing, by its number on the page.
    Drawing(usize),
    /// The text of the note that cites a source, by the number of the citation on the page.
    Note(usize),
}

/// A place in a body that is still to be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The byte of the HTML before which the text goes.
    pub at: usize,
    /// What goes there.
    pub fill: Fill,
}

/// A page's text as HTML, with slots where it depends on other pages or on the interface's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The HTML without what the slots add.
    pub html: String,
    /// Where the first heading begins, in bytes of `html`; its length when there is none.
    pub opening: usize,
    /// The slots in the order of the text.
    pub slots: Vec<Slot>,
}

/// One page's source, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What others may know.
    pub outline: Arc<Outline>,
    /// Its text.
    pub body: Arc<Body>,
    /// Its words, by heading.
    pub parts: Arc<Parts>,
    /// The byte of the source at which the text begins, behind the front matter.
    pub start: usize,
    /// Where each reference of the outline stands in the source.
    pub spans: Vec<Span>,
    /// Where the text of each reference stands; nothing where it has none of its own.
    pub labels: Vec<Option<Span>>,
    /// Where the comments of the text stand, which are the editor's own.
    pub comments: Vec<Span>,
    /// Words that look like acronyms or names of people and organizations, each once, to be looked for in the registers.
    pub proper: Arc<Vec<Proper>>,
    /// What its text says to those who do not see it, to be judged in its language.
    pub wording: Arc<Wording>,
    /// What is wrong with this file on its own.
    pub diagnostics: Vec<Diagnostic>,
}

/// A word or words that look like an acronym or a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proper {
    /// The words.
    pub text: String,
    /// Whether they look like an acronym.
    pub is_acronym: bool,
    /// Where they stand in the source.
    pub span: Span,
}

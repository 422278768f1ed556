//! A page's source file after reading: its outline, its body and its diagnostics.

use std::sync::Arc;

use super::outline::Outline;
use super::parts::Parts;
use super::wording::Wording;
use crate::model::source::diagnostic::{Diagnostic, Span};

/// The content of a slot, which depends on the rest of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// The address of a reference's target, by the number of the reference in the outline.
    Href(usize),
    /// The title of a reference's target.
    Title(usize),
    /// A text of the interface, by its key in the strings file.
    Text(&'static str),
    /// The markup before an acronym, by its number in the outline.
    Acronym(usize),
    /// The markup after an acronym in running text, where its first use on the page is expanded.
    Expansion(usize),
    /// The markup after an acronym elsewhere, such as in a link or a table.
    AcronymEnd(usize),
    /// A drawing, by its number on the page.
    Drawing(usize),
    /// The text of the note that cites a source, by the number of the citation on the page.
    Note(usize),
}

/// A place in a body that depends on the rest of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The byte of the HTML before which the content is inserted.
    pub at: usize,
    /// The content.
    pub fill: Fill,
}

/// A page's text as HTML, with slots for everything that depends on other pages or on the interface's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The HTML without the content of the slots.
    pub html: String,
    /// The start of the first heading, in bytes of `html`; its length if there is no heading.
    pub opening: usize,
    /// The slots in the order of the text.
    pub slots: Vec<Slot>,
}

/// A page's source file after reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The part that other pages depend on.
    pub outline: Arc<Outline>,
    /// The text as HTML.
    pub body: Arc<Body>,
    /// The words of the text, by heading.
    pub parts: Arc<Parts>,
    /// The byte of the source at which the text begins, after the front matter.
    pub start: usize,
    /// The span of each reference of the outline in the source.
    pub spans: Vec<Span>,
    /// The span of each reference's own text; `None` if it has none.
    pub labels: Vec<Option<Span>>,
    /// The spans of the comments in the text.
    pub comments: Vec<Span>,
    /// The distinct words that look like acronyms or names, to be compared with the registers.
    pub proper: Arc<Vec<Proper>>,
    /// The words of images and links, for the checks of accessibility.
    pub wording: Arc<Wording>,
    /// The diagnostics of this file on its own.
    pub diagnostics: Vec<Diagnostic>,
}

/// One or more words that look like an acronym or a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proper {
    /// The words.
    pub text: String,
    /// Whether they look like an acronym.
    pub is_acronym: bool,
    /// The span in the source.
    pub span: Span,
}

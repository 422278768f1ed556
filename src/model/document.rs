//! One source file, read: what it says of itself, its body, and what is wrong with it.

use std::sync::Arc;

use super::diagnostic::{Diagnostic, Span};
use super::outline::Outline;

/// What is put into a body once the rest of the site is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// The address that answers a reference, by its number in the outline.
    Href(usize),
    /// The title of the page that answers a reference.
    Title(usize),
    /// A text of the interface, by its key in the strings file.
    Text(&'static str),
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
    /// Where each reference of the outline stands in the source.
    pub spans: Vec<Span>,
    /// What is wrong with this file on its own.
    pub diagnostics: Vec<Diagnostic>,
}

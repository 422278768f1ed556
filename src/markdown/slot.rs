//! Marks in HTML on its way through pulldown-cmark's renderer, and their change into slots.
//!
//! The renderer writes one string and says nothing of places in it. A mark is a number between two U+0000,
//! a character that a source file may not hold, so it can only be ours.

use crate::model::document::{Body, Fill, Slot};

/// What stands between the marks while the HTML is written.
#[derive(Debug, Default)]
pub struct Marks {
    fills: Vec<Fill>,
}

/// The mark where a page's first heading begins.
pub const OPENING: &str = "\0h\0";

impl Marks {
    /// The mark for a slot.
    pub fn mark(&mut self, fill: Fill) -> String {
        self.fills.push(fill);
        format!("\0{}\0", self.fills.len() - 1)
    }

    /// Takes the marks out of the HTML and notes where they were.
    pub fn into_body(self, marked: &str) -> Body {
        let texts = marked.split('\0').step_by(2);
        let mut html = String::with_capacity(texts.map(str::len).sum());
        let mut slots = Vec::with_capacity(self.fills.len());
        let mut opening = None;
        for (at, part) in marked.split('\0').enumerate() {
            if at % 2 == 0 {
                html.push_str(part);
            } else if let Ok(number) = part.parse::<usize>() {
                slots.push(Slot { at: html.len(), fill: self.fills[number] });
            } else {
                opening.get_or_insert(html.len());
            }
        }
        let opening = opening.unwrap_or(html.len());
        Body { html, opening, slots }
    }
}

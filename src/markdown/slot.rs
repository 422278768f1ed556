//! Marks that pass through pulldown-cmark's renderer with the HTML, and become slots.
//!
//! The renderer writes one string, without the places of events in it. A mark is a number between two U+0000. Source files may not
//! hold this character, so every mark is ours.

use memchr::memchr_iter;

use crate::model::page::document::{Body, Fill, Slot};

/// The contents of the slots, by the numbers of their marks.
#[derive(Debug, Default)]
pub struct Marks {
    fills: Vec<Fill>,
}

/// The mark where a page's first heading begins.
pub const OPENING: &str = "\0h\0";

impl Marks {
    /// The mark for a slot.
    pub fn mark(&mut self, fill: Fill) -> String {
        let number = self.fills.len();
        self.fills.push(fill);
        ["\0", &number.to_string(), "\0"].concat()
    }

    /// The HTML without its marks, with a slot at the place of each.
    pub fn into_body(self, marked: &str) -> Body {
        let marks: Vec<usize> = memchr_iter(b'\0', marked.as_bytes()).collect();
        let marks = marks.chunks_exact(2).map(|pair| (pair[0], pair[1]));
        let of_marks: usize = marks.clone().map(|(start, end)| end + 1 - start).sum();
        let mut html = String::with_capacity(marked.len() - of_marks);
        let mut slots = Vec::with_capacity(self.fills.len());
        let mut opening = None;
        let mut done = 0;
        for (start, end) in marks {
            html.push_str(&marked[done..start]);
            match marked[start + 1..end].parse::<usize>() {
                Ok(number) => slots.push(Slot { at: html.len(), fill: self.fills[number] }),
                Err(_) => drop(opening.get_or_insert(html.len())),
            }
            done = end + 1;
        }
        html.push_str(&marked[done..]);
        let opening = opening.unwrap_or(html.len());
        Body { html, opening, slots }
    }
}

//! The HTML of a text while it is read: events for pulldown-cmark's renderer, with marks in them for slots.

use pulldown_cmark::html::push_html;
use pulldown_cmark::{CowStr, Event};

use crate::model::page::document::{Body, Fill};
use crate::model::source::diagnostic::Code;

use super::problems::Problems;
use super::slot::Marks;

/// The most bytes of HTML that a text may generate beside its own words: eight times the limit of a page's file.
const MOST_HTML: usize = 32 * 1024 * 1024;

/// The events so far, and the marks in them.
#[derive(Debug, Default)]
pub struct Output<'a> {
    events: Vec<Event<'a>>,
    marks: Marks,
    /// Bytes of generated HTML so far.
    generated: usize,
    /// The byte of the Markdown at which the current event begins.
    position: usize,
    /// The position at which the generated HTML exceeded its limit.
    overflow: Option<usize>,
}

impl<'a> Output<'a> {
    /// Notes that the event that begins at a byte of the Markdown is read next.
    pub fn set_position(&mut self, position: usize) {
        self.position = position;
    }

    /// The events so far.
    pub fn events(&self) -> &[Event<'a>] {
        &self.events
    }

    /// The events so far, to be changed in place.
    pub fn events_mut(&mut self) -> &mut Vec<Event<'a>> {
        &mut self.events
    }

    /// The marks so far, to be added to.
    pub fn marks_mut(&mut self) -> &mut Marks {
        &mut self.marks
    }

    /// The events and the marks so far.
    pub fn parts_mut(&mut self) -> (&mut Vec<Event<'a>>, &mut Marks) {
        (&mut self.events, &mut self.marks)
    }

    /// A mark for a slot.
    pub fn mark(&mut self, fill: Fill) -> String {
        self.marks.mark(fill)
    }

    /// Adds an event of pulldown-cmark's own.
    pub fn push(&mut self, event: Event<'a>) {
        self.events.push(event);
    }

    /// Adds generated HTML, if it is within the limit.
    pub fn push_html(&mut self, html: impl Into<CowStr<'a>>) {
        let html = html.into();
        if self.has_room(html.len()) {
            self.events.push(Event::InlineHtml(html));
        }
    }

    /// Counts bytes of generated HTML; false if that exceeds the limit.
    pub fn has_room(&mut self, bytes: usize) -> bool {
        self.generated += bytes;
        let has_room = self.generated <= MOST_HTML;
        if !has_room {
            self.overflow.get_or_insert(self.position);
        }
        has_room
    }

    /// Renders the events; `capacity` is a guess at the bytes of HTML.
    pub fn finish(self, capacity: usize, problems: &mut Problems<'_>) -> Body {
        if let Some(at) = self.overflow {
            let span = problems.span(&(at..at));
            let message = format!("the page generates more than {MOST_HTML} bytes of HTML up to here");
            let help = "shorten the headings above, whose words are in the ids below them, or split the page";
            problems.add(Code::TooLarge, span, message, help);
        }
        let mut html = String::with_capacity(capacity);
        push_html(&mut html, self.events.into_iter());
        self.marks.into_body(&html)
    }
}

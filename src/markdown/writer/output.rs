//! Where the words and the HTML of a text go while it is read.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use crate::model::source::diagnostic::Span;

use super::Writer;

impl<'a> Writer<'a> {
    /// Adds words to whatever wants to know them as plain text.
    pub(super) fn say(&mut self, text: &str) {
        if self.annotations > 0 || self.links.last().is_some_and(|link| link.cites) {
            return;
        }
        self.listening.hear(text);
        if let Some(image) = self.images.last_mut() {
            image.alternative.push_str(text);
        }
        if let Some(heading) = &mut self.heading {
            heading.title.push_str(text);
        }
        match self.links.last() {
            Some(link) if link.titled => {}
            _ => self.passage.push(text),
        }
    }

    /// Passes an event on to the renderer, unless its text stands elsewhere.
    pub(super) fn show(&mut self, event: Event<'a>) {
        if self.images.is_empty() && !self.links.last().is_some_and(|link| link.titled) {
            self.events.push(event);
        }
    }

    pub(super) fn push_html(&mut self, html: impl Into<CowStr<'a>>) {
        let html = html.into();
        if self.images.is_empty() && self.has_room(html.len()) {
            self.events.push(Event::InlineHtml(html));
        }
    }

    pub(super) fn finish_passage(&mut self) {
        if self.heading.is_none() {
            self.parts.add(self.passage.text());
        }
        for (reference, sentence) in self.passage.finish() {
            self.references[reference].sentence = sentence;
        }
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        self.text.start + range.start..self.text.start + range.end
    }
}

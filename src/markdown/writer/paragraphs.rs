//! The ids of paragraphs, so that a passage can be quoted by its address (docs/decisions/010-the-address-of-a-paragraph.md).

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::model::page::outline::Heading;

use super::Writer;
use super::elements::escaped;

impl Writer<'_> {
    /// Begins a paragraph: `_deficit.2` is the second below the heading `deficit`, `_.2` the second of the opening. The
    /// paragraphs of notes have no ids of their own; their notes have.
    pub(super) fn start_paragraph(&mut self) {
        if !self.outside_notes.is_empty() || !self.images.is_empty() {
            self.show(Event::Start(Tag::Paragraph));
        } else {
            self.paragraphs += 1;
            let heading = self.headings.last().map_or("", Heading::id);
            let html = ["<p id=\"_", &escaped(heading), ".", &self.paragraphs.to_string(), "\">"].concat();
            self.push_html(CowStr::from(html));
        }
        self.paragraph = self.events.len();
    }

    /// Ends a paragraph, which may have been a drawing, and may yet be the caption of a table.
    pub(super) fn end_paragraph(&mut self) {
        let begins = std::mem::take(&mut self.paragraph);
        if self.end_drawing() {
            return;
        }
        self.finish_passage();
        self.show(Event::End(TagEnd::Paragraph));
        self.closed_paragraph = begins..self.events.len();
    }
}

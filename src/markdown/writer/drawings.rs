//! Drawings of the register of charts while a text is read: each is a paragraph of its own.

use pulldown_cmark::{CowStr, Event};

use crate::model::page::document::Fill;
use crate::model::page::outline::Target;
use crate::model::register::registers::RecordKind;
use crate::model::source::diagnostic::{Code, Diagnostic, Span};

use super::super::link::{self, Destination};
use super::Writer;

impl Writer<'_> {
    /// Notes that an image is a drawing, where its address says so.
    pub(super) fn refer_to_drawing(&mut self, written: &str, span: &Span) -> bool {
        match link::destination(self.text.file, written) {
            Ok(Destination::Target(target @ Target::Record { kind: RecordKind::Chart, .. })) => {
                self.refer(target, written, span.clone(), false);
                true
            }
            _ => false,
        }
    }

    /// Puts a drawing in the place of the paragraph that it begins.
    pub(super) fn draw(&mut self, span: Span) {
        let number = self.drawings;
        self.drawings += 1;
        let begins = self.paragraph > 0 && self.events.len() == self.paragraph;
        let is_alone = begins && self.links.is_empty() && self.images.is_empty();
        if !is_alone {
            return self.report_drawing(span);
        }
        // Its tag is taken back, and its number with it.
        self.events.pop();
        if self.outside_notes.is_empty() {
            self.paragraphs = self.paragraphs.saturating_sub(1);
        }
        let mark = self.marks.mark(Fill::Drawing(number));
        self.events.push(Event::InlineHtml(CowStr::from(mark)));
        self.drawing = Some((span, self.events.len()));
    }

    /// Ends a paragraph that is a drawing; true if it was one.
    pub(super) fn end_drawing(&mut self) -> bool {
        let Some((span, events)) = self.drawing.take() else { return false };
        if self.events.len() > events {
            self.events.truncate(events);
            self.report_drawing(span);
        }
        self.finish_passage();
        true
    }

    fn report_drawing(&mut self, span: Span) {
        let message = "a chart stands among other words";
        self.diagnostics.push(
            Diagnostic::at(Code::MisplacedChart, self.text.file, span, message)
                .help("put it into a paragraph of its own, with an empty line above and below"),
        );
    }
}

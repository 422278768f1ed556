//! The paragraphs of a text: each has an id, so that a passage can be quoted by its address
//! (docs/decisions/010-the-address-of-a-paragraph.md).

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::markdown::image::escaped;
use crate::markdown::output::Output;
use crate::markdown::problems::Problems;
use crate::model::page::document::Fill;
use crate::model::source::diagnostic::{Code, Span};

/// The first words of a paragraph that is the caption of the table below it, in every language.
const CAPTION: &str = "Table:";

/// The paragraphs so far.
#[derive(Debug, Default)]
pub struct Paragraphs {
    /// How many there are below the last heading.
    count: usize,
    /// The first event of the open paragraph; 0 between paragraphs.
    start: usize,
    /// The events of the last paragraph, its end included.
    closed: Range<usize>,
    /// How many drawings the text has: each is shown in place of a paragraph.
    drawings: usize,
    /// The drawing in place of the open paragraph: its span, and how many events there were after it.
    drawing: Option<(Span, usize)>,
}

/// The caption of a table.
#[derive(Debug)]
pub struct Caption<'a> {
    /// Its id.
    pub id: String,
    /// The events of its words.
    pub words: Vec<Event<'a>>,
}

impl Paragraphs {
    /// Begins a paragraph: `_deficit.2` is the second below the heading `deficit`, `_.2` the second of the opening. Paragraphs
    /// of notes have no id; their notes have.
    pub fn start(&mut self, heading: &str, in_note: bool, output: &mut Output<'_>) {
        if in_note {
            output.push(Event::Start(Tag::Paragraph));
        } else {
            self.count += 1;
            let html = ["<p id=\"_", &escaped(heading), ".", &self.count.to_string(), "\">"].concat();
            output.push_html(html);
        }
        self.start = output.events().len();
    }

    /// Puts a drawing in place of the open paragraph, if that is empty so far; reports it otherwise, or if it is within a span.
    pub fn start_drawing(
        &mut self,
        span: Span,
        in_span: bool,
        in_note: bool,
        output: &mut Output<'_>,
        problems: &mut Problems<'_>,
    ) {
        let number = self.drawings;
        self.drawings += 1;
        let is_empty = self.start > 0 && output.events().len() == self.start;
        if in_span || !is_empty {
            return report_drawing(span, problems);
        }
        // The start of the paragraph, and its number.
        output.events_mut().pop();
        if !in_note {
            self.count = self.count.saturating_sub(1);
        }
        let mark = output.mark(Fill::Drawing(number));
        output.push(Event::InlineHtml(CowStr::from(mark)));
        self.drawing = Some((span, output.events().len()));
    }

    /// Ends the open paragraph, or the drawing in its place.
    pub fn end(&mut self, output: &mut Output<'_>, problems: &mut Problems<'_>) {
        let start = std::mem::take(&mut self.start);
        let Some((span, events)) = self.drawing.take() else {
            output.push(Event::End(TagEnd::Paragraph));
            self.closed = start..output.events().len();
            return;
        };
        if output.events().len() > events {
            output.events_mut().truncate(events);
            report_drawing(span, problems);
        }
    }

    /// Counts from the beginning, below a new heading.
    pub fn restart(&mut self) {
        self.count = 0;
    }

    /// Takes the paragraph just before a table out of the output, if it begins with [`CAPTION`].
    pub fn take_caption<'a>(&mut self, output: &mut Output<'a>) -> Option<Caption<'a>> {
        let Range { start, end } = std::mem::take(&mut self.closed);
        let events = output.events_mut();
        if end != events.len() || end - start < 2 {
            return None;
        }
        let Event::InlineHtml(opening) = &events[start.checked_sub(1)?] else { return None };
        let id = opening.strip_prefix("<p id=\"")?.strip_suffix("\">")?.to_owned();
        let Event::Text(first) = &events[start] else { return None };
        let rest = first.strip_prefix(CAPTION)?.trim_start().to_owned();
        if rest.is_empty() && end - start == 2 {
            return None;
        }
        let mut words = events.split_off(start);
        events.pop();
        words.pop();
        words[0] = Event::Text(CowStr::from(rest));
        Some(Caption { id, words })
    }
}

fn report_drawing(span: Span, problems: &mut Problems<'_>) {
    let message = "a chart must be in a paragraph of its own";
    let help = "put it on a line of its own, with an empty line above and below";
    problems.add(Code::MisplacedChart, span, message, help);
}

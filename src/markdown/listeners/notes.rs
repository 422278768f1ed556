//! The notes of a text: footnotes, and notes that cite sources.

use std::collections::BTreeSet;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::markdown::footnote::Footnotes;
use crate::markdown::output::Output;
use crate::markdown::problems::Problems;
use crate::model::page::document::Fill;
use crate::model::source::diagnostic::Code;

/// The notes so far.
#[derive(Debug, Default)]
pub struct Notes<'a> {
    footnotes: Footnotes<'a>,
    /// The open definitions, the outermost first.
    open: Vec<OpenNote<'a>>,
    /// The labels of the notes that cite sources.
    citations: BTreeSet<String>,
}

/// A definition that has begun and not ended.
#[derive(Debug)]
struct OpenNote<'a> {
    label: CowStr<'a>,
    /// The byte of the Markdown at which it begins.
    at: usize,
    /// The events of the text around it.
    outside: Vec<Event<'a>>,
}

impl<'a> Notes<'a> {
    /// Begins a definition: the text after it goes into the note.
    pub fn start(&mut self, label: CowStr<'a>, at: usize, output: &mut Output<'a>) {
        let outside = std::mem::take(output.events_mut());
        self.open.push(OpenNote { label, at, outside });
    }

    /// Ends a definition: the text after it continues where the text before the definition ended.
    pub fn end(&mut self, output: &mut Output<'a>, problems: &mut Problems<'_>) {
        let Some(OpenNote { label, at, outside }) = self.open.pop() else { return };
        let note = std::mem::replace(output.events_mut(), outside);
        if let Err(label) = self.footnotes.define(label, at, note) {
            let span = problems.span(&(at..at + label.len() + 3));
            let message = format!("the note `{label}` is defined a second time");
            problems.add(Code::DuplicateFootnote, span, message, "give one of the two another label");
        }
    }

    /// Whether a definition is open.
    pub fn are_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// The HTML of a reference to a footnote.
    pub fn refer(&mut self, label: CowStr<'a>) -> String {
        self.footnotes.refer(label).1
    }

    /// The number of the note that cites a source, from 1, and the HTML of a reference to it; `at` is the byte of the Markdown of
    /// the citation.
    pub fn cite(
        &mut self,
        id: &str,
        locator: Option<&str>,
        at: usize,
        output: &mut Output<'a>,
    ) -> (usize, String) {
        // U+0001 keeps the label apart from those of footnotes: no text holds it.
        let label = format!("\u{1}{id},{}", locator.unwrap_or_default());
        if !self.citations.contains(&label) {
            let note = output.mark(Fill::Note(self.citations.len()));
            let events = vec![
                Event::Start(Tag::Paragraph),
                Event::InlineHtml(CowStr::from(note)),
                Event::End(TagEnd::Paragraph),
            ];
            // The label is new, so it has no definition yet.
            let _ = self.footnotes.define(CowStr::from(label.clone()), at, events);
            self.citations.insert(label.clone());
        }
        self.footnotes.refer(CowStr::from(label))
    }

    /// The ids of the notes and of the references to them.
    pub fn ids(&self) -> Vec<String> {
        self.footnotes.ids()
    }

    /// Writes the list of notes, and gives all ids; notes without a reference are reported, and shown last.
    pub fn finish(mut self, output: &mut Output<'a>, problems: &mut Problems<'_>) -> Vec<String> {
        for (label, at) in self.footnotes.unused() {
            let span = problems.span(&(at..at + label.len() + 3));
            let message = format!("nothing refers to the note `{label}`");
            let help = format!("refer to it with `[^{label}]`, or remove it");
            problems.add(Code::UnusedFootnote, span, message, help);
        }
        self.footnotes.number_unused();
        let ids = self.footnotes.ids();
        let (events, marks) = output.parts_mut();
        self.footnotes.finish(events, marks);
        ids
    }
}

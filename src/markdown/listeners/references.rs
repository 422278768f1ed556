//! The references of a text to pages, records and files, in the order of the text.

use std::sync::Arc;

use crate::model::page::outline::{Reference, Target};
use crate::model::source::diagnostic::Span;

/// The references so far.
#[derive(Debug, Default)]
pub struct References {
    list: Vec<Reference>,
    spans: Vec<Span>,
    labels: Vec<Option<Span>>,
}

/// The references of a text, and the spans of each.
#[derive(Debug)]
pub struct FoundReferences {
    /// The references, in the order of the text.
    pub list: Vec<Reference>,
    /// The span of each in the file.
    pub spans: Vec<Span>,
    /// The span of the text of each; `None` if it has no text of its own.
    pub labels: Vec<Option<Span>>,
}

impl References {
    /// Adds a reference, and gives its number.
    pub fn add(&mut self, target: Target, written: &str, span: Span) -> usize {
        self.list.push(Reference { target, written: written.to_owned(), sentence: Arc::from("") });
        self.spans.push(span);
        self.labels.push(None);
        self.list.len() - 1
    }

    /// The target of a reference.
    ///
    /// # Panics
    /// If no reference has this number.
    pub fn target(&self, number: usize) -> &Target {
        &self.list[number].target
    }

    /// Sets the words of a reference to a record; others do not keep theirs.
    pub fn set_text(&mut self, number: usize, words: &str) {
        self.list[number].target.set_text(words);
    }

    /// Sets the sentence around a reference.
    pub fn set_sentence(&mut self, number: usize, sentence: Arc<str>) {
        self.list[number].sentence = sentence;
    }

    /// Extends the span of a reference's text.
    pub fn extend_label(&mut self, number: usize, span: Span) {
        let label = self.labels[number].get_or_insert_with(|| span.clone());
        *label = label.start.min(span.start)..label.end.max(span.end);
    }

    /// All of them.
    pub fn finish(self) -> FoundReferences {
        FoundReferences { list: self.list, spans: self.spans, labels: self.labels }
    }
}

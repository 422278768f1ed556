//! The problems of one text, collected while it is read.

use std::ops::Range;

use crate::model::source::diagnostic::{Code, Diagnostic, Span};

use super::Text;

/// The problems of one text.
#[derive(Debug)]
pub struct Problems<'a> {
    text: Text<'a>,
    found: Vec<Diagnostic>,
}

impl<'a> Problems<'a> {
    /// No problems so far.
    pub fn new(text: Text<'a>) -> Self {
        Self { text, found: Vec::new() }
    }

    /// The span in the file of some bytes of the Markdown.
    pub fn span(&self, range: &Range<usize>) -> Span {
        self.text.span(range)
    }

    /// Adds a problem at a span of the file.
    pub fn add(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.found.push(Diagnostic::at(code, self.text.file, span, message).help(help));
    }

    /// Adds a problem with raw HTML, or an attribute, that the page does not keep.
    pub fn add_removed(&mut self, message: impl Into<String>, span: Span) {
        let help = "write it in Markdown, or in HTML that is kept: see `chancery explain removed-html`";
        self.add(Code::RemovedHtml, span, message, help);
    }

    /// All problems, in the order in which they were found.
    pub fn finish(self) -> Vec<Diagnostic> {
        self.found
    }
}

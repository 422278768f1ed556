//! How deep a text may nest, and how much HTML may come of it: what no reader needs and no program should have to hold.

use std::ops::Range;

use pulldown_cmark::Event;

use crate::model::source::diagnostic::{Code, Diagnostic, Span};

use super::super::{Text, nesting};
use super::Writer;

/// The most blocks and spans that may stand in each other. Browsers themselves stop at about 500 elements.
const DEEPEST: usize = 200;

/// The most bytes of HTML that may come of a text, beside its own words: eight times what a page's file may have.
const MOST_HTML: usize = 32 * 1024 * 1024;

/// The most bytes of a heading's words, and of its id.
pub(super) const LONGEST_HEADING: usize = 1000;

/// The problem of a line that nests quotations and lists too deep.
pub(super) fn too_deep(text: Text<'_>, line: Range<usize>) -> Diagnostic {
    let span = text.start + line.start..text.start + line.end;
    let message = format!("more than {} quotations and lists stand in each other here", nesting::DEEPEST);
    Diagnostic::at(Code::TooDeep, text.file, span, message)
        .help("take out the signs `>`, `-` or `1.` that are too many at the beginning of the line")
}

/// What is kept of a text against its bounds.
#[derive(Debug, Default)]
pub(super) struct Bounds {
    /// Blocks and spans that are open and left out, because they are too deep.
    left_out: usize,
    is_depth_reported: bool,
    /// Bytes of HTML so far.
    html: usize,
    is_size_reported: bool,
    /// The byte of the text at which the event begins that is being read.
    at: usize,
}

impl Writer<'_> {
    /// Whether an event is left out because it is nested too deep; the first one is reported.
    pub(super) fn is_too_deep(&mut self, event: &Event<'_>, range: &Range<usize>) -> bool {
        self.bounds.at = range.start;
        match event {
            Event::Start(_) if self.bounds.left_out > 0 || self.depth >= DEEPEST => {
                self.bounds.left_out += 1;
                self.report_depth(range);
                true
            }
            Event::End(_) if self.bounds.left_out > 0 => {
                self.bounds.left_out -= 1;
                true
            }
            _ => self.bounds.left_out > 0,
        }
    }

    fn report_depth(&mut self, range: &Range<usize>) {
        if std::mem::replace(&mut self.bounds.is_depth_reported, true) {
            return;
        }
        let span = self.span(&(range.start..range.start));
        let message = format!("more than {DEEPEST} blocks and spans stand in each other here");
        self.diagnostics.push(
            Diagnostic::at(Code::TooDeep, self.text.file, span, message)
                .help("nest quotations, lists, emphasis, links and images less deeply"),
        );
    }

    /// Counts HTML that is written beside the text's own words; false where there is no room for more.
    pub(super) fn has_room(&mut self, bytes: usize) -> bool {
        self.bounds.html += bytes;
        if self.bounds.html <= MOST_HTML {
            return true;
        }
        if !std::mem::replace(&mut self.bounds.is_size_reported, true) {
            let at = self.bounds.at;
            let span = self.span(&(at..at));
            let message = format!("more than {MOST_HTML} bytes of HTML would come of the page up to here");
            self.diagnostics.push(Diagnostic::at(Code::TooLarge, self.text.file, span, message).help(
                "shorten the headings above, whose words are in the ids below them, or split the page",
            ));
        }
        false
    }

    /// Reports a heading that is too long, and gives the part of its words that is kept.
    pub(super) fn within_length<'t>(&mut self, words: &'t str, what: &str, span: &Span) -> &'t str {
        if words.len() <= LONGEST_HEADING {
            return words;
        }
        let message = format!("{what} of {} bytes; it may have at most {LONGEST_HEADING}", words.len());
        self.diagnostics.push(
            Diagnostic::at(Code::TooLarge, self.text.file, span.clone(), message).help(
                "shorten it; a paragraph right above a line of hyphens is a heading too: put an empty line between",
            ),
        );
        let end = (0..=LONGEST_HEADING).rev().find(|at| words.is_char_boundary(*at)).unwrap_or(0);
        &words[..end]
    }
}

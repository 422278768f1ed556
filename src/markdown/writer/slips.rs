//! What pulldown-cmark takes for ordinary text and an editor meant otherwise, and what it would leave out.

use std::ops::Range;

use crate::model::register::registers::RecordKind;
use crate::model::source::diagnostic::{Code, Diagnostic};

use super::super::ahead::Ahead;
use super::super::table::almost;
use super::Writer;

/// The longest scheme of an address, in bytes; a longer one is none of ours.
const LONGEST_SCHEME: usize = 32;

/// The signs by which a link that is not read as one is known, each with its next place in the text.
#[derive(Debug)]
pub(super) struct Slips {
    line_end: Ahead,
    close: Ahead,
    open: Ahead,
    link: Ahead,
    space: Ahead,
    colon: Ahead,
    page: Ahead,
    host: Ahead,
}

/// How a link that is not read as one is mended, and the byte of the text at which it ends.
struct Mend {
    text: &'static str,
    end: usize,
}

impl Default for Slips {
    fn default() -> Self {
        Self {
            line_end: Ahead::new("\n"),
            close: Ahead::new(")"),
            open: Ahead::new("["),
            link: Ahead::new("]("),
            space: Ahead::new(" "),
            colon: Ahead::new(":"),
            page: Ahead::new(".md"),
            host: Ahead::new("://"),
        }
    }
}

impl Slips {
    /// The mend of what looks like a link, by the place of its `]`; `None` if it does not look like one.
    fn literal_link(&mut self, markdown: &str, bracket: usize) -> Option<Mend> {
        let rest = &markdown[bracket + 1..];
        let is_near = rest.starts_with('(');
        let from = bracket + if is_near { 2 } else { rest.starts_with(" (").then_some(3)? };
        let end_of_line = self.line_end.next(markdown, from);
        let is_closed = self.close.next(markdown, from) < end_of_line;
        let end = self.close.next(markdown, from).min(end_of_line);
        let address = from..end;
        let names_page = self.page.is_within(markdown, &address);
        let is_address = names_page
            || self.host.is_within(markdown, &address)
            || markdown[address.clone()].starts_with('#')
            || self.is_of_register(markdown, &address);
        if !is_address || !(is_near || names_page) {
            return None;
        }
        let has_space = self.space.is_within(markdown, &address);
        let has_bracket = self.open.is_within(markdown, &address) || self.link.is_within(markdown, &address);
        let text = match (is_near, has_space, is_closed) {
            (false, ..) => "write `](` without a space between",
            (_, _, false) => "close the address with `)`",
            (_, true, _) if has_bracket => "close the address with `)`",
            (_, true, _) => "put an address with spaces between `<` and `>`, or write `%20` for each",
            _ => "write `[text](address)`; for brackets that are text, `\\[`",
        };
        Some(Mend { text, end })
    }

    /// Whether an address begins with the scheme of a register: `figure:jobs`.
    fn is_of_register(&mut self, markdown: &str, address: &Range<usize>) -> bool {
        let colon = self.colon.next(markdown, address.start).min(address.end);
        let scheme = address.start..colon;
        colon < address.end
            && scheme.len() <= LONGEST_SCHEME
            && RecordKind::of_scheme(markdown[scheme].trim()).is_some()
    }
}

impl Writer<'_> {
    /// Names a row with more cells than the head of its table.
    pub(super) fn report_lost_cells(&mut self, range: &Range<usize>) {
        let lost = self.table.lost(&self.text.markdown[range.clone()]);
        if lost > 0 {
            let cells = if lost == 1 { "a cell" } else { "cells" };
            let message =
                format!("the row has {cells} beyond those of the table's head, which would not be shown");
            self.diagnostics.push(
                Diagnostic::at(Code::LostCell, self.text.file, self.span(range), message)
                    .help("add a column to the head, or write `\\|` for a bar that is part of a cell"),
            );
        }
    }

    pub(super) fn report_almost_table(&mut self, range: &Range<usize>) {
        if let Some((head, rule)) = almost(&self.text.markdown[range.clone()]) {
            let message =
                format!("no table: its head has {head} cells, and the line of hyphens below has {rule}");
            self.diagnostics.push(
                Diagnostic::at(Code::LostCell, self.text.file, self.span(range), message)
                    .help("give the line of hyphens as many cells as the head"),
            );
        }
    }

    /// Names what looks like a link and is none: pulldown-cmark shows it as it is written.
    pub(super) fn report_literal_links(&mut self, range: &Range<usize>) {
        let markdown = self.text.markdown;
        let Some(text) = markdown.get(range.clone()) else { return };
        for (at, _) in text.match_indices(']') {
            let start = range.start + at;
            let Some(help) = self.slips.literal_link(markdown, start) else { continue };
            if !markdown[..start].ends_with('\\') {
                let span = self.span(&(start..help.end));
                self.diagnostics.push(
                    Diagnostic::at(Code::LiteralLink, self.text.file, span, "this is not read as a link")
                        .help(help.text),
                );
            }
        }
    }

    /// Names references to footnotes that are not there: without a definition they are ordinary text to
    /// pulldown-cmark, which says nothing of them.
    pub(super) fn report_footnotes(&mut self, range: &Range<usize>) {
        let markdown = self.text.markdown;
        let end = markdown.len().min(range.end + 1);
        let Some(text) = markdown.get(range.start..end) else { return };
        for (at, _) in text.match_indices("[^") {
            let start = range.start + at;
            let rest = &markdown[start + 2..];
            let label = rest.split(['[', ']', '\n']).next().unwrap_or_default();
            let closed = rest[label.len()..].starts_with(']') && !label.trim().is_empty();
            if closed && !markdown[..start].ends_with('\\') {
                let span = self.span(&(start..start + label.len() + 3));
                let message = format!("no footnote `{label}`");
                self.diagnostics.push(
                    Diagnostic::at(Code::MissingFootnote, self.text.file, span, message)
                        .help(format!("add `[^{label}]: …` below the text")),
                );
            }
        }
    }
}

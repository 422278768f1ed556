//! What pulldown-cmark takes for ordinary text and an editor meant otherwise, and what it would leave out.

use std::ops::Range;

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::register::RecordKind;

use super::super::table::almost;
use super::Writer;

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
            let rest = markdown[start + 1..].lines().next().unwrap_or_default();
            let address = rest.strip_prefix('(').or_else(|| rest.strip_prefix(" ("));
            let Some(address) = address.map(|rest| rest.split(')').next().unwrap_or_default()) else {
                continue;
            };
            let near = rest.starts_with('(') || address.contains(".md");
            let of_register =
                address.split_once(':').and_then(|(scheme, _)| RecordKind::of_scheme(scheme.trim()));
            let path = address.contains(".md")
                || address.contains("://")
                || address.starts_with('#')
                || of_register.is_some();
            if near && path && !markdown[..start].ends_with('\\') {
                let help = match (rest.starts_with(' '), address.contains(' '), rest.contains(')')) {
                    (true, ..) => "write `](` without a space between",
                    (_, _, false) => "close the address with `)`",
                    (_, true, _) if address.contains("](") || address.contains('[') => {
                        "close the address with `)`"
                    }
                    (_, true, _) => "put an address with spaces between `<` and `>`, or write `%20` for each",
                    _ => "write `[text](address)`; for brackets that are text, `\\[`",
                };
                let span = self.span(&(start..start + 2 + address.len()));
                self.diagnostics.push(
                    Diagnostic::at(Code::LiteralLink, self.text.file, span, "this is not read as a link")
                        .help(help),
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

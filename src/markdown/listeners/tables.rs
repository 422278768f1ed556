//! The tables of a text: their captions, their header cells, and headers that are empty.

use std::ops::Range;

use pulldown_cmark::{Alignment, CowStr, Event};

use super::paragraphs::Caption;
use crate::markdown::Text;
use crate::markdown::output::Output;
use crate::markdown::problems::Problems;
use crate::markdown::table::Table;
use crate::model::page::document::Fill;
use crate::model::source::diagnostic::{Code, Span};

/// The tables so far.
#[derive(Debug, Default)]
pub struct Tables {
    /// How many there are.
    count: usize,
    table: Table,
    is_open: bool,
    /// The span of the header row.
    header: Span,
    /// The number of the event that begins the open cell.
    cell: usize,
}

impl Tables {
    /// Begins a table. It is named by its caption or by its number: a page may have several below one heading.
    pub fn start<'a>(
        &mut self,
        alignments: Vec<Alignment>,
        caption: Option<Caption<'a>>,
        output: &mut Output<'a>,
    ) {
        self.count += 1;
        let name = match &caption {
            Some(caption) => format!("aria-labelledby=\"{}\"", caption.id),
            None => format!("aria-label=\"{} {}\"", output.mark(Fill::Text("table")), self.count),
        };
        let (table, html) = Table::start(alignments, &name);
        self.table = table;
        self.is_open = true;
        output.push_html(html);
        if let Some(Caption { id, words }) = caption {
            output.push_html(format!("<caption id=\"{id}\">"));
            output.events_mut().extend(words);
            output.push_html("</caption>\n");
        }
    }

    /// Ends a table.
    pub fn end(&mut self, output: &mut Output<'_>) {
        self.is_open = false;
        output.push_html(Table::end());
    }

    /// Whether a table is open.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Begins the header row.
    pub fn start_header(&mut self, span: Span, output: &mut Output<'_>) {
        self.header = span;
        output.push_html(self.table.start_header());
    }

    /// Ends the header row.
    pub fn end_header(&mut self, output: &mut Output<'_>, problems: &mut Problems<'_>) {
        output.push_html(self.table.end_header());
        if let Some(message) = self.table.fault() {
            let help = "write in the first row what each column contains; only its first cell may be empty";
            problems.add(Code::MissingHead, self.header.clone(), message, help);
        }
    }

    /// Begins a row; reports it if it has more cells than the header row.
    pub fn start_row(
        &mut self,
        range: &Range<usize>,
        text: Text<'_>,
        output: &mut Output<'_>,
        problems: &mut Problems<'_>,
    ) {
        let lost = self.table.lost_cells(&text.markdown[range.clone()]);
        if lost > 0 {
            let cells = if lost == 1 { "cell" } else { "cells" };
            let message =
                format!("the row has more cells than the table header; the extra {cells} would be lost");
            let help = "add a column to the header, or write `\\|` for a bar that is part of a cell";
            problems.add(Code::LostCell, text.span(range), message, help);
        }
        output.push_html(self.table.start_row());
    }

    /// Ends a row.
    pub fn end_row(&mut self, output: &mut Output<'_>) {
        output.push_html("</tr>\n");
    }

    /// Begins a cell: reserves an event for its tag, which depends on its content.
    pub fn start_cell(&mut self, output: &mut Output<'_>) {
        self.cell = output.events().len();
        output.push_html("");
    }

    /// Ends a cell.
    pub fn end_cell(&mut self, output: &mut Output<'_>) {
        let is_blank = |event: &Event<'_>| matches!(event, Event::Text(text) if text.trim().is_empty());
        let is_empty = output.events().iter().skip(self.cell + 1).all(is_blank);
        let (start, end) = self.table.cell(is_empty);
        if let Some(event) = output.events_mut().get_mut(self.cell) {
            *event = Event::InlineHtml(CowStr::from(start));
        }
        output.push_html(end);
    }
}

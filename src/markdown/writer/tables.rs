//! Tables while a text is read: cells that head a row or a column, and heads that are empty.

use std::ops::Range;

use pulldown_cmark::{Alignment, CowStr, Event};

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::document::Fill;

use super::super::table::Table;
use super::Writer;

impl Writer<'_> {
    /// Tables are named by their number: a page may have several below one heading.
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.tables += 1;
        let name = format!("{} {}", self.marks.mark(Fill::Text("table")), self.tables);
        let (table, html) = Table::start(alignments, &name);
        self.table = table;
        self.in_table = true;
        self.push_html(html);
    }

    pub(super) fn end_table(&mut self) {
        self.in_table = false;
        self.push_html(Table::end());
    }

    pub(super) fn start_table_head(&mut self, range: &Range<usize>) {
        self.listening.head = self.span(range);
        let html = self.table.start_head();
        self.push_html(html);
    }

    pub(super) fn end_table_head(&mut self) {
        self.finish_passage();
        let html = self.table.end_head();
        self.push_html(html);
        let Some(message) = self.table.fault() else { return };
        let span = self.listening.head.clone();
        self.diagnostics.push(
            Diagnostic::at(Code::MissingHead, self.text.file, span, message)
                .help("say in the first row what each column holds; its first cell alone may be empty"),
        );
    }

    pub(super) fn start_row(&mut self, range: &Range<usize>) {
        self.report_lost_cells(range);
        let html = self.table.start_row();
        self.push_html(html);
    }

    pub(super) fn end_row(&mut self) {
        self.finish_passage();
        self.push_html("</tr>\n");
    }

    /// Keeps a place for the cell's tag, which depends on what is in the cell.
    pub(super) fn start_cell(&mut self) {
        self.passage.join();
        self.listening.cell = self.events.len();
        self.push_html("");
    }

    pub(super) fn end_cell(&mut self) {
        let cell = self.listening.cell;
        let is_blank = |event: &Event<'_>| matches!(event, Event::Text(text) if text.trim().is_empty());
        let is_empty = self.events.iter().skip(cell + 1).all(is_blank);
        let (start, end) = self.table.cell(is_empty);
        if let Some(event) = self.events.get_mut(cell) {
            *event = Event::InlineHtml(CowStr::from(start));
        }
        self.push_html(end);
    }
}

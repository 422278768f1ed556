//! Tables while a text is read: cells that head a row or a column, and heads that are empty.

use std::ops::Range;

use pulldown_cmark::{Alignment, CowStr, Event};

use crate::model::page::document::Fill;
use crate::model::source::diagnostic::{Code, Diagnostic};

use super::super::table::Table;
use super::Writer;

/// What a paragraph begins with that is the caption of the table below it, in every language.
const CAPTION: &str = "Table:";

impl<'a> Writer<'a> {
    /// A table is named by its caption, or by its number: a page may have several below one heading.
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.tables += 1;
        let caption = self.take_caption();
        let name = match &caption {
            Some((id, _)) => format!("aria-labelledby=\"{id}\""),
            None => format!("aria-label=\"{} {}\"", self.marks.mark(Fill::Text("table")), self.tables),
        };
        let (table, html) = Table::start(alignments, &name);
        self.table = table;
        self.in_table = true;
        self.push_html(html);
        if let Some((id, words)) = caption {
            self.push_html(format!("<caption id=\"{id}\">"));
            self.events.extend(words);
            self.push_html("</caption>\n");
        }
    }

    /// Takes back the paragraph just before a table, where it begins with [`CAPTION`]: its id and its words.
    fn take_caption(&mut self) -> Option<(String, Vec<Event<'a>>)> {
        let Range { start, end } = std::mem::take(&mut self.closed_paragraph);
        if end != self.events.len() || end - start < 2 {
            return None;
        }
        let Event::InlineHtml(opening) = &self.events[start.checked_sub(1)?] else { return None };
        let id = opening.strip_prefix("<p id=\"")?.strip_suffix("\">")?.to_owned();
        let Event::Text(first) = &self.events[start] else { return None };
        let rest = first.strip_prefix(CAPTION)?.trim_start().to_owned();
        if rest.is_empty() && end - start == 2 {
            return None;
        }
        let mut words = self.events.split_off(start);
        self.events.pop();
        words.pop();
        words[0] = Event::Text(CowStr::from(rest));
        Some((id, words))
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

//! Tables: alignment as classes, because the site runs without inline styles, in a frame that can scroll: a region with a
//! name, which the keyboard can come to (WCAG 2.2, 2.1.1).

use pulldown_cmark::Alignment;

/// Cells without an alignment, aligned left, centred, aligned right.
const CELLS: [&str; 4] = ["<td>", "<td class=\"left\">", "<td class=\"center\">", "<td class=\"right\">"];
const HEADS_OF_COLUMNS: [&str; 4] = [
    "<th scope=\"col\">",
    "<th scope=\"col\" class=\"left\">",
    "<th scope=\"col\" class=\"center\">",
    "<th scope=\"col\" class=\"right\">",
];
const HEADS_OF_ROWS: [&str; 4] = [
    "<th scope=\"row\">",
    "<th scope=\"row\" class=\"left\">",
    "<th scope=\"row\" class=\"center\">",
    "<th scope=\"row\" class=\"right\">",
];

/// Where in a table the text is.
#[derive(Debug, Default)]
pub struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    head: bool,
    /// The columns whose head is empty, from 1.
    headless: Vec<usize>,
}

impl Table {
    /// The start of a table; `name` is the attribute that names its frame.
    pub fn start(alignments: Vec<Alignment>, name: &str) -> (Self, String) {
        let frame = format!("<div class=\"table\" role=\"region\" {name} tabindex=\"0\">");
        (Self { alignments, ..Self::default() }, format!("{frame}<table>\n"))
    }

    /// The end of a table.
    pub fn end() -> &'static str {
        "</tbody></table></div>\n"
    }

    /// The start of the head, which is a row.
    pub fn start_head(&mut self) -> &'static str {
        (self.head, self.column) = (true, 0);
        "<thead><tr>"
    }

    /// The end of the head.
    pub fn end_head(&mut self) -> &'static str {
        self.head = false;
        "</tr></thead><tbody>\n"
    }

    /// The start of a row.
    pub fn start_row(&mut self) -> &'static str {
        self.column = 0;
        "<tr>"
    }

    /// How many cells a row has beyond those of the head, which would not be shown.
    pub fn lost(&self, row: &str) -> usize {
        cells(row).saturating_sub(self.alignments.len())
    }

    /// The start and the end of a cell, once it is known whether something is in it. An empty cell heads nothing; where
    /// the top-left one is empty, the cells below it head their rows.
    pub fn cell(&mut self, is_empty: bool) -> (&'static str, &'static str) {
        let alignment = match self.alignments.get(self.column) {
            None | Some(Alignment::None) => 0,
            Some(Alignment::Left) => 1,
            Some(Alignment::Center) => 2,
            Some(Alignment::Right) => 3,
        };
        let heads_row = self.column == 0 && self.headless.first() == Some(&1) && self.alignments.len() > 1;
        self.column += 1;
        if self.head && is_empty {
            self.headless.push(self.column);
        }
        match (is_empty, self.head, heads_row) {
            (false, true, _) => (HEADS_OF_COLUMNS[alignment], "</th>"),
            (false, false, true) => (HEADS_OF_ROWS[alignment], "</th>"),
            _ => (CELLS[alignment], "</td>"),
        }
    }

    /// What is wrong with the head; nothing where every column has one, or the top-left cell alone is empty.
    pub fn fault(&self) -> Option<String> {
        let columns = self.alignments.len();
        if self.headless.len() == columns {
            return Some("the table header is empty".to_owned());
        }
        let numbers: Vec<String> =
            self.headless.iter().filter(|column| **column > 1).map(usize::to_string).collect();
        match numbers.as_slice() {
            [] => None,
            [one] => Some(format!("column {one} of the table has no header")),
            [most @ .., last] => {
                Some(format!("columns {} and {last} of the table have no header", most.join(", ")))
            }
        }
    }
}

/// The cells of a row: what is between bars that no backslash stands before (GFM, section 4.10).
fn cells(row: &str) -> usize {
    let row = row.trim();
    let bar = |at: usize| !row[..at].ends_with('\\');
    let bars = row.match_indices('|').filter(|(at, _)| bar(*at)).count();
    let outer = usize::from(row.starts_with('|'))
        + usize::from(row.len() > 1 && row.ends_with('|') && bar(row.len() - 1));
    (bars + 1).saturating_sub(outer)
}

/// Whether a paragraph was meant as a table: a line with bars, then a line of hyphens and bars. The cells of both.
pub fn almost(paragraph: &str) -> Option<(usize, usize)> {
    if !paragraph.starts_with('|') {
        return None;
    }
    let mut lines = paragraph.lines();
    let (head, rule) = (lines.next()?, lines.next()?.trim());
    let is_rule = rule.contains("--") && rule.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
    is_rule.then(|| (cells(head), cells(rule)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_counted_as_they_are_parted() {
        for (row, count) in [
            ("| a | b |", 2),
            ("a | b", 2),
            ("| a \\| b |", 1),
            ("| [[x|y]] | z |", 3),
            ("||", 1),
            ("| a | b", 2),
        ] {
            assert_eq!(cells(row), count, "{row}");
        }
    }
}

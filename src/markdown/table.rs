//! Tables: alignment is a class, because the site has no inline styles. A frame around the table can scroll: it is a region with a
//! name that can be reached by keyboard (WCAG 2.2, 2.1.1).

use pulldown_cmark::Alignment;

/// Cells without an alignment, aligned left, centred, aligned right.
const CELLS: [&str; 4] = ["<td>", "<td class=\"left\">", "<td class=\"center\">", "<td class=\"right\">"];
const COLUMN_HEADERS: [&str; 4] = [
    "<th scope=\"col\">",
    "<th scope=\"col\" class=\"left\">",
    "<th scope=\"col\" class=\"center\">",
    "<th scope=\"col\" class=\"right\">",
];
const ROW_HEADERS: [&str; 4] = [
    "<th scope=\"row\">",
    "<th scope=\"row\" class=\"left\">",
    "<th scope=\"row\" class=\"center\">",
    "<th scope=\"row\" class=\"right\">",
];

/// The open table, and the column in it.
#[derive(Debug, Default)]
pub struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_header: bool,
    /// The columns with an empty header, from 1.
    empty_headers: Vec<usize>,
}

impl Table {
    /// A table and the HTML of its start; `name` is the attribute that names its frame.
    pub fn start(alignments: Vec<Alignment>, name: &str) -> (Self, String) {
        let frame = format!("<div class=\"table\" role=\"region\" {name} tabindex=\"0\">");
        (Self { alignments, ..Self::default() }, format!("{frame}<table>\n"))
    }

    /// The end of a table.
    pub fn end() -> &'static str {
        "</tbody></table></div>\n"
    }

    /// The start of the header row.
    pub fn start_header(&mut self) -> &'static str {
        (self.in_header, self.column) = (true, 0);
        "<thead><tr>"
    }

    /// The end of the header row.
    pub fn end_header(&mut self) -> &'static str {
        self.in_header = false;
        "</tr></thead><tbody>\n"
    }

    /// The start of a row.
    pub fn start_row(&mut self) -> &'static str {
        self.column = 0;
        "<tr>"
    }

    /// How many cells of a row would not be shown: the header row has fewer.
    pub fn lost_cells(&self, row: &str) -> usize {
        cells(row).saturating_sub(self.alignments.len())
    }

    /// The start and the end of a cell. An empty cell is never a header; if the top-left one is empty, the cells below it are the
    /// headers of their rows.
    pub fn cell(&mut self, is_empty: bool) -> (&'static str, &'static str) {
        let alignment = match self.alignments.get(self.column) {
            None | Some(Alignment::None) => 0,
            Some(Alignment::Left) => 1,
            Some(Alignment::Center) => 2,
            Some(Alignment::Right) => 3,
        };
        let is_row_header =
            self.column == 0 && self.empty_headers.first() == Some(&1) && self.alignments.len() > 1;
        self.column += 1;
        if self.in_header && is_empty {
            self.empty_headers.push(self.column);
        }
        match (is_empty, self.in_header, is_row_header) {
            (false, true, _) => (COLUMN_HEADERS[alignment], "</th>"),
            (false, false, true) => (ROW_HEADERS[alignment], "</th>"),
            _ => (CELLS[alignment], "</td>"),
        }
    }

    /// The problem of the header row; `None` if every column has a header, or only the top-left cell is empty.
    pub fn fault(&self) -> Option<String> {
        let columns = self.alignments.len();
        if self.empty_headers.len() == columns {
            return Some("the table header is empty".to_owned());
        }
        let numbers: Vec<String> =
            self.empty_headers.iter().filter(|column| **column > 1).map(usize::to_string).collect();
        match numbers.as_slice() {
            [] => None,
            [one] => Some(format!("column {one} of the table has no header")),
            [most @ .., last] => {
                Some(format!("columns {} and {last} of the table have no header", most.join(", ")))
            }
        }
    }
}

/// The number of cells in a row: bars after a backslash do not separate cells (GFM, section 4.10).
fn cells(row: &str) -> usize {
    let row = row.trim();
    let bar = |at: usize| !row[..at].ends_with('\\');
    let bars = row.match_indices('|').filter(|(at, _)| bar(*at)).count();
    let outer = usize::from(row.starts_with('|'))
        + usize::from(row.len() > 1 && row.ends_with('|') && bar(row.len() - 1));
    (bars + 1).saturating_sub(outer)
}

/// The cells of the first two lines of a paragraph that was meant as a table: a line with bars, then a line of hyphens and bars.
/// `None` for other paragraphs.
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
    fn cells_are_counted_as_gfm_separates_them() {
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

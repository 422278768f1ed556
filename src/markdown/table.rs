//! Tables: alignment as classes, because the site runs without inline styles, in a frame that can scroll.

use pulldown_cmark::Alignment;

/// Where in a table the text is.
#[derive(Debug, Default)]
pub struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    head: bool,
}

impl Table {
    /// The start of a table.
    pub fn start(alignments: Vec<Alignment>) -> (Self, &'static str) {
        (Self { alignments, column: 0, head: false }, "<div class=\"table\"><table>\n")
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

    /// The start of a cell.
    pub fn start_cell(&mut self) -> &'static str {
        let alignment = self.alignments.get(self.column).copied().unwrap_or(Alignment::None);
        self.column += 1;
        match (self.head, alignment) {
            (true, Alignment::None) => "<th scope=\"col\">",
            (true, Alignment::Left) => "<th scope=\"col\" class=\"left\">",
            (true, Alignment::Center) => "<th scope=\"col\" class=\"center\">",
            (true, Alignment::Right) => "<th scope=\"col\" class=\"right\">",
            (false, Alignment::None) => "<td>",
            (false, Alignment::Left) => "<td class=\"left\">",
            (false, Alignment::Center) => "<td class=\"center\">",
            (false, Alignment::Right) => "<td class=\"right\">",
        }
    }

    /// The end of a cell.
    pub fn end_cell(&self) -> &'static str {
        if self.head { "</th>" } else { "</td>" }
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

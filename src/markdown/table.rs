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

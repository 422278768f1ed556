//! The frames in which tables scroll: regions with a name, which the keyboard can come to and scroll (WCAG 2.2, 2.1.1).

use crate::model::document::Fill;

use super::slot::Marks;

/// A table in its frame, as it is written at first.
const BARE: &str = "<div class=\"table\"><table>";

/// Names the frame of each table by its number on the page: a page may have several below one heading.
pub fn name_frames(html: &str, marks: &mut Marks) -> String {
    let mut parts = html.split(BARE);
    let mut named = parts.next().unwrap_or_default().to_owned();
    for (number, part) in (1..).zip(parts) {
        let word = marks.mark(Fill::Text("table"));
        named.push_str(&format!(
            "<div class=\"table\" role=\"region\" aria-label=\"{word} {number}\" tabindex=\"0\"><table>"
        ));
        named.push_str(part);
    }
    named
}

//! Alerts: `> [!NOTE]`, a quotation that is a note of the editor's.

use pulldown_cmark::BlockQuoteKind;

use crate::model::page::document::Fill;

use super::slot::Marks;

/// The start of an alert; its label is a text of the interface.
pub fn start(kind: BlockQuoteKind, marks: &mut Marks) -> String {
    let (class, label) = match kind {
        BlockQuoteKind::Note => ("note", "alert_note"),
        BlockQuoteKind::Tip => ("tip", "alert_tip"),
        BlockQuoteKind::Important => ("important", "alert_important"),
        BlockQuoteKind::Warning => ("warning", "alert_warning"),
        BlockQuoteKind::Caution => ("caution", "alert_caution"),
    };
    let label = marks.mark(Fill::Text(label));
    format!("<aside role=\"note\" class=\"alert alert-{class}\">\n<p class=\"alert-title\">{label}</p>\n")
}

/// The end of an alert.
pub const END: &str = "</aside>\n";

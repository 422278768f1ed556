//! Alerts: `> [!NOTE]` makes a quotation a note of the editor's.

use pulldown_cmark::{BlockQuoteKind, CowStr, Event, Options, Tag, TagEnd};

use super::Extension;
use crate::markdown::slot::Marks;
use crate::model::page::document::Fill;

/// The extension.
pub struct Alert;

impl Extension for Alert {
    const OPTIONS: Options = Options::ENABLE_GFM;

    fn html(event: &Event<'_>, marks: &mut Marks) -> Option<CowStr<'static>> {
        match event {
            Event::Start(Tag::BlockQuote(Some(kind))) => Some(CowStr::from(start(*kind, marks))),
            Event::End(TagEnd::BlockQuote(Some(_))) => Some(CowStr::Borrowed("</aside>\n")),
            _ => None,
        }
    }
}

/// The start of an alert; its label is a text of the interface.
fn start(kind: BlockQuoteKind, marks: &mut Marks) -> String {
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

//! Task lists: `- [x]` is a checkbox, with words for screen readers.

use pulldown_cmark::{CowStr, Event, Options};

use super::Extension;
use crate::markdown::slot::Marks;
use crate::model::page::document::Fill;

/// The extension.
pub struct Task;

impl Extension for Task {
    const OPTIONS: Options = Options::ENABLE_TASKLISTS;

    fn html(event: &Event<'_>, marks: &mut Marks) -> Option<CowStr<'static>> {
        match event {
            Event::TaskListMarker(is_done) => Some(CowStr::from(checkbox(*is_done, marks))),
            _ => None,
        }
    }
}

/// The checkbox of a task, which a reader cannot change.
fn checkbox(is_done: bool, marks: &mut Marks) -> String {
    let (label, checked) = if is_done { ("task_done", " checked") } else { ("task_open", "") };
    let label = marks.mark(Fill::Text(label));
    format!("<input type=\"checkbox\" disabled aria-label=\"{label}\"{checked}> ")
}

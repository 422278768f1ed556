//! Task lists: a box that says whether the task is done, in words too.

use crate::model::page::document::Fill;

use super::slot::Marks;

/// The box of a task, which a reader cannot change.
pub fn marker(done: bool, marks: &mut Marks) -> String {
    let (label, checked) = if done { ("task_done", " checked") } else { ("task_open", "") };
    let label = marks.mark(Fill::Text(label));
    format!("<input type=\"checkbox\" disabled aria-label=\"{label}\"{checked}> ")
}

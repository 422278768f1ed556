//! Checks the accessibility statement: that it proves its claims and names a contact.

use crate::graph::Graph;
use crate::model::source::accessibility::Conformity;
use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::tree::{CONFIG, FilePath};

use super::unlocated::UnlocatedDiagnostic;

/// A diagnostic for each claim without evidence, and one if there is no contact.
pub fn check(graph: &Graph) -> Vec<UnlocatedDiagnostic> {
    let Some(statement) = &graph.config.accessibility else { return Vec::new() };
    let file = FilePath::new(CONFIG);
    let word = statement.state.word();
    let mut found = Vec::new();
    let missing: Vec<String> = statement.missing().iter().map(|key| format!("`{key}`")).collect();
    if !missing.is_empty() {
        let message = format!("the statement says `{word}` without {}", missing.join(" and "));
        let wrong = Diagnostic::of_file(Code::UnprovenConformity, &file, message);
        let help = "say when, by whom and how it was assessed, or remove `state`: the page then says that it has not been assessed";
        found.push(UnlocatedDiagnostic::at_word(wrong.help(help), word));
    } else if statement.state == Conformity::FullyCompliant && !statement.limits.is_empty() {
        let message = format!("the statement says `{word}` but lists limits");
        let wrong = Diagnostic::of_file(Code::UnprovenConformity, &file, message);
        let help = "write `partially-compliant`, or remove entries that are not limits";
        found.push(UnlocatedDiagnostic::at_word(wrong.help(help), word));
    }
    if statement.contact.is_none() {
        let message = "the accessibility statement names no contact";
        let wrong = Diagnostic::of_file(Code::MissingContact, &file, message);
        let help = "add `contact: …` below `accessibility`: an email address or a web address";
        found.push(UnlocatedDiagnostic::at_word(wrong.help(help), "accessibility:"));
    }
    found
}

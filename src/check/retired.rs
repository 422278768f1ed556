//! Checks for ids that were published and are gone. A reader may have cited one, so it must be restored or listed as
//! retired.

use std::collections::BTreeSet;

use crate::graph::Graph;
use crate::model::register::record_kind::RecordKind;
use crate::model::register::registers::Register;
use crate::model::register::retired::Retired;
use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::tree::FilePath;
use crate::text::nearest::{did_you_mean, nearest};

/// A diagnostic for each published id that is no longer in a register. `published` is the `ids.txt` of the published
/// site.
pub fn removed(graph: &Graph, published: &str) -> Vec<Diagnostic> {
    let known: BTreeSet<String> = graph.ids().chain(graph.retired_ids()).collect();
    let gone = published.lines().filter(|line| !line.starts_with('#') && !known.contains(*line));
    let diagnostics = gone.filter_map(|line| {
        let (word, id) = line.split_once(' ')?;
        let kind = RecordKind::of_scheme(word)?;
        let message = format!("the {word} `{id}` was published and is no longer in a register");
        let near = nearest(id, known.iter().filter_map(|known| known.strip_prefix(word)?.strip_prefix(' ')));
        let help = match near {
            Some(near) => format!("was it renamed to `{near}`? give it its old id, or list `{id}` in `content/registers/retired.yaml`"),
            None => format!("restore the record, or list `{id}` in `content/registers/retired.yaml`"),
        };
        Some(Diagnostic::of_file(Code::RemovedId, &FilePath::new(kind.file()), message).help(help))
    });
    diagnostics.collect()
}

/// A diagnostic for each retired id that is in use again, or whose replacement does not exist.
pub fn check(graph: &Graph, retired: &Register<Retired>) -> Vec<Diagnostic> {
    let known: BTreeSet<String> = graph.ids().collect();
    let mut found = Vec::new();
    for (record, place) in retired.records.iter().zip(&retired.places) {
        let word = record.kind.word();
        let mut report = |code, message: String, help: String| {
            found.push(Diagnostic::at(code, &retired.file, place.clone(), message).help(help));
        };
        if known.contains(&format!("{word} {}", record.id)) {
            let message = format!("the {word} `{}` is retired and still in its register", record.id);
            report(Code::Contradiction, message, "remove it from one of the two".to_owned());
        }
        if let Some(by) = record.replaced_by.as_ref().filter(|by| !known.contains(&format!("{word} {by}"))) {
            let near =
                nearest(by, known.iter().filter_map(|known| known.strip_prefix(word)?.strip_prefix(' ')));
            let help = did_you_mean(near, || "write the id of a record".to_owned());
            report(Code::UnknownRecord, format!("`replaced_by`: no {word} has the id `{by}`"), help);
        }
    }
    found
}

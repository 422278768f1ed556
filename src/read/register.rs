//! Reads the file of a register into records. Each record is read from its own node, so that an invalid one does not
//! affect the others, and the cost grows in proportion to their number.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::register::record_type::{RecordType, RequiredField};
use crate::model::register::registers::Register;
use crate::model::source::diagnostic::{Code, Diagnostic, Span};
use crate::model::source::tree::{Bytes, FilePath};
use crate::model::value::record_id::RecordId;

use super::front_matter::place;
use super::yaml::{Fields, Problem};
use super::{text, yaml};

/// The file of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterFile {
    /// The path.
    pub file: FilePath,
    /// The content; `None` if there is no such file.
    pub bytes: Option<Bytes>,
}

/// A register, and the problems within it.
pub type Read<T> = (Arc<Register<T>>, Vec<Diagnostic>);

/// Reads a register.
pub fn read<T: RecordType>(input: &RegisterFile) -> Read<T> {
    let file = &input.file;
    let Some(bytes) = &input.bytes else {
        return (Arc::new(Register::empty(file.clone())), Vec::new());
    };
    let source = text::read(file, bytes);
    let list = yaml::read_list(&source.text);
    let mut found: Vec<Diagnostic> =
        list.problems.into_iter().map(|problem| place(file, problem, 0)).collect();
    let mut records: Vec<T> = Vec::new();
    let mut places: Vec<Span> = Vec::new();
    let mut seen: BTreeMap<(&str, RecordId), usize> = BTreeMap::new();
    for item in list.items {
        let here = item.line.clone();
        let at_record = |code, message: String, help: String| {
            Diagnostic::at(code, file, here.clone(), message).help(help)
        };
        let Fields { value, missing, problems } = item.read::<T>(&required::<T>());
        let is_whole = !problems.iter().any(Problem::is_error);
        found.extend(one_record(problems, &source.text).into_iter().map(|problem| place(file, problem, 0)));
        if is_whole {
            let missing = missing.iter().map(|field| {
                let message = format!("the record has no `{}`", field.name);
                at_record(Code::MissingField, message, field.help.to_owned())
            });
            found.extend(missing);
        }
        let Some(value) = value else { continue };
        if is_whole {
            let wrong = value.contradictions().into_iter();
            found.extend(wrong.map(|wrong| at_record(Code::MissingField, wrong.message, wrong.help)));
        }
        let id = value.id().clone();
        if !id.is_valid() {
            let help = "use lower-case letters, digits and hyphens, as in `trade-deficit-2014`".to_owned();
            found.push(at_record(Code::WrongValue, format!("`{id}` is not an id"), help));
            continue;
        }
        let key = (value.namespace(), id.clone());
        if let Some(first) = seen.get(&key) {
            let line = source.text[..places[*first].start].matches('\n').count() + 1;
            let message = format!("the id `{id}` is already used by the record in line {line}");
            let help = "give one of the two another id, or remove one".to_owned();
            found.push(at_record(Code::DuplicateId, message, help));
            continue;
        }
        seen.insert(key, places.len());
        places.push(here);
        records.push(value);
    }
    let mut diagnostics = source.diagnostics.clone();
    diagnostics.extend(found.into_iter().map(|found| source.found_in_file(found)));
    let places = places.iter().map(|place| source.span_in_file(place)).collect();
    (Arc::new(Register { file: file.clone(), records: Arc::new(records.into()), places }), diagnostics)
}

/// The required fields of a record, its id last.
fn required<T: RecordType>() -> Vec<RequiredField> {
    let id = RequiredField {
        name: "id",
        example: "id",
        help: "add `id: …`, a short name of letters, digits and hyphens that never changes",
    };
    T::REQUIRED.iter().copied().chain([id]).collect()
}

/// Merges the repeated keys of a record with two ids, in which a hyphen is missing, into one problem.
fn one_record(mut problems: Vec<Problem>, text: &str) -> Vec<Problem> {
    let is_id = |problem: &Problem| {
        let key = text.get(problem.span.clone()).unwrap_or_default();
        problem.code == Code::DuplicateKey && key.trim_matches(['"', '\'']) == "id"
    };
    if let Some(first) = problems.iter().position(is_id) {
        let id = problems[first].clone();
        problems.retain(|problem| problem.code != Code::DuplicateKey);
        let help = "begin each record with a hyphen and a space at the start of its line: `- id: …`";
        problems.insert(0, Problem { help: Some(help.to_owned()), ..id });
    }
    problems
}

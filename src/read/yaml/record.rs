//! Reads the node of a mapping into a typed value. Wrong parts are left out one after the other until the rest fits.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;

use crate::model::register::record_type::RequiredField;
use crate::model::source::diagnostic::Code;
use crate::text::nearest::nearest;

use super::deserializer::NodeDeserializer;
use super::error::{Error, Fault, Part};
use super::faults::faults;
use super::node::{Content, Entry, Node};
use super::problem::{Lost, Problem, in_first_line};
use super::tree::{Anchors, parse};
use super::{Fields, LIMIT};

/// The maximum number of parts of a mapping that are left out; with more wrong parts, nothing is read.
const MAX_LEFT_OUT: usize = 20;

/// The maximum weight of a mapping with aliases expanded.
const MAX_WEIGHT: usize = 16 * LIMIT;

/// Reads a mapping with required keys.
pub(super) fn read_node<T: DeserializeOwned>(
    text: &str,
    node: &Node<'_>,
    required: &[RequiredField],
) -> Fields<T> {
    let lost = |problem| Fields { value: None, missing: Vec::new(), problems: vec![problem] };
    let place = in_first_line(text, &node.span);
    if node.span.len() > LIMIT {
        return lost(Problem::too_large(place, node.span.len()));
    }
    if node.weight > MAX_WEIGHT {
        let help = "write the values out instead of repeating them with `*`";
        return lost(Problem::syntax(place, "the aliases repeat too much", help));
    }
    let mut problems = faults(text, node);
    let mut without = BTreeSet::new();
    let missing = missing_fields(node, &without, required);
    for _ in 0..MAX_LEFT_OUT {
        let missing_fields = missing_fields(node, &without, required);
        let with_examples = with_examples(node, &missing_fields);
        let error =
            match T::deserialize(NodeDeserializer::new(with_examples.as_ref().unwrap_or(node), &without)) {
                Ok(value) => {
                    return Fields {
                        value: Some(value).filter(|_| missing_fields.is_empty()),
                        missing,
                        problems,
                    };
                }
                Err(error) => error,
            };
        let part = error.place.as_ref().map(|place| place.part);
        // Consequences of a part that was left out are reported already.
        if !error.is_around(&without) {
            problems.push(describe(text, node, &error));
        }
        if !part.is_some_and(|part| without.insert(part)) {
            break;
        }
    }
    Fields { value: None, missing, problems }
}

/// The required fields without a value in a mapping without some of its parts.
fn missing_fields(
    node: &Node<'_>,
    without: &BTreeSet<Part>,
    required: &[RequiredField],
) -> Vec<RequiredField> {
    let Content::Mapping(entries) = &*node.content else { return required.to_vec() };
    let is_there = |entry: &Entry<'_>| {
        !entry.is_repeated && !entry.value.is_null() && !without.contains(&Part::Entry(entry.key.span.start))
    };
    let has = |field: &RequiredField| {
        entries.iter().any(|entry| entry.name() == Some(field.name) && is_there(entry))
    };
    required.iter().filter(|field| !has(field)).copied().collect()
}

/// A mapping with examples for some missing fields, so that its other fields can be read; `None` if no fields are
/// missing.
fn with_examples<'t>(node: &Node<'t>, missing_fields: &[RequiredField]) -> Option<Node<'t>> {
    let Content::Mapping(entries) = &*node.content else { return None };
    let end = node.span.end;
    let example = |field: &RequiredField| {
        let value = parse(field.example, 0..field.example.len(), &mut Anchors::default());
        let value = value.ok().flatten().expect("an example is YAML");
        let key = Node::scalar(end..end, field.name.into(), true);
        Entry { key, value: value.repeated_at(end..end), is_repeated: false }
    };
    let is_kept = |entry: &&Entry<'_>| missing_fields.iter().all(|field| entry.name() != Some(field.name));
    let entries = entries.iter().filter(is_kept).cloned().chain(missing_fields.iter().map(example));
    (!missing_fields.is_empty()).then(|| Node::mapping(node.span.start, entries.collect(), end))
}

/// Converts an error to a problem with its position and its fix.
fn describe(text: &str, node: &Node<'_>, error: &Error) -> Problem {
    let span = error.place.as_ref().map_or(&node.span, |place| &place.span);
    let span = in_first_line(text, span);
    if let Fault::UnknownKey { key, known } = &error.fault {
        let meant = key_meant(key, known);
        let loses = match (meant, &error.first_key) {
            (Some(meant), None) => Lost::Key(meant.to_owned()),
            _ => Lost::Nothing,
        };
        let help = Some(unknown_key_help(key, meant, known));
        return Problem {
            code: Code::UnknownKey,
            span,
            message: format!("unknown key `{key}`"),
            help,
            loses,
        };
    }
    let (message, help) = message(&error.fault);
    let key = error.place.as_ref().and_then(|place| place.key.as_ref());
    let message = key.map_or_else(|| message.clone(), |key| format!("`{key}`: {message}"));
    let loses = match (&error.first_key, error.place.as_ref().map(|place| place.part)) {
        (Some(key), _) => Lost::Key(key.clone()),
        (None, Some(Part::Entry(_) | Part::Item(_))) => Lost::Nothing,
        (None, None) => Lost::Everything,
    };
    Problem { code: Code::WrongValue, span, message, help, loses }
}

fn key_meant(key: &str, known: &[&'static str]) -> Option<&'static str> {
    nearest(&key.trim_start_matches('-').to_lowercase(), known.iter().copied())
}

fn unknown_key_help(key: &str, meant: Option<&str>, known: &[&str]) -> String {
    match meant {
        Some(meant) if key.starts_with('-') => {
            format!(
                "write `- {meant}`, with a space after the hyphen, below the hyphens of the other records"
            )
        }
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the keys are {}", list(known)),
    }
}

/// The message and the help for a fault.
fn message(fault: &Fault) -> (String, Option<String>) {
    let (message, help) = match fault {
        Fault::UnknownKey { key, known } => {
            (format!("unknown key `{key}`"), format!("the keys are {}", list(known)))
        }
        Fault::UnknownValue { value, known } => {
            let help = match nearest(&value.to_lowercase(), known.iter().copied()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!("the values are {}", list(known)),
            };
            (format!("unknown value `{value}`"), help)
        }
        Fault::MissingKey(key) => (format!("the key `{key}` is missing"), format!("add `{key}: …` to it")),
        Fault::WrongType { found, expected } => {
            (format!("expected {expected}, found {found}"), wrong_type_help(expected))
        }
        Fault::TooLarge(number) => (
            format!("the number `{number}` is too large"),
            "write a smaller number, or put it between quotation marks if it is a text".to_owned(),
        ),
        Fault::NoValue => ("there is no value".to_owned(), "write one, or remove the key".to_owned()),
        // Messages of types contain the fix after a colon.
        Fault::Message(message) => {
            return match message.split_once(": ") {
                Some((what, help)) => (what.to_owned(), Some(help.to_owned())),
                None => (message.clone(), None),
            };
        }
    };
    (message, Some(help))
}

fn wrong_type_help(expected: &str) -> String {
    match expected {
        "a list" => "write a list, as in `[one, two]`".to_owned(),
        "a mapping of keys to values" => "write its keys on lines of their own below it, indented".to_owned(),
        other => format!("write {other}"),
    }
}

fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

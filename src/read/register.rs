//! A register's file to records. Each record is read on its own, so that one that is wrong takes no other with it, and
//! ten thousand cost a thousand times what ten do.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::model::register::chart::Chart;
use crate::model::register::cited_source::CitedSource;
use crate::model::register::event::Event;
use crate::model::register::figure::Figure;
use crate::model::register::name::Name;
use crate::model::register::registers::{Record, Register};
use crate::model::register::retired::{Retired, RetiredKind};
use crate::model::register::term::Term;
use crate::model::source::diagnostic::{Code, Diagnostic, Span};
use crate::model::source::tree::{Bytes, FilePath};

use super::front_matter::place;
use super::yaml::Problem;
use super::{text, yaml};

/// A register's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterFile {
    /// The path.
    pub file: FilePath,
    /// The content; nothing when there is no such file.
    pub bytes: Option<Bytes>,
}

/// A register, and what is wrong with it on its own.
pub type Read<T> = (Arc<Register<T>>, Vec<Diagnostic>);

/// Reads `figures.yaml`.
pub fn figures(question: &RegisterFile) -> Read<Figure> {
    read(question, |figure: &Figure| {
        let mut wrong = missing(&[
            ("label", figure.label.is_none(), "say what it is the number of"),
            ("value", figure.value.is_none(), "write the number, as in `value: 59000`"),
            ("source", figure.source.is_none(), "name a source of `sources.yaml` by its id"),
        ]);
        match (figure.as_of, figure.undated) {
            (None, false) => wrong.push((
                "the figure has no date".to_owned(),
                "add `as_of: 2013`, or `undated: true` where the source gives none".to_owned(),
            )),
            (Some(_), true) => wrong.push((
                "the figure has a date and is `undated`".to_owned(),
                "take out one of the two".to_owned(),
            )),
            _ => {}
        }
        (figure.id.clone(), wrong)
    })
}

/// Reads `sources.yaml`.
pub fn sources(question: &RegisterFile) -> Read<CitedSource> {
    read(question, |source: &CitedSource| {
        let wrong = missing(&[("title", source.title.is_none(), "write the document's title")]);
        (source.id.clone(), wrong)
    })
}

/// Reads `names.yaml`.
pub fn names(question: &RegisterFile) -> Read<Name> {
    read(question, |name: &Name| {
        let mut wrong = missing(&[
            ("kind", name.kind.is_none(), "write `kind: person`, `organization`, `place` or `agreement`"),
            ("name", name.name.is_none(), "write the name as the briefing has it"),
        ]);
        let kind = name.kind.map_or("", |kind| kind.word());
        wrong.extend(name.strange_fields().into_iter().map(|(field, of)| {
            (
                format!("`{field}` is a field of {of}, and this is `kind: {kind}`"),
                format!("take `{field}` out"),
            )
        }));
        (name.id.clone(), wrong)
    })
}

/// Reads `events.yaml`.
pub fn events(question: &RegisterFile) -> Read<Event> {
    read(question, |event: &Event| {
        let mut wrong = missing(&[
            ("title", event.title.is_none(), "say what happened, as a phrase without a full stop"),
            ("source", event.source.is_none(), "name a source of `sources.yaml` by its id"),
        ]);
        match (event.date, event.undated) {
            (None, false) => wrong.push((
                "the event has no date".to_owned(),
                "add `date: 2014-10-28`, or `undated: true` where the source gives none".to_owned(),
            )),
            (Some(_), true) => wrong.push((
                "the event has a date and is `undated`".to_owned(),
                "take out one of the two".to_owned(),
            )),
            _ => {}
        }
        (event.id.clone(), wrong)
    })
}

/// Reads `terms.yaml`.
pub fn terms(question: &RegisterFile) -> Read<Term> {
    read(question, |term: &Term| {
        let wrong = missing(&[
            ("term", term.term.is_none(), "write the acronym or expression as texts have it"),
            (
                "expansion",
                term.expansion.is_none() && term.definition.is_none(),
                "write what it is short for, or a `definition`",
            ),
        ]);
        (term.id.clone(), wrong)
    })
}

/// Reads `charts.yaml`.
pub fn charts(question: &RegisterFile) -> Read<Chart> {
    read(question, |chart: &Chart| {
        let mut wrong = missing(&[
            ("title", chart.title.is_none(), "say what it shows, as a phrase without a full stop"),
            (
                "figures",
                chart.contents() == 0,
                "list the figures that it compares, or write `history` or `events`",
            ),
        ]);
        if chart.contents() > 1 {
            wrong.push((
                "a chart shows one thing: `figures`, `history` or `events`".to_owned(),
                "take out all but one of them".to_owned(),
            ));
        }
        (chart.id.clone(), wrong)
    })
}

/// Reads `retired.yaml`.
pub fn retired(question: &RegisterFile) -> Read<Retired> {
    let of = |retired: &Retired| retired.kind.map_or("", RetiredKind::word);
    read_of(question, of, |retired: &Retired| {
        let help = "write `kind: figure`, `source`, `name`, `event` or `term`: the register that it was in";
        (retired.id.clone(), missing(&[("kind", retired.kind.is_none(), help)]))
    })
}

/// What is said of fields that a record lacks: message and help.
fn missing(fields: &[(&str, bool, &str)]) -> Vec<(String, String)> {
    let lacking = fields.iter().filter(|(_, is_missing, _)| *is_missing);
    lacking.map(|(field, _, help)| (format!("the record has no `{field}`"), (*help).to_owned())).collect()
}

/// Reads a register whose records are looked at by `inspect`: it gives a record's id and what the record lacks.
fn read<T: DeserializeOwned + Default>(
    question: &RegisterFile,
    inspect: impl Fn(&T) -> (Option<String>, Vec<(String, String)>),
) -> Read<T> {
    read_of(question, |_| "", inspect)
}

/// Reads a register in which records of two kinds may have one id; `of` gives a record's kind.
fn read_of<T: DeserializeOwned + Default>(
    question: &RegisterFile,
    of: impl Fn(&T) -> &'static str,
    inspect: impl Fn(&T) -> (Option<String>, Vec<(String, String)>),
) -> Read<T> {
    let file = &question.file;
    let Some(bytes) = &question.bytes else {
        return (Arc::new(Register::empty(file.clone())), Vec::new());
    };
    let source = text::read(file, bytes);
    let mut found = Vec::new();
    let mut records: Vec<Record<T>> = Vec::new();
    let mut places = Vec::new();
    let mut seen: BTreeMap<(&str, Arc<str>), usize> = BTreeMap::new();
    for block in blocks(&source.text) {
        let block = match block {
            Block::Record(block) => block,
            Block::Stray(span, _) => {
                let message = "a register is a list of records, and this line is in none";
                found.push(
                    Diagnostic::at(Code::NotAList, file, span, message)
                        .help("begin each record with `- id: …`, and its other lines with two spaces"),
                );
                continue;
            }
        };
        // The hyphen of the list is a space of the mapping's indent.
        let yaml = format!(" {}", &source.text[block.start + 1..block.end]);
        let (value, problems) = yaml::read::<T>(&yaml);
        let is_whole = problems.is_empty();
        let problems = one_record(problems);
        found.extend(problems.into_iter().map(|problem| place(file, problem, block.start)));
        let here = block.start..block.start + first_line(&source.text[block.clone()]);
        let (id, wrong) = inspect(&value);
        if is_whole {
            found.extend(wrong.into_iter().map(|(message, help)| {
                Diagnostic::at(Code::MissingField, file, here.clone(), message).help(help)
            }));
        }
        let Some(id) = id else {
            if is_whole {
                let message = "the record has no `id`";
                found.push(
                    Diagnostic::at(Code::MissingField, file, here, message)
                        .help("add `id: …`, a short name of letters, digits and hyphens that never changes"),
                );
            }
            continue;
        };
        if !is_id(&id) {
            let message = format!("`{id}` is not an id");
            found.push(
                Diagnostic::at(Code::WrongValue, file, here, message)
                    .help("use small letters, digits and hyphens, as in `trade-deficit-2014`"),
            );
            continue;
        }
        let id: Arc<str> = Arc::from(id);
        let key = (of(&value), Arc::clone(&id));
        if let Some(first) = seen.get(&key) {
            let line = source.text[..places_start(&places, *first)].matches('\n').count() + 1;
            let message = format!("the id `{id}` is taken by the record in line {line}");
            found.push(
                Diagnostic::at(Code::DuplicateId, file, here, message)
                    .help("give one of the two another id, or take one out"),
            );
            continue;
        }
        seen.insert(key, places.len());
        places.push(here);
        records.push(Record { id, value });
    }
    let mut diagnostics = source.diagnostics.clone();
    diagnostics.extend(found.into_iter().map(|found| source.found_in_file(found)));
    let places = places.iter().map(|place| source.span_in_file(place)).collect();
    (Arc::new(Register { file: file.clone(), records: Arc::new(records), places }), diagnostics)
}

/// Two ids in one record are a record whose hyphen is missing: that is one problem, and not one for each of its keys.
fn one_record(mut problems: Vec<Problem>) -> Vec<Problem> {
    let of_id = problems
        .iter()
        .position(|problem| problem.code == Code::DuplicateKey && problem.message.contains("`id`"));
    if let Some(first) = of_id {
        let id = problems[first].clone();
        problems.retain(|problem| problem.code != Code::DuplicateKey);
        let help = "begin each record with a hyphen and a space at the start of its line: `- id: …`";
        problems.insert(0, Problem { help: Some(help.to_owned()), ..id });
    }
    problems
}

fn places_start(places: &[Span], at: usize) -> usize {
    places.get(at).map_or(0, |place| place.start)
}

/// The bytes of the first line of a text without what is blank at its end.
fn first_line(text: &str) -> usize {
    text.lines().next().map_or(0, |line| line.trim_end().len())
}

/// An id: small letters, digits and hyphens, a letter or digit first.
fn is_id(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    id.bytes().next().is_some_and(plain) && id.bytes().all(|byte| plain(byte) || byte == b'-')
}

/// A part of a register's text.
enum Block {
    /// A record, from its hyphen to the next one.
    Record(Span),
    /// Lines outside every record: the first of them, and where the last ends.
    Stray(Span, usize),
}

/// The records of a register's text: each begins with a hyphen at the start of a line. Empty lines, comments and a
/// line of `---` before the first record mean nothing.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = at..at + line.len();
        at = span.end;
        let begins = line.starts_with("- ") || line.trim_end() == "-";
        let is_nothing = line.trim().is_empty() || line.starts_with('#');
        let is_opening = blocks.is_empty() && line.trim_end() == "---";
        match blocks.last_mut() {
            _ if begins => blocks.push(Block::Record(span)),
            Some(Block::Record(record)) if is_nothing || line.starts_with([' ', '\t']) => {
                record.end = span.end
            }
            _ if is_nothing || is_opening => {}
            Some(Block::Stray(_, end)) if *end == span.start => *end = span.end,
            _ => blocks.push(Block::Stray(span.start..span.start + line.trim_end().len(), span.end)),
        }
    }
    blocks
}

//! Checks of records: unknown ids, impossible dates, contradictions, unused records; and files that are not registers.

use super::unlocated::UnlocatedDiagnostic;
use std::collections::BTreeMap;

use super::broken::Broken;
use crate::graph::entries::NameEntry;
use crate::graph::{Graph, SITE};
use crate::model::register::event::Event;
use crate::model::register::figure::Figure;
use crate::model::register::name::{Name, NameKind};
use crate::model::register::record_kind::RecordKind;
use crate::model::register::record_type::Reference;
use crate::model::register::registers::Registers;
use crate::model::register::term::Term;
use crate::model::source::config::SiteSource;
use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::tree::{CONFIG, FilePath, MISPLACED_REGISTERS, REGISTERS, RETIRED, Tree};
use crate::model::value::id::Id;
use crate::model::value::number::Number;
use crate::model::value::when::When;
use crate::text::nearest::{did_you_mean, nearest};

/// A diagnostic for each unknown id in a record, each impossible event, each contradiction in or between records, and
/// each unused record.
pub fn check(graph: &Graph, registers: &Registers, broken: &Broken) -> Vec<Diagnostic> {
    let mut reporter = Reporter { registers, broken, found: Vec::new() };
    unknown_records(graph, &mut reporter);
    wrong_kinds(graph, &mut reporter);
    impossible_events(&mut reporter);
    conflicting_values(&mut reporter);
    duplicates(graph, &mut reporter);
    // A record with an error might use another.
    if broken.is_empty() {
        unused(graph, &mut reporter);
    }
    reporter.found
}

/// Collects diagnostics of records.
struct Reporter<'a> {
    registers: &'a Registers,
    broken: &'a Broken,
    found: Vec<Diagnostic>,
}

impl Reporter<'_> {
    fn report(&mut self, (kind, number): (RecordKind, usize), code: Code, message: String, help: String) {
        let Some((file, span)) = self.registers.place(kind, number) else { return };
        self.found.push(Diagnostic::at(code, file, span.clone(), message).help(help));
    }
}

fn unknown_records(graph: &Graph, reporter: &mut Reporter<'_>) {
    // The references of charts are checked in charts.rs, together with the dates of the values.
    let records = graph.records.all().filter(|(kind, ..)| *kind != RecordKind::Chart);
    for (kind, number, record) in records {
        for reference in record.references() {
            unknown_record(graph, (kind, number), &reference, reporter);
        }
    }
    for id in graph.records.events.ids() {
        unknown_section(graph, id, reporter);
    }
}

fn unknown_record(
    graph: &Graph,
    place: (RecordKind, usize),
    reference: &Reference<'_>,
    reporter: &mut Reporter<'_>,
) {
    let Reference { field, kind, id } = *reference;
    if graph.record(kind, id).is_some() || reporter.broken.contains(kind) {
        return;
    }
    let known = graph.records.of(kind).each().map(|record| record.id().as_str());
    let help = did_you_mean(nearest(id, known), || format!("add it to `{}`", kind.file()));
    let word = kind.word();
    let at = if field == word { String::new() } else { format!("`{field}`: ") };
    reporter.report(place, Code::UnknownRecord, format!("{at}no {word} has the id `{id}`"), help);
}

/// Reports an event whose section does not exist.
fn unknown_section(graph: &Graph, id: Id<Event>, reporter: &mut Reporter<'_>) {
    let Some(written) = &graph.records.events[id].section else { return };
    if graph.entries.events[id].section.is_some() {
        return;
    }
    let top = graph.sections.iter().filter(|section| section.parent == Some(SITE));
    let folders: Vec<&str> = top.filter_map(|section| section.folder.rsplit('/').next()).collect();
    let help = did_you_mean(nearest(written, folders.iter().copied()), || {
        "write the folder of a section below `content/`, as in `political`".to_owned()
    });
    let message = format!("`section`: no section `{written}`");
    reporter.report((RecordKind::Event, id.place()), Code::UnknownRecord, message, help);
}

/// The most `part_of` steps that are followed to find a cycle.
const DEPTH_LIMIT: usize = 64;

/// Reports references to names of the wrong kind, and cycles of `part_of`.
fn wrong_kinds(graph: &Graph, reporter: &mut Reporter<'_>) {
    for (number, record) in graph.records.names.iter().enumerate() {
        for (field, id) in record.others() {
            let Some(other) = graph.entries.names.find(id).map(|other| &graph.records.names[other]) else {
                continue;
            };
            let wanted: &[NameKind] = match field {
                "organization" => &[NameKind::Organization],
                "place" => &[NameKind::Place],
                "parties" => &[NameKind::Organization, NameKind::Place, NameKind::Person],
                _ => &[NameKind::Organization, NameKind::Place],
            };
            let kind = other.kind;
            if wanted.contains(&kind) {
                continue;
            }
            let words: Vec<&str> = wanted.iter().map(|kind| kind.word()).collect();
            let message = format!("`{field}`: `{id}` is `kind: {}`", kind.word());
            let help = format!("write the id of a name of `kind: {}`", words.join("` or `kind: "));
            reporter.report((RecordKind::Name, number), Code::Contradiction, message, help);
        }
        let mut outermost = record.part_of.as_deref();
        for _ in 0..DEPTH_LIMIT {
            let Some(outer) = outermost.filter(|outer| **outer != *record.id) else { break };
            outermost = graph
                .entries
                .names
                .find(outer)
                .and_then(|outer| graph.records.names[outer].part_of.as_deref());
        }
        if outermost == Some(&*record.id) {
            let message = format!("`part_of` makes `{}` part of itself", record.id);
            let help = "remove one `part_of` to break the cycle".to_owned();
            reporter.report((RecordKind::Name, number), Code::Contradiction, message, help);
        }
    }
}

fn impossible_events(reporter: &mut Reporter<'_>) {
    let events = reporter.registers.events.records.clone();
    for (number, event) in events.iter().enumerate() {
        for (message, help) in event.impossible() {
            reporter.report((RecordKind::Event, number), Code::ImpossibleEvent, message, help);
        }
    }
}

/// Reports figures with a later date than their source, two values for one date, and earlier values that are later than
/// `value`.
fn conflicting_values(reporter: &mut Reporter<'_>) {
    let registers = reporter.registers;
    let dates: BTreeMap<&str, When> =
        registers.sources.records.iter().filter_map(|source| Some((&*source.id, source.date?))).collect();
    for (number, figure) in registers.figures.records.iter().enumerate() {
        let amounts = figure.amounts();
        for (at, amount) in amounts.iter().enumerate() {
            let Some(as_of) = amount.as_of else { continue };
            let source = dates.get(amount.source.as_str()).map(|date| (amount.source, date));
            if let Some((source, date)) = source.filter(|(_, date)| as_of.start() > date.end()) {
                let message = format!("the figure ({as_of}) is later than its source `{source}` ({date})");
                let help = "correct `as_of` or the source's `date`, or give a later source".to_owned();
                reporter.report((RecordKind::Figure, number), Code::Contradiction, message, help);
            }
            if let Some(other) = amounts[..at].iter().find(|other| other.as_of == Some(as_of)) {
                let message = match other.value == amount.value {
                    true => format!("the figure has two values for {as_of}"),
                    false => format!("the figure is both {} and {} as of {as_of}", other.value, amount.value),
                };
                let help = "remove the wrong value".to_owned();
                reporter.report((RecordKind::Figure, number), Code::Contradiction, message, help);
            }
        }
        let newer =
            figure.earlier.iter().find(|earlier| figure.as_of.is_some_and(|as_of| earlier.as_of > as_of));
        if let Some(newer) = newer {
            let message = format!("an earlier value ({}) has a later date than `value`", newer.as_of);
            let help =
                "make the latest value `value` and `as_of`, and move the other to `earlier`".to_owned();
            reporter.report((RecordKind::Figure, number), Code::Contradiction, message, help);
        }
    }
}

/// The thing that a value measures: the label, the unit and the date.
type Measure<'a> = (&'a str, Option<&'a str>, When);

/// Reports figures with the same label, unit and date but different values, and duplicate names and terms.
fn duplicates(graph: &Graph, reporter: &mut Reporter<'_>) {
    let mut figures: BTreeMap<Measure<'_>, (Id<Figure>, &Number)> = BTreeMap::new();
    for (id, record) in graph.records.figures.enumerate() {
        let label = graph.entries.figures[id].label.as_str();
        for amount in record.amounts() {
            let Some(as_of) = amount.as_of.filter(|_| !label.is_empty()) else { continue };
            let (first, value) = *figures.entry((label, amount.unit, as_of)).or_insert((id, amount.value));
            if first != id && value != amount.value {
                let other = &graph.records.figures[first].id;
                let message = format!(
                    "`{label}` is {} as of {as_of} here, but {value} in the figure `{other}`",
                    amount.value
                );
                let help = "correct the wrong value, or make the labels show how they differ".to_owned();
                reporter.report((RecordKind::Figure, id.place()), Code::Contradiction, message, help);
            }
        }
    }
    let mut names: BTreeMap<(NameKind, &str), Id<Name>> = BTreeMap::new();
    for (id, name) in graph.entries.names.enumerate().filter(|(_, name)| !name.name.is_empty()) {
        let first = *names.entry((name.kind, name.name.as_str())).or_insert(id);
        if first != id {
            let other = &graph.entries.names[first].id;
            let message = format!("the {} `{}` already has a record, `{other}`", name.kind.word(), name.name);
            let help = "merge the two records, or make the names distinct".to_owned();
            reporter.report((RecordKind::Name, id.place()), Code::Contradiction, message, help);
        }
    }
    let mut terms: BTreeMap<&str, Id<Term>> = BTreeMap::new();
    for (id, term) in graph.entries.terms.enumerate().filter(|(_, term)| !term.term.is_empty()) {
        let first = *terms.entry(term.term.as_str()).or_insert(id);
        if first != id {
            let message =
                format!("the term `{}` already has a record, `{}`", term.term, graph.entries.terms[first].id);
            let help = "merge the two records: a text cannot refer to both".to_owned();
            reporter.report((RecordKind::Term, id.place()), Code::Contradiction, message, help);
        }
    }
}

/// Reports unused records.
fn unused(graph: &Graph, reporter: &mut Reporter<'_>) {
    for kind in RecordKind::ALL {
        let found: Vec<(usize, String, String)> = match kind {
            RecordKind::Figure => unused_figures(graph),
            RecordKind::Source => unused_sources(graph),
            RecordKind::Name => unused_names(graph),
            RecordKind::Term => unused_terms(graph),
            // The timeline shows events that no text mentions. Charts are checked in charts.rs.
            RecordKind::Event | RecordKind::Chart => continue,
        };
        for (number, message, help) in found {
            reporter.report((*kind, number), Code::UnusedRecord, message, help);
        }
    }
}

fn unused_figures(graph: &Graph) -> Vec<(usize, String, String)> {
    let unused = graph.entries.figures.enumerate().filter(|(_, figure)| figure.uses.is_empty());
    let found = unused.map(|(id, figure)| {
        let message = format!("no text refers to the figure `{}`", figure.id);
        let help = format!("write `[…](figure:{})` in a text that gives it, or remove the record", figure.id);
        (id.place(), message, help)
    });
    found.collect()
}

fn unused_sources(graph: &Graph) -> Vec<(usize, String, String)> {
    let unused = graph.entries.sources.enumerate().filter(|(_, source)| {
        let is_of_site = graph.config.source == Some(SiteSource::Registered(source.id.clone()));
        source.figures.is_empty() && source.citing.is_empty() && !source.is_named && !is_of_site
    });
    let found = unused.map(|(id, source)| {
        let message = format!("no record and no page uses the source `{}`", source.id);
        let help = "add it to the records that are from it, cite it, or remove the record".to_owned();
        (id.place(), message, help)
    });
    found.collect()
}

fn unused_names(graph: &Graph) -> Vec<(usize, String, String)> {
    let is_used = |name: &NameEntry| {
        !(name.mentions.is_empty() && name.events.is_empty() && name.related.is_empty())
            || name.acronym.is_some()
    };
    let unused = graph.entries.names.enumerate().filter(|(_, name)| !is_used(name));
    let found = unused.map(|(id, name)| {
        let message = format!("no text and no record refers to the name `{}`", name.id);
        let help = format!("write `[…](name:{})` in a text that mentions it, or remove the record", name.id);
        (id.place(), message, help)
    });
    found.collect()
}

fn unused_terms(graph: &Graph) -> Vec<(usize, String, String)> {
    let unused = graph.entries.terms.enumerate().filter(|(_, term)| term.uses.is_empty());
    let found = unused.map(|(id, term)| {
        let message = format!("no text uses the term `{}`", term.id);
        let by_itself = match is_acronym(&term.term) && term.expansion.is_some() {
            true => format!("write `{}` or ", term.term),
            false => "write ".to_owned(),
        };
        let help = format!("{by_itself}`[…](term:{})` in a text, or remove the record", term.id);
        (id.place(), message, help)
    });
    found.collect()
}

/// Whether a term counts as used if it occurs in a text without a link: capital letters, digits and `&`, a capital first.
fn is_acronym(term: &str) -> bool {
    term.starts_with(char::is_uppercase)
        && term.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '&')
}

/// A diagnostic for each unknown id in the front matter of a page or in the configuration.
pub fn front_matter(graph: &Graph, broken: &Broken) -> Vec<UnlocatedDiagnostic> {
    let mut found = Vec::new();
    if let Some(SiteSource::Registered(id)) = &graph.config.source
        && graph.entries.sources.find(id).is_none()
        && !broken.contains(RecordKind::Source)
    {
        let help = did_you_mean(nearest(id, graph.entries.sources.iter().map(|source| &*source.id)), || {
            format!(
                "add it to `{}`, or write the document's `title: …` and other keys here",
                RecordKind::Source.file()
            )
        });
        let message = format!("`source`: no source has the id `{id}`");
        let diagnostic = Diagnostic::of_file(Code::UnknownRecord, &FilePath::new(CONFIG), message).help(help);
        found.push(UnlocatedDiagnostic::at_word(diagnostic, id));
    }
    for page in &graph.pages {
        let front_matter = &page.outline.front_matter;
        let sources = front_matter.sources.iter().filter(|id| graph.entries.sources.find(id).is_none());
        let figures = front_matter.key_figures.iter().filter(|reference| {
            graph.entries.figures.get(&reference.id).is_none_or(|figure| figure.value(reference).is_none())
        });
        let sources = sources.map(|id| (RecordKind::Source, id.to_string()));
        let unknown = sources.chain(figures.map(|figure| (RecordKind::Figure, figure.to_string())));
        for (kind, id) in unknown.filter(|(kind, _)| !broken.contains(*kind)) {
            let near = nearest(&id, graph.records.of(kind).each().map(|record| record.id().as_str()));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("add it to `{}`, or remove the id", kind.file()),
            };
            let message = format!("no {} has the id `{id}`", kind.word());
            let diagnostic = Diagnostic::of_file(Code::UnknownRecord, &page.outline.file, message).help(help);
            found.push(UnlocatedDiagnostic::at_word(diagnostic, &id));
        }
    }
    found
}

/// A diagnostic for each file in the folder of the registers that is not a register.
pub fn files(tree: &Tree) -> Vec<Diagnostic> {
    let known: Vec<&str> = RecordKind::ALL.iter().map(|kind| kind.file()).chain([RETIRED]).collect();
    let others = tree.below(REGISTERS).map(|(file, _)| file).filter(|file| !known.contains(&file.as_str()));
    others.map(|file| not_a_register(file, &known)).chain(misplaced(tree, &known)).collect()
}

/// One diagnostic, at the first file, for all registers in a folder beside `content/`.
fn misplaced(tree: &Tree, known: &[&str]) -> Option<Diagnostic> {
    let is_known =
        |file: &FilePath| known.iter().any(|known| known.strip_prefix("content/") == Some(file.as_str()));
    let (file, _) = tree.below(MISPLACED_REGISTERS).find(|(file, _)| is_known(file))?;
    let message = "the folder `registers` is beside `content`, but belongs in it";
    let help = "move it, so that this file is `content/registers/".to_owned() + file.name() + "`";
    Some(Diagnostic::of_file(Code::MisplacedRegister, file, message).help(help))
}

fn not_a_register(file: &FilePath, known: &[&str]) -> Diagnostic {
    let names: Vec<&str> = known.iter().filter_map(|known| known.rsplit('/').next()).collect();
    let help = did_you_mean(nearest(file.name(), names.iter().copied()), || {
        format!(
            "the registers are {}",
            names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        )
    });
    Diagnostic::of_file(Code::UnknownRegister, file, "this is not a register file; it is ignored").help(help)
}

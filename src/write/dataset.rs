//! Writes machine-readable outputs, and the records of a register as JSON. Each record is one line, so that a change of a
//! record changes one line. docs/content/reference/data.md documents the keys.
//!
//! Every key is always present: a missing value is `null` or an empty list. Numbers are written as texts, because many
//! JSON parsers round numbers.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::output::artifact::Artifact;
use crate::model::output::dataset::{Dataset, DatasetHead, Form};
use crate::model::register::cited_source::{CitedSource, SourceKind};
use crate::model::register::event::{Event, Weekday};
use crate::model::register::figure::{Amount, Figure, Qualifier};
use crate::model::register::name::{Name, NameKind, Stage};
use crate::model::register::record_kind::{AddressedKind, RecordKind};
use crate::model::register::record_type::RecordType;
use crate::model::register::term::Term;
use crate::model::value::date::Date;
use crate::model::value::id::Table;
use crate::model::value::language::Language;
use crate::model::value::localized::Localized;
use crate::model::value::numbering::Numbering;
use crate::model::value::record_id::RecordId;
use crate::model::value::unit::Unit;
use crate::model::value::when::When;

use super::calendar::calendar;
use super::table::table;

/// The version of the format. It changes if a key is removed or changes its meaning, but not if a key is added.
const VERSION: u32 = 1;

/// Writes a machine-readable output.
pub fn artifact(dataset: &Dataset) -> Artifact {
    let bytes = match &dataset.form {
        Form::Json(kind) => json(dataset, *kind).into_bytes(),
        Form::Table => table(dataset),
        Form::Calendar(head) => calendar(dataset, head),
    };
    Artifact::new(dataset.address(), bytes)
}

/// The records of a register, followed by the sources that they credit.
fn json(dataset: &Dataset, kind: AddressedKind) -> String {
    let writer = LineWriter { head: &dataset.head, kind };
    let records = &dataset.records;
    let mut text = format!("{{\n\"version\": {VERSION},\n\"site\": {},\n", compact(&*dataset.head));
    let lines: Vec<String> = match kind {
        AddressedKind::Figure => writer.lines(&records.figures, |id, figure| writer.figure(id, figure)),
        AddressedKind::Source => writer.lines(&records.sources, |id, source| writer.source(id, source)),
        AddressedKind::Name => writer.lines(&records.names, |id, name| writer.name(id, name)),
        AddressedKind::Event => writer.lines(&records.events, |id, event| writer.event(id, event)),
        AddressedKind::Term => writer.lines(&records.terms, |id, term| writer.term(id, term)),
    };
    text.push_str(&list(kind.list(), &lines));
    if kind != AddressedKind::Source {
        text.push_str(",\n");
        text.push_str(&list(AddressedKind::Source.list(), &credits(dataset)));
    }
    text.push_str("\n}\n");
    text
}

/// A key with a list, one item per line.
fn list(key: &str, lines: &[String]) -> String {
    match lines {
        [] => format!("\"{key}\": []"),
        lines => format!("\"{key}\": [\n{}\n]", lines.join(",\n")),
    }
}

fn compact(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("a record is texts, truths and lists")
}

/// The distinct sources that the records credit, in the order of their register.
fn credits(dataset: &Dataset) -> Vec<String> {
    let records = &dataset.records;
    let references = records.all().flat_map(|(.., record)| record.references());
    let sources = references.filter(|reference| reference.kind == RecordKind::Source);
    let named: BTreeSet<&str> = sources.map(|reference| reference.id.as_str()).collect();
    let sources = records.sources.iter().filter(|source| named.contains(&*source.id));
    let credit = |source: &CitedSource| {
        compact(&CreditJson {
            id: &source.id,
            title: &source.title,
            publisher: source.publisher.as_deref(),
            date: source.date,
            url: source.url.as_ref().map(|url| url.as_str()),
        })
    };
    sources.map(credit).collect()
}

/// Writes the lines of a register.
struct LineWriter<'a> {
    head: &'a DatasetHead,
    kind: AddressedKind,
}

impl<'a> LineWriter<'a> {
    fn lines<T: RecordType, Json: Serialize>(
        &self,
        records: &'a Table<T>,
        json: impl Fn(&'a str, &'a T) -> Json,
    ) -> Vec<String> {
        let lines = records.iter().map(|record| {
            let path = self.kind.path(record.id());
            let permalink = self.head.url.as_ref().map(|base| format!("{base}{path}"));
            compact(&Entry { record: json(record.id(), record), path, permalink })
        });
        lines.collect()
    }

    fn text(&self, text: &'a Localized) -> &'a str {
        text.in_language(&self.head.language)
    }

    fn optional(&self, text: &'a Option<Localized>) -> Option<&'a str> {
        text.as_ref().map(|text| self.text(text))
    }

    fn figure(&self, id: &'a str, figure: &'a Figure) -> FigureJson<'a> {
        FigureJson {
            id,
            label: self.text(&figure.label),
            label_by_language: by_language(Some(&figure.label)),
            unit: figure.unit.as_ref().map(Unit::as_str),
            values: figure.amounts().into_iter().map(ValueJson::from).collect(),
            note: self.optional(&figure.note),
            note_by_language: by_language(figure.note.as_ref()),
        }
    }

    fn source(&self, id: &'a str, source: &'a CitedSource) -> SourceJson<'a> {
        let numbering = |text: &'a Option<Numbering>| text.as_ref().map(Numbering::as_str);
        SourceJson {
            id,
            kind: source.kind,
            title: &source.title,
            authors: source.authors.iter().map(ToString::to_string).collect(),
            editors: source.editors.iter().map(ToString::to_string).collect(),
            container: source.container.as_deref(),
            genre: source.genre.as_deref(),
            number: numbering(&source.number),
            volume: numbering(&source.volume),
            issue: numbering(&source.issue),
            pages: numbering(&source.pages),
            edition: numbering(&source.edition),
            publisher: source.publisher.as_deref(),
            place: source.place.as_deref(),
            date: source.date,
            url: source.url.as_ref().map(|url| url.as_str()),
            accessed: source.accessed,
            doi: source.doi.as_ref().map(|doi| doi.as_str()),
            isbn: source.isbn.as_ref().map(|isbn| isbn.as_str()),
            archive: source.archive.as_deref(),
            archive_location: source.archive_location.as_deref(),
            language: source.language.as_ref().map(Language::tag),
            rights: source.rights.as_deref(),
        }
    }

    fn name(&self, id: &'a str, name: &'a Name) -> NameJson<'a> {
        NameJson {
            id,
            kind: name.kind,
            name: self.text(&name.name),
            name_by_language: by_language(Some(&name.name)),
            also: &name.also,
            description: self.optional(&name.description),
            description_by_language: by_language(name.description.as_ref()),
            url: name.url.as_ref().map(|url| url.as_str()),
            role: self.optional(&name.role),
            role_by_language: by_language(name.role.as_ref()),
            organization: name.organization.as_deref(),
            place: name.place.as_deref(),
            part_of: name.part_of.as_deref(),
            stage: name.stage,
            date: name.date,
            until: name.until,
            parties: &name.parties,
            note: self.optional(&name.note),
            note_by_language: by_language(name.note.as_ref()),
            source: name.source.as_deref(),
        }
    }

    fn event(&self, id: &'a str, event: &'a Event) -> EventJson<'a> {
        EventJson {
            id,
            title: self.text(&event.title),
            title_by_language: by_language(Some(&event.title)),
            date: event.date,
            end: event.end,
            undated: event.date.is_none(),
            weekday: event.weekday,
            kind: self.optional(&event.kind),
            kind_by_language: by_language(event.kind.as_ref()),
            series: self.optional(&event.series),
            series_by_language: by_language(event.series.as_ref()),
            places: &event.places,
            names: &event.names,
            section: event.section.as_deref(),
            note: self.optional(&event.note),
            note_by_language: by_language(event.note.as_ref()),
            source: &event.source,
        }
    }

    fn term(&self, id: &'a str, term: &'a Term) -> TermJson<'a> {
        TermJson {
            id,
            term: self.text(&term.term),
            term_by_language: by_language(Some(&term.term)),
            expansion: self.optional(&term.expansion),
            expansion_by_language: by_language(term.expansion.as_ref()),
            definition: self.optional(&term.definition),
            definition_by_language: by_language(term.definition.as_ref()),
            name: term.name.as_deref(),
            source: term.source.as_deref(),
        }
    }
}

/// A text by language; `None` if it is the same for all languages.
fn by_language(text: Option<&Localized>) -> Option<Texts<'_>> {
    let texts = text?.iter().map(|(language, text)| Some((language?.tag(), text)));
    texts.collect::<Option<Vec<_>>>().map(Texts)
}

/// Texts by language tag, in the order of the register.
struct Texts<'a>(Vec<(&'a str, &'a str)>);

impl Serialize for Texts<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

/// A record with the address of its entry: from the top of the site, and absolute if the site has a base URL.
#[derive(Serialize)]
struct Entry<Json> {
    #[serde(flatten)]
    record: Json,
    path: String,
    permalink: Option<String>,
}

#[derive(Serialize)]
struct CreditJson<'a> {
    id: &'a str,
    title: &'a str,
    publisher: Option<&'a str>,
    date: Option<When>,
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct FigureJson<'a> {
    id: &'a str,
    label: &'a str,
    label_by_language: Option<Texts<'a>>,
    unit: Option<&'a str>,
    values: Vec<ValueJson<'a>>,
    note: Option<&'a str>,
    note_by_language: Option<Texts<'a>>,
}

#[derive(Serialize)]
struct ValueJson<'a> {
    value: String,
    qualifier: Option<Qualifier>,
    as_of: Option<When>,
    undated: bool,
    source: &'a str,
}

impl<'a> From<Amount<'a>> for ValueJson<'a> {
    fn from(amount: Amount<'a>) -> Self {
        Self {
            value: amount.value.to_string(),
            qualifier: amount.qualifier,
            as_of: amount.as_of,
            undated: amount.as_of.is_none(),
            source: amount.source,
        }
    }
}

#[derive(Serialize)]
struct SourceJson<'a> {
    id: &'a str,
    kind: SourceKind,
    title: &'a str,
    authors: Vec<String>,
    editors: Vec<String>,
    container: Option<&'a str>,
    genre: Option<&'a str>,
    number: Option<&'a str>,
    volume: Option<&'a str>,
    issue: Option<&'a str>,
    pages: Option<&'a str>,
    edition: Option<&'a str>,
    publisher: Option<&'a str>,
    place: Option<&'a str>,
    date: Option<When>,
    url: Option<&'a str>,
    accessed: Option<Date>,
    doi: Option<&'a str>,
    isbn: Option<&'a str>,
    archive: Option<&'a str>,
    archive_location: Option<&'a str>,
    language: Option<&'a str>,
    rights: Option<&'a str>,
}

#[derive(Serialize)]
struct NameJson<'a> {
    id: &'a str,
    kind: NameKind,
    name: &'a str,
    name_by_language: Option<Texts<'a>>,
    also: &'a [String],
    description: Option<&'a str>,
    description_by_language: Option<Texts<'a>>,
    url: Option<&'a str>,
    role: Option<&'a str>,
    role_by_language: Option<Texts<'a>>,
    organization: Option<&'a str>,
    place: Option<&'a str>,
    part_of: Option<&'a str>,
    stage: Option<Stage>,
    date: Option<When>,
    until: Option<When>,
    parties: &'a [RecordId],
    note: Option<&'a str>,
    note_by_language: Option<Texts<'a>>,
    source: Option<&'a str>,
}

#[derive(Serialize)]
struct EventJson<'a> {
    id: &'a str,
    title: &'a str,
    title_by_language: Option<Texts<'a>>,
    date: Option<When>,
    end: Option<When>,
    undated: bool,
    weekday: Option<Weekday>,
    kind: Option<&'a str>,
    kind_by_language: Option<Texts<'a>>,
    series: Option<&'a str>,
    series_by_language: Option<Texts<'a>>,
    places: &'a [RecordId],
    names: &'a [RecordId],
    section: Option<&'a str>,
    note: Option<&'a str>,
    note_by_language: Option<Texts<'a>>,
    source: &'a str,
}

#[derive(Serialize)]
struct TermJson<'a> {
    id: &'a str,
    term: &'a str,
    term_by_language: Option<Texts<'a>>,
    expansion: Option<&'a str>,
    expansion_by_language: Option<Texts<'a>>,
    definition: Option<&'a str>,
    definition_by_language: Option<Texts<'a>>,
    name: Option<&'a str>,
    source: Option<&'a str>,
}

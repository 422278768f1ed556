//! The records of a register as JSON, one record a line, so that a change of one is a change of one line; and which
//! writer makes which output for machines. docs/content/reference/data.md says what each key means.
//!
//! Every key is always there: what a record does not say is `null` or an empty list. Numbers are texts, since many
//! readers of JSON round what they read as numbers.

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

/// The version of the shape: a key that goes or means something else makes another one, a new key does not.
const VERSION: u32 = 1;

/// Makes an output for machines.
pub fn artifact(dataset: &Dataset) -> Artifact {
    let bytes = match &dataset.form {
        Form::Json(kind) => json(dataset, *kind).into_bytes(),
        Form::Table => table(dataset),
        Form::Calendar(head) => calendar(dataset, head),
    };
    Artifact::new(dataset.address(), bytes)
}

/// The records of a register, and after them the sources that they name.
fn json(dataset: &Dataset, kind: AddressedKind) -> String {
    let maker = Maker { head: &dataset.head, kind };
    let records = &dataset.records;
    let mut text = format!("{{\n\"version\": {VERSION},\n\"site\": {},\n", compact(&*dataset.head));
    let lines: Vec<String> = match kind {
        AddressedKind::Figure => maker.lines(&records.figures, |id, figure| maker.figure(id, figure)),
        AddressedKind::Source => maker.lines(&records.sources, |id, source| maker.source(id, source)),
        AddressedKind::Name => maker.lines(&records.names, |id, name| maker.name(id, name)),
        AddressedKind::Event => maker.lines(&records.events, |id, event| maker.event(id, event)),
        AddressedKind::Term => maker.lines(&records.terms, |id, term| maker.term(id, term)),
    };
    text.push_str(&list(kind.list(), &lines));
    if kind != AddressedKind::Source {
        text.push_str(",\n");
        text.push_str(&list(AddressedKind::Source.list(), &credits(dataset)));
    }
    text.push_str("\n}\n");
    text
}

/// A key with a list, one member a line.
fn list(key: &str, lines: &[String]) -> String {
    match lines {
        [] => format!("\"{key}\": []"),
        lines => format!("\"{key}\": [\n{}\n]", lines.join(",\n")),
    }
}

fn compact(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("a record is texts, truths and lists")
}

/// The sources that the records name, each once, in the order of their register.
fn credits(dataset: &Dataset) -> Vec<String> {
    let records = &dataset.records;
    let references = records.all().flat_map(|(.., record)| record.references());
    let sources = references.filter(|reference| reference.kind == RecordKind::Source);
    let named: BTreeSet<&str> = sources.map(|reference| reference.id.as_str()).collect();
    let sources = records.sources.iter().filter(|source| named.contains(&*source.id));
    let credit = |source: &CitedSource| {
        compact(&Credit {
            id: &source.id,
            title: &source.title,
            publisher: source.publisher.as_deref(),
            date: source.date,
            url: source.url.as_ref().map(|url| url.as_str()),
        })
    };
    sources.map(credit).collect()
}

/// What makes the lines of a register.
struct Maker<'a> {
    head: &'a DatasetHead,
    kind: AddressedKind,
}

impl<'a> Maker<'a> {
    fn lines<T: RecordType, Row: Serialize>(
        &self,
        records: &'a Table<T>,
        row: impl Fn(&'a str, &'a T) -> Row,
    ) -> Vec<String> {
        let lines = records.iter().map(|record| {
            let path = self.kind.path(record.id());
            let permalink = self.head.url.as_ref().map(|base| format!("{base}{path}"));
            compact(&Entry { record: row(record.id(), record), path, permalink })
        });
        lines.collect()
    }

    fn text(&self, text: &'a Localized) -> &'a str {
        text.in_language(&self.head.language)
    }

    fn optional(&self, text: &'a Option<Localized>) -> Option<&'a str> {
        text.as_ref().map(|text| self.text(text))
    }

    fn figure(&self, id: &'a str, figure: &'a Figure) -> FigureRow<'a> {
        FigureRow {
            id,
            label: self.text(&figure.label),
            label_by_language: by_language(Some(&figure.label)),
            unit: figure.unit.as_ref().map(Unit::as_str),
            values: figure.amounts().into_iter().map(ValueRow::from).collect(),
            note: self.optional(&figure.note),
            note_by_language: by_language(figure.note.as_ref()),
        }
    }

    fn source(&self, id: &'a str, source: &'a CitedSource) -> SourceRow<'a> {
        let numbering = |text: &'a Option<Numbering>| text.as_ref().map(Numbering::as_str);
        SourceRow {
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

    fn name(&self, id: &'a str, name: &'a Name) -> NameRow<'a> {
        NameRow {
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

    fn event(&self, id: &'a str, event: &'a Event) -> EventRow<'a> {
        EventRow {
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

    fn term(&self, id: &'a str, term: &'a Term) -> TermRow<'a> {
        TermRow {
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

/// A text in each language of the register; nothing where it is one for all languages.
fn by_language(text: Option<&Localized>) -> Option<Texts<'_>> {
    let texts = text?.iter().map(|(language, text)| Some((language?.tag(), text)));
    texts.collect::<Option<Vec<_>>>().map(Texts)
}

/// Texts by language tags, in the order of the register.
struct Texts<'a>(Vec<(&'a str, &'a str)>);

impl Serialize for Texts<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

/// A record with the places of its entry: from the top of the site, and absolute where the site has an address.
#[derive(Serialize)]
struct Entry<Row> {
    #[serde(flatten)]
    record: Row,
    path: String,
    permalink: Option<String>,
}

#[derive(Serialize)]
struct Credit<'a> {
    id: &'a str,
    title: &'a str,
    publisher: Option<&'a str>,
    date: Option<When>,
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct FigureRow<'a> {
    id: &'a str,
    label: &'a str,
    label_by_language: Option<Texts<'a>>,
    unit: Option<&'a str>,
    values: Vec<ValueRow<'a>>,
    note: Option<&'a str>,
    note_by_language: Option<Texts<'a>>,
}

#[derive(Serialize)]
struct ValueRow<'a> {
    value: String,
    qualifier: Option<Qualifier>,
    as_of: Option<When>,
    undated: bool,
    source: &'a str,
}

impl<'a> From<Amount<'a>> for ValueRow<'a> {
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
struct SourceRow<'a> {
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
struct NameRow<'a> {
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
struct EventRow<'a> {
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
struct TermRow<'a> {
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

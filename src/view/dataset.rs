//! The machine-readable outputs of a site: its registers as JSON, its figures as CSV, its events as a calendar.

use std::sync::Arc;

use crate::model::output::dataset::{CalendarHead, Dataset, DatasetHead, Form, calendar, json, table};
use crate::model::register::record_kind::{AddressedKind, RecordKind};
use crate::model::register::registers::Records;
use crate::model::value::address::Address;
use crate::model::value::date::Date;
use crate::model::view::record::Download;

use crate::graph::Graph;

/// The machine-readable outputs of the site.
pub fn datasets(graph: &Graph) -> Vec<Dataset> {
    let config = &graph.config;
    let head = Arc::new(DatasetHead {
        title: config.title().to_owned(),
        url: config.base_url.as_ref().map(|url| url.as_str().to_owned()),
        language: config.language(),
        as_of: config.as_of,
        publisher: config.publisher.clone(),
        licence: graph.site.licence.clone(),
    });
    let kinds = AddressedKind::ALL.iter().filter(|kind| makes_data(graph, **kind));
    let forms = kinds.map(|kind| Form::Json(*kind));
    let table = makes_data(graph, AddressedKind::Figure).then_some(Form::Table);
    let calendar = makes_calendar(graph).then(|| calendar_head(graph)).flatten().map(Form::Calendar);
    let forms = forms.chain(table).chain(calendar);
    let dataset = |form: Form| Dataset { records: needed(&form, &graph.records), form, head: head.clone() };
    forms.map(dataset).collect()
}

/// The registers that an output includes.
fn needed(form: &Form, records: &Records) -> Records {
    match form {
        Form::Json(kind) => records.only(&[(*kind).into(), RecordKind::Source]),
        Form::Table => records.only(&[RecordKind::Figure, RecordKind::Source]),
        Form::Calendar(_) => records.only(&[RecordKind::Event, RecordKind::Name, RecordKind::Source]),
    }
}

/// Whether the site publishes the records of a register as data.
fn makes_data(graph: &Graph, kind: AddressedKind) -> bool {
    graph.config.outputs.data && !graph.records.of(kind.into()).is_empty()
}

/// Whether the site publishes a calendar. It needs at least one event (RFC 5545, section 3.6).
fn makes_calendar(graph: &Graph) -> bool {
    graph.config.outputs.calendar && graph.records.events.iter().any(|event| event.days().is_some())
}

/// The head of the calendar. Its stamp is the site's `as_of`, else the newest date of a page, else the last day of an
/// event. A time from the clock would change the output of unchanged sources.
fn calendar_head(graph: &Graph) -> Option<CalendarHead> {
    let events = &graph.records.events;
    let edited = || graph.pages.iter().filter_map(crate::graph::Page::last_change).max();
    let happened = || events.iter().filter_map(|event| event.days()).map(|(_, last)| last).max();
    let stamp: Date = graph.config.as_of.or_else(edited).or_else(happened)?;
    let left_out = events.iter().filter(|event| event.days().is_none()).count();
    let key = if left_out == 1 { "calendar_note_one" } else { "calendar_note_other" };
    let note = (left_out > 0).then(|| graph.strings.with(key, "count", &left_out.to_string()));
    Some(CalendarHead { stamp, note, source: graph.strings.get("source").to_owned() })
}

/// The downloads of a register's records.
pub(super) fn downloads(graph: &Graph, kind: AddressedKind, from: &Address) -> Vec<Download> {
    let download = |address: Address, media, title: &str| Download {
        href: from.link_to(&address),
        media,
        title: title.to_owned(),
    };
    let has_data = makes_data(graph, kind);
    let has_table = has_data && kind == AddressedKind::Figure;
    let has_calendar = kind == AddressedKind::Event && makes_calendar(graph);
    let calendar = has_calendar.then(|| download(calendar(), "text/calendar", graph.strings.get("calendar")));
    let json = has_data.then(|| download(json(kind), "application/json", "JSON"));
    let table = has_table.then(|| download(table(), "text/csv", "CSV"));
    json.into_iter().chain(table).chain(calendar).collect()
}

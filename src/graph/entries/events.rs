//! Joins events with their sections, names and sources, and finds the latest event of each series.

use std::collections::{BTreeMap, BTreeSet};

use crate::locale::localizer::Localizer;
use crate::model::register::cited_source::CitedSource;
use crate::model::register::event::Event;
use crate::model::register::name::Name;
use crate::model::register::record_kind::RecordKind;
use crate::model::register::registers::Records;
use crate::model::source::tree::CONTENT;
use crate::model::value::date::Date;
use crate::model::value::id::{Id, Table};
use crate::model::value::record_id::RecordId;
use crate::model::view::label::DateLabel;

use crate::graph::backlinks::Backlink;
use crate::graph::index::places;
use crate::graph::sections::{Child, SITE, Section, SectionId};
use crate::graph::uses::Uses;

/// An event, prepared for display.
#[derive(Debug)]
pub struct EventEntry {
    /// Its id.
    pub id: RecordId,
    /// What happened.
    pub title: String,
    /// The date or span; `None` if the source gives no date.
    pub date: Option<DateLabel>,
    /// The end in ISO 8601, for machines.
    pub end: Option<String>,
    /// The year of its beginning.
    pub year: Option<i32>,
    /// The kind of event, such as `Visit`.
    pub kind: Option<String>,
    /// Its series.
    pub series: Option<String>,
    /// Whether it is the latest of its series.
    pub is_latest: bool,
    /// Its top-level section.
    pub section: Option<SectionId>,
    /// The places where it took place.
    pub places: Vec<Id<Name>>,
    /// The people, organizations and agreements that it concerns.
    pub names: Vec<Id<Name>>,
    /// Its source.
    pub source: Option<Id<CitedSource>>,
    /// A note for readers.
    pub note: Option<String>,
    /// The pages that refer to it, with the sentences that do so.
    pub mentions: Vec<Backlink>,
}

/// The events in the order of their dates, earliest first; undated events come last.
pub(super) fn by_date(events: &Table<Event>) -> Vec<Id<Event>> {
    let mut order: Vec<Id<Event>> = events.ids().collect();
    let key = |id: &Id<Event>| {
        let event = &events[*id];
        // Of dates that begin on the same day, the less precise comes first: `2015` before `2015-01-01`.
        (event.date.is_none(), event.date, event.last_day(), *id)
    };
    order.sort_by_key(key);
    order
}

/// The entries of the events, in the order of their register.
pub(super) fn events<'a>(
    records: &'a Records,
    sections: &Table<Section>,
    uses: &mut Uses<'a>,
    words: &Localizer<'_>,
) -> Vec<EventEntry> {
    let (names, sources) = (places(&records.names), places(&records.sources));
    let latest = latest(&records.events);
    let section = |folder: &str| {
        let folder = format!("{CONTENT}/{folder}");
        let found = sections
            .enumerate()
            .find(|(_, section)| section.parent == Some(SITE) && section.folder == folder);
        found.map(|(id, _)| id)
    };
    let entry = |id: Id<Event>, event: &Event, mentions: Vec<Backlink>| {
        let known = |ids: &[RecordId]| ids.iter().filter_map(|id| names.get(id.as_str()).copied()).collect();
        EventEntry {
            id: event.id.clone(),
            title: words.text(&event.title),
            date: event.date.map(|date| words.span(date, event.end)),
            end: event.end.map(|end| end.to_string()),
            year: event.years().map(|(first, _)| first),
            kind: words.optional(&event.kind),
            series: words.optional(&event.series),
            is_latest: latest.contains(&id),
            section: event.section.as_deref().and_then(section),
            places: known(&event.places),
            names: known(&event.names),
            source: sources.get(event.source.as_str()).copied(),
            note: words.optional(&event.note),
            mentions,
        }
    };
    let events = records.events.enumerate();
    events.map(|(id, record)| entry(id, record, uses.take(RecordKind::Event, &record.id))).collect()
}

/// The filters of the timeline.
#[derive(Debug)]
pub struct TimelineFilters {
    /// The distinct kinds of events, in the order of the first date of each.
    pub kinds: Vec<String>,
    /// The top-level sections that have events, in reading order.
    pub sections: Vec<SectionId>,
}

impl TimelineFilters {
    /// Collects the filters. `events` are in the order of the register, `by_date` in the order of their dates.
    pub(super) fn new(by_date: &[Id<Event>], events: &[EventEntry], sections: &Table<Section>) -> Self {
        let kinds = each_once(by_date.iter().filter_map(|id| events[id.place()].kind.clone()));
        let mut of_events = each_once(events.iter().filter_map(|event| event.section));
        let children = &sections[SITE].children;
        of_events.sort_by_key(|section| children.iter().position(|child| *child == Child::Section(*section)));
        Self { kinds, sections: of_events }
    }
}

/// The distinct values, in the order of their first occurrence.
fn each_once<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    values.filter(|value| seen.insert(value.clone())).collect()
}

/// The latest event of each series.
fn latest(events: &Table<Event>) -> BTreeSet<Id<Event>> {
    let mut series: BTreeMap<&str, (Option<Date>, Id<Event>)> = BTreeMap::new();
    for (id, record) in events.enumerate() {
        let Some(name) = &record.series else { continue };
        let day = record.last_day();
        let entry = series.entry(name.first()).or_insert((None, id));
        if day > entry.0 {
            *entry = (day, id);
        }
    }
    series.into_values().filter(|(day, _)| day.is_some()).map(|(_, id)| id).collect()
}

//! Events among the pages: when each was, what it belongs to, which is the latest of its series.

use std::collections::{BTreeMap, BTreeSet};

use crate::locale::localizer::Localizer;
use crate::model::register::event::Event;
use crate::model::register::registers::{RecordKind, Records};
use crate::model::source::tree::CONTENT;
use crate::model::value::date::Date;
use crate::model::value::record_id::RecordId;
use crate::model::view::label::DateLabel;

use super::backlinks::Backlink;
use super::names::numbers;
use super::sections::Section;
use super::uses::Uses;

/// An event as pages show it.
#[derive(Debug)]
pub struct EventEntry {
    /// Its id.
    pub id: RecordId,
    /// What happened.
    pub title: String,
    /// When; nothing where the source does not say.
    pub date: Option<DateLabel>,
    /// When it ended, for machines.
    pub end: Option<String>,
    /// The year that it began in.
    pub year: Option<i32>,
    /// What kind of event it is.
    pub kind: Option<String>,
    /// The series that it belongs to.
    pub series: Option<String>,
    /// Whether it is the latest of its series.
    pub is_latest: bool,
    /// The number of the top-level section that it belongs to.
    pub section: Option<usize>,
    /// The numbers of the names of its places.
    pub places: Vec<usize>,
    /// The numbers of the names that it concerns.
    pub names: Vec<usize>,
    /// The number of its source.
    pub source: Option<usize>,
    /// What a reader should know of it.
    pub note: Option<String>,
    /// The pages that refer to it, with the sentences in which they do.
    pub mentions: Vec<Backlink>,
}

/// The events of a site in the order of their dates, the earliest first and those without one last, by their numbers.
pub(super) fn order(events: &[Event]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..events.len()).collect();
    let key = |number: &usize| {
        let event = &events[*number];
        // Of events that begin on one day, what is known to the day comes after what is known to the year.
        (event.date.is_none(), event.date, event.last_day(), *number)
    };
    order.sort_by_key(key);
    order
}

/// The events of a site, in the order of their register.
pub(super) fn events<'a>(
    records: &'a Records,
    sections: &[Section],
    uses: &mut Uses<'a>,
    words: &Localizer<'_>,
) -> Vec<EventEntry> {
    let (names, sources) = (numbers(&records.names), numbers(&records.sources));
    let latest = latest(&records.events);
    let section = |folder: &str| {
        let folder = format!("{CONTENT}/{folder}");
        sections.iter().position(|section| section.parent == Some(0) && section.folder == folder)
    };
    let entry = |number: usize, record: &Event, mentions: Vec<Backlink>| {
        let event = record;
        let known = |ids: &[RecordId]| ids.iter().filter_map(|id| names.get(id.as_str()).copied()).collect();
        EventEntry {
            id: record.id.clone(),
            title: words.text(&event.title),
            date: event.date.map(|date| words.span(date, event.end)),
            end: event.end.map(|end| end.to_string()),
            year: event.years().map(|(first, _)| first),
            kind: words.optional(&event.kind),
            series: words.optional(&event.series),
            is_latest: latest.contains(&number),
            section: event.section.as_deref().and_then(section),
            places: known(&event.places),
            names: known(&event.names),
            source: sources.get(event.source.as_str()).copied(),
            note: words.optional(&event.note),
            mentions,
        }
    };
    let events = records.events.iter().enumerate();
    events.map(|(number, record)| entry(number, record, uses.take(RecordKind::Event, &record.id))).collect()
}

/// The latest event of each series.
fn latest(events: &[Event]) -> BTreeSet<usize> {
    let mut series: BTreeMap<&str, (Option<Date>, usize)> = BTreeMap::new();
    for (number, record) in events.iter().enumerate() {
        let Some(name) = &record.series else { continue };
        let day = record.last_day();
        let entry = series.entry(name.first()).or_insert((None, number));
        if day > entry.0 {
            *entry = (day, number);
        }
    }
    series.into_values().filter(|(day, _)| day.is_some()).map(|(_, number)| number).collect()
}

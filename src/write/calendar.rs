//! Exports the events with exact dates as a calendar (RFC 5545).
//!
//! This does not use the `icalendar` crate, which takes missing times and ids from the clock and a random generator,
//! and adds a second calendar library. Its parser reads the calendar back in the tests.

use std::collections::BTreeMap;

use crate::model::output::dataset::{CalendarHead, Dataset};
use crate::model::register::cited_source::CitedSource;
use crate::model::register::event::Event;
use crate::model::register::name::Name;
use crate::model::register::record_kind::AddressedKind;
use crate::model::value::address::encode_path;
use crate::model::value::date::Date;
use crate::model::value::localized::Localized;

/// The maximum length of a line in bytes, without its end (section 3.1).
const LINE: usize = 75;

/// The calendar.
pub fn calendar(dataset: &Dataset, head: &CalendarHead) -> Vec<u8> {
    let mut lines = Lines::default();
    let site = &dataset.head;
    lines.add("BEGIN", "VCALENDAR");
    lines.add("VERSION", "2.0");
    lines.add("PRODID", "-//Chancery//Chancery//EN");
    lines.add("CALSCALE", "GREGORIAN");
    // The name of RFC 7986, and the older one that programs know.
    for name in ["NAME", "X-WR-CALNAME"] {
        lines.text(name, &site.title);
    }
    for name in ["DESCRIPTION", "X-WR-CALDESC"] {
        lines.may_text(name, head.note.as_deref());
    }
    let records = &dataset.records;
    let known = Known {
        names: records.names.iter().map(|record| (&*record.id, record)).collect(),
        sources: records.sources.iter().map(|record| (&*record.id, record)).collect(),
    };
    for record in records.events.iter() {
        if let Some(days) = record.days() {
            event(&mut lines, dataset, head, &known, &record.id, record, days);
        }
    }
    lines.add("END", "VCALENDAR");
    lines.0.into_bytes()
}

/// The records that events refer to.
struct Known<'a> {
    names: BTreeMap<&'a str, &'a Name>,
    sources: BTreeMap<&'a str, &'a CitedSource>,
}

fn event(
    lines: &mut Lines,
    dataset: &Dataset,
    head: &CalendarHead,
    known: &Known<'_>,
    id: &str,
    event: &Event,
    (first, last): (Date, Date),
) {
    let site = &dataset.head;
    let text = |text: &Localized| text.in_language(&site.language).to_owned();
    lines.add("BEGIN", "VEVENT");
    lines.text("UID", &format!("{id}@{}", place(dataset)));
    lines.add("DTSTAMP", &format!("{}T000000Z", basic(head.stamp)));
    lines.add("DTSTART;VALUE=DATE", &basic(first));
    // The day after the last one (section 3.6.1). Without it an event lasts one day, as for the last day of the
    // calendar.
    if let Some(end) = last.next() {
        lines.add("DTEND;VALUE=DATE", &basic(end));
    }
    lines.text("SUMMARY", &text(&event.title));
    let places = event.places.iter().filter_map(|id| known.names.get(id.as_str()));
    let places: Vec<String> = places.map(|name| text(&name.name)).collect();
    lines.may_text("LOCATION", Some(places.join(", ").as_str()));
    let categories = event.kind.iter().chain(&event.series).map(text);
    let categories: Vec<String> =
        categories.filter(|text| !text.is_empty()).map(|text| escaped(&text)).collect();
    if !categories.is_empty() {
        lines.add("CATEGORIES", &categories.join(","));
    }
    let source = known.sources.get(event.source.as_str());
    let source = source.map(|source| format!("{}: {}", head.source, cited(source)));
    let note = event.note.as_ref().map(text).filter(|note| !note.is_empty());
    let description: Vec<String> = note.into_iter().chain(source).collect();
    lines.may_text("DESCRIPTION", Some(description.join("\n").as_str()));
    if let Some(base) = &site.url {
        lines.add("URL", &format!("{base}{}", AddressedKind::Event.path(id)));
    }
    // Past events block no time.
    lines.add("TRANSP", "TRANSPARENT");
    lines.add("END", "VEVENT");
}

/// The part of an event's id that identifies the site: its address without the scheme, since several briefings may
/// share a host; otherwise its title.
fn place(dataset: &Dataset) -> String {
    match &dataset.head.url {
        Some(url) => {
            url.split_once("://").map_or(url.as_str(), |(_, rest)| rest).trim_end_matches('/').to_owned()
        }
        None => encode_path(&dataset.head.title),
    }
}

fn cited(source: &CitedSource) -> String {
    let date = source.date.map(|date| date.to_string());
    let parts = [Some(source.title.clone()), source.publisher.clone(), date];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    source.url.as_ref().map_or(text.clone(), |url| format!("{text}, {}", url.as_str()))
}

/// A date in the format of section 3.3.4: `20151002`.
fn basic(date: Date) -> String {
    date.to_string().replace('-', "")
}

/// A text in the format of section 3.3.11, which allows no control characters.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            // Some readers end a line at any of these.
            '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// The lines of a calendar.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn text(&mut self, name: &str, text: &str) {
        self.add(name, &escaped(text));
    }

    fn may_text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.text(name, text);
        }
    }

    /// Appends a line, folded if it is too long (section 3.1), but never within a character.
    fn add(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if length + c.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", &"日本, ".repeat(40));
        assert!(lines.0.split("\r\n").all(|line| line.len() <= LINE), "{}", lines.0);
        assert!(
            lines.0.split("\r\n").filter(|line| !line.is_empty()).skip(1).all(|line| line.starts_with(' '))
        );
        assert_eq!(lines.0.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "日本\\, ".repeat(40)));
    }
}

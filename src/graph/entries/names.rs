//! Joins names with related names, events and terms, and with the pages that mention them.

use std::collections::BTreeMap;

use crate::locale::localizer::Localizer;
use crate::model::register::event::Event;
use crate::model::register::name::{Name, NameKind};
use crate::model::register::record_kind::RecordKind;
use crate::model::register::registers::Records;
use crate::model::register::term::Term;
use crate::model::value::id::Id;
use crate::model::value::record_id::RecordId;

use crate::graph::backlinks::Backlink;
use crate::graph::index::places;
use crate::graph::uses::Uses;

/// A name, prepared for display.
#[derive(Debug)]
pub struct NameEntry {
    /// Its id.
    pub id: RecordId,
    /// The kind of name.
    pub kind: NameKind,
    /// The name.
    pub name: String,
    /// The record.
    pub record: Name,
    /// The events that involve it, in the order of their dates.
    pub events: Vec<Id<Event>>,
    /// The names whose records refer to this one, such as the people of an organization, the organizations and places in a
    /// place, and the agreements of a party.
    pub related: Vec<Id<Name>>,
    /// The pages that mention it, with the sentences that do so.
    pub mentions: Vec<Backlink>,
    /// The term that is its acronym.
    pub acronym: Option<Id<Term>>,
}

impl NameEntry {
    /// The sort key for alphabetical order.
    pub fn sorted_by(&self) -> &str {
        self.record.sort.as_deref().unwrap_or(&self.name)
    }
}

/// The entries of the names, in the order of their register. `by_date` has the events in the order of their dates.
pub(super) fn names<'a>(
    records: &'a Records,
    by_date: &[Id<Event>],
    uses: &mut Uses<'a>,
    words: &Localizer<'_>,
) -> Vec<NameEntry> {
    let known = places(&records.names);
    let mut events: Vec<Vec<Id<Event>>> = vec![Vec::new(); records.names.len()];
    for id in by_date {
        let event = &records.events[*id];
        let names = event.places.iter().chain(&event.names);
        for name in names.filter_map(|id| known.get(id.as_str())) {
            let events = &mut events[name.place()];
            if events.last() != Some(id) {
                events.push(*id);
            }
        }
    }
    let mut related: Vec<Vec<Id<Name>>> = vec![Vec::new(); records.names.len()];
    for (own, record) in records.names.enumerate() {
        for other in record.others().filter_map(|(_, id)| known.get(id.as_str())) {
            let related = &mut related[other.place()];
            if related.last() != Some(&own) {
                related.push(own);
            }
        }
    }
    let terms = records.terms.enumerate();
    let acronyms: BTreeMap<&str, Id<Term>> =
        terms.filter_map(|(id, term)| Some((term.name.as_deref()?, id))).collect();
    let entries =
        records.names.iter().zip(events).zip(related).map(|((record, events), related)| NameEntry {
            id: record.id.clone(),
            kind: record.kind,
            name: words.text(&record.name),
            events,
            related,
            mentions: uses.take(RecordKind::Name, &record.id),
            acronym: acronyms.get(&*record.id).copied(),
            record: record.clone(),
        });
    entries.collect()
}

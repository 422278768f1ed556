//! Names among the pages: who and what each is, what it has to do with others, and where it is mentioned.

use std::collections::BTreeMap;

use crate::locale::localizer::Localizer;
use crate::model::register::event::Event;
use crate::model::register::name::{Name, NameKind};
use crate::model::register::record_type::RecordType;
use crate::model::register::registers::{RecordKind, Records};
use crate::model::value::record_id::RecordId;
use crate::model::value::when::When;
use crate::model::view::label::DateLabel;

use super::backlinks::Backlink;
use super::uses::Uses;

/// A name as pages show it.
#[derive(Debug)]
pub struct NameEntry {
    /// Its id.
    pub id: RecordId,
    /// What it is the name of.
    pub kind: NameKind,
    /// The name.
    pub name: String,
    /// The record.
    pub record: Name,
    /// The numbers of the events that it has to do with, in the order of their dates.
    pub events: Vec<usize>,
    /// The numbers of the names whose records name this one: the people of an organization, what is in a place,
    /// the agreements of a party.
    pub related: Vec<usize>,
    /// The pages that mention it, with the sentences in which they do.
    pub mentions: Vec<Backlink>,
    /// The number of the term that is its acronym.
    pub acronym: Option<usize>,
}

impl NameEntry {
    /// What it stands under in alphabetical order.
    pub fn sorted_by(&self) -> &str {
        self.record.sort.as_deref().unwrap_or(&self.name)
    }
}

/// The numbers of records by their ids.
pub(super) type Numbers<'a> = BTreeMap<&'a str, usize>;

/// The numbers of some records by their ids.
pub(super) fn numbers<T: RecordType>(records: &[T]) -> Numbers<'_> {
    records.iter().enumerate().map(|(number, record)| (record.id().as_str(), number)).collect()
}

/// The names of a site. `order` are the events in the order of their dates, by their numbers.
pub(super) fn names<'a>(
    records: &'a Records,
    order: &[usize],
    uses: &mut Uses<'a>,
    words: &Localizer<'_>,
) -> Vec<NameEntry> {
    let numbers = numbers(&records.names);
    let mut events: Vec<Vec<usize>> = vec![Vec::new(); records.names.len()];
    for number in order {
        let Event { places, names, .. } = &records.events[*number];
        for name in places.iter().chain(names).filter_map(|id| numbers.get(id.as_str())) {
            if events[*name].last() != Some(number) {
                events[*name].push(*number);
            }
        }
    }
    let mut related: Vec<Vec<usize>> = vec![Vec::new(); records.names.len()];
    for (number, record) in records.names.iter().enumerate() {
        for (_, id) in record.others() {
            if let Some(other) = numbers.get(id.as_str())
                && related[*other].last() != Some(&number)
            {
                related[*other].push(number);
            }
        }
    }
    let acronyms: BTreeMap<&str, usize> = records
        .terms
        .iter()
        .enumerate()
        .filter_map(|(number, term)| Some((term.name.as_deref()?, number)))
        .collect();
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

/// The dates of agreements as pages show them.
pub(super) fn dates(records: &Records, words: &Localizer<'_>) -> BTreeMap<When, DateLabel> {
    let dates = records.names.iter().flat_map(|name| [name.date, name.until]);
    dates.flatten().map(|when| (when, words.label(when))).collect()
}

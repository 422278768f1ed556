//! The entries of one register, by id and in the order of lists.

use std::collections::BTreeMap;
use std::ops;

use crate::model::register::record_type::RecordType;
use crate::model::value::id::{Id, Table};
use crate::model::value::record_id::RecordId;

/// The places of the records of one register, by their ids as strings.
pub(super) type Places<'a, T> = BTreeMap<&'a str, Id<T>>;

/// Indexes records by id.
pub(super) fn places<T: RecordType>(records: &Table<T>) -> Places<'_, T> {
    records.enumerate().map(|(place, record)| (record.id().as_str(), place)).collect()
}

/// An entry for each record of a register.
#[derive(Debug)]
pub struct Index<T, E> {
    entries: Vec<E>,
    by_id: BTreeMap<RecordId, Id<T>>,
    order: Vec<Ordered<T>>,
}

/// A record in the order of a list.
#[derive(Debug)]
pub struct Ordered<T> {
    /// The letter that the list shows it under; empty if the order is not alphabetical.
    pub letter: String,
    /// The record.
    pub id: Id<T>,
}

impl<T: RecordType, E> Index<T, E> {
    /// An index whose lists have the order of the register.
    pub(super) fn new(records: &Table<T>, entries: Vec<E>) -> Self {
        let order = records.ids().map(|id| (String::new(), id)).collect();
        Self::ordered(records, entries, order)
    }

    /// An index whose lists have the given order of letters and ids. `entries` are in the order of the register.
    pub(super) fn ordered(records: &Table<T>, entries: Vec<E>, order: Vec<(String, Id<T>)>) -> Self {
        let by_id = records.enumerate().map(|(place, record)| (record.id().clone(), place)).collect();
        let order = order.into_iter().map(|(letter, id)| Ordered { letter, id }).collect();
        Self { entries, by_id, order }
    }
}

impl<T, E> Index<T, E> {
    /// The place of the record with this id.
    pub fn find(&self, id: &str) -> Option<Id<T>> {
        self.by_id.get(id).copied()
    }

    /// The entry of the record with this id.
    pub fn get(&self, id: &str) -> Option<&E> {
        self.find(id).map(|id| &self[id])
    }

    /// The number of records.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no records.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries in the order of the register.
    pub fn iter(&self) -> std::slice::Iter<'_, E> {
        self.entries.iter()
    }

    /// The entries in the order of the register, each with the place of its record.
    pub fn enumerate(&self) -> impl DoubleEndedIterator<Item = (Id<T>, &E)> + ExactSizeIterator {
        self.entries.iter().enumerate().map(|(place, entry)| (Id::new(place), entry))
    }

    /// The places of the records in the order of lists.
    pub fn in_order(&self) -> impl DoubleEndedIterator<Item = Id<T>> {
        self.order.iter().map(|ordered| ordered.id)
    }

    /// The records in the order of lists, each with its letter.
    pub fn order(&self) -> &[Ordered<T>] {
        &self.order
    }
}

impl<T, E> ops::Index<Id<T>> for Index<T, E> {
    type Output = E;

    fn index(&self, id: Id<T>) -> &E {
        &self.entries[id.place()]
    }
}

impl<'a, T, E> IntoIterator for &'a Index<T, E> {
    type Item = &'a E;
    type IntoIter = std::slice::Iter<'a, E>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

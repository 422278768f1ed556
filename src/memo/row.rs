//! Rows of values that know where they differ from the row that they follow, and share with it what is the same.

use std::sync::Arc;

/// How many values stand in a leaf.
pub const LEAF: usize = 32;

/// The values of a row, [`LEAF`] in each leaf but the last.
pub(super) type Leaves<T> = Arc<Vec<Arc<Vec<T>>>>;

/// A value for each place, and where it differs from the row that it follows. Rows that follow each other share the
/// leaves that are the same. Rows are equal where they are the same allocation.
#[derive(Debug)]
pub struct Row<T> {
    leaves: Leaves<T>,
    len: usize,
    before: Option<Leaves<T>>,
    /// In their order.
    changed: Vec<usize>,
}

impl<T> Default for Row<T> {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl<T> Clone for Row<T> {
    fn clone(&self) -> Self {
        let (leaves, before) = (Arc::clone(&self.leaves), self.before.clone());
        Self { leaves, len: self.len, before, changed: self.changed.clone() }
    }
}

impl<T> PartialEq for Row<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.leaves, &other.leaves)
    }
}

impl<T> Eq for Row<T> {}

impl<T> Row<T> {
    /// A row that follows none.
    pub fn new(values: Vec<T>) -> Self {
        let len = values.len();
        let mut values = values.into_iter();
        let leaves = (0..len.div_ceil(LEAF)).map(|_| Arc::new(values.by_ref().take(LEAF).collect()));
        Self { leaves: Arc::new(leaves.collect()), len, before: None, changed: Vec::new() }
    }

    /// How many places it has.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The value at a place.
    ///
    /// # Panics
    /// When there is no such place.
    pub fn at(&self, place: usize) -> &T {
        &self.leaves[place / LEAF][place % LEAF]
    }

    /// The values, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &T> + Clone {
        self.leaves.iter().flat_map(|leaf| leaf.iter())
    }

    /// The values alone; each leaf that no other row has is let go of when it has been gone through.
    pub fn into_values(self) -> impl Iterator<Item = T>
    where
        T: Clone,
    {
        let leaves = Arc::try_unwrap(self.leaves).unwrap_or_else(|shared| shared.to_vec());
        leaves.into_iter().flat_map(|leaf| Arc::try_unwrap(leaf).unwrap_or_else(|shared| shared.to_vec()))
    }

    /// Some values that follow each other: so many from the place on that is so many times as far, or what is left of
    /// them. The number divides [`LEAF`].
    pub(super) fn group(&self, number: usize, size: usize) -> &[T] {
        let (leaf, start) = (&self.leaves[number * size / LEAF], number * size % LEAF);
        &leaf[start..(start + size).min(leaf.len())]
    }

    /// What it is known by.
    pub(super) fn leaves(&self) -> &Leaves<T> {
        &self.leaves
    }

    /// The same row as one that follows none.
    pub(super) fn alone(&self) -> Self {
        Self { leaves: Arc::clone(&self.leaves), len: self.len, before: None, changed: Vec::new() }
    }

    /// The places at which it may differ from another row; nothing where that is not known.
    pub(super) fn changed_since(&self, other: &Leaves<T>) -> Option<&[usize]> {
        if Arc::ptr_eq(&self.leaves, other) {
            return Some(&[]);
        }
        self.before.as_ref().filter(|before| Arc::ptr_eq(before, other)).map(|_| self.changed.as_slice())
    }
}

impl<T: Clone> Row<T> {
    /// The row that follows this one with other values at some places, which come in their order.
    pub(super) fn with(&self, values: Vec<(usize, T)>) -> Self {
        let changed: Vec<usize> = values.iter().map(|(place, _)| *place).collect();
        let before = Some(Arc::clone(&self.leaves));
        if changed.is_empty() {
            return Self { leaves: Arc::clone(&self.leaves), len: self.len, before, changed };
        }
        let mut leaves = Vec::clone(&self.leaves);
        for (place, value) in values {
            Arc::make_mut(&mut leaves[place / LEAF])[place % LEAF] = value;
        }
        Self { leaves: Arc::new(leaves), len: self.len, before, changed }
    }
}

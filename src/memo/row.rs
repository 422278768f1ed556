//! Rows: immutable lists that know where they differ from their previous version, and share the rest with it.

use std::sync::Arc;

/// The number of values in a leaf.
pub const LEAF: usize = 32;

/// The values of a row, [`LEAF`] in each leaf but the last.
pub(super) type Leaves<T> = Arc<Vec<Arc<Vec<T>>>>;

/// An immutable list of values, and the places at which it differs from its previous version. Successive versions share
/// their unchanged leaves. Rows are equal if they are the same allocation.
#[derive(Debug)]
pub struct Row<T> {
    leaves: Leaves<T>,
    len: usize,
    /// The previous version.
    before: Option<Leaves<T>>,
    /// The places at which it may differ from that, in ascending order.
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
    /// A row without a previous version.
    pub fn new(values: Vec<T>) -> Self {
        let len = values.len();
        let mut values = values.into_iter();
        let leaves = (0..len.div_ceil(LEAF)).map(|_| Arc::new(values.by_ref().take(LEAF).collect()));
        Self { leaves: Arc::new(leaves.collect()), len, before: None, changed: Vec::new() }
    }

    /// The number of values.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The value at a place.
    ///
    /// # Panics
    /// If `place` is out of bounds.
    pub fn at(&self, place: usize) -> &T {
        &self.leaves[place / LEAF][place % LEAF]
    }

    /// The values in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> + Clone {
        self.leaves.iter().flat_map(|leaf| leaf.iter())
    }

    /// The values in order. Each leaf that no other row shares is dropped once it has been iterated over.
    pub fn into_values(self) -> impl Iterator<Item = T>
    where
        T: Clone,
    {
        let leaves = Arc::try_unwrap(self.leaves).unwrap_or_else(|shared| shared.to_vec());
        leaves.into_iter().flat_map(|leaf| Arc::try_unwrap(leaf).unwrap_or_else(|shared| shared.to_vec()))
    }

    /// The `number`th chunk of `size` values; the last one may be shorter. `size` must divide [`LEAF`].
    pub(super) fn group(&self, number: usize, size: usize) -> &[T] {
        let (leaf, start) = (&self.leaves[number * size / LEAF], number * size % LEAF);
        &leaf[start..(start + size).min(leaf.len())]
    }

    /// The leaves, which identify the row.
    pub(super) fn leaves(&self) -> &Leaves<T> {
        &self.leaves
    }

    /// The same row without its previous version.
    pub(super) fn alone(&self) -> Self {
        Self { leaves: Arc::clone(&self.leaves), len: self.len, before: None, changed: Vec::new() }
    }

    /// The places at which it may differ from another row; `None` if that is unknown, because the other is neither this row
    /// nor its previous version.
    pub(super) fn changed_since(&self, other: &Leaves<T>) -> Option<&[usize]> {
        if Arc::ptr_eq(&self.leaves, other) {
            return Some(&[]);
        }
        self.before.as_ref().filter(|before| Arc::ptr_eq(before, other)).map(|_| self.changed.as_slice())
    }
}

impl<T: Clone> Row<T> {
    /// The next version of this row, with other values at some places, which are in ascending order.
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

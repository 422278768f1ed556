//! Rows derived from other values: versions of a list, and rows that are mapped, selected or chained.
//!
//! Each type keeps the last row that it returned, and the rows that it was derived from. One that `forgets` keeps
//! nothing.

use std::sync::Arc;

use super::row::{LEAF, Leaves, Row};

/// Turns lists of values into rows, each of which knows where it differs from the previous one.
#[derive(Debug)]
pub struct VersionedRow<T> {
    last: Row<T>,
    forgets: bool,
}

impl<T: PartialEq + Clone> VersionedRow<T> {
    /// Without a last row.
    pub fn new(forgets: bool) -> Self {
        Self { last: Row::default(), forgets }
    }

    /// These values as the row after the last one.
    pub fn follow(&mut self, values: Vec<T>) -> Row<T> {
        if self.last.len() != values.len() {
            return self.keep(Row::new(values));
        }
        let pairs = self.last.iter().zip(values).enumerate();
        let changed = pairs.filter(|(_, (old, new))| *old != new).map(|(place, (_, new))| (place, new));
        self.keep(self.last.with(changed.collect()))
    }

    /// The last row with other values at some places, which are in ascending order.
    fn change(&mut self, values: Vec<(usize, T)>) -> Row<T> {
        let changed = values.into_iter().filter(|(place, value)| self.last.at(*place) != value);
        self.keep(self.last.with(changed.collect()))
    }

    fn keep(&mut self, row: Row<T>) -> Row<T> {
        if !self.forgets {
            self.last = row.alone();
        }
        row
    }
}

/// Maps a row: each of its values, or each group of consecutive values, becomes one value.
#[derive(Debug)]
pub struct MappedRow<T, U> {
    size: usize,
    make: fn(&[T]) -> U,
    of: Option<Leaves<T>>,
    following: VersionedRow<U>,
}

impl<T, U: PartialEq + Clone> MappedRow<T, U> {
    /// Maps groups of `size` values, which must divide [`LEAF`].
    pub fn new(forgets: bool, size: usize, make: fn(&[T]) -> U) -> Self {
        debug_assert!(LEAF.is_multiple_of(size), "a group is in one leaf");
        Self { size, make, of: None, following: VersionedRow::new(forgets) }
    }

    /// The mapped row.
    pub fn of(&mut self, row: &Row<T>) -> Row<U> {
        let (size, make) = (self.size, self.make);
        let made = |number: usize| make(row.group(number, size));
        let changed = self.of.as_ref().and_then(|of| row.changed_since(of));
        let derived = match changed {
            Some(places) => {
                let mut numbers: Vec<usize> = places.iter().map(|place| place / size).collect();
                numbers.dedup();
                self.following.change(numbers.into_iter().map(|number| (number, made(number))).collect())
            }
            None => self.following.follow((0..row.len().div_ceil(size)).map(made).collect()),
        };
        self.of = (!self.following.forgets).then(|| Arc::clone(row.leaves()));
        derived
    }
}

/// Selects some of the values of a row.
#[derive(Debug)]
pub struct SelectedRow<T> {
    of: Option<(Leaves<T>, Arc<Vec<usize>>)>,
    following: VersionedRow<T>,
}

impl<T: PartialEq + Clone> SelectedRow<T> {
    /// Without a last row.
    pub fn new(forgets: bool) -> Self {
        Self { of: None, following: VersionedRow::new(forgets) }
    }

    /// The values of a row at some places, which are in ascending order.
    pub fn of(&mut self, row: &Row<T>, places: &Arc<Vec<usize>>) -> Row<T> {
        let of = self.of.as_ref().filter(|(_, last)| Arc::ptr_eq(last, places) || last == places);
        let changed = of.and_then(|(of, _)| row.changed_since(of));
        let selected = match changed {
            Some(changed) => {
                let at = |place: &usize| Some((places.binary_search(place).ok()?, row.at(*place).clone()));
                self.following.change(changed.iter().filter_map(at).collect())
            }
            None => self.following.follow(places.iter().map(|place| row.at(*place).clone()).collect()),
        };
        self.of = (!self.following.forgets).then(|| (Arc::clone(row.leaves()), Arc::clone(places)));
        selected
    }
}

/// Chains two rows.
#[derive(Debug)]
pub struct ChainedRow<T> {
    of: Option<(Leaves<T>, Leaves<T>)>,
    following: VersionedRow<T>,
}

impl<T: PartialEq + Clone> ChainedRow<T> {
    /// Without a last row.
    pub fn new(forgets: bool) -> Self {
        Self { of: None, following: VersionedRow::new(forgets) }
    }

    /// The values of one row, followed by those of another.
    pub fn of(&mut self, one: &Row<T>, other: &Row<T>) -> Row<T> {
        let of = self.of.as_ref();
        let changed = of.and_then(|of| Some((one.changed_since(&of.0)?, other.changed_since(&of.1)?)));
        let chained = match changed {
            Some((of_one, of_other)) => {
                let of_one = of_one.iter().map(|place| (*place, one.at(*place).clone()));
                let of_other = of_other.iter().map(|place| (one.len() + *place, other.at(*place).clone()));
                self.following.change(of_one.chain(of_other).collect())
            }
            None => self.following.follow(one.iter().chain(other.iter()).cloned().collect()),
        };
        let leaves = || (Arc::clone(one.leaves()), Arc::clone(other.leaves()));
        self.of = (!self.following.forgets).then(leaves);
        chained
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sum(numbers: &[u32]) -> u32 {
        numbers.iter().sum()
    }

    fn values<T: Clone>(row: &Row<T>) -> Vec<T> {
        row.iter().cloned().collect()
    }

    #[test]
    fn a_new_version_shares_unchanged_leaves_and_knows_the_changed_places() {
        let mut following = VersionedRow::new(false);
        let first = following.follow((0..70).collect());
        let second = following.follow((0..70).map(|number| if number == 40 { 0 } else { number }).collect());
        assert_eq!(second.changed_since(first.leaves()), Some(&[40][..]));
        let shared = |leaf: usize| Arc::ptr_eq(&first.leaves()[leaf], &second.leaves()[leaf]);
        assert_eq!([shared(0), shared(1), shared(2)], [true, false, true]);
        assert!(second == following.follow(values(&second)), "equal values are the same row");
        assert_eq!(following.follow(vec![1]).changed_since(second.leaves()), None);
    }

    proptest! {
        /// Whatever changes between rounds, and however often they are asked for, mapped, selected and chained rows have the
        /// values that a first call would return; and a row reports every place that differs from its previous version.
        #[test]
        fn derived_rows_are_those_of_a_first_derivation(
            rounds in prop::collection::vec(
                (
                    prop::collection::vec((0_usize..80, 0_u32..3), 0..4),
                    prop::sample::select(vec![75_usize, 75, 75, 75, 74, 33]),
                    prop::collection::btree_set(0_usize..30, 0..2),
                    any::<bool>(),
                ),
                1..12,
            )
        ) {
            let (mut numbers, mut after) = (vec![0_u32; 80], vec![0_u32; 80]);
            let (mut following, mut behind) = (VersionedRow::new(false), VersionedRow::new(false));
            let mut derived: Vec<MappedRow<u32, u32>> =
                [1, 2, LEAF].map(|size| MappedRow::new(false, size, sum)).into();
            let (mut selected, mut chained) = (SelectedRow::new(false), ChainedRow::new(false));
            let mut last: Option<Row<u32>> = None;
            for (changes, len, left_out, is_asked) in rounds {
                for (place, number) in changes {
                    numbers[place] = number;
                    after[place / 2] = number;
                }
                let row = following.follow(numbers[..len].to_vec());
                let other = behind.follow(after[..len / 3].to_vec());
                prop_assert_eq!(values(&row), &numbers[..len]);
                if !is_asked {
                    continue;
                }
                for one in &mut derived {
                    let expected: Vec<u32> = numbers[..len].chunks(one.size).map(sum).collect();
                    prop_assert_eq!(values(&one.of(&row)), expected);
                }
                let places: Vec<usize> = (0..len).filter(|place| !left_out.contains(place)).collect();
                let expected: Vec<u32> = places.iter().map(|place| numbers[*place]).collect();
                prop_assert_eq!(values(&selected.of(&row, &Arc::new(places))), expected);
                let chain = chained.of(&row, &other);
                prop_assert_eq!(values(&chain), [&numbers[..len], &after[..len / 3]].concat());
                if let Some((last, changed)) =
                    last.as_ref().and_then(|last| Some((last, chain.changed_since(last.leaves())?)))
                {
                    for place in (0..chain.len()).filter(|place| chain.at(*place) != last.at(*place)) {
                        prop_assert!(changed.contains(&place));
                    }
                }
                last = Some(chain);
            }
        }
    }
}

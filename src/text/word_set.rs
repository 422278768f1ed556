//! A set of short texts in one allocation.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::shared_text::SharedText;

/// The separator of two words, which no text from a file contains.
const BETWEEN: char = '\0';

/// Sorted distinct texts in one allocation, for sets that exist in thousands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordSet(SharedText);

impl WordSet {
    /// Builds a set. The separator U+0000 is removed from texts.
    pub fn new(words: &BTreeSet<String>) -> Self {
        let words = words.iter().map(|word| word.replace(BETWEEN, "")).filter(|word| !word.is_empty());
        Self(SharedText::from(words.collect::<Vec<_>>().join("\0")))
    }

    /// Whether a text is in the set, by binary search: a page may have a hundred thousand ids.
    pub fn contains(&self, word: &str) -> bool {
        let text: &str = &self.0;
        let (mut low, mut high) = (0, text.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let is_between = |byte: &u8| *byte == BETWEEN as u8;
            let before = text.as_bytes()[low..middle].iter().rposition(is_between);
            let start = before.map_or(low, |at| low + at + 1);
            let behind = text.as_bytes()[middle..high].iter().position(is_between);
            let end = behind.map_or(high, |at| middle + at).max(start);
            match text[start..end].cmp(word) {
                Ordering::Less => low = (end + 1).min(high),
                Ordering::Greater => high = start.saturating_sub(1).max(low),
                Ordering::Equal => return !word.is_empty(),
            }
        }
        false
    }

    /// The texts that are not empty, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split(BETWEEN).filter(|word| !word.is_empty())
    }
}

impl Default for WordSet {
    fn default() -> Self {
        Self(SharedText::from(""))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_is_found_if_it_is_in_the_set(words in prop::collection::btree_set("[abé]{0,3}", 0..12), asked in "[abé]{0,3}") {
            let is_in = !asked.is_empty() && words.contains(&asked);
            prop_assert_eq!(WordSet::new(&words).contains(&asked), is_in);
            prop_assert!(words.iter().all(|word| word.is_empty() || WordSet::new(&words).contains(word)));
        }
    }
}

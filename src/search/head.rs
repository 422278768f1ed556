//! Words that are soon put in order: by their first bytes as a number, and by the rest where that does not tell. They hold
//! no U+0000, which no source may hold.

use super::eight;

/// The first eight bytes of a word, the first one weighing most. Of two words in order the first has no greater one.
pub fn head(word: &str) -> u64 {
    eight::head(word.as_bytes())
}

/// A word with its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headed<'a> {
    /// The word.
    pub word: &'a str,
    /// Its [`head`].
    pub head: u64,
}

impl<'a> Headed<'a> {
    /// A word whose head is not known yet.
    pub fn of(word: &'a str) -> Self {
        Self { word, head: head(word) }
    }
}

/// A word among others: its head, and its place among them.
pub type Ranked = (u64, usize);

/// Words in their order, those that are the same as they came: the heads of all, in the order of their places, and what
/// gives the word at a place.
pub fn ranked<'a>(heads: impl Iterator<Item = u64>, word: impl Fn(usize) -> &'a str) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> = heads.zip(0..).collect();
    ranked.sort_by_key(|(head, _)| *head);
    for alike in ranked.chunk_by_mut(|(one, _), (other, _)| one == other) {
        if alike.len() > 1 && !is_whole(alike[0].0) {
            alike.sort_by(|(_, one), (_, other)| word(*one).cmp(word(*other)));
        }
    }
    ranked
}

/// Whether a head is that of a shorter word, of which it holds all.
pub(super) fn is_whole(head: u64) -> bool {
    head & 0xff == 0
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_are_ranked_as_they_are_ordered(words in vec("(abcdefg|é)?[a-cé]{0,3}", 0..40)) {
            let word = |place: usize| words[place].as_str();
            let found = ranked(words.iter().map(|word| head(word)), word);
            let mut expected: Vec<(u64, usize)> =
                words.iter().enumerate().map(|(place, word)| (head(word), place)).collect();
            expected.sort_by_key(|(_, place)| &words[*place]);
            prop_assert_eq!(found, expected);
        }
    }
}

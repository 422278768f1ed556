//! Words that sort fast: by their first eight bytes as a number, and by the rest only if those are equal. Words never
//! contain U+0000, which no source may hold.

use super::eight;

/// The first eight bytes of a word as a big-endian number, padded with zeros: heads sort as their words do.
pub fn head(word: &str) -> u64 {
    eight::head(word.as_bytes())
}

/// A word with its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadedWord<'a> {
    /// The word.
    pub word: &'a str,
    /// Its [`head`].
    pub head: u64,
}

impl<'a> HeadedWord<'a> {
    /// A word and its head, which is computed here.
    pub fn of(word: &'a str) -> Self {
        Self { word, head: head(word) }
    }
}

/// The head of a word and its index in a list.
pub type Ranked = (u64, usize);

/// The stable order of words. `heads` are the heads of all of them, and `word` returns the word at an index.
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

/// Whether a head holds a whole word, because the word is shorter than eight bytes.
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
        fn words_are_ranked_in_alphabetical_order(words in vec("(abcdefg|é)?[a-cé]{0,3}", 0..40)) {
            let word = |place: usize| words[place].as_str();
            let found = ranked(words.iter().map(|word| head(word)), word);
            let mut expected: Vec<(u64, usize)> =
                words.iter().enumerate().map(|(place, word)| (head(word), place)).collect();
            expected.sort_by_key(|(_, place)| &words[*place]);
            prop_assert_eq!(found, expected);
        }
    }
}

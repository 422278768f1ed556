//! Words that are soon put in order: by their first bytes as a number, and by the rest where that does not tell.

/// How many bytes the number holds.
const BYTES: usize = 8;

/// The first eight bytes of a word, the first one weighing most. Of two words in order the first has no greater one.
pub fn head(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut head = [0; BYTES];
    let len = bytes.len().min(BYTES);
    head[..len].copy_from_slice(&bytes[..len]);
    u64::from_be_bytes(head)
}

/// A word among others: its head, and its place among them.
pub type Ranked = (u64, usize);

/// Words in their order, those that are the same as they came. `word` gives the one at a place below `count`.
pub fn ranked<'a>(count: usize, word: impl Fn(usize) -> &'a str) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> = (0..count).map(|place| (head(word(place)), place)).collect();
    ranked.sort_by_key(|(head, _)| *head);
    for alike in ranked.chunk_by_mut(|(one, _), (other, _)| one == other) {
        // A head that is the whole word says all, but of the zeros that the word may end with.
        let length = word(alike[0].1).len();
        let is_whole = |(_, place): &Ranked| word(*place).len() == length && length <= BYTES;
        if alike.len() > 1 && !alike.iter().all(is_whole) {
            alike.sort_by(|(_, one), (_, other)| word(*one).cmp(word(*other)));
        }
    }
    ranked
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_are_ranked_as_they_are_ordered(words in vec("(abcdefg|é)?[a-c\\x00é]{0,3}", 0..40)) {
            let found = ranked(words.len(), |place| &words[place]);
            let mut expected: Vec<(u64, usize)> =
                words.iter().enumerate().map(|(place, word)| (head(word), place)).collect();
            expected.sort_by_key(|(_, place)| &words[*place]);
            prop_assert_eq!(found, expected);
        }
    }
}

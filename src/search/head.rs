//! Words that are soon put in order: by their first bytes as a number, and by the rest where that does not tell.

use std::cmp::Ordering;

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

/// The order of two words, each behind its head.
pub fn order(one: (u64, &str), other: (u64, &str)) -> Ordering {
    one.0.cmp(&other.0).then_with(|| match (one.1.len(), other.1.len()) {
        // The head is the whole word; one that is longer goes on with zeros.
        (one, other) if one <= BYTES && other <= BYTES => one.cmp(&other),
        _ => one.1.cmp(other.1),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_behind_their_heads_are_ordered_as_words(
            one in "(abcdefg|é)?[a-c\\x00é]{0,3}", other in "(abcdefg|é)?[a-c\\x00é]{0,3}"
        ) {
            prop_assert_eq!(order((head(&one), &one), (head(&other), &other)), one.cmp(&other));
        }
    }
}

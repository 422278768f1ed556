//! The beginnings of words, as numbers: most words are in order once these are.

/// The first eight bytes of a word, the first one weighing most. Of two words in order the first has no greater one, so
/// words sorted by it, and by themselves where it is the same, are sorted.
pub fn head(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut head = [0; 8];
    let len = bytes.len().min(8);
    head[..len].copy_from_slice(&bytes[..len]);
    u64::from_be_bytes(head)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_sorted_by_their_heads_and_themselves_are_sorted(
            one in "(abcdefg|é)?[a-c\\x00é]{0,3}", other in "(abcdefg|é)?[a-c\\x00é]{0,3}"
        ) {
            prop_assert_eq!((head(&one), &one).cmp(&(head(&other), &other)), one.cmp(&other));
        }
    }
}

//! Words of ASCII letters and digits, as most words are, read eight bytes at a time.

use super::eight::{Eight, before, first_of, place, unmarked};

/// A word of ASCII letters and digits only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsciiWord {
    /// Its length in bytes.
    pub length: usize,
    /// Its head in lower case: see [`head`](super::head::head).
    pub head: u64,
    /// Whether it contains capital letters.
    pub has_capital: bool,
}

/// The word at the start of a text, which may be empty; `None` if the character after it is not ASCII.
#[inline]
pub fn ascii_word(text: &[u8]) -> Option<AsciiWord> {
    let mut eight = Eight::at(text);
    let mut letters = eight.letters();
    let mut ends = unmarked(letters);
    let head = eight.small_head(ends);
    let mut capitals = eight.capitals(letters) & before(ends);
    let mut length = 0;
    while ends == 0 {
        length += 8;
        eight = Eight::at(&text[length..]);
        letters = eight.letters();
        ends = unmarked(letters);
        capitals |= eight.capitals(letters) & before(ends);
    }
    length += place(ends);
    let is_of_ascii = eight.non_ascii() & first_of(ends) == 0;
    is_of_ascii.then_some(AsciiWord { length, head, has_capital: capitals != 0 })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::head::head;
    use super::*;

    /// The same, character by character.
    fn one_by_one(text: &str) -> Option<AsciiWord> {
        let length = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
        let is_other = text[length..].starts_with(|c: char| !c.is_ascii());
        let word = &text[..length];
        let has_capital = word.contains(|c: char| c.is_ascii_uppercase());
        (!is_other).then(|| AsciiWord { length, head: head(&word.to_ascii_lowercase()), has_capital })
    }

    #[test]
    fn each_ascii_byte_is_classified_at_every_position() {
        for byte in 0..128_u8 {
            for before in 0..20 {
                for behind in [0, 1, 7, 8, 9] {
                    let text = ["abcdefghijklmnopqrst".get(..before), Some("?"), "uvwxyz012".get(..behind)];
                    let text = text.map(Option::unwrap_or_default).concat();
                    let text = text.replace('?', &char::from(byte).to_string());
                    assert_eq!(ascii_word(text.as_bytes()), one_by_one(&text), "{text:?}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn a_word_is_the_same_character_by_character(text in "([a-zA-Z0-9]{0,4}|[a-zA-Z0-9]{0,30})([ .é日’@`{\\[/:]\\PC{0,9})?") {
            prop_assert_eq!(ascii_word(text.as_bytes()), one_by_one(&text));
        }
    }
}

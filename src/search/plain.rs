//! Words of ASCII's letters and digits, looked at eight bytes at once: most words are such.

use super::eight::{Eight, before, first_of, place, unmarked};

/// A word of ASCII's letters and digits alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plain {
    /// How many bytes it has.
    pub length: usize,
    /// Its head, in small letters.
    pub head: u64,
    /// Whether it has capitals.
    pub has_capital: bool,
}

/// The word with which a text begins; nothing where another character than ASCII's stands before its end.
#[inline]
pub fn plain(text: &[u8]) -> Option<Plain> {
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
    is_of_ascii.then_some(Plain { length, head, has_capital: capitals != 0 })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::head::head;
    use super::*;

    /// The same, a character after the other.
    fn one_by_one(text: &str) -> Option<Plain> {
        let length = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
        let is_other = text[length..].starts_with(|c: char| !c.is_ascii());
        let word = &text[..length];
        let has_capital = word.contains(|c: char| c.is_ascii_uppercase());
        (!is_other).then(|| Plain { length, head: head(&word.to_ascii_lowercase()), has_capital })
    }

    #[test]
    fn each_byte_is_what_it_is_at_each_place() {
        for byte in 0..128_u8 {
            for before in 0..20 {
                for behind in [0, 1, 7, 8, 9] {
                    let text = ["abcdefghijklmnopqrst".get(..before), Some("?"), "uvwxyz012".get(..behind)];
                    let text = text.map(Option::unwrap_or_default).concat();
                    let text = text.replace('?', &char::from(byte).to_string());
                    assert_eq!(plain(text.as_bytes()), one_by_one(&text), "{text:?}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn a_word_is_what_its_characters_say(text in "([a-zA-Z0-9]{0,4}|[a-zA-Z0-9]{0,30})([ .é日’@`{\\[/:]\\PC{0,9})?") {
            prop_assert_eq!(plain(text.as_bytes()), one_by_one(&text));
        }
    }
}

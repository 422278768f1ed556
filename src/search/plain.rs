//! Words of ASCII's letters and digits, looked at eight bytes at once: most words are such.

use super::head::number;

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

/// A byte, eight times.
const fn each(byte: u8) -> u64 {
    0x0101_0101_0101_0101 * byte as u64
}

/// The highest bit of each byte.
const HIGHEST: u64 = each(0x80);

/// The bit by which capitals and small letters differ, and which digits have.
const SMALL: u64 = each(b'a' ^ b'A');

/// The word with which a text begins; nothing where another character than ASCII's stands before its end.
#[inline]
pub fn plain(text: &[u8]) -> Option<Plain> {
    let mut eight = Eight::at(text);
    let head = ((eight.bytes | SMALL) & eight.word()).swap_bytes();
    let mut has_capital = eight.has_capital();
    let mut length = 0;
    while eight.ends == 0 {
        length += 8;
        eight = Eight::at(&text[length..]);
        has_capital |= eight.has_capital();
    }
    length += eight.ends.trailing_zeros() as usize / 8;
    eight.is_of_ascii().then_some(Plain { length, head, has_capital })
}

/// Eight bytes, the first one in the lowest place.
struct Eight {
    bytes: u64,
    /// The highest bit of each that is not of ASCII's letters and digits.
    ends: u64,
}

impl Eight {
    /// Those with which a text begins, with zeros for those that are missing.
    fn at(text: &[u8]) -> Self {
        let bytes = match text.first_chunk() {
            Some(eight) => u64::from_le_bytes(*eight),
            None => number(text).swap_bytes(),
        };
        // Without their highest bits, no sum of two bytes reaches into the next.
        let low = bytes & !HIGHEST;
        let is_from = |bytes: u64, byte: u8| bytes + each(0x80 - byte);
        let is_letter = is_from(low | SMALL, b'a') & !is_from(low | SMALL, b'z' + 1);
        let is_digit = is_from(low, b'0') & !is_from(low, b'9' + 1);
        Self { bytes, ends: !((is_letter | is_digit) & !bytes) & HIGHEST }
    }

    /// The bits of the bytes before the first that ends the word, of all where none does.
    fn word(&self) -> u64 {
        ((self.ends & self.ends.wrapping_neg()) >> 7).wrapping_sub(1)
    }

    /// Whether the word has capitals in them: all else that it has has their bit.
    fn has_capital(&self) -> bool {
        !self.bytes & SMALL & self.word() != 0
    }

    /// Whether the first that ends the word is of ASCII.
    fn is_of_ascii(&self) -> bool {
        self.bytes & self.ends & self.ends.wrapping_neg() == 0
    }
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

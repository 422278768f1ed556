//! A lexicon: distinct words, numbered in the order of their first occurrence.

use hashbrown::HashTable;

use super::eight;
use super::head::{HeadedWord, is_whole};

/// Distinct words, concatenated, with an index to find each.
pub struct Lexicon {
    text: String,
    /// The head of each word, and its end in the text.
    words: Vec<(u64, u32)>,
    /// The numbers of the words, by their hashes. It is never iterated over, because its order is arbitrary.
    numbers: HashTable<u32>,
}

impl Lexicon {
    /// An empty lexicon, with capacity for this many words.
    pub fn with_room(words: usize) -> Self {
        Self {
            text: String::new(),
            words: Vec::with_capacity(words),
            numbers: HashTable::with_capacity(words),
        }
    }

    /// The number of a word. A new word gets the next number.
    pub fn number(&mut self, word: HeadedWord<'_>) -> usize {
        let hash = hash(word);
        let HeadedWord { word, head } = word;
        let Self { text, words, numbers } = self;
        let known = numbers.find(hash, |number| {
            let number = *number as usize;
            words[number].0 == head && (is_whole(head) || word_at(text, words, number) == word)
        });
        if let Some(number) = known {
            return *number as usize;
        }
        let number = words.len();
        text.push_str(word);
        words.push((head, u32::try_from(text.len()).unwrap_or(u32::MAX)));
        let hash_of = |number: &u32| {
            let number = *number as usize;
            self::hash(HeadedWord { word: word_at(text, words, number), head: words[number].0 })
        };
        numbers.insert_unique(hash, number as u32, hash_of);
        number
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The word with a number.
    pub fn word(&self, number: usize) -> &str {
        word_at(&self.text, &self.words, number)
    }

    /// The words concatenated in the order of their numbers, and the end of each.
    pub fn into_words(self) -> (String, impl Iterator<Item = u32>) {
        (self.text, self.words.into_iter().map(|(_, end)| end))
    }
}

/// The word with a number.
fn word_at<'a>(text: &'a str, words: &[(u64, u32)], number: usize) -> &'a str {
    let start = number.checked_sub(1).map_or(0, |before| words[before].1);
    &text[start as usize..words[number].1 as usize]
}

/// A hash of all bytes of a word.
fn hash(word: HeadedWord<'_>) -> u64 {
    // The fractional part of the golden ratio, as in Fibonacci hashing.
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |number: u64| {
        let product = u128::from(number) * u128::from(FACTOR);
        (product >> 64) as u64 ^ product as u64
    };
    match word.word.as_bytes().get(8..) {
        Some(rest) => rest.chunks(8).fold(mix(word.head), |hash, bytes| mix(hash ^ eight::head(bytes))),
        None => mix(word.head),
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_are_numbered_in_the_order_of_first_occurrence(said in vec("(abcdefg|abcdefghijklmnop|é)?[a-cé]{0,3}", 0..90)) {
            let mut lexicon = Lexicon::with_room(0);
            let mut expected: Vec<&str> = Vec::new();
            for word in &said {
                let number = lexicon.number(HeadedWord::of(word));
                if number == expected.len() {
                    expected.push(word);
                }
                prop_assert_eq!(expected.iter().position(|one| one == word), Some(number));
            }
            prop_assert_eq!(lexicon.len(), expected.len());
            for (number, word) in expected.iter().enumerate() {
                prop_assert_eq!(&lexicon.word(number), word);
            }
            let (text, ends) = lexicon.into_words();
            prop_assert_eq!(text, expected.concat());
            prop_assert_eq!(ends.last().unwrap_or(0) as usize, expected.concat().len());
        }
    }
}

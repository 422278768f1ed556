//! A set of short texts, stored as one.

use std::collections::BTreeSet;

use super::shared_text::SharedText;

/// What stands between two words: no text that comes from a file holds it.
const BETWEEN: char = '\0';

/// Texts in their order, each once, in one allocation: for sets of which there are thousands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(SharedText);

impl Words {
    /// Stores a set. A text's U+0000, which stands between words here, is left out.
    pub fn new(words: &BTreeSet<String>) -> Self {
        let words = words.iter().map(|word| word.replace(BETWEEN, "")).filter(|word| !word.is_empty());
        Self(SharedText::from(words.collect::<Vec<_>>().join("\0")))
    }

    /// Every text, but an empty one.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split(BETWEEN).filter(|word| !word.is_empty())
    }
}

impl Default for Words {
    fn default() -> Self {
        Self(SharedText::from(""))
    }
}

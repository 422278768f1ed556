//! Unicode's normalization forms: one text in one way (UAX 15).

use std::borrow::Cow;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

/// A text with letters and their marks composed (NFC).
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { ComposingNormalizerBorrowed::new_nfc().normalize(text) }
}

/// A letter without its marks: `e` of `é`.
pub fn bare(letter: char) -> char {
    let mut bytes = [0; 4];
    let text = letter.encode_utf8(&mut bytes);
    DecomposingNormalizerBorrowed::new_nfd().normalize(text).chars().next().unwrap_or(letter)
}

//! Unicode normalization (UAX 15).

use std::borrow::Cow;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

/// A text in composed form (NFC).
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { ComposingNormalizerBorrowed::new_nfc().normalize(text) }
}

/// A letter without accents: `e` for `é`.
pub fn bare(letter: char) -> char {
    let mut bytes = [0; 4];
    let text = letter.encode_utf8(&mut bytes);
    DecomposingNormalizerBorrowed::new_nfd().normalize(text).chars().next().unwrap_or(letter)
}

/// A lower-case text without the accents of Latin, Greek and Cyrillic, with compatibility characters replaced (NFKC).
/// Letters without a decomposition get their common replacement: `oe` for `œ`.
pub fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let parted = DecomposingNormalizerBorrowed::new_nfkd().normalize(text);
    let mut bare = String::with_capacity(parted.len());
    for letter in parted.chars() {
        match letter {
            '\u{300}'..='\u{36f}' => {}
            'ß' => bare.push_str("ss"),
            'æ' => bare.push_str("ae"),
            'œ' => bare.push_str("oe"),
            'ø' => bare.push('o'),
            'ł' => bare.push('l'),
            'đ' => bare.push('d'),
            letter => bare.push(letter),
        }
    }
    Cow::Owned(ComposingNormalizerBorrowed::new_nfc().normalize(&bare).into_owned())
}

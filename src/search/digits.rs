//! Numbers as the index writes them.

use crate::model::output::search::Weight;

/// 64 digits that need no escaping in a script.
pub const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// How long a text is, as a digit: the length in words is 8 · (2^(digit / 6) − 1).
pub fn length_digit(words: usize) -> char {
    let length = 6.0 * (1.0 + words as f64 / 8.0).log2();
    digit(length.round().min(63.0) as usize)
}

/// What a word counts, as a digit.
pub fn weight_digit(weight: Weight) -> char {
    digit(usize::from(weight.title) * 15 + usize::from(weight.headings) * 5 + usize::from(weight.text))
}

/// The digit of a number up to 63.
pub fn digit(number: usize) -> char {
    char::from(DIGITS[number.min(63)])
}

/// Adds a number in base 36.
pub fn push_base_36(text: &mut String, number: usize) {
    if number >= 36 {
        push_base_36(text, number / 36);
    }
    text.push(char::from_digit((number % 36) as u32, 36).expect("it is below 36"));
}

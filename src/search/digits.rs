//! Numbers as the index writes them.

use crate::model::output::search::Weight;

/// 64 digits that need no escaping in a script.
pub const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The fewest words of a text of each length from 1 on: where 6 · log2(1 + words / 8) rounds to it. A table, because
/// platforms differ in how they compute logarithms.
const LENGTHS: [usize; 63] = [
    1, 2, 3, 4, 6, 8, 9, 12, 14, 16, 19, 23, 26, 31, 35, 40, 46, 53, 60, 69, 78, 88, 100, 113, 128, 145, 163,
    184, 208, 234, 264, 297, 334, 376, 423, 476, 535, 601, 676, 760, 854, 959, 1077, 1210, 1359, 1527, 1715,
    1926, 2162, 2428, 2726, 3061, 3437, 3859, 4332, 4863, 5460, 6130, 6881, 7725, 8672, 9734, 10928,
];

/// How long a text is, as a digit: the length in words is 8 · (2^(digit / 6) − 1).
pub fn length_digit(words: usize) -> char {
    digit(LENGTHS.partition_point(|fewest| *fewest <= words))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_its_logarithm_rounded() {
        let rounded = |words: usize| (6.0 * (1.0 + words as f64 / 8.0).log2()).round() as usize;
        for words in (0..200_000).chain([1 << 20, 1 << 30, usize::MAX]) {
            assert_eq!(length_digit(words), digit(rounded(words)), "{words}");
        }
    }
}

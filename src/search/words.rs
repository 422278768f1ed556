//! Splits a text into words, as static/search.js splits queries: keep the two in step.
//!
//! A word is a run of letters and digits. An apostrophe separates words, and single letters beside one are skipped
//! (`l'`, `'s`). Scripts without spaces between words are split by ICU's dictionaries (UAX 29); the browser may split
//! them differently, for which search.js compensates. Numbers are read in the same way in all languages, whatever
//! their thousands and decimal separators.

use std::borrow::Cow;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use crate::text::unicode::composed;

use super::ascii_word::{AsciiWord, ascii_word};
use super::head::HeadedWord;

/// Calls `give` with each word of a text in lower case, with accents, in the order of the text.
pub fn words(text: &str, mut give: impl FnMut(HeadedWord<'_>)) {
    let bytes = text.as_bytes();
    let mut small = String::new();
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        if first.is_ascii() && !first.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        match ascii_word(&bytes[at..]) {
            Some(AsciiWord { length, head, has_capital }) if length > 1 && !first.is_ascii_digit() => {
                let mut word = &text[at..at + length];
                if has_capital {
                    small.clear();
                    small.push_str(word);
                    small.make_ascii_lowercase();
                    word = &small;
                }
                give(HeadedWord { word, head });
                at += length;
            }
            _ => at = other(text, at, &mut give),
        }
    }
}

/// Calls `give` with the words of the run of letters that starts at a byte, if there is one. Returns the byte after
/// it.
fn other(text: &str, start: usize, give: &mut impl FnMut(HeadedWord<'_>)) -> usize {
    let run = &text[start..];
    if let Some(sign) = run.chars().next().filter(|c| !is_letter(*c)) {
        return start + sign.len_utf8();
    }
    let is_run_dense = run.starts_with(is_dense);
    let length = run.find(|c| !is_letter(c) || is_dense(c) != is_run_dense).unwrap_or(run.len());
    let end = start + if is_run_dense { length } else { with_decimals(run, length) };
    let word = &text[start..end];
    if is_run_dense {
        segments(word, give);
    } else if !(is_single(word) && is_beside_apostrophe(text, start, end)) {
        give(HeadedWord::of(&normalized(word)));
    }
    end
}

fn is_single(word: &str) -> bool {
    // No letter takes more than four bytes.
    word.len() <= 4 && word.chars().nth(1).is_none() && !word.starts_with(|c: char| c.is_ascii_digit())
}

fn is_beside_apostrophe(text: &str, start: usize, end: usize) -> bool {
    let apostrophes = ['\'', '’'];
    text[..start].ends_with(apostrophes) || text[end..].starts_with(apostrophes)
}

/// Letters, digits and combining accents.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}')
}

/// Whether a letter belongs to a script without spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
pub fn is_dense(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3fffd}')
}

/// The end of a number that may contain separators between its digits: `3.5` and `12,000`, but not `3.5km`.
fn with_decimals(run: &str, end: usize) -> usize {
    if !run[..end].bytes().all(|byte| byte.is_ascii_digit()) {
        return end;
    }
    let (mut longest, mut at) = (end, end);
    while run[at..].starts_with(['.', ',']) {
        let digits = run[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            break;
        }
        at += 1 + digits;
        if !run[at..].starts_with(|c| is_letter(c) && !is_dense(c)) {
            longest = at;
        }
    }
    longest
}

/// A word in lower case; a number without thousands separators, and with a full stop as its decimal separator.
fn normalized(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    if word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(['.', ',']) {
        return Cow::Owned(number(word));
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let small = word.to_lowercase();
    Cow::Owned(match composed(&small) {
        Cow::Borrowed(_) => small,
        Cow::Owned(composed) => composed,
    })
}

fn number(word: &str) -> String {
    let mut parts = word.split(['.', ',']);
    let mut number = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        if part.len() != 3 {
            number.push('.');
        }
        number.push_str(part);
    }
    number
}

/// Calls `give` with the words of a run without spaces. A single Hiragana letter is grammar, not a word.
fn segments(run: &str, give: &mut impl FnMut(HeadedWord<'_>)) {
    let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
    let mut start = 0;
    for end in segmenter.segment_str(run).skip(1) {
        let word = &run[start..end];
        let mut letters = word.chars();
        let is_grammar = matches!((letters.next(), letters.next()), (Some('\u{3040}'..='\u{309f}'), None));
        if !is_grammar {
            give(HeadedWord::of(&normalized(word)));
        }
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        words(text, |word| found.push(word.word.to_owned()));
        found
    }

    proptest! {
        /// Reading eight bytes at a time gives the same words as reading characters.
        #[test]
        fn words_are_the_same_character_by_character(text in "([a-zA-Z]{0,18}|[0-9.,]{1,6}|[ '’.–éÉ日の]){0,12}") {
            let (mut found, mut expected) = (Vec::new(), Vec::new());
            words(&text, |word| found.push((word.word.to_owned(), word.head)));
            let mut at = 0;
            while at < text.len() {
                at = other(&text, at, &mut |word| expected.push((word.word.to_owned(), word.head)));
            }
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn an_apostrophe_separates_words_and_single_letters_beside_it_are_skipped() {
        assert_eq!(of("Japan’s trade, l'économie"), ["japan", "trade", "économie"]);
        assert_eq!(of("G7 and plan B, aujourd'hui"), ["g7", "and", "plan", "b", "aujourd", "hui"]);
    }

    #[test]
    fn numbers_are_read_alike_in_all_languages() {
        assert_eq!(of("€12,000.5, 12.000,5; 3,5 %"), ["12000.5", "12000.5", "3.5"]);
        assert_eq!(of("In 2015. Then, 7."), ["in", "2015", "then", "7"]);
        assert_eq!(of("3.5km, 3.5億"), ["3", "5km", "3.5", "億"]);
    }

    #[test]
    fn scripts_without_spaces_are_split_into_words() {
        assert_eq!(of("日本とフランスの貿易"), ["日本", "フランス", "貿易"]);
        assert_eq!(of("GDP成長率"), ["gdp", "成長率"]);
    }
}

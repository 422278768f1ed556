//! Words that look like acronyms, or like names of people and organizations: registers may have them.

use std::ops::Range;

/// Lower-case words within names: `Ministry of Foreign Affairs and Trade`, `Institut français du Japon`.
const PARTICLES: &[&str] = &[
    "of", "and", "on", "for", "the", "de", "du", "des", "et", "la", "le", "les", "sur", "pour", "von", "van",
    "da", "und", "der",
];

/// The first character of the scripts without spaces between words: the radicals of Chinese.
const WITHOUT_SPACES: char = '\u{2E80}';

/// The bytes of the acronyms in a text: a capital letter followed by capitals and digits, without other letters beside them.
pub fn acronyms(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !may_hold_acronym(text.as_bytes()) {
        return found;
    }
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_part = (c.is_alphanumeric() && c < WITHOUT_SPACES) || (c == '&' && start.is_some());
        match (start, is_part) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let word = text[from..at].trim_end_matches('&');
                if is_acronym(word) {
                    found.push(from..from + word.len());
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Whether two adjacent bytes may begin an acronym. Most texts have none, and bytes are searched faster than characters.
fn may_hold_acronym(bytes: &[u8]) -> bool {
    let goes_on = |byte: u8| may_be_capital(byte) || byte.is_ascii_digit() || byte == b'&';
    bytes.windows(2).any(|pair| may_be_capital(pair[0]) && goes_on(pair[1]))
}

/// Whether a byte may be part of a capital letter.
fn may_be_capital(byte: u8) -> bool {
    byte.is_ascii_uppercase() || !byte.is_ascii()
}

fn is_acronym(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.chars().nth(1).is_some()
        && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '&')
}

/// Whether readers may not know an acronym: it is not a letter with a number, and not a Roman numeral.
pub fn is_obscure(acronym: &str) -> bool {
    acronym.chars().filter(|c| c.is_uppercase()).count() > 1
        && !acronym.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M'))
}

/// The spans of likely names of several words: consecutive capitalized words. The first word of a sentence is
/// capitalized anyway, so a name does not begin there; `opens` is true if the text begins a sentence.
pub fn names(text: &str, opens: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(Range<usize>, usize)> = None;
    let mut opens = opens;
    let mut close = |open: &mut Option<(Range<usize>, usize)>| {
        found.extend(open.take().filter(|(_, words)| *words > 1).map(|(range, _)| range));
    };
    let (mut pending, mut at) = (0, 0);
    loop {
        if open.is_none() {
            let Some((start, is_opening)) = next_capital(text, at, opens) else { break };
            (at, opens) = (start, is_opening);
        }
        let Some((start, word)) = next_word(text, at) else { break };
        at = start + word.len();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = ["’s", "'s"].iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare);
        let offset = start + (bare.as_ptr() as usize - word.as_ptr() as usize);
        let begins_anew = !word.starts_with(bare);
        if begins_anew || bare.is_empty() {
            close(&mut open);
            pending = 0;
        }
        if is_capitalized(bare) && !opens {
            match &mut open {
                Some((range, count)) => (range.end, *count) = (offset + bare.len(), *count + 1),
                None => open = Some((offset..offset + bare.len(), 1)),
            }
            pending = 0;
        } else if open.is_some() && pending < 2 && PARTICLES.contains(&bare) && word == bare {
            pending += 1;
        } else {
            close(&mut open);
            pending = 0;
        }
        if !bare.is_empty() && !word.ends_with(bare) {
            close(&mut open);
            pending = 0;
        }
        opens = ends_sentence(word) || (opens && bare.is_empty());
    }
    close(&mut open);
    found
}

/// The byte of the next word that may have a capital letter, and whether it begins a sentence; `opens` is true if the text from `at`
/// on begins one. Most words have no capital letter and are passed over.
fn next_capital(text: &str, at: usize, opens: bool) -> Option<(usize, bool)> {
    let rest = &text[at..];
    let capital = rest.bytes().position(may_be_capital)?;
    let start =
        rest.as_bytes()[..capital].iter().rposition(|byte| is_space(*byte)).map_or(0, |space| space + 1);
    let words = rest[..start].split(|c: char| c.is_ascii() && is_space(c as u8)).rev();
    let begins_sentence = |word: &str| match ends_sentence(word) {
        true => Some(true),
        false => word.bytes().any(|byte| byte.is_ascii_alphanumeric()).then_some(false),
    };
    Some((at + start, words.into_iter().find_map(begins_sentence).unwrap_or(opens)))
}

/// The next word of a text, as [`str::split_whitespace`] splits it, and the byte at which it begins. ASCII is read byte by byte.
fn next_word(text: &str, mut at: usize) -> Option<(usize, &str)> {
    let bytes = text.as_bytes();
    let mut start = at;
    while let Some(byte) = bytes.get(at) {
        let (is_space, length) = if byte.is_ascii() {
            (is_space(*byte), 1)
        } else {
            let c = text[at..].chars().next().unwrap_or_default();
            (c.is_whitespace(), c.len_utf8())
        };
        match (is_space, at > start) {
            (true, true) => break,
            (true, false) => start = at + length,
            (false, _) => {}
        }
        at += length;
    }
    (at > start).then(|| (start, &text[start..at]))
}

/// Whether an ASCII byte is white space in Unicode.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

fn ends_sentence(word: &str) -> bool {
    word.ends_with(['.', '!', '?', ':', '…'])
}

/// Whether a word begins with a capital letter and has a lower-case one: it is not an acronym or a number.
fn is_capitalized(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of<'a>(text: &'a str, ranges: &[Range<usize>]) -> Vec<&'a str> {
        ranges.iter().map(|range| &text[range.clone()]).collect()
    }

    proptest! {
        #[test]
        fn words_are_separated_by_white_space(text in "[aÉ \t\r\n\u{b}\u{c}\u{1c}\u{85}\u{a0}\u{3000}日]{0,12}") {
            let mut found = Vec::new();
            let mut at = 0;
            while let Some((start, word)) = next_word(&text, at) {
                prop_assert!(text[start..].starts_with(word));
                found.push(word);
                at = start + word.len();
            }
            prop_assert_eq!(found, text.split_whitespace().collect::<Vec<_>>());
        }

        /// Only words without capital letters are passed over, and whether the next one begins a sentence is found as if all of them
        /// were read.
        #[test]
        fn words_without_capitals_are_passed_over(text in "[aAÉ.,… \t\u{b}\u{85}]{0,16}", opens in any::<bool>()) {
            let found = next_capital(&text, 0, opens);
            let passed = &text[..found.map_or(text.len(), |(start, _)| start)];
            prop_assert!(found.is_none() || passed.is_empty() || passed.ends_with(char::is_whitespace));
            let mut expected = opens;
            for word in passed.split_whitespace() {
                prop_assert!(word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()));
                let is_bare = !word.bytes().any(|byte| byte.is_ascii_alphanumeric());
                expected = ends_sentence(word) || (expected && is_bare);
            }
            prop_assert!(found.is_none_or(|(_, opens)| opens == expected));
        }
    }

    #[test]
    fn acronyms_are_words_of_capitals_and_digits() {
        for (text, expected) in [
            ("FDI from the EU, and (GDP).", &["FDI", "EU", "GDP"][..]),
            ("The G20's aims; R&D, A4", &["G20", "R&D", "A4"]),
            ("日本のGDPは、ODAの", &["GDP", "ODA"]),
            ("FDIs, McDonald, iOS, I, 2015, 2+2, A", &[]),
            ("ÉNA &", &["ÉNA"]),
        ] {
            assert_eq!(of(text, &acronyms(text)), expected, "{text}");
        }
        assert!(is_obscure("FDI") && is_obscure("R&D"));
        assert!(!is_obscure("G20") && !is_obscure("XIV"));
    }

    #[test]
    fn names_are_capitalized_words_side_by_side_within_a_sentence() {
        for (text, expected) in [
            ("In May, Prime Minister Manuel Valls came.", &["Prime Minister Manuel Valls"][..]),
            ("The Ministry of Foreign Affairs, Paris", &["Ministry of Foreign Affairs"]),
            ("Manuel Valls came. Shinzo Abe left.", &[]),
            ("from Nancy to Kanazawa", &[]),
            ("the Minister of Foreign Affairs and Trade", &["Minister of Foreign Affairs and Trade"]),
            ("by Jean de la Fontaine", &["Jean de la Fontaine"]),
            ("in Shinzo Abe’s Japan", &["Shinzo Abe"]),
            ("with Tokyo, Nancy and the (Cités Unies France)", &["Cités Unies France"]),
            ("in October 2015 of Japan", &[]),
        ] {
            assert_eq!(of(text, &names(text, true)), expected, "{text}");
        }
        assert_eq!(names("Manuel Valls", false).len(), 1);
    }
}

//! The context of a number in a text: words and symbols around it, and word boundaries.

/// Whether a minus sign precedes a number, perhaps with a currency symbol in between. A hyphen in a word, as in
/// `mid-2000`, is not one.
pub fn is_negative(before: &str) -> bool {
    let minus = ['-', '−', '–'];
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let inner = word.trim_end_matches(minus);
    word.starts_with(minus) || (inner.len() < word.len() && !inner.ends_with(is_part_of_word))
}

/// Whether a text begins with exactly three digits.
pub fn is_group(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3
}

pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}')
}

fn is_part_of_word(c: char) -> bool {
    c.is_alphanumeric()
}

/// Whether a character belongs to a script without spaces between words.
pub fn is_unspaced(c: char) -> bool {
    c >= '\u{2E80}'
}

/// Whether a qualifier precedes a number or, if it is a pattern, surrounds it: `{number}未満`.
pub fn qualifies(word: &str, before: &str, after: &str) -> bool {
    match word.split_once("{number}") {
        Some((front, back)) => {
            [(front, before), (back, after)].iter().all(|(part, text)| has_word(text, part))
        }
        None => has_word(before, word),
    }
}

/// Whether a text begins with a whole word, after optional spaces.
pub fn starts_with_word(text: &str, word: &str) -> bool {
    let rest = text.trim_start().strip_prefix(word);
    rest.is_some_and(|rest| word.ends_with(is_unspaced) || !rest.starts_with(is_part_of_word))
}

/// Whether a text contains a whole word. Symbols such as `€` match anywhere.
pub fn has_word(text: &str, word: &str) -> bool {
    word_at(text, &word.to_lowercase()).is_some()
}

/// The position of a whole word in a text. Symbols, and words of scripts without spaces, match anywhere.
pub fn word_at(text: &str, word: &str) -> Option<usize> {
    let stands_anywhere = word.starts_with(|c: char| !is_part_of_word(c) || is_unspaced(c));
    let mut places = text.match_indices(word).map(|(at, _)| at);
    places.find(|at| {
        let before = text[..*at].chars().next_back().is_some_and(is_part_of_word);
        let after = text[at + word.len()..].chars().next().is_some_and(is_part_of_word);
        stands_anywhere || (!before && !after)
    })
}

/// The two forms of a word or a pattern, which are usually the same.
pub fn two_forms(word: &str) -> [String; 2] {
    let (first, second) = word.split_once('/').unwrap_or((word, word));
    [first.to_owned(), second.to_owned()]
}

//! Splits the content of braces in a template into tokens as Tera does: names, strings, numbers, symbols.

use super::tags::{end_of_string, is_of_name};

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// Its start in the template.
    pub at: usize,
    /// Its text.
    pub text: &'a str,
    /// Its kind.
    pub kind: Kind,
}

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The name of a variable, filter, test, function or key.
    Name,
    /// A keyword: `and`, `for`, `true`.
    Keyword,
    /// A string or a number.
    Literal,
    /// An operator, a bracket, a comma.
    Sign,
}

const KEYWORDS: [&str; 15] = [
    "and", "or", "not", "in", "is", "if", "else", "for", "true", "True", "false", "False", "none", "None",
    "null",
];

/// The keywords between operands.
const OPERATORS: [&str; 7] = ["and", "or", "in", "is", "if", "else", "for"];

/// Symbols of more than one character, the longest first.
const LONG_SIGNS: [&str; 10] = ["...", "//", "**", "==", "!=", ">=", "<=", "</", "?.", "?["];

impl<'a> Token<'a> {
    /// Its end.
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// Whether it is this symbol or keyword.
    pub fn is(&self, text: &str) -> bool {
        matches!(self.kind, Kind::Sign | Kind::Keyword) && self.text == text
    }

    /// Whether it is a name.
    pub fn is_name(&self) -> bool {
        self.kind == Kind::Name
    }

    fn opens(&self) -> bool {
        self.kind == Kind::Sign && matches!(self.text, "(" | "[" | "?[" | "{")
    }

    fn closes(&self) -> bool {
        self.kind == Kind::Sign && matches!(self.text, ")" | "]" | "}")
    }
}

/// The tokens in the content of braces, which starts at `at` in the template; `None` if it contains an invalid
/// character.
pub fn tokens(inner: &str, at: usize) -> Option<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut from = 0;
    while let Some(rest) = inner.get(from..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next()?;
        if first.is_ascii_whitespace() {
            from += 1;
            continue;
        }
        let (length, kind) = token(rest, first)?;
        let text = rest.get(..length)?;
        let kind = if is_operand(&tokens, text) { Kind::Name } else { kind };
        tokens.push(Token { at: at + from, text, kind });
        from += length;
    }
    Some(tokens)
}

/// Whether an operator keyword is a name here: Tera treats `in` as a variable where an operand must begin.
fn is_operand(before: &[Token<'_>], word: &str) -> bool {
    let place = before.len();
    let is_not_in = word == "in"
        && before.last().is_some_and(|last| last.is("not") && !begins_operand(before, place - 1));
    OPERATORS.contains(&word) && begins_operand(before, place) && !is_not_in
}

/// The length and the kind of the first token.
fn token(rest: &str, first: char) -> Option<(usize, Kind)> {
    let span = |holds: fn(char) -> bool| rest.find(|c| !holds(c)).unwrap_or(rest.len());
    match first {
        '"' | '\'' | '`' => Some((end_of_string(rest.as_bytes(), 0)?, Kind::Literal)),
        '0'..='9' => Some((number(rest), Kind::Literal)),
        first if is_of_name(first) => {
            let length = span(is_of_name);
            let is_keyword = rest.get(..length).is_some_and(|word| KEYWORDS.contains(&word));
            Some((length, if is_keyword { Kind::Keyword } else { Kind::Name }))
        }
        first => {
            let long = LONG_SIGNS.iter().find(|sign| rest.starts_with(**sign)).map(|sign| sign.len());
            let short = "+-*/%!.,:~|=><()[]{}@".contains(first).then_some(1);
            Some((long.or(short)?, Kind::Sign))
        }
    }
}

/// The length of a number: digits, with at most one dot.
fn number(rest: &str) -> usize {
    let mut has_dot = false;
    let digits = rest.bytes().take_while(|byte| {
        let is_dot = *byte == b'.' && !has_dot;
        has_dot |= is_dot;
        is_dot || byte.is_ascii_digit()
    });
    digits.count()
}

/// The index of the bracket that closes the one at `open`.
pub fn closing(tokens: &[Token<'_>], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (place, token) in tokens.iter().enumerate().skip(open) {
        if token.opens() {
            depth += 1;
        } else if token.closes() {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(place);
            }
        }
    }
    None
}

/// The index of the first occurrence of a symbol or keyword outside brackets.
pub fn outside(tokens: &[Token<'_>], text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    tokens.iter().position(|token| {
        if depth == 0 && token.is(text) {
            return true;
        }
        if token.opens() {
            depth += 1;
        } else if token.closes() {
            depth = depth.saturating_sub(1);
        }
        false
    })
}

/// Whether an operand begins at an index: a bracket there is a list, not an index.
pub fn begins_operand(tokens: &[Token<'_>], place: usize) -> bool {
    let Some(before) = place.checked_sub(1).and_then(|before| tokens.get(before)) else { return true };
    match before.kind {
        Kind::Name | Kind::Literal => false,
        Kind::Keyword => matches!(before.text, "and" | "or" | "not" | "in" | "if" | "else"),
        Kind::Sign => !before.closes() && !ends_component(tokens, place),
    }
}

/// Whether a component call ends before an index: `<card />`.
fn ends_component(tokens: &[Token<'_>], place: usize) -> bool {
    let before = tokens.get(..place).unwrap_or_default();
    matches!(before, [.., slash, end] if slash.is("/") && end.is(">"))
}

/// Whether tokens are only a path: `page.title`.
pub fn is_path(tokens: &[Token<'_>]) -> bool {
    let is_dot = |token: &Token<'_>| token.is(".") || token.is("?.");
    tokens.len() % 2 == 1
        && tokens
            .iter()
            .enumerate()
            .all(|(place, token)| if place % 2 == 0 { token.is_name() } else { is_dot(token) })
}

/// The end of the path that begins at an index, including its subscripts, and the position of the first subscript.
pub fn path_end(tokens: &[Token<'_>], start: usize) -> Option<(usize, Option<usize>)> {
    let (mut end, mut index) = (start + 1, None);
    while let Some(token) = tokens.get(end) {
        if (token.is(".") || token.is("?."))
            && tokens.get(end + 1).is_some_and(|next| next.kind != Kind::Sign)
        {
            end += 2;
        } else if token.is("[") || token.is("?[") {
            index = index.or(Some(end));
            end = closing(tokens, end)? + 1;
        } else {
            break;
        }
    }
    Some((end, index))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(inner: &str) -> Option<Vec<&str>> {
        Some(tokens(inner, 0)?.into_iter().map(|token| token.text).collect())
    }

    #[test]
    fn tokens_are_the_same_as_in_tera() {
        for (inner, expected) in [
            (" a.b?.c ", Some(vec!["a", ".", "b", "?.", "c"])),
            ("a|b(c=\"x}\\\"\")", Some(vec!["a", "|", "b", "(", "c", "=", "\"x}\\\"\"", ")"])),
            ("a~-1.5.2//3**b", Some(vec!["a", "~", "-", "1.5", ".", "2", "//", "3", "**", "b"])),
            ("[...a,{1:b}]", Some(vec!["[", "...", "a", ",", "{", "1", ":", "b", "}", "]"])),
            ("é", None),
            ("'a", None),
            ("", Some(vec![])),
        ] {
            assert_eq!(texts(inner), expected, "{inner}");
        }
    }

    #[test]
    fn a_word_for_an_operator_is_a_name_if_an_operand_begins_there() {
        for (inner, names) in [
            ("in [x]", vec!["in", "x"]),
            ("a in b", vec!["a", "b"]),
            ("a not in b", vec!["a", "b"]),
            ("not in", vec!["in"]),
            ("a and or or is", vec!["a", "or", "is"]),
            ("a if b else else", vec!["a", "b", "else"]),
        ] {
            let tokens = tokens(inner, 0).unwrap();
            let found: Vec<&str> =
                tokens.iter().filter(|token| token.is_name()).map(|token| token.text).collect();
            assert_eq!(found, names, "{inner}");
        }
    }

    #[test]
    fn a_path_ends_after_its_subscripts() {
        let of = tokens("a.b[c[0]].d + 1", 0).unwrap();
        let (end, index) = path_end(&of, 0).unwrap();
        assert_eq!((of[end].text, index), ("+", Some(3)));
        assert!(is_path(&tokens("a.b", 0).unwrap()));
        assert!(!is_path(&tokens("a[b]", 0).unwrap()));
        assert_eq!(closing(&tokens("(a", 0).unwrap(), 0), None);
    }
}

//! What stands within the braces of a template, taken apart as Tera takes it apart: names, texts, numbers, signs.

use super::tags::{end_of_string, is_of_name};

/// A word or sign within braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// Its first byte in the template.
    pub at: usize,
    /// All of it.
    pub text: &'a str,
    /// What it is.
    pub kind: Kind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name that is looked up, or names a filter, a test, a function or a key.
    Name,
    /// A word of the language: `and`, `for`, `true`.
    Keyword,
    /// A text between quotation marks, or a number.
    Literal,
    /// An operator, a bracket, a comma.
    Sign,
}

const KEYWORDS: [&str; 15] = [
    "and", "or", "not", "in", "is", "if", "else", "for", "true", "True", "false", "False", "none", "None",
    "null",
];

/// The keywords that stand between operands.
const OPERATORS: [&str; 7] = ["and", "or", "in", "is", "if", "else", "for"];

/// Signs of more than one character; the longest first.
const LONG_SIGNS: [&str; 10] = ["...", "//", "**", "==", "!=", ">=", "<=", "</", "?.", "?["];

impl<'a> Token<'a> {
    /// The byte behind it.
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// Whether it is this sign or keyword.
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

/// The tokens of what stands within braces, whose first byte in the template is `at`; none where a character stands there
/// that cannot.
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

/// Whether a word for an operator is a name here: Tera takes `in` for a variable if an operand has to begin there.
fn is_operand(before: &[Token<'_>], word: &str) -> bool {
    let place = before.len();
    let is_not_in = word == "in"
        && before.last().is_some_and(|last| last.is("not") && !begins_operand(before, place - 1));
    OPERATORS.contains(&word) && begins_operand(before, place) && !is_not_in
}

/// How long the first token is, and what it is.
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

/// How long a number is: digits, and at most one dot.
fn number(rest: &str) -> usize {
    let mut has_dot = false;
    let digits = rest.bytes().take_while(|byte| {
        let is_dot = *byte == b'.' && !has_dot;
        has_dot |= is_dot;
        is_dot || byte.is_ascii_digit()
    });
    digits.count()
}

/// Where the bracket at a place closes.
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

/// The place of the first sign or keyword that stands in no brackets.
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

/// Whether the token at a place begins an operand, and does not go on with one: a bracket there is a list, not an index.
pub fn begins_operand(tokens: &[Token<'_>], place: usize) -> bool {
    let Some(before) = place.checked_sub(1).and_then(|before| tokens.get(before)) else { return true };
    match before.kind {
        Kind::Name | Kind::Literal => false,
        Kind::Keyword => matches!(before.text, "and" | "or" | "not" | "in" | "if" | "else"),
        Kind::Sign => !before.closes() && !ends_component(tokens, place),
    }
}

/// Whether a component's call ends before a place: `<card />`.
fn ends_component(tokens: &[Token<'_>], place: usize) -> bool {
    let before = tokens.get(..place).unwrap_or_default();
    matches!(before, [.., slash, end] if slash.is("/") && end.is(">"))
}

/// Whether tokens are a path and nothing else: `page.title`.
pub fn is_path(tokens: &[Token<'_>]) -> bool {
    let is_dot = |token: &Token<'_>| token.is(".") || token.is("?.");
    tokens.len() % 2 == 1
        && tokens
            .iter()
            .enumerate()
            .all(|(place, token)| if place % 2 == 0 { token.is_name() } else { is_dot(token) })
}

/// Where the path that begins at a place ends, with its indices, and where the first of these stands.
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
    fn tokens_are_those_of_tera() {
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
    fn a_path_ends_behind_its_indices() {
        let of = tokens("a.b[c[0]].d + 1", 0).unwrap();
        let (end, index) = path_end(&of, 0).unwrap();
        assert_eq!((of[end].text, index), ("+", Some(3)));
        assert!(is_path(&tokens("a.b", 0).unwrap()));
        assert!(!is_path(&tokens("a[b]", 0).unwrap()));
        assert_eq!(closing(&tokens("(a", 0).unwrap(), 0), None);
    }
}

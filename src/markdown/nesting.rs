//! A limit on how deep the lines of a text nest quotations and lists, applied before it is parsed: for each line, pulldown-cmark
//! looks at all that are open, so a few thousand nested ones take it minutes.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr2_iter;
use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::model::source::diagnostic::{Code, Diagnostic};

use super::Text;

/// The most quotations, lists and definitions that may be nested.
pub const DEEPEST: usize = 50;

/// A text in which no line nests too deep: letters replace the lines that did.
#[derive(Debug)]
pub struct LimitedNesting<'a> {
    /// The text, as long as before.
    pub text: Cow<'a, str>,
    /// The bytes of each line that was too deep.
    pub too_deep: Vec<Range<usize>>,
}

/// Replaces the lines that nest deeper than [`DEEPEST`]. Lines of code and of HTML blocks are kept: nothing nests in them.
pub fn limit_nesting(text: &str, extensions: Options) -> LimitedNesting<'_> {
    let mut too_deep = deep_lines(text);
    if too_deep.is_empty() {
        return LimitedNesting { text: Cow::Borrowed(text), too_deep };
    }
    let plain = without(text, &too_deep);
    let literal: Vec<Range<usize>> = literal_blocks(&plain, extensions);
    too_deep.retain(|line| {
        let before = literal.partition_point(|block| block.start <= line.start);
        before.checked_sub(1).is_none_or(|last| literal[last].end < line.end)
    });
    LimitedNesting { text: Cow::Owned(without(text, &too_deep)), too_deep }
}

/// The problem of a line that nests quotations and lists too deep.
pub fn too_deep(text: Text<'_>, line: Range<usize>) -> Diagnostic {
    let message = format!("more than {DEEPEST} nested quotations and lists");
    Diagnostic::at(Code::TooDeep, text.file, text.span(&line), message)
        .help("remove some of the signs `>`, `-` or `1.` at the beginning of the line")
}

/// The lines that may nest too deep, without their indentation. Most texts have none.
fn deep_lines(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for end in memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]) {
        let line = &text.as_bytes()[start..end];
        // A marker takes a byte at least.
        if line.len() > DEEPEST && depth(line) > DEEPEST {
            let indent = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            found.push(start + indent..end);
        }
        start = end + 1;
    }
    found
}

/// The most quotations, lists and definitions that a line may be in: its markers, and as many as fit in the white space before the
/// last of them. A tab is as wide as four spaces.
fn depth(line: &[u8]) -> usize {
    let rule = rule_start(line);
    let (mut markers, mut width, mut deepest, mut at) = (0, 0_usize, 0, 0);
    while let Some(byte) = line.get(at) {
        match byte {
            b' ' => width += 1,
            b'\t' => width += 4,
            _ if at >= rule => break,
            _ => match marker(&line[at..]) {
                0 => break,
                length => {
                    markers += 1;
                    deepest = markers + width / 2;
                    // The space after a marker is part of it.
                    width = width.saturating_sub(1);
                    at += length - 1;
                }
            },
        }
        at += 1;
    }
    deepest
}

/// The length of the marker of a quotation, a list or a definition at the beginning of a line; 0 if there is none.
fn marker(line: &[u8]) -> usize {
    let is_parted = |length: usize| line.get(length).is_none_or(|byte| byte.is_ascii_whitespace());
    match line.first() {
        Some(b'>') => 1,
        Some(b'-' | b'+' | b'*' | b':') if is_parted(1) => 1,
        Some(b'0'..=b'9') => {
            let digits = line.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
            let is_number = matches!(line.get(digits), Some(b'.' | b')')) && is_parted(digits + 1);
            if is_number { digits + 1 } else { 0 }
        }
        Some(b'[') if line.get(1) == Some(&b'^') => {
            let label = line.iter().take(200).position(|byte| *byte == b']');
            label.filter(|end| line.get(end + 1) == Some(&b':')).map_or(0, |end| end + 2)
        }
        _ => 0,
    }
}

/// The byte from which a line consists of the sign of a thematic break and spaces: `- - -` is not a list.
fn rule_start(line: &[u8]) -> usize {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r');
    let Some(sign) = line.iter().rev().find(|byte| !is_space(byte)) else { return 0 };
    if !matches!(sign, b'-' | b'*' | b'_') {
        return line.len();
    }
    line.iter().rposition(|byte| byte != sign && !is_space(byte)).map_or(0, |last| last + 1)
}

/// A text in which letters replace some lines.
fn without(text: &str, lines: &[Range<usize>]) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    for line in lines {
        plain.push_str(&text[at..line.start]);
        plain.extend(std::iter::repeat_n('x', line.len()));
        at = line.end;
    }
    plain.push_str(&text[at..]);
    plain
}

/// The bytes of each block of code or HTML, in order.
fn literal_blocks(text: &str, extensions: Options) -> Vec<Range<usize>> {
    let events = Parser::new_ext(text, extensions).into_offset_iter();
    let is_literal = |event: &Event<'_>| matches!(event, Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock));
    events.filter(|(event, _)| is_literal(event)).map(|(_, range)| range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_depth_of_a_line_counts_its_markers_and_those_that_fit_before_the_last() {
        for (line, expected) in [
            ("> - 1. [^a]: word", 4),
            (">>> word - > 1.", 3),
            ("        - word", 5),
            ("        word", 0),
            ("- - - -", 0),
            ("> - - -", 1),
            ("- - - word", 3),
            ("-- - word", 0),
            ("2015. word", 1),
            ("2015 word", 0),
            ("", 0),
        ] {
            assert_eq!(depth(line.as_bytes()), expected, "{line}");
        }
    }

    #[test]
    fn lines_that_nest_too_deep_are_replaced_except_in_code() {
        let deep = "> ".repeat(DEEPEST + 1);
        let text = format!("a\n\n```\n{deep}\n```\n\n    {deep}\n\n  {deep}b\nc\n");
        let limited = limit_nesting(&text, Options::empty());
        let place = text.rfind(&deep).expect("it is there");
        assert_eq!(limited.too_deep, vec![place..place + deep.len() + 1]);
        assert_eq!(limited.text.len(), text.len());
        assert!(limited.text.contains(&format!("```\n{deep}\n```\n\n    {deep}\n")));
        assert!(!limited.text.contains("> b"));
    }
}

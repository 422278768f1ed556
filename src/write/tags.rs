//! Splits a template as Tera does into text, values, tags, comments and raw text, each with its position.
//!
//! It never fails: an unclosed part extends to the end of the template, and Tera reports what is wrong with it.

use std::ops::Range;

/// The kinds of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Literal text.
    Text,
    /// `{# … #}`.
    Comment,
    /// `{{ … }}`.
    Value,
    /// `{% … %}`.
    Block,
    /// `{% raw %} … {% endraw %}`, with its tags.
    Raw,
}

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// Its start in the template.
    pub at: usize,
    /// Its source.
    pub source: &'a str,
    /// The content of the braces without trim markers; empty for text and raw text.
    pub inner: &'a str,
    /// Its kind.
    pub kind: Kind,
    /// Whether it trims whitespace before it.
    pub trims_before: bool,
    /// Whether it trims whitespace after it.
    pub trims_behind: bool,
    /// Whether its closing braces exist.
    pub is_closed: bool,
}

/// The opening and closing braces of each kind.
const BRACES: [(&str, &str, Kind); 3] =
    [("{{", "}}", Kind::Value), ("{%", "%}", Kind::Block), ("{#", "#}", Kind::Comment)];

impl<'a> Part<'a> {
    /// Its span in the template.
    pub fn span(&self) -> Range<usize> {
        self.at..self.at + self.source.len()
    }

    /// The start of the content of the braces.
    pub fn inner_at(&self) -> usize {
        self.at + 2 + usize::from(self.trims_before)
    }

    /// The first word in the braces: `if`, `endif`, `include`; or the first symbol, as in `</card>`.
    pub fn word(&self) -> &'a str {
        let inner = self.inner.trim_start();
        let end = inner.find(|c: char| !is_of_name(c)).unwrap_or(inner.len());
        let end = if end == 0 { inner.chars().next().map_or(0, char::len_utf8) } else { end };
        inner.get(..end).unwrap_or_default()
    }

    /// The content after the first word.
    pub fn rest(&self) -> &'a str {
        self.inner.trim_start().strip_prefix(self.word()).unwrap_or_default()
    }

    /// The template that it extends or includes, with the start of its name.
    pub fn named(&self) -> Option<(usize, &'a str)> {
        if self.kind != Kind::Block || !matches!(self.word(), "extends" | "include") {
            return None;
        }
        let rest = self.rest();
        let quote = rest.trim_start().chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
        let before = self.inner.len() - rest.trim_start().len() + 1;
        let (name, _) = rest.trim_start().get(1..)?.split_once(quote)?;
        Some((self.inner_at() + before, name))
    }
}

/// Whether a character is allowed in a name.
pub fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The parts of a template, in order and without gaps.
pub fn parts(template: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(rest) = template.get(at..).filter(|rest| !rest.is_empty()) {
        let (before, opening) = next_opening(rest);
        if before > 0 {
            parts.push(text(at, &rest[..before]));
        }
        at += before;
        if let Some((closing, kind)) = opening {
            let part = braced(at, &rest[before..], closing, kind);
            at += part.source.len();
            parts.push(part);
        }
    }
    parts
}

/// The number of bytes before the next opening braces, and how these close.
fn next_opening(rest: &str) -> (usize, Option<(&'static str, Kind)>) {
    let found = rest.match_indices('{').find_map(|(at, _)| {
        let (_, closing, kind) = BRACES.iter().find(|(opening, ..)| rest[at..].starts_with(opening))?;
        Some((at, Some((*closing, *kind))))
    });
    found.unwrap_or((rest.len(), None))
}

fn text(at: usize, source: &str) -> Part<'_> {
    Part {
        at,
        source,
        inner: "",
        kind: Kind::Text,
        trims_before: false,
        trims_behind: false,
        is_closed: true,
    }
}

/// The part that starts with opening braces.
fn braced<'a>(at: usize, rest: &'a str, closing: &str, kind: Kind) -> Part<'a> {
    let trims_before = rest.as_bytes().get(2) == Some(&b'-');
    let start = 2 + usize::from(trims_before);
    let body = rest.get(start..).unwrap_or_default();
    let end = if kind == Kind::Comment { body.find(closing) } else { end_of_tag(body, closing) };
    let Some(end) = end else {
        return Part {
            at,
            source: rest,
            inner: body,
            kind,
            trims_before,
            trims_behind: false,
            is_closed: false,
        };
    };
    let inner = body.get(..end).unwrap_or_default();
    let (inner, trims_behind) = match inner.strip_suffix('-') {
        Some(inner) => (inner, true),
        None => (inner, false),
    };
    let source = rest.get(..start + end + closing.len()).unwrap_or(rest);
    let part = Part { at, source, inner, kind, trims_before, trims_behind, is_closed: true };
    if kind == Kind::Block && inner.trim() == "raw" { raw(part, rest) } else { part }
}

/// The end of a value or tag. Closing braces in its strings do not count.
fn end_of_tag(body: &str, closing: &str) -> Option<usize> {
    let bytes = body.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' | b'\'' | b'`' => at = end_of_string(bytes, at)?,
            _ if bytes.get(at..).is_some_and(|rest| rest.starts_with(closing.as_bytes())) => return Some(at),
            _ => at += 1,
        }
    }
    None
}

/// The end of the string whose quotation mark is at `start`.
pub fn end_of_string(bytes: &[u8], start: usize) -> Option<usize> {
    let quote = bytes.get(start)?;
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            _ if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}

/// The raw text after its opening tag.
fn raw<'a>(open: Part<'a>, rest: &'a str) -> Part<'a> {
    let body = rest.get(open.source.len()..).unwrap_or_default();
    let end = body.match_indices("{%").find_map(|(at, _)| {
        let tag = body.get(at + 2..)?;
        let tag = tag.strip_prefix('-').unwrap_or(tag).trim_ascii_start();
        let tag = tag.strip_prefix("endraw")?.trim_ascii_start();
        let (tag, trims) = tag.strip_prefix('-').map_or((tag, false), |tag| (tag, true));
        Some((rest.len() - tag.strip_prefix("%}")?.len(), trims))
    });
    let (end, trims_behind) = end.unwrap_or((rest.len(), false));
    let source = rest.get(..end).unwrap_or(rest);
    Part { source, inner: "", kind: Kind::Raw, trims_behind, ..open }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kinds(template: &str) -> Vec<(Kind, &str)> {
        parts(template).into_iter().map(|part| (part.kind, part.source)).collect()
    }

    #[test]
    fn braces_close_as_in_tera() {
        use Kind::{Block, Comment, Raw, Text, Value};
        for (template, expected) in [
            ("a{{ b }}c", vec![(Text, "a"), (Value, "{{ b }}"), (Text, "c")]),
            ("{%}", vec![(Block, "{%}")]),
            ("{{}", vec![(Value, "{{}")]),
            ("{#}#}x", vec![(Comment, "{#}#}"), (Text, "x")]),
            ("{%-%}x", vec![(Block, "{%-%}"), (Text, "x")]),
            ("{{ \"}}\" }}", vec![(Value, "{{ \"}}\" }}")]),
            ("{% if '\\'%}' %}é", vec![(Block, "{% if '\\'%}' %}"), (Text, "é")]),
            (
                "{%- raw -%}{{ x }}{% endraw %}{{",
                vec![(Raw, "{%- raw -%}{{ x }}{% endraw %}"), (Value, "{{")],
            ),
            ("{% raw %}日", vec![(Raw, "{% raw %}日")]),
            ("{ {{% x", vec![(Text, "{ "), (Value, "{{% x")]),
        ] {
            assert_eq!(kinds(template), expected, "{template}");
        }
    }

    #[test]
    fn a_tag_returns_the_template_that_it_names() {
        let named = |template: &str| {
            parts(template).first().and_then(|part| part.named().map(|(at, name)| (at, name.to_owned())))
        };
        assert_eq!(named("{% include \"a.html\" %}"), Some((12, "a.html".to_owned())));
        assert_eq!(named("{%- extends 'é' -%}"), Some((13, "é".to_owned())));
        assert_eq!(named("{%include`a`%}"), Some((10, "a".to_owned())));
        assert_eq!(named("{% includes \"a\" %}"), None);
        assert_eq!(named("{% include \"a"), None);
        assert_eq!(named("{% include %}"), None);
    }

    proptest! {
        #[test]
        fn the_parts_of_a_template_cover_it(template in "(\\{\\{|\\{%|\\{#|\\}\\}|%\\}|#\\}|-|raw|endraw| |\"|'|\\\\|é|日|include|\\PC){0,40}") {
            let whole: String = parts(&template).iter().map(|part| part.source).collect();
            prop_assert_eq!(&whole, &template);
            for part in parts(&template) {
                prop_assert_eq!(&template[part.span()], part.source);
                prop_assert!(part.kind == Kind::Text || part.source.contains(part.inner));
                if let Some((at, name)) = part.named() {
                    prop_assert_eq!(&template[at..at + name.len()], name);
                }
                let _ = (part.word(), part.rest());
            }
        }
    }
}

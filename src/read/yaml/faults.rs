//! Faults that are valid YAML and fit any type: repeated keys, escaped control characters, texts cut short by a
//! comment.

use crate::model::source::diagnostic::{Code, Span};

use super::node::{Content, Node};
use super::problem::{Lost, Problem};
use super::scalar::{Resolved, Scalar};

/// The maximum number of reported faults of a node.
const MAX_FAULTS: usize = 20;

/// The faults of a node and the nodes in it. The content of an alias is checked at its anchor.
pub(super) fn faults(text: &str, node: &Node<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    collect(text, node, &mut found);
    found
}

fn collect(text: &str, node: &Node<'_>, found: &mut Vec<Problem>) {
    if node.is_alias || found.len() >= MAX_FAULTS {
        return;
    }
    match &*node.content {
        Content::Scalar(scalar) => {
            found.extend(control_character(scalar, &node.span));
            found.extend(cut_text(text, scalar, &node.span));
        }
        Content::Sequence(items) => items.iter().for_each(|item| collect(text, item, found)),
        Content::Mapping(entries) => {
            for entry in entries {
                if let Content::Scalar(key) = &*entry.key.content {
                    found.extend(control_character(key, &entry.key.span));
                }
                if entry.is_repeated {
                    found.push(repeated_key(entry.name().unwrap_or_default(), &entry.key.span));
                }
                collect(text, &entry.value, found);
            }
        }
    }
}

fn repeated_key(key: &str, span: &Span) -> Problem {
    Problem {
        code: Code::DuplicateKey,
        span: span.clone(),
        message: format!("the key `{key}` is repeated"),
        help: Some("keep one of the two".into()),
        loses: Lost::Nothing,
    }
}

/// A control character that is written as an escape; neither XML nor a file name may contain one.
fn control_character(scalar: &Scalar<'_>, span: &Span) -> Option<Problem> {
    let is_refused =
        |c: char| (c.is_control() && c != '\t' && c != '\n') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    scalar.text.contains(is_refused).then(|| Problem {
        code: Code::WrongValue,
        span: span.clone(),
        message: "a text contains a control character, written as an escape".into(),
        help: Some("remove the escape".into()),
        loses: Lost::Nothing,
    })
}

/// An unquoted text that ends at ` #`, which begins a comment that may not be meant as one.
fn cut_text(text: &str, scalar: &Scalar<'_>, span: &Span) -> Option<Problem> {
    let Resolved::Text(value) = scalar.resolve() else { return None };
    let rest = text[span.end..].lines().next().unwrap_or_default().trim_end();
    let comment = rest.trim_start().strip_prefix('#')?;
    if !scalar.is_plain || (is_code(value) && comment.starts_with([' ', '#'])) {
        return None;
    }
    let end = span.end + rest.len();
    Some(Problem {
        code: Code::CutText,
        span: end - comment.len() - 1..end,
        message: "` #` begins a comment: what follows is not part of the text".into(),
        help: Some("put the text between quotation marks, or remove the comment".into()),
        loses: Lost::Nothing,
    })
}

/// Whether a text is an id, a date, an address or similar: a comment after one is intended.
fn is_code(text: &str) -> bool {
    let has_words = text.contains(char::is_whitespace);
    let is_plain = text.chars().all(|c| !c.is_alphabetic() || c.is_lowercase());
    let is_acronym = text.chars().all(|c| !c.is_lowercase());
    !has_words && (is_plain || is_acronym || text.contains("://"))
}

//! What neither YAML nor a type minds: keys that are there twice, control characters behind an escape, texts that a
//! comment cuts short.

use crate::model::source::diagnostic::{Code, Span};

use super::node::{Content, Node};
use super::problem::{Lost, Problem};
use super::scalar::{Resolved, Scalar};

/// The most faults of a node that are named.
const MOST: usize = 20;

/// The faults of a node and of the nodes in it. What an alias repeats is looked at where it is written.
pub(super) fn faults(text: &str, node: &Node<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    look_at(text, node, &mut found);
    found
}

fn look_at(text: &str, node: &Node<'_>, found: &mut Vec<Problem>) {
    if node.is_alias || found.len() >= MOST {
        return;
    }
    match &*node.content {
        Content::Scalar(scalar) => {
            found.extend(control_character(scalar, &node.span));
            found.extend(cut_text(text, scalar, &node.span));
        }
        Content::Sequence(items) => items.iter().for_each(|item| look_at(text, item, found)),
        Content::Mapping(entries) => {
            for entry in entries {
                if let Content::Scalar(key) = &*entry.key.content {
                    found.extend(control_character(key, &entry.key.span));
                }
                if entry.is_repeated {
                    found.push(repeated_key(entry.name().unwrap_or_default(), &entry.key.span));
                }
                look_at(text, &entry.value, found);
            }
        }
    }
}

fn repeated_key(key: &str, span: &Span) -> Problem {
    Problem {
        code: Code::DuplicateKey,
        span: span.clone(),
        message: format!("the key `{key}` is there a second time"),
        help: Some("keep one of the two".into()),
        loses: Lost::Nothing,
    }
}

/// A control character that an escape brings into a text; neither XML nor a file name may hold one.
fn control_character(scalar: &Scalar<'_>, span: &Span) -> Option<Problem> {
    let is_refused =
        |c: char| (c.is_control() && c != '\t' && c != '\n') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    scalar.text.contains(is_refused).then(|| Problem {
        code: Code::WrongValue,
        span: span.clone(),
        message: "a text holds a control character, written as an escape".into(),
        help: Some("take the escape out".into()),
        loses: Lost::Nothing,
    })
}

/// A text without quotation marks that ends at ` #`, where a comment begins that was perhaps not meant as one.
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
        help: Some("put the text between quotation marks, or take the comment out".into()),
        loses: Lost::Nothing,
    })
}

/// Whether a text is an id, a date, an address or the like: a comment after one is meant as a comment.
fn is_code(text: &str) -> bool {
    let has_words = text.contains(char::is_whitespace);
    let is_plain = text.chars().all(|c| !c.is_alphabetic() || c.is_lowercase());
    let is_acronym = text.chars().all(|c| !c.is_lowercase());
    !has_words && (is_plain || is_acronym || text.contains("://"))
}

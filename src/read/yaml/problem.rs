//! A problem in a YAML text.

use crate::model::source::diagnostic::{Code, Severity, Span};

use super::LIMIT;

/// A problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The kind of problem.
    pub code: Code,
    /// Its span in the text.
    pub span: Span,
    /// The message.
    pub message: String,
    /// The fix.
    pub help: Option<String>,
    /// The part of the mapping that is lost.
    pub loses: Lost,
}

/// The part of a mapping that a problem prevents from being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The whole text.
    Everything,
    /// The value of this key of the mapping, or of the key that was probably meant.
    Key(String),
    /// Nothing of meaning.
    Nothing,
}

impl Problem {
    /// Whether it explains why a key of the mapping has no value.
    pub fn loses_key(&self, key: &str) -> bool {
        match &self.loses {
            Lost::Everything => true,
            Lost::Key(lost) => lost == key,
            Lost::Nothing => false,
        }
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.code.severity() == Severity::Error
    }

    /// The problem that a text is not valid YAML.
    pub(super) fn syntax(span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code: Code::Yaml,
            span,
            message: message.into(),
            help: Some(help.into()),
            loses: Lost::Everything,
        }
    }

    /// The problem that a text is too large.
    pub(super) fn too_large(span: Span, bytes: usize) -> Self {
        Self {
            code: Code::TooLarge,
            span,
            message: format!("{bytes} bytes of YAML; at most {LIMIT} are read"),
            help: Some("move everything that is not metadata elsewhere".into()),
            loses: Lost::Everything,
        }
    }
}

/// The part of a span in its first line, without trailing whitespace.
pub(super) fn in_first_line(text: &str, span: &Span) -> Span {
    let line = text[span.clone()].lines().next().unwrap_or_default();
    span.start..span.start + line.trim_end().len()
}

/// The span of the line that contains a byte, without trailing whitespace.
pub(super) fn line_at(text: &str, at: usize) -> Span {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    in_first_line(text, &(start..text.len()))
}

//! One thing that is wrong with a text of YAML, and the line that shows it.

use crate::model::source::diagnostic::{Code, Severity, Span};

use super::LIMIT;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The kind of problem.
    pub code: Code,
    /// Its bytes in the text.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// The fix.
    pub help: Option<String>,
    /// What it keeps from being read.
    pub loses: Lost,
}

/// What a problem keeps from being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The whole text.
    Everything,
    /// The value of this key of the mapping, or of the key that was probably meant.
    Key(String),
    /// Nothing that has a meaning.
    Nothing,
}

impl Problem {
    /// Whether it is the reason why a key of the mapping has no value.
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

    /// That a text is not YAML that can be read.
    pub(super) fn syntax(span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code: Code::Yaml,
            span,
            message: message.into(),
            help: Some(help.into()),
            loses: Lost::Everything,
        }
    }

    /// That a text has more bytes than are read.
    pub(super) fn too_large(span: Span, bytes: usize) -> Self {
        Self {
            code: Code::TooLarge,
            span,
            message: format!("{bytes} bytes of YAML; at most {LIMIT} are read"),
            help: Some("move what is not metadata elsewhere".into()),
            loses: Lost::Everything,
        }
    }
}

/// The part of a span in its first line, without the blanks at the end.
pub(super) fn in_first_line(text: &str, span: &Span) -> Span {
    let line = text[span.clone()].lines().next().unwrap_or_default();
    span.start..span.start + line.trim_end().len()
}

/// The bytes of the line that a byte is in, without its line end and the blanks before that.
pub(super) fn line_at(text: &str, at: usize) -> Span {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    in_first_line(text, &(start..text.len()))
}

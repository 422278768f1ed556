//! Common mistakes in texts that are not YAML, recognized by their lines, each with its position and fix.

use granit_parser::ErrorKind;

use crate::model::source::diagnostic::Span;

use super::line::Line;
use super::problem::{Problem, line_at};
use super::tree::{SyntaxError, SyntaxErrorKind};

/// The mistake that caused an error in a part of a text, if it is a known one.
pub(super) fn find(text: &str, part: &Span, error: &SyntaxError) -> Option<Problem> {
    let SyntaxErrorKind::NotYaml(kind) = &error.kind else { return None };
    let line = Line::at(text, part.clone(), error.at)?;
    let context = Context { text, part, error, kind, line };
    None.or_else(|| context.tab())
        .or_else(|| context.quotation())
        .or_else(|| context.hyphen_without_space())
        .or_else(|| context.bracket())
        .or_else(|| context.curly_quotation_mark())
        .or_else(|| context.hyphen())
        .or_else(|| context.indentation())
        .or_else(|| context.missing_colon())
        .or_else(|| context.unquoted_colon())
}

/// The context of an error.
struct Context<'a> {
    text: &'a str,
    part: &'a Span,
    error: &'a SyntaxError,
    kind: &'a ErrorKind,
    line: Line<'a>,
}

impl<'a> Context<'a> {
    /// The lines of the part before that of the error.
    fn lines_above(&self) -> impl Iterator<Item = Line<'a>> {
        let here = self.line.start;
        Line::all(self.text, self.part.clone()).take_while(move |line| line.start < here)
    }

    /// Whether the parser expected another start of a line.
    fn is_at_line_start(&self) -> bool {
        matches!(
            self.kind,
            ErrorKind::ExpectedBlockMappingKey
                | ErrorKind::ExpectedBlockSequenceEntry
                | ErrorKind::ExpectedDocumentStart
                | ErrorKind::BlockSequenceEntryNotAllowed
                | ErrorKind::InvalidIndentation
                | ErrorKind::MappingKeyNotAllowed
        )
    }

    /// Whether the error is at the colon after the first word of its line.
    fn is_at_first_colon(&self) -> bool {
        let key = self.line.key();
        matches!(self.kind, ErrorKind::MappingValueNotAllowed)
            && key.is_some_and(|(key, column)| self.line.start + column + key.len() == self.error.at)
    }

    fn tab(&self) -> Option<Problem> {
        let is_of_tab = matches!(
            self.kind,
            ErrorKind::TabInPlainScalar
                | ErrorKind::TabInIndentation
                | ErrorKind::TabInBlockIndentation
                | ErrorKind::TabNotAllowed
        );
        let below = Line::all(self.text, self.line.next..self.part.end).take(if is_of_tab {
            TAB_SEARCH_LINES
        } else {
            0
        });
        let at = std::iter::once(self.line).chain(below).find_map(|line| line.tab())?;
        let help = "indent with spaces, never with the Tab key";
        Some(Problem::syntax(at..at + 1, "a tab is used to indent this line", help))
    }

    fn quotation(&self) -> Option<Problem> {
        let at = self.error.at;
        let opening = match self.kind {
            ErrorKind::UnclosedQuotedScalar => at,
            ErrorKind::InvalidTrailingSingleQuotedScalar
            | ErrorKind::InvalidTrailingDoubleQuotedScalar
            | ErrorKind::DocumentIndicatorInQuotedScalar
            | ErrorKind::InvalidQuotedScalarIndent => {
                self.error.last + self.text.get(self.error.last..at)?.find(['"', '\''])?
            }
            _ => return None,
        };
        let quote = self.text[opening..].chars().next()?;
        let line = line_at(self.text, opening);
        if self.kind != &ErrorKind::UnclosedQuotedScalar && line.contains(&at) {
            let help = match quote {
                '\'' => {
                    "write `''` for an apostrophe within it, or put the text between double quotation marks"
                }
                _ => {
                    "write `\\\"` for a quotation mark within it, or put the text between single quotation marks"
                }
            };
            return Some(Problem::syntax(at..line.end, "text follows the closing quotation mark", help));
        }
        let help = format!("close it with `{quote}` at the end of the text");
        Some(Problem::syntax(opening..line.end, "the quotation mark that opens here is not closed", help))
    }

    fn hyphen_without_space(&self) -> Option<Problem> {
        let first = Line::all(self.text, self.part.clone()).find(|line| !line.is_nothing());
        let is_of_first = matches!(self.kind, ErrorKind::MappingValueNotAllowed);
        tight_hyphen(&self.line)
            .or_else(|| first.filter(|_| is_of_first).and_then(|line| tight_hyphen(&line)))
    }

    fn bracket(&self) -> Option<Problem> {
        let at = match self.kind {
            ErrorKind::UnclosedFlowCollection { .. } => self.error.at,
            _ => self.error.bracket.filter(|at| *at < self.line.start)?,
        };
        let (open, close) = if self.text[at..].starts_with('{') { ('{', '}') } else { ('[', ']') };
        let is_closed = self.text[at..self.part.end].contains(close);
        let message = format!("the bracket `{open}` that opens here is not closed");
        let help = format!("close it with `{close}`, or put the text between quotation marks");
        (!is_closed).then(|| Problem::syntax(at..at + 1, message, help))
    }

    fn curly_quotation_mark(&self) -> Option<Problem> {
        let (value, at) = self.line.value()?;
        let quote = value.chars().next().filter(|c| matches!(c, '“' | '”' | '„' | '‘' | '’' | '«' | '»'))?;
        let message = "curly quotation marks do not quote a text in YAML";
        let help = "use straight ones, `\"`, at its start and its end";
        Some(Problem::syntax(at..at + quote.len_utf8(), message, help))
    }

    fn hyphen(&self) -> Option<Problem> {
        if !self.is_at_line_start() || !self.line.begins_item() {
            return None;
        }
        let hyphens = self.lines_above().filter(|line| line.begins_item());
        let column = hyphens.last().map(|line| line.indent()).filter(|column| *column != self.line.indent());
        match column {
            Some(column) => Some(wrong_hyphen(&self.line, column)),
            None => {
                let at = self.line.span().start;
                let help = "write a list below its key, and nothing after the colon of the key";
                Some(Problem::syntax(at..at + 1, "this hyphen belongs to no list", help))
            }
        }
    }

    fn indentation(&self) -> Option<Problem> {
        if !self.is_at_line_start() && !self.is_at_first_colon() {
            return None;
        }
        let (key, column) = self.line.key()?;
        let columns = self.lines_above().filter_map(|line| Some(line.key()?.1));
        let nearest = columns.min_by_key(|other| other.abs_diff(column))?;
        let start = self.line.start + column;
        let (here, others) = (spaces(column), spaces(nearest));
        let message = format!("this line begins with {here}, and the keys that it belongs to with {others}");
        let help = format!("begin it with {others}");
        (nearest != column).then(|| Problem::syntax(start..start + key.len(), message, help))
    }

    fn missing_colon(&self) -> Option<Problem> {
        if !matches!(self.kind, ErrorKind::SimpleKeyExpected) || self.line.key().is_some() {
            return None;
        }
        let span = self.line.span();
        if self.line.bare().starts_with('-') && !self.line.begins_item() {
            let help = "write a hyphen and a space before each item: `- item`";
            return Some(Problem::syntax(span.start..span.start + 1, NO_SPACE, help));
        }
        let bare = self.line.bare().trim_start_matches(['-', ' ']);
        let value = bare.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
        let is_tight = value.len() < bare.len() && value.starts_with(':') && !value.starts_with("://");
        let (message, help) = match is_tight {
            true => ("there is no space after the colon", "write a space after the colon: `key: value`"),
            false => (
                "there is no key with a colon in this line",
                "write a colon and a space after the key: `key: value`",
            ),
        };
        Some(Problem::syntax(span.end - bare.len()..span.end, message, help))
    }

    fn unquoted_colon(&self) -> Option<Problem> {
        let at = self.error.at;
        let is_of_colon =
            matches!(self.kind, ErrorKind::MappingValueNotAllowed | ErrorKind::ExpectedFlowMappingSeparator);
        if !is_of_colon || !self.text[at..].starts_with(':') {
            return None;
        }
        let help = match (self.line.key(), self.line.value()) {
            (Some((key, _)), Some((value, start))) if start < at && is_short(value) => {
                format!("put the text between quotation marks: `{key}: \"{value}\"`")
            }
            _ => "put the text between quotation marks".to_owned(),
        };
        Some(Problem::syntax(at..at + 1, "a text without quotation marks contains a colon and a space", help))
    }
}

const NO_SPACE: &str = "there is no space after the hyphen";

/// The number of lines after an error that are searched for a tab: those of a multi-line text.
const TAB_SEARCH_LINES: usize = 8;

/// Whether a value is short enough for a message.
fn is_short(value: &str) -> bool {
    value.len() <= 80 && !value.contains(['"', '\\'])
}

fn spaces(count: usize) -> String {
    match count {
        0 => "no space".to_owned(),
        1 => "one space".to_owned(),
        count => format!("{count} spaces"),
    }
}

/// A hyphen without a space before the key.
pub(super) fn tight_hyphen(line: &Line<'_>) -> Option<Problem> {
    let rest = line.bare().strip_prefix('-').filter(|rest| !rest.starts_with(['-', ' ']))?;
    let key = rest.split(':').next().filter(|key| key.len() < rest.len())?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_');
    let at = line.span().start;
    let help = format!("write `- {key}: …`");
    is_key.then(|| Problem::syntax(at..at + 1, NO_SPACE, help))
}

/// A hyphen in another column than those of its list.
pub(super) fn wrong_hyphen(line: &Line<'_>, column: usize) -> Problem {
    let at = line.span().start;
    let (here, others) = (spaces(line.indent()), spaces(column));
    let message = format!("{here} before this hyphen, but {others} before the other hyphens of its list");
    let help = "move it, with the lines that belong to it, so that the hyphens are below each other";
    Problem::syntax(at..at + 1, message, help)
}

//! Explains why a text is not valid YAML. The parser's errors are values, so no message is parsed.

use granit_parser::ErrorKind;

use crate::model::source::diagnostic::Span;

use super::mistakes;
use super::problem::{Problem, line_at};
use super::tree::{SyntaxError, SyntaxErrorKind};

/// The problem of a part of a text that could not be parsed.
pub(super) fn problem(text: &str, part: Span, error: &SyntaxError) -> Problem {
    if let Some(problem) = mistakes::find(text, &part, error) {
        return problem;
    }
    let at = error.at.min(text.len());
    let here = at..line_at(text, at).end.max(at);
    match &error.kind {
        SyntaxErrorKind::UnknownAnchor => {
            let name = word(&text[here.clone()]);
            let message = format!("there is no anchor `&{}` above for the alias `{name}`", &name[1..]);
            Problem::syntax(
                at..at + name.len(),
                message,
                "put a text that begins with `*` between quotation marks",
            )
        }
        SyntaxErrorKind::SecondDocument => second_document(here),
        SyntaxErrorKind::TooDeep => {
            Problem::syntax(at..at, "lists and mappings are nested too deeply", "write it less deeply nested")
        }
        SyntaxErrorKind::TooManyRepeats => Problem::syntax(
            here,
            "the aliases repeat too much",
            "write the values out instead of repeating them with `*`",
        ),
        SyntaxErrorKind::NotYaml(kind) => not_yaml(text, here, kind),
    }
}

/// The problem that a second document begins.
pub(super) fn second_document(span: Span) -> Problem {
    Problem::syntax(
        span,
        "a second document begins here",
        "keep only one: remove the lines `---` and `...` inside",
    )
}

fn not_yaml(text: &str, here: Span, kind: &ErrorKind) -> Problem {
    let at = here.start;
    match kind {
        ErrorKind::UnexpectedCharacter { .. } | ErrorKind::MissingAnchorOrAliasName => {
            let sign = text[at..].chars().next().unwrap_or(' ');
            let message = format!("a text without quotation marks cannot begin with `{sign}`");
            let help = format!("put it between quotation marks: `\"{sign}\"`");
            Problem::syntax(at..(at + sign.len_utf8()).min(text.len()), message, help)
        }
        ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
            Problem::syntax(
                here,
                "this closing bracket has no opening bracket",
                "remove it, or put the text between quotation marks",
            )
        }
        ErrorKind::BlockSequenceEntryNotAllowed => Problem::syntax(
            here,
            "a list cannot begin on the line of its key",
            "begin it on the next line, or write it in brackets, as in `[one, two]`",
        ),
        ErrorKind::InvalidBlockScalarHeader | ErrorKind::ZeroBlockScalarIndent => Problem::syntax(
            here,
            "`|` and `>` must be followed by a text on the lines below",
            "write the text on the next line, indented, or put it between quotation marks",
        ),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => Problem::syntax(
            here,
            "unknown escape: a backslash begins an escape between double quotation marks",
            "write `\\\\` for a backslash, or put the text between single quotation marks",
        ),
        _ => Problem::syntax(
            here,
            "this is not valid YAML",
            "a value with `: `, ` #`, or a quotation mark or bracket at its start needs quotation marks around it",
        ),
    }
}

/// The first word of a text.
fn word(text: &str) -> &str {
    text.split([' ', '\t', ',', ']', '}']).next().filter(|word| !word.is_empty()).unwrap_or("*")
}

//! A diagnostic as a browser shows it: with its line, parted where the problem is.

use serde::Serialize;

use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::excerpt::{Excerpt, Source};
use crate::model::source::Tree;
use crate::theme;

/// The most problems that a browser is told of.
const SHOWN: usize = 50;

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    severity: Severity,
    code: &'static str,
    file: String,
    line: Option<usize>,
    column: Option<usize>,
    message: String,
    help: Option<String>,
    /// The line before the problem, the problem, and the line after it.
    excerpt: Option<[String; 3]>,
}

/// The errors and warnings among diagnostics, as many as are shown. Notes are for the terminal.
pub fn problems(diagnostics: &[Diagnostic], tree: &Tree) -> Vec<Problem> {
    let matter = diagnostics.iter().filter(|found| found.severity() != Severity::Note);
    let mut matter: Vec<&Diagnostic> = matter.collect();
    matter.sort_by_key(|found| found.severity());
    matter.truncate(SHOWN);
    let of_files = matter.chunk_by(|one, other| one.file == other.file);
    of_files
        .flat_map(|found| {
            let file = found[0].file.as_str();
            let own = tree.bytes(file).map(|bytes| bytes.as_slice());
            let source = Source::new(own.or_else(|| theme::file(file).map(str::as_bytes)));
            found.iter().map(|found| problem(found, &source)).collect::<Vec<_>>()
        })
        .collect()
}

fn problem(found: &Diagnostic, source: &Source<'_>) -> Problem {
    let place = found.span.and_then(|(start, _)| source.position(start));
    let excerpt = found.span.and_then(|span| Excerpt::of(source, span));
    Problem {
        severity: found.severity(),
        code: found.code.name(),
        file: found.file.to_string(),
        line: place.map(|(line, _)| line),
        column: place.map(|(_, column)| column),
        message: found.message.clone(),
        help: found.help.clone(),
        excerpt: excerpt.map(|excerpt| {
            let (text, start, end) = (&excerpt.text, excerpt.start, excerpt.end);
            [&text[..start], &text[start..end], &text[end..]].map(str::to_owned)
        }),
    }
}

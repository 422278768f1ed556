//! Diagnostics for the browser, each with its line, split where the problem is.

use serde::Serialize;

use crate::model::source::diagnostic::{Diagnostic, Severity};
use crate::model::source::listing::Listing;
use crate::model::source::tree::Tree;
use crate::text::excerpt::{Excerpt, Source};
use crate::theme;

/// The maximum number of problems of each severity for the browser.
const SHOWN: usize = 50;

/// The errors and warnings about the sources. Notes are for the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Problems {
    /// The number of errors.
    errors: usize,
    /// The number of warnings.
    warnings: usize,
    /// The first of them, errors first.
    problems: Vec<Problem>,
    /// A summary of the others, one line for each severity.
    rest: Vec<String>,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Problem {
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

impl Problems {
    /// The errors and warnings among diagnostics.
    pub fn of(diagnostics: &[Diagnostic], tree: &Tree) -> Self {
        let matter = diagnostics.iter().filter(|found| found.severity() != Severity::Note);
        let listings = Listing::by_severity(matter, SHOWN);
        let count =
            |severity| listings.iter().filter(|one| one.severity == severity).map(Listing::count).sum();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            problems: listings.iter().flat_map(|listing| problems(&listing.shown, tree)).collect(),
            rest: listings.iter().filter_map(|listing| Some(listing.rest.as_ref()?.to_string())).collect(),
        }
    }
}

/// Each diagnostic with its line.
fn problems(diagnostics: &[&Diagnostic], tree: &Tree) -> Vec<Problem> {
    let of_files = diagnostics.chunk_by(|one, other| one.file == other.file);
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

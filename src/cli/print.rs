//! Formats diagnostics as text for people, as JSON, and as annotations of a GitHub workflow.

use std::path::Path;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use crate::model::source::diagnostic::{Diagnostic, Severity};
use crate::model::source::listing::Listing;
use crate::model::source::tree::Tree;
use crate::pipeline::Report;
use crate::text::excerpt::{Excerpt, Source};
use crate::theme;

use super::Format;

/// The maximum number of diagnostics of each severity in the format for people.
const SHOWN: usize = 100;

/// All diagnostics of a report: errors first, then warnings, then notes, each sorted by file and line.
pub fn diagnostics(report: &Report, tree: &Tree, format: Format, folder: &Path) -> String {
    let mut printed = String::new();
    let most = if format == Format::Human { SHOWN } else { usize::MAX };
    for listing in Listing::by_severity(&report.diagnostics, most) {
        for of_file in listing.shown.chunk_by(|one, other| one.file == other.file) {
            let source = source(of_file[0].file.as_str(), tree);
            for found in of_file {
                let text = match format {
                    Format::Human => human(found, &source, folder) + "\n",
                    Format::Json => json(found, None, &source, folder),
                    Format::Github => github(found, &source, folder),
                };
                printed.push_str(&text);
                printed.push('\n');
            }
        }
        if let Some(rest) = listing.rest {
            printed.push_str(&format!("{rest} (`--format json` prints all)\n\n"));
        }
    }
    printed
}

/// The content of a file that a diagnostic names, from the site or the theme.
pub fn source<'a>(file: &str, tree: &'a Tree) -> Source<'a> {
    let own = tree.bytes(file).map(|bytes| bytes.as_slice());
    Source::new(own.or_else(|| theme::file(file).map(str::as_bytes)))
}

/// A diagnostic with the affected lines. `source` is the file's content.
pub fn human(found: &Diagnostic, source: &Source<'_>, folder: &Path) -> String {
    let level = match found.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let path = printable(&shown(found, folder));
    let message = printable(&found.message);
    let help = found.help.as_deref().map(printable);
    let title = level.primary_title(&message).id(found.code.name());
    let excerpt = found.span.and_then(|span| Excerpt::of(source, span));
    let group = match &excerpt {
        Some(excerpt) => title.element(
            Snippet::source(&excerpt.text)
                .line_start(excerpt.line)
                .path(&path)
                .annotation(AnnotationKind::Primary.span(excerpt.start..excerpt.end)),
        ),
        None => title.element(Origin::path(&path)),
    };
    let group = match &help {
        Some(help) => group.element(Level::HELP.message(help)),
        None => group,
    };
    Renderer::styled().decor_style(DecorStyle::Ascii).render(&[group])
}

/// A text with control characters escaped, so that a terminal shows them: file names and link targets may contain any
/// character.
fn printable(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() {
            printable.extend(character.escape_default());
        } else {
            printable.push(character);
        }
    }
    printable
}

/// The file's path relative to the current folder.
fn shown(found: &Diagnostic, folder: &Path) -> String {
    let path = folder.join(found.file.as_str());
    path.strip_prefix(".").unwrap_or(&path).display().to_string()
}

#[derive(Serialize)]
struct Json<'a> {
    severity: Severity,
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
}

/// A diagnostic as one line of JSON. `section` is given for what is out of date.
pub fn json(found: &Diagnostic, section: Option<&str>, source: &Source<'_>, folder: &Path) -> String {
    let place = found.span.and_then(|(start, _)| source.position(start));
    let json = Json {
        severity: found.severity(),
        code: found.code.name(),
        section,
        file: shown(found, folder),
        line: place.map(|(line, _)| line),
        column: place.map(|(_, column)| column),
        start: found.span.map(|(start, _)| start),
        end: found.span.map(|(_, end)| end),
        message: &found.message,
        help: found.help.as_deref(),
    };
    serde_json::to_string(&json).expect("a diagnostic is plain text and numbers")
}

/// A diagnostic as one line of text.
pub fn line(found: &Diagnostic, source: &Source<'_>, folder: &Path) -> String {
    let place = found.span.and_then(|(start, _)| source.position(start));
    let place = place.map_or(String::new(), |(line, column)| format!(":{line}:{column}"));
    let help = found.help.as_ref().map_or(String::new(), |help| format!(" ({help})"));
    printable(&format!(
        "{}[{}] {}{place}: {}{help}",
        found.severity(),
        found.code.name(),
        shown(found, folder),
        found.message
    ))
}

/// A diagnostic as a workflow command of GitHub Actions.
pub fn github(found: &Diagnostic, source: &Source<'_>, folder: &Path) -> String {
    let level = match found.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = found.span.and_then(|(start, _)| source.position(start));
    let place = place.map_or(String::new(), |(line, column)| format!(",line={line},col={column}"));
    let help = found.help.as_ref().map_or(String::new(), |help| format!("\nhelp: {help}"));
    let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
    let text = escape(&format!("{}{help}", found.message));
    format!("::{level} file={}{place},title={}::{text}", property(&shown(found, folder)), found.code.name())
}

fn escape(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

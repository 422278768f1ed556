//! Diagnostics as text: for people, as JSON, as annotations of a GitHub workflow.

use std::path::Path;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use crate::model::diagnostic::{Diagnostic, Severity};

/// The most bytes of a line that are shown; a page may be one line of any length.
const LINE_LIMIT: usize = 400;

/// A diagnostic with the lines in question. `source` is the file's content.
pub fn human(found: &Diagnostic, source: Option<&[u8]>, folder: &Path) -> String {
    let level = match found.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let path = shown(found, folder);
    let title = level.primary_title(&found.message).id(found.code.name());
    let excerpt = found.span.and_then(|span| Excerpt::of(source?, span));
    let group = match &excerpt {
        Some(excerpt) => title.element(
            Snippet::source(&excerpt.text)
                .line_start(excerpt.line)
                .path(&path)
                .annotation(AnnotationKind::Primary.span(excerpt.start..excerpt.end)),
        ),
        None => title.element(Origin::path(&path)),
    };
    let group = match &found.help {
        Some(help) => group.element(Level::HELP.message(help)),
        None => group,
    };
    Renderer::styled().decor_style(DecorStyle::Ascii).render(&[group])
}

/// The file's path from where the command was given.
fn shown(found: &Diagnostic, folder: &Path) -> String {
    let path = folder.join(found.file.as_str());
    path.strip_prefix(".").unwrap_or(&path).display().to_string()
}

/// The lines of a file that a span touches, and the span in them.
struct Excerpt {
    text: String,
    line: usize,
    start: usize,
    end: usize,
}

impl Excerpt {
    fn of(source: &[u8], (start, end): (usize, usize)) -> Option<Self> {
        let start = start.min(source.len());
        let end = end.clamp(start, source.len());
        let line_start = source[..start].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let line_end =
            source[start..].iter().position(|byte| *byte == b'\n').map_or(source.len(), |at| start + at);
        let line = source[..line_start].iter().filter(|byte| **byte == b'\n').count() + 1;
        let from = line_start.max(start.saturating_sub(LINE_LIMIT / 2));
        let to = line_end.min(from + LINE_LIMIT).max(start);
        let before = String::from_utf8_lossy(&source[from..start]).replace('\u{FEFF}', "");
        let within = String::from_utf8_lossy(&source[start..end.min(to)]).into_owned();
        let after = String::from_utf8_lossy(&source[end.min(to).max(start)..to]).into_owned();
        let (start, end) = (before.len(), before.len() + within.len());
        let text = format!("{before}{within}{after}").trim_end_matches('\r').to_owned();
        let end = end.min(text.len());
        Some(Self { start: start.min(end), end, text, line })
    }
}

/// Where a span begins: line and column, both from 1; columns count characters, a byte order mark not among them.
fn position(source: &[u8], start: usize) -> (usize, usize) {
    let before = &source[..start.min(source.len())];
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let in_line = String::from_utf8_lossy(&before[line_start..]);
    (line, in_line.chars().filter(|c| *c != '\u{FEFF}').count() + 1)
}

#[derive(Serialize)]
struct Json<'a> {
    severity: Severity,
    code: &'a str,
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

/// A diagnostic as one line of JSON.
pub fn json(found: &Diagnostic, source: Option<&[u8]>, folder: &Path) -> String {
    let place = found.span.and_then(|(start, _)| source.map(|source| position(source, start)));
    let json = Json {
        severity: found.severity(),
        code: found.code.name(),
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

/// A diagnostic as a workflow command of GitHub Actions.
pub fn github(found: &Diagnostic, source: Option<&[u8]>, folder: &Path) -> String {
    let level = match found.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = found.span.and_then(|(start, _)| source.map(|source| position(source, start)));
    let place = place.map_or(String::new(), |(line, column)| format!(",line={line},col={column}"));
    let help = found.help.as_ref().map_or(String::new(), |help| format!("\nhelp: {help}"));
    let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
    let text = escape(&format!("{}{help}", found.message));
    format!("::{level} file={}{place},title={}::{text}", property(&shown(found, folder)), found.code.name())
}

fn escape(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

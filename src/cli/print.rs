//! Diagnostics as text: for people, as JSON, as annotations of a GitHub workflow.

use std::path::Path;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use crate::model::diagnostic::{Diagnostic, Severity};

/// The most bytes of a line that are shown; a page may be one line of any length.
const LINE_LIMIT: usize = 8 * 1024;

/// A diagnostic with the lines in question. `source` is the file's content.
pub fn human(found: &Diagnostic, source: &Source<'_>, folder: &Path) -> String {
    let level = match found.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let path = shown(found, folder);
    let title = level.primary_title(&found.message).id(found.code.name());
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

/// A file's content with the beginnings of its lines, found once for all its diagnostics.
pub struct Source<'a> {
    bytes: Option<&'a [u8]>,
    lines: Vec<usize>,
}

impl<'a> Source<'a> {
    /// The content of a file; nothing when it was not read.
    pub fn new(bytes: Option<&'a [u8]>) -> Self {
        let ends = bytes.unwrap_or_default().iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        Self { bytes, lines: std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect() }
    }

    /// The number of the line that a byte is in, from 0, and the line's bytes.
    fn line(&self, at: usize) -> Option<(usize, usize, &'a [u8])> {
        let bytes = self.bytes?;
        let number = self.lines.partition_point(|start| *start <= at) - 1;
        let start = self.lines[number];
        let end = self.lines.get(number + 1).map_or(bytes.len(), |next| next - 1);
        Some((number, start, &bytes[start..end]))
    }

    /// Line and column of a byte, both from 1; columns count characters, a byte order mark not among them.
    fn position(&self, at: usize) -> Option<(usize, usize)> {
        let (number, start, line) = self.line(at)?;
        let before = String::from_utf8_lossy(&line[..at.saturating_sub(start).min(line.len())]);
        Some((number + 1, before.chars().filter(|c| *c != '\u{FEFF}').count() + 1))
    }
}

/// The line that a span begins in, and the span in it.
struct Excerpt {
    text: String,
    line: usize,
    start: usize,
    end: usize,
}

impl Excerpt {
    fn of(source: &Source<'_>, (start, end): (usize, usize)) -> Option<Self> {
        let (number, line_start, line) = source.line(start)?;
        let start = (start - line_start).min(line.len());
        let end = end.saturating_sub(line_start).clamp(start, line.len());
        let from = start.saturating_sub(LINE_LIMIT / 2);
        let to = line.len().min(from + LINE_LIMIT).max(start);
        let end = end.min(to);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace('\u{FEFF}', "");
        let (before, within, after) =
            (text(&line[from..start]), text(&line[start..end]), text(&line[end..to]));
        let (start, end) = (before.len(), before.len() + within.len());
        let text = format!("{before}{within}{after}").trim_end_matches('\r').to_owned();
        let end = end.min(text.len());
        Some(Self { start: start.min(end), end, text, line: number + 1 })
    }
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
pub fn json(found: &Diagnostic, source: &Source<'_>, folder: &Path) -> String {
    let place = found.span.and_then(|(start, _)| source.position(start));
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

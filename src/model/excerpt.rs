//! Where a byte of a file stands, and the line around it: what a diagnostic shows.

/// The most bytes of a line that are shown; a page may be one line of any length.
const LINE_LIMIT: usize = 8 * 1024;

/// A file's content with the beginnings of its lines, found once for all its diagnostics.
#[derive(Clone, Debug)]
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
    pub fn position(&self, at: usize) -> Option<(usize, usize)> {
        let (number, start, line) = self.line(at)?;
        let before = String::from_utf8_lossy(&line[..at.saturating_sub(start).min(line.len())]);
        Some((number + 1, before.chars().filter(|c| *c != '\u{FEFF}').count() + 1))
    }
}

/// The line that a span begins in, and the span in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The line, or the part of a long line that is shown.
    pub text: String,
    /// The line's number, from 1.
    pub line: usize,
    /// Where the span begins, in bytes of the text.
    pub start: usize,
    /// Where it ends in this line.
    pub end: usize,
}

impl Excerpt {
    /// The line of a span; nothing when the file was not read.
    pub fn of(source: &Source<'_>, (start, end): (usize, usize)) -> Option<Self> {
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

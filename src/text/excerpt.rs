//! Where a byte of a file stands, and the line around it: what a diagnostic shows.

use memchr::memchr_iter;

/// The most bytes of a line that are shown; a page may be one line of any length.
const LINE_LIMIT: usize = 8 * 1024;

/// A file's content with the beginnings of its lines, found once for all its diagnostics.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    bytes: Option<&'a [u8]>,
    lines: Vec<usize>,
    /// Bytes within long lines, and how many characters stand before each in its line.
    marks: Vec<(usize, usize)>,
}

/// How many bytes stand between the marks of a long line, about.
const STRIDE: usize = 4 * 1024;

impl<'a> Source<'a> {
    /// The content of a file; nothing when it was not read.
    pub fn new(bytes: Option<&'a [u8]>) -> Self {
        let text = bytes.unwrap_or_default();
        let ends = memchr_iter(b'\n', text).map(|at| at + 1);
        let lines: Vec<usize> = std::iter::once(0).chain(ends).collect();
        let marks = lines.iter().enumerate().flat_map(|(number, start)| {
            marks(text, *start, lines.get(number + 1).copied().unwrap_or(text.len()))
        });
        Self { bytes, marks: marks.collect(), lines }
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
        let last =
            self.marks.partition_point(|(mark, _)| *mark <= at).checked_sub(1).map(|last| self.marks[last]);
        let (from, before) = last.filter(|(mark, _)| *mark >= start).unwrap_or((start, 0));
        let to = at.clamp(from, start + line.len());
        Some((number + 1, before + characters(&line[from - start..to - start]) + 1))
    }
}

/// The marks of a line.
fn marks(text: &[u8], start: usize, end: usize) -> impl Iterator<Item = (usize, usize)> {
    let is_first = |byte: &u8| byte & 0b1100_0000 != 0b1000_0000;
    let mut last = (start, 0);
    std::iter::from_fn(move || {
        let next = last.0 + STRIDE;
        let next = next + text.get(next..end)?.iter().position(is_first)?;
        last = (next, last.1 + characters(&text[last.0..next]));
        Some(last)
    })
}

/// How many characters bytes are, a byte order mark not among them.
fn characters(bytes: &[u8]) -> usize {
    String::from_utf8_lossy(bytes).chars().filter(|c| *c != '\u{FEFF}').count()
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn a_place_is_the_same_however_long_its_line_is(text in "(a|é|日|\u{FEFF}|\n){0,40}", times in 1..2000usize, at in 0.0..1.0) {
            let text = text.repeat(times);
            let mut at = (text.len() as f64 * at) as usize;
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let before = &text[..at];
            let line = before.rsplit('\n').next().unwrap_or_default();
            let column = line.chars().filter(|c| *c != '\u{FEFF}').count() + 1;
            let found = Source::new(Some(text.as_bytes())).position(at);
            prop_assert_eq!(found, Some((before.matches('\n').count() + 1, column)));
        }
    }
}

//! The position of a byte in a file, and an excerpt of its line for a diagnostic.

use memchr::memchr_iter;

/// The maximum number of bytes of an excerpt; a page may be a single long line.
const LINE_LIMIT: usize = 8 * 1024;

/// The content of a file, with the starts of its lines, found once for all diagnostics.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    bytes: Option<&'a [u8]>,
    lines: Vec<usize>,
    /// Positions in long lines, each with the number of characters before it in its line.
    marks: Vec<(usize, usize)>,
}

/// The approximate distance of these positions in bytes.
const STRIDE: usize = 4 * 1024;

impl<'a> Source<'a> {
    /// The content of a file; `None` if it was not read.
    pub fn new(bytes: Option<&'a [u8]>) -> Self {
        let text = bytes.unwrap_or_default();
        let ends = memchr_iter(b'\n', text).map(|at| at + 1);
        let lines: Vec<usize> = std::iter::once(0).chain(ends).collect();
        let marks = lines.iter().enumerate().flat_map(|(number, start)| {
            marks(text, *start, lines.get(number + 1).copied().unwrap_or(text.len()))
        });
        Self { bytes, marks: marks.collect(), lines }
    }

    /// The number of the line that contains a byte, from 0, with the start and the bytes of the line.
    fn line(&self, at: usize) -> Option<(usize, usize, &'a [u8])> {
        let bytes = self.bytes?;
        let number = self.lines.partition_point(|start| *start <= at) - 1;
        let start = self.lines[number];
        let end = self.lines.get(number + 1).map_or(bytes.len(), |next| next - 1);
        Some((number, start, &bytes[start..end]))
    }

    /// The line and column of a byte, both from 1. Columns count characters except byte order marks.
    pub fn position(&self, at: usize) -> Option<(usize, usize)> {
        let (number, start, line) = self.line(at)?;
        let last =
            self.marks.partition_point(|(mark, _)| *mark <= at).checked_sub(1).map(|last| self.marks[last]);
        let (from, before) = last.filter(|(mark, _)| *mark >= start).unwrap_or((start, 0));
        let to = at.clamp(from, start + line.len());
        Some((number + 1, before + characters(&line[from - start..to - start]) + 1))
    }
}

/// The marks of a line: see [`Source`].
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

/// The number of characters in some bytes, except byte order marks.
fn characters(bytes: &[u8]) -> usize {
    String::from_utf8_lossy(bytes).chars().filter(|c| *c != '\u{FEFF}').count()
}

/// The line in which a span starts, and the span within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The line, or a part of it if it is long.
    pub text: String,
    /// The line's number, from 1.
    pub line: usize,
    /// The start of the span, in bytes of the text.
    pub start: usize,
    /// The end of the span in this line.
    pub end: usize,
}

impl Excerpt {
    /// The line of a span; `None` if the file was not read.
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
        fn positions_do_not_depend_on_the_length_of_lines(text in "(a|é|日|\u{FEFF}|\n){0,40}", times in 1..2000usize, at in 0.0..1.0) {
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

//! A line of YAML: its indentation, its hyphen, its key.

use crate::model::source::diagnostic::Span;

/// A line of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    /// Its start.
    pub start: usize,
    /// The start of the next line.
    pub next: usize,
    /// Its text without trailing whitespace.
    written: &'t str,
}

impl<'t> Line<'t> {
    /// The lines in a range that starts at a line.
    pub fn all(text: &'t str, part: Span) -> impl Iterator<Item = Self> {
        let mut next = part.start;
        text[part].split_inclusive('\n').map(move |line| {
            let start = next;
            next += line.len();
            Self { start, next, written: line.trim_end() }
        })
    }

    /// The last line in a range that starts at or before a byte and is neither empty nor a comment.
    pub fn at(text: &'t str, part: Span, at: usize) -> Option<Self> {
        Self::all(text, part).take_while(|line| line.start <= at).filter(|line| !line.is_nothing()).last()
    }

    /// Its text without indentation.
    pub fn bare(&self) -> &'t str {
        self.written.trim_start()
    }

    /// Its span without indentation.
    pub fn span(&self) -> Span {
        let end = self.start + self.written.len();
        end - self.bare().len()..end
    }

    /// The number of spaces at its start.
    pub fn indent(&self) -> usize {
        self.written.len() - self.written.trim_start_matches(' ').len()
    }

    /// The position of a tab in its indentation.
    pub fn tab(&self) -> Option<usize> {
        let blank = &self.written[..self.written.len() - self.bare().len()];
        blank.find('\t').map(|at| self.start + at)
    }

    /// Whether it is empty or a comment.
    pub fn is_nothing(&self) -> bool {
        self.bare().is_empty() || self.bare().starts_with('#')
    }

    /// Whether it begins or ends a document.
    pub fn is_marker(&self) -> bool {
        matches!(self.written, "---" | "...") || self.written.starts_with('%')
    }

    /// Whether it begins with a hyphen and a space.
    pub fn begins_item(&self) -> bool {
        self.bare().starts_with("- ") || self.bare() == "-"
    }

    /// Whether it begins with a hyphen and an id.
    pub fn begins_record(&self) -> bool {
        let key = self.bare().strip_prefix("- ").map(str::trim_start);
        key.is_some_and(|key| key.starts_with("id:"))
    }

    /// Its key and the column of the key. A hyphen before it counts as a space.
    pub fn key(&self) -> Option<(&'t str, usize)> {
        let inside = self.bare().strip_prefix("- ").map_or(self.bare(), str::trim_start);
        let key = inside.split(':').next()?;
        let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        let ends = matches!(inside.as_bytes()[key.len()..], [b':'] | [b':', b' ' | b'\t', ..]);
        (is_key && ends).then(|| (key, self.written.len() - inside.len()))
    }

    /// The value after its key, and the start of the value.
    pub fn value(&self) -> Option<(&'t str, usize)> {
        let (key, column) = self.key()?;
        let rest = &self.written[column + key.len() + 1..];
        let value = rest.trim_start();
        Some((value, self.start + self.written.len() - value.len()))
    }
}

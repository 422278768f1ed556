//! Blocks that look like headings and lists and are none, and headings that skip a level: what is seen and not heard.

use std::ops::Range;

use memchr::{memchr, memchr_iter};
use pulldown_cmark::{Event, Tag};

use crate::model::source::diagnostic::{Code, Diagnostic, Span};

use super::Writer;

/// A paragraph, as the next one sees it.
#[derive(Debug)]
pub(super) struct Block {
    /// Where it stands.
    span: Span,
    /// Whether it is nothing but bold words.
    is_bold: bool,
    /// The sign that it begins with, and whether that was named.
    sign: Option<(Sign, bool)>,
}

/// A sign that begins an entry of a list on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// `•`: never anything else.
    Bullet,
    /// `○`, `・`: an entry where there are two.
    Mark(char),
    /// `– `, or `-` without a space.
    Dash,
    /// `(1)`, `a)`.
    Number,
}

/// Bullets that are nothing else.
const BULLETS: &[char] = &['•', '‣', '◦', '▪', '▫', '⁃', '∙'];

/// Signs that are bullets where several lines begin with them.
const MARKS: &[char] = &['·', '・', '●', '○', '■', '□', '◆', '◇', '►', '▶', '➢', '✓'];

/// What ends a sentence, and so no heading.
const ENDS: &[char] = &['.', '!', '?', '…', ';', ',', '。', '！', '？', '؟', '।'];

impl Writer<'_> {
    /// Looks at a block before it is read.
    pub(super) fn note_block(&mut self, event: &Event<'_>, range: &Range<usize>) {
        if self.sanitizer.is_dropping() || self.skipped > 0 {
            return;
        }
        match event {
            Event::Start(Tag::Paragraph) => self.note_paragraph(range),
            Event::Start(
                Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Link { .. }
                | Tag::Image { .. }
                | Tag::Superscript
                | Tag::Subscript,
            ) => {}
            Event::Start(_) | Event::Rule => self.listening.before = None,
            _ => {}
        }
    }

    fn note_paragraph(&mut self, range: &Range<usize>) {
        let markdown = self.text.markdown;
        let Some(text) = markdown.get(range.clone()) else { return };
        let before = self.listening.before.take();
        let is_bold = self.depth == 0 && is_bold(text);
        if let Some(before) = before.as_ref().filter(|before| before.is_bold)
            && self.depth == 0
            && !is_bold
            && !text.starts_with("![")
        {
            self.report_bold(before.span.clone());
        }
        let found = listed(text);
        let sign = found.map(|(sign, _)| sign).or_else(|| sign(first_line(text)));
        let earlier = before.and_then(|before| before.sign.map(|(sign, told)| (sign, told, before.span)));
        let earlier = earlier.filter(|(earlier, ..)| Some(*earlier) == sign);
        let is_told = match (earlier, found) {
            (Some((_, true, _)), _) => true,
            (Some((.., span)), _) => self.report_unmarked(span.start),
            (None, Some((_, at))) => self.report_unmarked(self.text.start + range.start + at),
            (None, None) => false,
        };
        let sign = sign.map(|sign| (sign, is_told));
        self.listening.before = Some(Block { span: self.span(range), is_bold, sign });
    }

    fn report_bold(&mut self, span: Span) {
        let level = self.listening.level.clamp(1, 5) + 1;
        let message = "bold words alone stand where a heading would, and are none";
        self.diagnostics.push(
            Diagnostic::at(Code::BoldHeading, self.text.file, trimmed(self.text, span), message).help(format!(
                "write `{} …` without the asterisks for a heading; or make the words part of the paragraph below",
                "#".repeat(usize::from(level))
            )),
        );
    }

    /// Names the line that begins at a byte of the file; true, so that it is named once.
    fn report_unmarked(&mut self, start: usize) -> bool {
        let rest = &self.text.markdown[start - self.text.start..];
        let line = rest.lines().next().unwrap_or_default().trim_end();
        let sign = line.split_whitespace().next().unwrap_or_default();
        let sign = sign.chars().take(3).collect::<String>();
        let sign = sign.trim_end_matches(char::is_alphabetic);
        let message = format!("lines that begin with `{sign}` look like a list and are none");
        let span = start..start + line.len();
        self.diagnostics.push(
            Diagnostic::at(Code::UnmarkedList, self.text.file, span, message)
                .help("begin each entry with `- `, or with `1. `, `2. ` and so on"),
        );
        true
    }

    /// Names a heading that skips a level; the level of a page's title is 1.
    pub(super) fn note_level(&mut self, level: u8, span: &Span) {
        if !self.outside_notes.is_empty() {
            return;
        }
        let before = self.listening.level.max(1);
        self.listening.level = level;
        if level > before + 1 {
            let above = match before {
                1 => "the page's title".to_owned(),
                before => format!("one of level {before}"),
            };
            let message = format!("a heading of level {level} follows {above}");
            let help = format!("write it with `{}`", "#".repeat(usize::from(before) + 1));
            self.diagnostics.push(
                Diagnostic::at(Code::SkippedLevel, self.text.file, span.clone(), message)
                    .help(format!("{help}, or add the heading that is missing between")),
            );
        }
    }
}

/// A place without the spaces and line ends that close it.
fn trimmed(text: super::Text<'_>, span: Span) -> Span {
    let words = &text.markdown[span.start - text.start..span.end - text.start];
    span.start..span.start + words.trim_end().len()
}

/// Whether a paragraph is a line of bold words that ends no sentence.
fn is_bold(text: &str) -> bool {
    let text = text.trim();
    let text = text.strip_suffix(':').unwrap_or(text);
    ["**", "__"].iter().any(|sign| {
        let inner = text.strip_prefix(sign).and_then(|text| text.strip_suffix(sign));
        inner.is_some_and(|inner| {
            let is_link = inner.starts_with('[') && inner.ends_with(')');
            !inner.is_empty()
                && !inner.contains(sign)
                && !inner.contains('\n')
                && !inner.ends_with(ENDS)
                && !is_link
        })
    })
}

/// The sign of a list within a paragraph, and the byte where its first line begins.
fn listed(text: &str) -> Option<(Sign, usize)> {
    let mut at = 0;
    let ends = memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1).chain([text.len()]);
    let signs = ends.map(|end| {
        let line = &text[at..end];
        let start = at + (line.len() - bare(line).len());
        at = end;
        (start, sign(line))
    });
    let mut first = None;
    let mut is_again = false;
    for (number, (start, sign)) in signs.enumerate() {
        match sign {
            Some(Sign::Bullet) => return Some((Sign::Bullet, start)),
            Some(sign) if number == 0 => first = Some((sign, start)),
            Some(sign) => is_again |= first.is_some_and(|(first, _)| first == sign),
            None => {}
        }
    }
    first.filter(|_| is_again)
}

fn first_line(text: &str) -> &str {
    let line = &text[..memchr(b'\n', text.as_bytes()).unwrap_or(text.len())];
    line.strip_suffix('\r').unwrap_or(line)
}

/// A line without what indents and quotes it.
fn bare(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '>'])
}

/// The sign of a list that a line begins with.
fn sign(line: &str) -> Option<Sign> {
    let line = bare(line);
    // Most lines begin with a letter that is no number of an entry.
    if matches!(line.as_bytes(), [first, next, ..] if first.is_ascii_alphabetic() && *next != b')') {
        return None;
    }
    let mut chars = line.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let is_parted = rest.starts_with(char::is_whitespace);
    if BULLETS.contains(&first) {
        return Some(Sign::Bullet);
    }
    if MARKS.contains(&first) && !rest.starts_with(first) {
        return Some(Sign::Mark(first));
    }
    let is_dash = matches!(first, '–' | '—') && is_parted || line.starts_with("-- ");
    if is_dash || (first == '-' && rest.starts_with(char::is_alphabetic)) {
        return Some(Sign::Dash);
    }
    let inner = line.strip_prefix('(').unwrap_or(line);
    let number = inner.bytes().take(3).position(|byte| byte == b')')?;
    let (number, rest) = inner.as_bytes().split_at(number);
    let is_number = matches!(number.len(), 1 | 2) && number.iter().all(u8::is_ascii_digit);
    let is_letter = number.len() == 1 && number[0].is_ascii_lowercase();
    ((is_number || is_letter) && rest.starts_with(b") ")).then_some(Sign::Number)
}

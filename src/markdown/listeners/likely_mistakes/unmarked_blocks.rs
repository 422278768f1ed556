//! Paragraphs that look like headings or lists but are not marked up as such: a screen reader does not announce them.

use std::ops::Range;

use memchr::{memchr, memchr_iter};
use pulldown_cmark::{Event, Tag};

use super::EventPlace;
use crate::markdown::Text;
use crate::markdown::problems::Problems;
use crate::model::source::diagnostic::{Code, Span};

/// The block before the next one, to compare it with.
#[derive(Debug, Default)]
pub struct UnmarkedBlocks {
    /// The last block, if it is a paragraph.
    before: Option<Block>,
}

/// A paragraph, as the next one sees it.
#[derive(Debug)]
struct Block {
    /// Its span in the file.
    span: Span,
    /// Whether it consists of bold words.
    is_bold: bool,
    /// The sign at its beginning, and whether that was reported.
    sign: Option<(Sign, bool)>,
}

/// A sign at the beginning of an entry of a list, as on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// `•`: always an entry.
    Bullet,
    /// `○`, `・`: an entry if there are two.
    Mark(char),
    /// `– `, or `-` without a space.
    Dash,
    /// `(1)`, `a)`.
    Number,
}

/// Signs that are always bullets.
const BULLETS: &[char] = &['•', '‣', '◦', '▪', '▫', '⁃', '∙'];

/// Signs that are bullets if several lines begin with them.
const MARKS: &[char] = &['·', '・', '●', '○', '■', '□', '◆', '◇', '►', '▶', '➢', '✓'];

/// Signs at the end of a sentence: headings do not end with them.
const ENDS: &[char] = &['.', '!', '?', '…', ';', ',', '。', '！', '？', '؟', '।'];

impl UnmarkedBlocks {
    /// Looks at an event before it is read.
    pub fn look_at(
        &mut self,
        event: &Event<'_>,
        range: &Range<usize>,
        place: EventPlace,
        text: Text<'_>,
        problems: &mut Problems<'_>,
    ) {
        match event {
            Event::Start(Tag::Paragraph) => self.read_paragraph(range, place, text, problems),
            Event::Start(
                Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Link { .. }
                | Tag::Image { .. }
                | Tag::Superscript
                | Tag::Subscript,
            ) => {}
            Event::Start(_) | Event::Rule => self.before = None,
            _ => {}
        }
    }

    fn read_paragraph(
        &mut self,
        range: &Range<usize>,
        place: EventPlace,
        text: Text<'_>,
        problems: &mut Problems<'_>,
    ) {
        let Some(words) = text.markdown.get(range.clone()) else { return };
        let before = self.before.take();
        let is_top_level = place.depth == 0;
        let is_bold = is_top_level && is_bold(words);
        if let Some(before) = before.as_ref().filter(|before| before.is_bold)
            && is_top_level
            && !is_bold
            && !words.starts_with("![")
        {
            report_bold(text, before.span.clone(), place.heading_level, problems);
        }
        let found = listed(words);
        let sign = found.map(|(sign, _)| sign).or_else(|| sign(first_line(words)));
        let earlier =
            before.and_then(|before| before.sign.map(|(sign, reported)| (sign, reported, before.span)));
        let earlier = earlier.filter(|(earlier, ..)| Some(*earlier) == sign);
        let is_reported = match (earlier, found) {
            (Some((_, true, _)), _) => true,
            (Some((.., span)), _) => report_list(text, span.start, problems),
            (None, Some((_, at))) => report_list(text, text.start + range.start + at, problems),
            (None, None) => false,
        };
        let sign = sign.map(|sign| (sign, is_reported));
        self.before = Some(Block { span: text.span(range), is_bold, sign });
    }
}

/// Reports bold words that are used as a heading.
fn report_bold(text: Text<'_>, span: Span, level: u8, problems: &mut Problems<'_>) {
    let level = level.clamp(1, 5) + 1;
    let message = "bold text is used in place of a heading";
    let help = format!(
        "for a heading, write `{} …` without the asterisks; otherwise make the words part of the paragraph below",
        "#".repeat(usize::from(level))
    );
    problems.add(Code::BoldHeading, trimmed(text, span), message, help);
}

/// Reports an entry of a list by the line that begins at a byte of the file; true, so that the list is reported once.
fn report_list(text: Text<'_>, start: usize, problems: &mut Problems<'_>) -> bool {
    let rest = &text.markdown[start - text.start..];
    let line = rest.lines().next().unwrap_or_default().trim_end();
    let sign = line.split_whitespace().next().unwrap_or_default();
    let sign = sign.chars().take(3).collect::<String>();
    let sign = sign.trim_end_matches(char::is_alphabetic);
    let message = format!("lines that begin with `{sign}` look like a list but are not marked up as one");
    let help = "begin each entry with `- `, or with `1. `, `2. ` and so on";
    problems.add(Code::UnmarkedList, start..start + line.len(), message, help);
    true
}

/// A span without the white space at its end.
fn trimmed(text: Text<'_>, span: Span) -> Span {
    let words = &text.markdown[span.start - text.start..span.end - text.start];
    span.start..span.start + words.trim_end().len()
}

/// Whether a paragraph is one line of bold words, but not a sentence.
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

/// The sign of a list within a paragraph, and the byte at which its first line begins.
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

/// A line without its indentation and its quotation signs.
fn bare(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '>'])
}

/// The sign of a list at the beginning of a line.
fn sign(line: &str) -> Option<Sign> {
    let line = bare(line);
    // Most lines begin with a letter that does not number an entry.
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

//! Markdown that is likely a mistake: CommonMark reads it as ordinary text, but the editor probably meant something
//! else.

mod literal_links;
mod unmarked_blocks;

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::markdown::Text;
use crate::markdown::problems::Problems;
use crate::markdown::table::almost;
use crate::model::source::diagnostic::Code;
use literal_links::LiteralLinks;
use unmarked_blocks::UnmarkedBlocks;

/// The parts of the text that later ones are compared with.
#[derive(Debug, Default)]
pub struct LikelyMistakes {
    links: LiteralLinks,
    blocks: UnmarkedBlocks,
}

/// The place of an event in its text.
#[derive(Clone, Copy, Debug)]
pub struct EventPlace {
    /// How many blocks and spans are open around it.
    pub depth: usize,
    /// The level of the heading above it; 0 if there is none.
    pub heading_level: u8,
}

impl LikelyMistakes {
    /// Looks at an event before it is read: a paragraph may look like a heading, a list or a table.
    pub fn look_at(
        &mut self,
        event: &Event<'_>,
        range: &Range<usize>,
        place: EventPlace,
        text: Text<'_>,
        problems: &mut Problems<'_>,
    ) {
        if matches!(event, Event::Start(Tag::Paragraph)) {
            report_table(range, text, problems);
        }
        self.blocks.look_at(event, range, place, text, problems);
    }

    /// Looks at words that have brackets: they may look like a link or a footnote.
    pub fn look_at_brackets(&mut self, range: &Range<usize>, text: Text<'_>, problems: &mut Problems<'_>) {
        report_footnotes(range, text, problems);
        self.links.report(range, text, problems);
    }
}

/// Reports a paragraph that looks like a table but is text to CommonMark.
fn report_table(range: &Range<usize>, text: Text<'_>, problems: &mut Problems<'_>) {
    if let Some((head, rule)) = almost(&text.markdown[range.clone()]) {
        let message =
            format!("not read as a table: the header row has {head} cells but the separator line has {rule}");
        let help = "give the separator line as many cells as the header row";
        problems.add(Code::LostCell, text.span(range), message, help);
    }
}

/// Reports references to footnotes that have no definition: they are text to CommonMark.
fn report_footnotes(range: &Range<usize>, text: Text<'_>, problems: &mut Problems<'_>) {
    let markdown = text.markdown;
    let end = markdown.len().min(range.end + 1);
    let Some(words) = markdown.get(range.start..end) else { return };
    for (at, _) in words.match_indices("[^") {
        let start = range.start + at;
        let rest = &markdown[start + 2..];
        let label = rest.split(['[', ']', '\n']).next().unwrap_or_default();
        let is_closed = rest[label.len()..].starts_with(']') && !label.trim().is_empty();
        if is_closed && !markdown[..start].ends_with('\\') {
            let span = text.span(&(start..start + label.len() + 3));
            let message = format!("no footnote `{label}`");
            problems.add(Code::MissingFootnote, span, message, format!("add `[^{label}]: …` below the text"));
        }
    }
}

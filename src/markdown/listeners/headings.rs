//! The headings of a text: their levels, titles and ids.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use crate::markdown::heading::heading;
use crate::markdown::output::Output;
use crate::markdown::problems::Problems;
use crate::markdown::slot::OPENING;
use crate::model::page::outline::Heading;
use crate::model::source::diagnostic::{Code, Span};

/// The most bytes of a heading's words, and of its id.
const LONGEST_HEADING: usize = 1000;

/// The headings so far.
#[derive(Debug, Default)]
pub struct Headings {
    list: Vec<Heading>,
    spans: Vec<Span>,
    /// The numbers of the headings that the next one may be below, the outermost first.
    ancestors: Vec<usize>,
    open: Option<OpenHeading>,
    /// The level of the last heading; 0 before the first one.
    level: u8,
    /// The text of the first level-1 heading.
    title: Option<String>,
    is_opening_marked: bool,
}

/// A heading that has begun and not ended.
#[derive(Debug)]
struct OpenHeading {
    /// The number of its event.
    event: usize,
    level: u8,
    title: String,
    chosen_id: Option<String>,
    span: Span,
    is_top_level: bool,
}

/// The start of a heading, as pulldown-cmark gives it.
#[derive(Debug)]
pub struct HeadingTag<'a> {
    /// The level that the editor wrote.
    pub level: HeadingLevel,
    /// The id that the editor chose.
    pub id: Option<CowStr<'a>>,
    /// Its classes, which are kept.
    pub classes: Vec<CowStr<'a>>,
    /// Its other attributes, which are not.
    pub attributes: Vec<(CowStr<'a>, Option<CowStr<'a>>)>,
}

impl Headings {
    /// Begins a heading; `is_top_level` if nothing is open around it.
    pub fn start<'a>(
        &mut self,
        tag: HeadingTag<'a>,
        range: &Range<usize>,
        is_top_level: bool,
        output: &mut Output<'a>,
        problems: &mut Problems<'_>,
    ) {
        let HeadingTag { level, id, classes, attributes } = tag;
        let span = problems.span(range);
        for (key, _) in &attributes {
            let message = format!("the attribute `{key}` of a heading was removed");
            problems.add_removed(message, span.clone());
        }
        self.open = Some(OpenHeading {
            event: output.events().len(),
            level: level as u8,
            title: String::new(),
            chosen_id: id.map(|id| id.to_string()),
            span,
            is_top_level,
        });
        output.push(Event::Start(Tag::Heading { level, id: None, classes, attrs: Vec::new() }));
    }

    /// Whether a heading is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Adds words to the open heading.
    pub fn push(&mut self, text: &str) {
        if let Some(open) = &mut self.open {
            open.title.push_str(text);
        }
    }

    /// The id of the last heading; empty before the first one.
    pub fn last_id(&self) -> &str {
        self.list.last().map_or("", Heading::id)
    }

    /// The level of the last heading; 0 before the first one.
    pub fn level(&self) -> u8 {
        self.level
    }

    /// Ends the open heading, and returns it if it begins a part of the page: a level-1 heading does not.
    pub fn end(
        &mut self,
        in_note: bool,
        output: &mut Output<'_>,
        problems: &mut Problems<'_>,
    ) -> Option<&Heading> {
        let open = self.open.take()?;
        let title = within_length(open.title.trim(), "a heading", &open.span, problems);
        if !in_note {
            self.set_level(open.level.max(2), &open.span, problems);
        }
        if open.level == 1 {
            self.end_title(&open, title, output, problems);
            return None;
        }
        if title.is_empty() && output.events().len() == open.event + 1 {
            let (message, help) = ("a heading without text", "give it words, or remove it");
            problems.add(Code::MissingText, open.span.clone(), message, help);
        }
        let chosen = open.chosen_id.as_deref().map(|id| within_length(id, "an id", &open.span, problems));
        while self.ancestors.last().is_some_and(|above| self.list[*above].level >= open.level) {
            self.ancestors.pop();
        }
        let parent = self.ancestors.last().map(|above| &self.list[*above]);
        let heading = heading(open.level, chosen, title, parent);
        if !output.has_room(heading.id().len() + heading.title().len()) {
            output.events_mut().truncate(open.event);
            return None;
        }
        self.close(&open, &heading, output);
        self.ancestors.push(self.list.len());
        self.list.push(heading);
        self.spans.push(open.span);
        self.list.last()
    }

    /// Writes the id into the start of a heading, and its end.
    fn close(&mut self, open: &OpenHeading, heading: &Heading, output: &mut Output<'_>) {
        if let Event::Start(Tag::Heading { id, .. }) = &mut output.events_mut()[open.event] {
            *id = Some(CowStr::from(heading.id().to_owned()));
        }
        let level = HeadingLevel::try_from(usize::from(open.level)).unwrap_or(HeadingLevel::H2);
        output.push(Event::End(TagEnd::Heading(level)));
        if open.is_top_level && !self.is_opening_marked {
            output.events_mut().insert(open.event, Event::InlineHtml(CowStr::Borrowed(OPENING)));
            self.is_opening_marked = true;
        }
    }

    /// Ends a level-1 heading. The page's title is its level-1 heading, so this one is kept as a level-2 heading, or as the
    /// title if no heading is before it.
    fn end_title(
        &mut self,
        open: &OpenHeading,
        title: &str,
        output: &mut Output<'_>,
        problems: &mut Problems<'_>,
    ) {
        let help = "the title in the front matter is the page's level-1 heading: begin sections with `##`";
        problems.add(Code::LevelOneHeading, open.span.clone(), "a level-1 heading in the text", help);
        if self.title.is_none() && self.list.is_empty() {
            self.title = Some(title.to_owned());
            output.events_mut().truncate(open.event);
            return;
        }
        if let Event::Start(Tag::Heading { level, .. }) = &mut output.events_mut()[open.event] {
            *level = HeadingLevel::H2;
        }
        output.push(Event::End(TagEnd::Heading(HeadingLevel::H2)));
    }

    /// Reports a heading that skips a level; the level of a page's title is 1.
    fn set_level(&mut self, level: u8, span: &Span, problems: &mut Problems<'_>) {
        let before = std::mem::replace(&mut self.level, level).max(1);
        if level > before + 1 {
            let above = match before {
                1 => "the page's title".to_owned(),
                before => format!("one of level {before}"),
            };
            let message = format!("a heading of level {level} follows {above}");
            let help = format!(
                "write it with `{}`, or add the heading that is missing in between",
                "#".repeat(usize::from(before) + 1)
            );
            problems.add(Code::SkippedLevel, span.clone(), message, help);
        }
    }

    /// The ids of the headings, with their spans.
    pub fn ids(&self) -> impl Iterator<Item = (&str, &Span)> + Clone {
        self.list.iter().map(Heading::id).zip(&self.spans)
    }

    /// The text of the first level-1 heading, and the other headings.
    pub fn finish(self) -> (Option<String>, Vec<Heading>) {
        (self.title, self.list)
    }
}

/// The beginning of a heading's words, or of its id, up to the limit; what exceeds it is reported.
fn within_length<'t>(words: &'t str, what: &str, span: &Span, problems: &mut Problems<'_>) -> &'t str {
    if words.len() <= LONGEST_HEADING {
        return words;
    }
    let message = format!("{what} of {} bytes; it may have at most {LONGEST_HEADING}", words.len());
    let help = "shorten it; a paragraph right above a line of hyphens is a heading too: put an empty line in between";
    problems.add(Code::TooLarge, span.clone(), message, help);
    let end = (0..=LONGEST_HEADING).rev().find(|at| words.is_char_boundary(*at)).unwrap_or(0);
    &words[..end]
}

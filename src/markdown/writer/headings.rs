//! Headings while a text is read: their ids, their titles, where the first one begins.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use crate::model::page::outline::Heading;
use crate::model::source::diagnostic::{Code, Diagnostic, Span};

use super::super::heading::heading;
use super::super::slot::OPENING;
use super::Writer;

/// A heading that is being read.
pub(super) struct OpenHeading {
    event: usize,
    level: u8,
    pub(super) title: String,
    chosen: Option<String>,
    span: Span,
    top_level: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn start_heading(
        &mut self,
        level: HeadingLevel,
        id: Option<CowStr<'a>>,
        classes: Vec<CowStr<'a>>,
        attrs: Vec<(CowStr<'a>, Option<CowStr<'a>>)>,
        range: Range<usize>,
    ) {
        let span = self.span(&range);
        for (key, _) in &attrs {
            let message = format!("the attribute `{key}` of a heading was taken out");
            self.warn_removed(message, span.clone());
        }
        let top_level = self.depth == 0 && !self.sanitizer.is_open() && self.outside_notes.is_empty();
        self.heading = Some(OpenHeading {
            event: self.events.len(),
            level: level as u8,
            title: String::new(),
            chosen: id.map(|id| id.to_string()),
            span,
            top_level,
        });
        self.events.push(Event::Start(Tag::Heading { level, id: None, classes, attrs: Vec::new() }));
    }

    pub(super) fn end_heading(&mut self) {
        self.finish_passage();
        let Some(open) = self.heading.take() else { return };
        let title = self.within_length(open.title.trim(), "a heading", &open.span);
        self.note_level(open.level.max(2), &open.span);
        if open.level == 1 {
            self.end_title(&open, title);
            return;
        }
        if title.is_empty() && self.events.len() == open.event + 1 {
            self.diagnostics.push(
                Diagnostic::at(
                    Code::MissingText,
                    self.text.file,
                    open.span.clone(),
                    "a heading without text",
                )
                .help("give it words, or take it out"),
            );
        }
        let chosen = open.chosen.as_deref().map(|id| self.within_length(id, "an id", &open.span));
        while self.open_headings.last().is_some_and(|above| self.headings[*above].level >= open.level) {
            self.open_headings.pop();
        }
        let parent = self.open_headings.last().map(|above| &self.headings[*above]);
        let heading = heading(open.level, chosen, title, parent);
        if !self.has_room(heading.id().len() + heading.title().len()) {
            return self.events.truncate(open.event);
        }
        self.open_headings.push(self.headings.len());
        if let Event::Start(Tag::Heading { id, .. }) = &mut self.events[open.event] {
            *id = Some(CowStr::from(heading.id().to_owned()));
        }
        self.events.push(Event::End(TagEnd::Heading(level(open.level))));
        if open.top_level && !self.opening_marked {
            self.events.insert(open.event, Event::InlineHtml(CowStr::Borrowed(OPENING)));
            self.opening_marked = true;
        }
        if self.text.keeps_words {
            self.parts.open(heading.id(), heading.title());
        }
        self.headings.push(heading);
        self.paragraphs = 0;
        self.heading_spans.push(open.span);
    }

    /// A level-1 heading: the page has one already, its title; so its text is kept as a level-2 heading.
    fn end_title(&mut self, open: &OpenHeading, title: &str) {
        self.diagnostics.push(
            Diagnostic::at(
                Code::LevelOneHeading,
                self.text.file,
                open.span.clone(),
                "a level-1 heading in the text",
            )
            .help("the title in the front matter is the page's level-1 heading: begin sections with `##`"),
        );
        if self.title.is_none() && self.headings.is_empty() {
            self.title = Some(title.to_owned());
            self.events.truncate(open.event);
            return;
        }
        if let Event::Start(Tag::Heading { level, .. }) = &mut self.events[open.event] {
            *level = HeadingLevel::H2;
        }
        self.events.push(Event::End(TagEnd::Heading(HeadingLevel::H2)));
    }

    /// Two things of a page under one id: the second is named.
    pub(super) fn report_ids(&mut self) {
        let notes = self.footnotes.ids();
        let ids = self.headings.iter().map(Heading::id).zip(&self.heading_spans);
        let mut all: Vec<(&str, Option<&Span>)> = ids.map(|(id, span)| (id, Some(span))).collect();
        all.extend(self.anchors.iter().map(|(id, span)| (id.as_str(), Some(span))));
        all.extend(notes.iter().map(|id| (id.as_str(), None)));
        all.sort_by_key(|(id, span)| (*id, span.map(|span| span.start)));
        let repeated = all.windows(2).filter(|pair| pair[0].0 == pair[1].0);
        let found: Vec<Diagnostic> = repeated
            .filter_map(|pair| pair[1].1.or(pair[0].1).map(|span| (pair[1].0, span)))
            .map(|(id, span)| {
                let message = format!("the id `{id}` is used twice on this page");
                Diagnostic::at(Code::DuplicateHeading, self.text.file, span.clone(), message).help(format!(
                    "give the heading an id of its own, such as `{{#{id}-2}}` at the end of its line"
                ))
            })
            .collect();
        self.diagnostics.extend(found);
        let headings = self.headings.iter().map(Heading::id).zip(&self.heading_spans);
        let anchors = self.anchors.iter().map(|(id, span)| (id.as_str(), span));
        for (id, span) in headings.chain(anchors) {
            if id.starts_with('_') {
                let message = format!("the id `{id}` begins with `_`, as the theme's own ids do");
                let found = Diagnostic::at(Code::DuplicateHeading, self.text.file, span.clone(), message);
                self.diagnostics.push(found.help("begin it with a letter or a number"));
            }
        }
    }
}

fn level(number: u8) -> HeadingLevel {
    HeadingLevel::try_from(usize::from(number)).unwrap_or(HeadingLevel::H2)
}

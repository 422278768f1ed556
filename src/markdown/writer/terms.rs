//! Acronyms, names and citations while a text is read: what registers may have an answer for.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::model::document::{Fill, Proper};
use crate::model::outline::Target;

use super::super::proper::{acronyms, is_obscure, names};
use super::Writer;

/// What a comment in a text begins with that names what no register has to know.
const SILENCE: &str = "unregistered:";

impl<'a> Writer<'a> {
    /// Shows a text with marks around the acronyms in it.
    pub(super) fn show_text(&mut self, text: CowStr<'a>, range: &Range<usize>) {
        let is_prose = self.heading.is_none() && !self.in_code && self.images.is_empty();
        let is_titled = self.links.last().is_some_and(|link| link.titled);
        if !is_prose || is_titled {
            return self.show(Event::Text(text));
        }
        self.note_names(&text, range);
        let found = acronyms(&text);
        if found.is_empty() {
            return self.show(Event::Text(text));
        }
        let is_plain = self.links.is_empty() && !self.in_table;
        let mut at = 0;
        for place in found {
            let number = self.acronym(&text[place.clone()]);
            let may_expand = is_plain && !self.is_joined(&text, &place, range);
            if self.links.is_empty() && is_obscure(&text[place.clone()]) {
                self.note(&text, place.clone(), range, true);
            }
            let before = self.marks.mark(Fill::Acronym(number));
            let behind = self.marks.mark(match may_expand {
                true => Fill::Expansion(number),
                false => Fill::AcronymEnd(number),
            });
            self.events.push(Event::Text(CowStr::from(text[at..place.start].to_owned())));
            self.events.push(Event::InlineHtml(CowStr::from(before)));
            self.events.push(Event::Text(CowStr::from(text[place.clone()].to_owned())));
            self.events.push(Event::InlineHtml(CowStr::from(behind)));
            at = place.end;
        }
        self.events.push(Event::Text(CowStr::from(text[at..].to_owned())));
    }

    /// Whether an acronym is a part of a longer expression, `EU-Japan` or `CUF's`, which no expansion may cut.
    fn is_joined(&self, text: &str, place: &Range<usize>, range: &Range<usize>) -> bool {
        let is_joint = |c: Option<char>| c.is_some_and(|c| matches!(c, '-' | '–' | '\'' | '’'));
        let before = text[..place.start].chars().next_back();
        // Smart punctuation makes an apostrophe a text of its own.
        let source = self.text.markdown.get(range.start + place.end..).unwrap_or_default();
        let after = match range.len() == text.len() {
            true => source.chars().next(),
            false => text[place.end..].chars().next(),
        };
        is_joint(before) || is_joint(after)
    }

    /// The number of an acronym among those of the page.
    fn acronym(&mut self, acronym: &str) -> usize {
        match self.acronyms.iter().position(|known| **known == *acronym) {
            Some(number) => number,
            None => {
                self.acronyms.push(Arc::from(acronym));
                self.acronyms.len() - 1
            }
        }
    }

    /// Notes what look like names; a text that leads elsewhere needs no register.
    fn note_names(&mut self, text: &str, range: &Range<usize>) {
        if !self.links.is_empty() {
            return;
        }
        let opens = self.passage.is_at_start();
        for place in names(text, opens) {
            self.note(text, place, range, false);
        }
    }

    fn note(&mut self, text: &str, place: Range<usize>, range: &Range<usize>, is_acronym: bool) {
        let words = &text[place.clone()];
        if self.proper.iter().any(|known| known.text == words) {
            return;
        }
        // Where the text is not the source's letter by letter, the place is that of the whole.
        let span = match range.len() == text.len() {
            true => self.span(&(range.start + place.start..range.start + place.end)),
            false => self.span(range),
        };
        self.proper.push(Proper { text: words.to_owned(), is_acronym, span });
    }

    /// Takes in what a comment says that no register has to know: `<!-- unregistered: NATO, Foreign Affairs -->`.
    pub(super) fn read_comments(&mut self, html: &str) {
        let comments = html.split("<!--").skip(1).filter_map(|rest| rest.split("-->").next());
        let lists = comments.filter_map(|comment| comment.trim().strip_prefix(SILENCE));
        self.silenced.extend(lists.flat_map(|list| list.split(',')).map(|words| words.trim().to_owned()));
    }

    /// Writes the numbers of the notes that cite sources: `@meae-2015, p. 3; @insee-2014`.
    pub(super) fn cite(&mut self, written: &str, range: &Range<usize>) {
        for citation in written.split(';') {
            let citation = citation.trim().trim_start_matches('@');
            let (id, locator) = match citation.split_once(',') {
                Some((id, locator)) => {
                    (id.trim(), Some(locator.trim()).filter(|locator| !locator.is_empty()))
                }
                None => (citation, None),
            };
            // A label that no text can hold, so that it is no other note's.
            let label = format!("\u{1}{id},{}", locator.unwrap_or_default());
            if !self.citations.contains(&label) {
                let note = self.marks.mark(Fill::Note(self.citations.len()));
                let events = vec![
                    Event::Start(Tag::Paragraph),
                    Event::InlineHtml(CowStr::from(note)),
                    Event::End(TagEnd::Paragraph),
                ];
                // The label is new, so it has no definition yet.
                let _ = self.footnotes.define(CowStr::from(label.clone()), range.start, events);
                self.citations.push(label.clone());
            }
            let span = self.span(range);
            let (note, html) = self.footnotes.refer(CowStr::from(label));
            let target = Target::Citation { id: id.to_owned(), locator: locator.map(str::to_owned), note };
            self.refer(target, written, span, false);
            self.push_html(html);
        }
    }
}

//! Words while a text is read: they go to the listeners that keep plain text, and acronyms in them are marked.

use std::ops::Range;

use memchr::memchr2;
use pulldown_cmark::{CowStr, Event};

use crate::markdown::listeners::proper_nouns::is_joined;
use crate::markdown::proper_nouns::acronyms;
use crate::model::page::document::Fill;

use super::Writer;

/// Elements of raw HTML whose words are not in the page's language.
const LITERAL: &[&str] = &["code", "kbd", "samp", "var"];

/// Elements of raw HTML whose words have no acronyms to expand.
const UNEXPANDED: &[&str] = &["code", "kbd", "samp", "var", "abbr"];

impl<'a> Writer<'a> {
    /// Reads words.
    pub(super) fn read_text(&mut self, text: CowStr<'a>, range: &Range<usize>) {
        // A character reference such as `&#1;` may yield a character that no source file may hold.
        let is_reference = self.text.markdown.as_bytes().get(range.start) == Some(&b'&');
        let text = match is_reference && text.contains(char::is_control) {
            true => CowStr::from(text.replace(char::is_control, "")),
            false => text,
        };
        if !self.prose.is_code() && memchr2(b'[', b']', text.as_bytes()).is_some() {
            self.likely_mistakes.look_at_brackets(range, self.text, &mut self.problems);
        }
        self.show_text(text.clone(), range);
        self.add_words(&text);
    }

    /// Adds words to everything that keeps plain text.
    pub(super) fn add_words(&mut self, words: &str) {
        if self.html.elements().annotate() || self.links.cites() {
            return;
        }
        self.names.push(words);
        self.links.push(words);
        self.headings.push(words);
        if !self.links.hides_text() {
            self.prose.push(words);
        }
    }

    /// Whether words are in the page's language, as far as is marked.
    pub(super) fn expects_own_language(&self) -> bool {
        !self.prose.is_code()
            && !self.links.in_image()
            && !self.html.has_open(LITERAL)
            && !self.html.elements().mark_language()
    }

    /// Writes words, with marks around the acronyms in them.
    fn show_text(&mut self, text: CowStr<'a>, range: &Range<usize>) {
        if self.links.hides_text() {
            return;
        }
        if !text.is_ascii() && self.expects_own_language() {
            self.foreign_words.push(&text, range, self.text);
        }
        let is_prose = !self.headings.is_open() && !self.prose.is_code() && !self.links.in_image();
        if !is_prose || self.html.has_open(UNEXPANDED) {
            return self.show(Event::Text(text));
        }
        self.add_prose(&text, range);
        let found = acronyms(&text);
        if found.is_empty() {
            return self.output.push(Event::Text(text));
        }
        self.show_acronyms(&text, range, found);
    }

    fn show_acronyms(&mut self, text: &str, range: &Range<usize>, found: Vec<Range<usize>>) {
        let in_link = self.links.in_link();
        let is_plain = !in_link && !self.tables.is_open();
        let mut at = 0;
        for place in found {
            let acronym = &text[place.clone()];
            let number = self.proper_nouns.number(acronym);
            if !in_link {
                // If character references or escapes are in the words, the span is that of all of them.
                let span = || match range.len() == text.len() {
                    true => self.text.span(&(range.start + place.start..range.start + place.end)),
                    false => self.text.span(range),
                };
                self.proper_nouns.note_acronym(acronym, span);
            }
            let may_expand = is_plain && !is_joined(self.text.markdown, text, &place, range);
            let before = self.output.mark(Fill::Acronym(number));
            let after = self.output.mark(match may_expand {
                true => Fill::Expansion(number),
                false => Fill::AcronymEnd(number),
            });
            self.output.push(Event::Text(CowStr::from(text[at..place.start].to_owned())));
            self.output.push(Event::InlineHtml(CowStr::from(before)));
            self.output.push(Event::Text(CowStr::from(acronym.to_owned())));
            self.output.push(Event::InlineHtml(CowStr::from(after)));
            at = place.end;
        }
        self.output.push(Event::Text(CowStr::from(text[at..].to_owned())));
    }

    /// Adds words in which names are looked for. The text of a link needs no register.
    pub(super) fn add_prose(&mut self, words: &str, range: &Range<usize>) {
        if !self.links.in_link() {
            self.proper_nouns.push(words, range, self.prose.is_at_start());
        }
    }
}

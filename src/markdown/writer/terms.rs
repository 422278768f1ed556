//! Acronyms, names and citations while a text is read: what registers may have an answer for.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::model::page::document::{Fill, Proper};
use crate::model::page::outline::Target;
use crate::model::source::diagnostic::{Code, Diagnostic, Span};

use super::super::proper::{acronyms, is_obscure, names};
use super::Writer;

/// What a comment in a text begins with that names what no register has to know.
const SILENCE: &str = "unregistered:";

/// Words that follow each other, and where they stand.
#[derive(Debug, Default)]
pub(super) struct Prose {
    text: String,
    /// Whether they begin a sentence.
    opens: bool,
    /// Bytes of the text, and the bytes of the source at which they stand; whether the two go on side by side.
    places: Vec<(usize, usize, bool)>,
    end: usize,
}

impl Prose {
    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Without words, and with room for the next.
    fn emptied(mut self) -> Self {
        self.text.clear();
        self.places.clear();
        self
    }

    /// The byte of the source at which a byte of the text stands.
    fn source(&self, at: usize) -> usize {
        let (text, source, is_same) = self.places[self.places.partition_point(|(text, ..)| *text <= at) - 1];
        if is_same { source + at - text } else { source }
    }

    /// The byte of the source at which what ends at a byte of the text ends.
    fn source_end(&self, at: usize) -> usize {
        let next = self.places.partition_point(|(text, ..)| *text < at);
        let (text, source, is_same) = self.places[next - 1];
        if is_same {
            source + at - text
        } else {
            self.places.get(next).map_or(self.end, |(_, source, _)| *source)
        }
    }
}

impl<'a> Writer<'a> {
    /// Shows a text with marks around the acronyms in it.
    pub(super) fn show_text(&mut self, text: CowStr<'a>, range: &Range<usize>) {
        let is_literal = self.sanitizer.has_open(&["code", "kbd", "samp", "var", "abbr"]);
        let is_prose = self.heading.is_none() && !self.in_code && !is_literal && self.images.is_empty();
        let is_titled = self.links.last().is_some_and(|link| link.titled);
        if !is_titled {
            self.note_scripts(&text, range);
        }
        if !is_prose || is_titled {
            return self.show(Event::Text(text));
        }
        self.add_prose(&text, range);
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
                // Where the text is not the source's letter by letter, the place is that of the whole.
                let span = match range.len() == text.len() {
                    true => self.span(&(range.start + place.start..range.start + place.end)),
                    false => self.span(range),
                };
                self.note(&text[place.clone()], span, true);
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

    /// Whether an acronym is a part of a longer expression, `EU-Japan`, `CUF's` or `US$5`, which no expansion may cut.
    fn is_joined(&self, text: &str, place: &Range<usize>, range: &Range<usize>) -> bool {
        let is_joint = |c: Option<char>| {
            c.is_some_and(|c| matches!(c, '-' | '–' | '\'' | '’' | '$' | '€' | '£' | '/' | '&' | '+'))
        };
        // The marks of emphasis part what is read as one word, and smart punctuation makes an apostrophe a text of its own.
        let is_mark = |c: &char| matches!(c, '*' | '_' | '~');
        let (before, after) = match range.len() == text.len() {
            true => (
                &self.text.markdown[..range.start + place.start],
                &self.text.markdown[range.start + place.end..],
            ),
            false => (&text[..place.start], &text[place.end..]),
        };
        is_joint(before.chars().rev().find(|c| !is_mark(c))) || is_joint(after.chars().find(|c| !is_mark(c)))
    }

    /// The number of an acronym among those of the page.
    fn acronym(&mut self, acronym: &str) -> usize {
        if let Some(number) = self.acronym_numbers.get(acronym) {
            return *number;
        }
        let (acronym, number) = (Arc::<str>::from(acronym), self.acronyms.len());
        self.acronyms.push(Arc::clone(&acronym));
        self.acronym_numbers.insert(acronym, number);
        number
    }

    /// Adds to the words in which names are looked for: those that follow each other without markup between them. A text
    /// that leads elsewhere needs no register.
    pub(super) fn add_prose(&mut self, text: &str, range: &Range<usize>) {
        if !self.links.is_empty() {
            return;
        }
        let prose = &mut self.prose;
        if prose.is_empty() {
            prose.opens = self.passage.is_at_start();
        }
        prose.places.push((prose.text.len(), range.start, range.len() == text.len()));
        prose.text.push_str(text);
        prose.end = range.end;
    }

    /// Notes what look like names in the words so far.
    pub(super) fn end_prose(&mut self) {
        if self.prose.is_empty() {
            return;
        }
        let prose = std::mem::take(&mut self.prose);
        for place in names(&prose.text, prose.opens) {
            let span = prose.source(place.start)..prose.source_end(place.end);
            let span = self.span(&span);
            self.note(&prose.text[place], span, false);
        }
        self.prose = prose.emptied();
    }

    fn note(&mut self, words: &str, span: Span, is_acronym: bool) {
        if self.noted.insert(words.to_owned()) {
            self.proper.push(Proper { text: words.to_owned(), is_acronym, span });
        }
    }

    /// Takes in what a comment says that no register has to know: `<!-- unregistered: NATO, Foreign Affairs -->`.
    /// `places` are bytes of the HTML and the bytes of the text at which they stand.
    pub(super) fn read_comments(&mut self, html: &str, places: &[(usize, usize)]) {
        let in_text = |at: usize| {
            let (html, text) = places[places.partition_point(|(html, _)| *html <= at).saturating_sub(1)];
            self.text.start + text + (at - html)
        };
        let mut from = 0;
        while let Some(start) = html[from..].find("<!--").map(|at| from + at) {
            let Some(end) = html[start..].find("-->").map(|at| start + at) else { break };
            let comment = html[start + 4..end.max(start + 4)].trim();
            let list = comment.strip_prefix(SILENCE).unwrap_or_default();
            self.silenced.extend(list.split(',').map(|words| words.trim().to_owned()));
            // The end is told from its last byte: what follows it may stand in another line.
            self.comments.push(in_text(start)..in_text(end + 2) + 1);
            from = end + 3;
        }
    }

    /// Writes the numbers of the notes that cite sources: `@meae-2015, p. 3; @insee-2014`.
    pub(super) fn cite(&mut self, written: &str, range: &Range<usize>) {
        if !self.images.is_empty() {
            let message = "a source is cited in the text that stands in for an image";
            let found = Diagnostic::at(Code::LiteralLink, self.text.file, self.span(range), message);
            self.diagnostics.push(found.help("cite it behind the image, or beside it in the text"));
            return;
        }
        for citation in written.split(';') {
            let citation = citation.trim().trim_start_matches('@').trim_start();
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
                self.citations.insert(label.clone());
            }
            let span = self.span(range);
            let (note, html) = self.footnotes.refer(CowStr::from(label));
            let target = Target::Citation { id: id.to_owned(), locator: locator.map(str::to_owned), note };
            self.refer(target, written, span, false);
            self.push_html(html);
        }
    }
}

//! One pass over the events of a text: the writer passes each to its listeners and to the extensions, and collects the output.

mod html;
mod links;
mod text;

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::model::page::wording::Wording;

use super::depth::Depth;
use super::element_ids::report_ids;
use super::extensions;
use super::listeners::accessible_names::AccessibleNames;
use super::listeners::foreign_words::ForeignWords;
use super::listeners::headings::{HeadingTag, Headings};
use super::listeners::likely_mistakes::{EventPlace, LikelyMistakes};
use super::listeners::links::Links;
use super::listeners::notes::Notes;
use super::listeners::paragraphs::Paragraphs;
use super::listeners::proper_nouns::ProperNouns;
use super::listeners::prose::Prose;
use super::listeners::raw_html::RawHtml;
use super::listeners::references::References;
use super::listeners::tables::Tables;
use super::output::Output;
use super::problems::Problems;
use super::sanitizer::Place;
use super::{Parsed, Text};

/// The pass over a text: its output and its listeners.
pub struct Writer<'a> {
    text: Text<'a>,
    output: Output<'a>,
    problems: Problems<'a>,
    depth: Depth,
    headings: Headings,
    paragraphs: Paragraphs,
    tables: Tables,
    notes: Notes<'a>,
    html: RawHtml,
    links: Links,
    references: References,
    names: AccessibleNames,
    prose: Prose,
    proper_nouns: ProperNouns,
    foreign_words: ForeignWords,
    likely_mistakes: LikelyMistakes,
}

impl<'a> Writer<'a> {
    /// A pass over a text.
    pub fn new(text: Text<'a>) -> Self {
        Self {
            text,
            output: Output::default(),
            problems: Problems::new(text),
            depth: Depth::default(),
            headings: Headings::default(),
            paragraphs: Paragraphs::default(),
            tables: Tables::default(),
            notes: Notes::default(),
            html: RawHtml::default(),
            links: Links::default(),
            references: References::default(),
            names: AccessibleNames::default(),
            prose: Prose::new(text.keeps_words),
            proper_nouns: ProperNouns::default(),
            foreign_words: ForeignWords::new(text.language),
            likely_mistakes: LikelyMistakes::default(),
        }
    }

    /// Reads an event, which is at a range of the Markdown.
    pub fn read(&mut self, event: Event<'a>, range: Range<usize>) {
        self.output.set_position(range.start);
        if self.depth.skips(&event, &range, &mut self.problems) {
            return;
        }
        self.look_at(&event, &range);
        if self.html.skips(&event) {
            return;
        }
        match event {
            Event::Start(tag) => {
                self.start(tag, &range);
                self.depth.enter();
            }
            Event::End(tag) => {
                self.depth.leave();
                self.close_html(self.depth.get() + 1);
                if tag != TagEnd::HtmlBlock {
                    self.html.stop_leaving_out(&mut self.problems);
                }
                self.end(tag);
            }
            Event::Html(line) => self.html.push_line(&line, range.start),
            Event::InlineHtml(html) => self.read_html(&html, &[(0, range.start)], Place::Inline),
            Event::Text(text) => self.read_text(text, &range),
            Event::Code(text) => {
                self.add_words(&text);
                self.show(Event::Code(text));
            }
            Event::SoftBreak | Event::HardBreak => {
                if event == Event::SoftBreak && self.proper_nouns.has_run() {
                    self.add_prose(" ", &range);
                }
                self.add_words(" ");
                self.show(event);
            }
            Event::FootnoteReference(label) if !self.links.in_image() => {
                let html = self.notes.refer(label);
                self.push_html(html);
            }
            event => self.write(event),
        }
    }

    /// Passes an event to the listeners that see all of them.
    fn look_at(&mut self, event: &Event<'_>, range: &Range<usize>) {
        if let Some(reference) = self.links.reference_around(event) {
            self.references.extend_label(reference, self.text.span(range));
        }
        if !self.html.is_leaving_out() {
            let place = EventPlace { depth: self.depth.get(), heading_level: self.headings.level() };
            self.likely_mistakes.look_at(event, range, place, self.text, &mut self.problems);
        }
        if !matches!(event, Event::Text(_) | Event::SoftBreak) {
            self.proper_nouns.end_run(self.text);
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: &Range<usize>) {
        match tag {
            Tag::Heading { level, id, classes, attrs: attributes } => {
                let tag = HeadingTag { level, id, classes, attributes };
                let is_top_level = self.depth.get() == 0 && !self.html.is_open() && !self.notes.are_open();
                self.headings.start(tag, range, is_top_level, &mut self.output, &mut self.problems);
            }
            Tag::Paragraph => {
                self.paragraphs.start(self.headings.last_id(), self.notes.are_open(), &mut self.output);
            }
            Tag::Link { link_type, dest_url, title, id } => {
                self.start_link(link_type, dest_url, title, id, range)
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                self.start_image(link_type, &dest_url, &title, range)
            }
            Tag::FootnoteDefinition(label) => self.notes.start(label, range.start, &mut self.output),
            Tag::HtmlBlock => self.html.start_block(),
            Tag::Table(alignments) => {
                let caption = self.paragraphs.take_caption(&mut self.output);
                self.tables.start(alignments, caption, &mut self.output);
            }
            Tag::TableHead => self.tables.start_header(self.text.span(range), &mut self.output),
            Tag::TableRow => self.tables.start_row(range, self.text, &mut self.output, &mut self.problems),
            Tag::TableCell => {
                self.prose.join();
                self.tables.start_cell(&mut self.output);
            }
            tag => {
                match tag {
                    Tag::DefinitionListDefinition => self.prose.join(),
                    Tag::Item | Tag::List(_) => self.end_block(),
                    Tag::CodeBlock(_) => self.prose.start_code(),
                    _ => {}
                }
                self.write(Event::Start(tag));
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => return self.end_link(),
            TagEnd::Image => return self.end_image(),
            TagEnd::HtmlBlock => {
                if let Some(block) = self.html.end_block() {
                    self.read_html(&block.html, &block.places, Place::Block);
                }
            }
            _ => {}
        }
        if ends_block(tag) {
            self.end_block();
        }
        let (output, problems) = (&mut self.output, &mut self.problems);
        match tag {
            TagEnd::Heading(_) => {
                if let Some(heading) = self.headings.end(self.notes.are_open(), output, problems) {
                    self.prose.start_part(heading);
                    self.paragraphs.restart();
                }
            }
            TagEnd::FootnoteDefinition => self.notes.end(output, problems),
            TagEnd::HtmlBlock => {}
            TagEnd::Table => self.tables.end(output),
            TagEnd::TableHead => self.tables.end_header(output, problems),
            TagEnd::TableRow => self.tables.end_row(output),
            TagEnd::TableCell => self.tables.end_cell(output),
            TagEnd::Paragraph => self.paragraphs.end(output, problems),
            tag => {
                if tag == TagEnd::CodeBlock {
                    self.prose.end_code();
                }
                self.write(Event::End(tag));
            }
        }
    }

    /// Ends a block of words: the sentences around its references are known.
    fn end_block(&mut self) {
        for (reference, sentence) in self.prose.end_block(self.headings.is_open()) {
            self.references.set_sentence(reference, sentence);
        }
    }

    /// Writes an event, or the HTML of an extension in its place.
    fn write(&mut self, event: Event<'a>) {
        match extensions::html(&event, self.output.marks_mut()) {
            Some(html) => self.push_html(html),
            None => self.show(event),
        }
    }

    /// Writes an event of pulldown-cmark's own, unless the words around it are shown elsewhere.
    fn show(&mut self, event: Event<'a>) {
        if !self.links.in_image() && !self.links.hides_text() {
            self.output.push(event);
        }
    }

    /// Writes HTML, unless the text around it goes into an attribute.
    fn push_html(&mut self, html: impl Into<CowStr<'a>>) {
        if !self.links.in_image() {
            self.output.push_html(html);
        }
    }

    /// Closes open elements, writes the notes, and collects the findings of the listeners.
    pub fn finish(mut self) -> Parsed {
        self.proper_nouns.end_run(self.text);
        self.close_html(0);
        self.html.stop_leaving_out(&mut self.problems);
        let ids = self.headings.ids().chain(self.html.ids());
        report_ids(ids, &self.notes.ids(), &mut self.problems);
        let note_ids = self.notes.finish(&mut self.output, &mut self.problems);
        let body = self.output.finish(self.text.markdown.len() * 3 / 2, &mut self.problems);
        let (title, headings) = self.headings.finish();
        let (html_ids, comments) = self.html.finish();
        let (acronyms, proper) = self.proper_nouns.finish();
        let references = self.references.finish();
        let (links, images) = self.names.finish();
        Parsed {
            body,
            title,
            parts: self.prose.finish(),
            headings,
            anchors: html_ids.into_iter().chain(note_ids).collect(),
            references: references.list,
            spans: references.spans,
            labels: references.labels,
            comments,
            acronyms,
            proper,
            wording: Wording { images, links, foreign: self.foreign_words.finish() },
            diagnostics: self.problems.finish(),
        }
    }
}

/// Whether the words before the end of a block or span are a passage of their own.
fn ends_block(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::Item
            | TagEnd::DefinitionListDefinition
    )
}

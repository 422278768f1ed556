//! One pass over a text's events: what becomes HTML, what the page says of itself, what it asks for.

mod blocks;
mod bounds;
mod drawings;
mod elements;
mod finish;
mod headings;
mod labels;
mod links;
mod listening;
mod output;
mod paragraphs;
mod slips;
mod tables;
mod terms;
mod tongues;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::model::page::document::Proper;
use crate::model::page::outline::{Heading, Reference};
use crate::model::page::parts::Parts;
use crate::model::source::diagnostic::{Code, Diagnostic, Span};
use crate::text::bytes::any;

use super::footnote::Footnotes;
use super::nesting::{Shallow, shallow};
use super::passage::Passage;
use super::raw_html::{Place, Sanitizer};
use super::slot::Marks;
use super::table::Table;
use super::{Parsed, Text, alert, task};
use bounds::Bounds;
use headings::OpenHeading;
use labels::undefined_label;
use links::{OpenImage, OpenLink};
use listening::Listening;
use slips::Slips;
use terms::Prose;

const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_WIKILINKS);

/// Reads a text.
pub fn parse(text: Text<'_>) -> Parsed {
    let Shallow { text: markdown, too_deep } = shallow(text.markdown, EXTENSIONS);
    let mut parsed = parse_shallow(Text { markdown: &markdown, ..text });
    parsed.diagnostics.extend(too_deep.into_iter().map(|line| bounds::too_deep(text, line)));
    parsed
}

/// Reads a text of which no line nests too deep.
fn parse_shallow(text: Text<'_>) -> Parsed {
    let mut undefined = Vec::new();
    let callback = |link: BrokenLink<'_>| {
        if link.link_type == LinkType::Shortcut && link.reference.starts_with('@') {
            return Some((CowStr::from(link.reference.to_string()), CowStr::from("")));
        }
        undefined.extend(undefined_label(&link).map(|what| (what, link.span)));
        None
    };
    let mut writer = Writer::new(text);
    let parser = Parser::new_with_broken_link_callback(text.markdown, EXTENSIONS, Some(callback));
    for (event, range) in parser.into_offset_iter() {
        writer.event(event, range);
    }
    let mut parsed = writer.finish();
    for ((code, message, help), span) in undefined {
        let span = span.start + text.start..span.end + text.start;
        parsed.diagnostics.push(Diagnostic::at(code, text.file, span, message).help(help));
    }
    parsed
}

struct Writer<'a> {
    text: Text<'a>,
    events: Vec<Event<'a>>,
    /// Where the events of the text go on when a footnote's definition ends; one may hold another.
    outside_notes: Vec<(Vec<Event<'a>>, CowStr<'a>, usize)>,
    marks: Marks,
    depth: usize,
    headings: Vec<Heading>,
    anchors: Vec<(String, Span)>,
    heading_spans: Vec<Span>,
    /// The numbers of the headings that the next one may stand under, the outermost first.
    open_headings: Vec<usize>,
    references: Vec<Reference>,
    spans: Vec<Span>,
    labels: Vec<Option<Span>>,
    comments: Vec<Span>,
    diagnostics: Vec<Diagnostic>,
    title: Option<String>,
    passage: Passage,
    /// The words so far, by heading.
    parts: Parts,
    footnotes: Footnotes<'a>,
    sanitizer: Sanitizer,
    table: Table,
    /// How many tables there are so far.
    tables: usize,
    html_block: Option<(String, Vec<(usize, usize)>)>,
    heading: Option<OpenHeading>,
    links: Vec<OpenLink>,
    /// An image's text may hold another image.
    images: Vec<OpenImage>,
    /// Blocks and spans that are left out with the element of raw HTML that they are in.
    skipped: usize,
    in_code: bool,
    /// How many elements are open that annotate words, such as the readings of ruby: they are no part of a sentence.
    annotations: usize,
    opening_marked: bool,
    in_table: bool,
    /// Where the events of the paragraph that is being read begin; 0 between paragraphs.
    paragraph: usize,
    /// The events of the paragraph that ended last, its end included.
    closed_paragraph: Range<usize>,
    /// How many paragraphs there are so far under the heading that was last.
    paragraphs: usize,
    /// How many drawings there are so far.
    drawings: usize,
    /// The paragraph that is being read is a drawing: where that stands, and how many events there were behind it.
    drawing: Option<(Span, usize)>,
    acronyms: Vec<Arc<str>>,
    acronym_numbers: BTreeMap<Arc<str>, usize>,
    proper: Vec<Proper>,
    /// The words in `proper`.
    noted: BTreeSet<String>,
    prose: Prose,
    /// What no register has to know.
    silenced: BTreeSet<String>,
    /// The labels of the notes that cite sources.
    citations: BTreeSet<String>,
    listening: Listening,
    slips: Slips,
    bounds: Bounds,
}

impl<'a> Writer<'a> {
    fn new(text: Text<'a>) -> Self {
        let mut parts = Parts::default();
        if text.keeps_words {
            parts.open("", "");
        }
        Self {
            text,
            events: Vec::new(),
            outside_notes: Vec::new(),
            marks: Marks::default(),
            depth: 0,
            headings: Vec::new(),
            anchors: Vec::new(),
            heading_spans: Vec::new(),
            open_headings: Vec::new(),
            references: Vec::new(),
            spans: Vec::new(),
            labels: Vec::new(),
            comments: Vec::new(),
            diagnostics: Vec::new(),
            title: None,
            passage: Passage::default(),
            parts,
            footnotes: Footnotes::default(),
            sanitizer: Sanitizer::default(),
            table: Table::default(),
            tables: 0,
            html_block: None,
            heading: None,
            links: Vec::new(),
            images: Vec::new(),
            skipped: 0,
            in_code: false,
            annotations: 0,
            opening_marked: false,
            in_table: false,
            paragraph: 0,
            closed_paragraph: 0..0,
            paragraphs: 0,
            drawings: 0,
            drawing: None,
            acronyms: Vec::new(),
            acronym_numbers: BTreeMap::new(),
            proper: Vec::new(),
            noted: BTreeSet::new(),
            prose: Prose::default(),
            silenced: BTreeSet::new(),
            citations: BTreeSet::new(),
            listening: Listening::new(text.language),
            slips: Slips::default(),
            bounds: Bounds::default(),
        }
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        if self.is_too_deep(&event, &range) {
            return;
        }
        self.note_label(&event, &range);
        self.note_block(&event, &range);
        if !matches!(event, Event::Text(_) | Event::SoftBreak) {
            self.end_prose();
        }
        match event {
            Event::Html(html) => {
                if let Some((block, places)) = &mut self.html_block {
                    places.push((block.len(), range.start));
                    block.push_str(&html);
                }
            }
            Event::InlineHtml(html) => {
                self.read_comments(&html, &[(0, range.start)]);
                self.raw_html(&html, &[(0, range.start)], Place::Inline);
            }
            // The HTML between blocks may hold the end of what is left out, so it is always read.
            Event::Start(tag)
                if tag != Tag::HtmlBlock && (self.sanitizer.is_dropping() || self.skipped > 0) =>
            {
                self.skipped += 1;
            }
            Event::End(tag) if tag != TagEnd::HtmlBlock && self.skipped > 0 => self.skipped -= 1,
            Event::Start(tag) => {
                self.start(tag, range);
                self.depth += 1;
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.close_raw_html(self.depth + 1);
                if tag != TagEnd::HtmlBlock {
                    self.stop_dropping();
                }
                self.end(tag);
            }
            _ if self.sanitizer.is_dropping() => {}
            Event::Text(text) => {
                // A reference such as `&#1;` gives what no text file may hold.
                let is_reference = self.text.markdown.as_bytes().get(range.start) == Some(&b'&');
                let text = match is_reference && text.contains(char::is_control) {
                    true => CowStr::from(text.replace(char::is_control, "")),
                    false => text,
                };
                if !self.in_code && any(text.as_bytes(), |byte| matches!(byte, b'[' | b']')) {
                    self.report_footnotes(&range);
                    self.report_literal_links(&range);
                }
                self.show_text(text.clone(), &range);
                self.say(&text);
            }
            Event::Code(text) => {
                self.say(&text);
                self.show(Event::Code(text));
            }
            Event::SoftBreak | Event::HardBreak => {
                if matches!(event, Event::SoftBreak) && !self.prose.is_empty() {
                    self.add_prose(" ", &range);
                }
                self.say(" ");
                self.show(event);
            }
            Event::FootnoteReference(label) if self.images.is_empty() => {
                let (_, html) = self.footnotes.refer(label);
                self.push_html(html);
            }
            Event::TaskListMarker(done) => {
                let html = task::marker(done, &mut self.marks);
                self.push_html(html);
            }
            event => self.show(event),
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, id, classes, attrs } => {
                self.start_heading(level, id, classes, attrs, range)
            }
            Tag::Link { link_type, dest_url, title, id } => {
                self.start_link(link_type, dest_url, title, id, range)
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                self.start_image(link_type, &dest_url, &title, range)
            }
            Tag::FootnoteDefinition(label) => {
                let outside = std::mem::take(&mut self.events);
                self.outside_notes.push((outside, label, range.start));
            }
            Tag::HtmlBlock => self.html_block = Some((String::new(), Vec::new())),
            Tag::BlockQuote(Some(kind)) => {
                let html = alert::start(kind, &mut self.marks);
                self.push_html(html);
            }
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_table_head(&range),
            Tag::TableRow => self.start_row(&range),
            Tag::TableCell => self.start_cell(),
            Tag::DefinitionListDefinition => {
                self.passage.join();
                self.show(Event::Start(Tag::DefinitionListDefinition));
            }
            tag => {
                if tag == Tag::Paragraph {
                    self.report_almost_table(&range);
                    return self.start_paragraph();
                }
                self.in_code |= matches!(tag, Tag::CodeBlock(_));
                if matches!(tag, Tag::Item | Tag::List(_)) {
                    self.finish_passage();
                }
                self.show(Event::Start(tag));
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.end_image(),
            TagEnd::FootnoteDefinition => {
                self.finish_passage();
                if let Some((outside, label, at)) = self.outside_notes.pop() {
                    let note = std::mem::replace(&mut self.events, outside);
                    if let Err(label) = self.footnotes.define(label, at, note) {
                        let span = self.span(&(at..at + label.len() + 3));
                        let message = format!("the note `{label}` stands here a second time");
                        self.diagnostics.push(
                            Diagnostic::at(Code::DuplicateFootnote, self.text.file, span, message)
                                .help("give one of the two another label"),
                        );
                    }
                }
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.finish_passage();
                self.show(Event::End(TagEnd::CodeBlock));
            }
            TagEnd::HtmlBlock => {
                if let Some((html, places)) = self.html_block.take() {
                    self.read_comments(&html, &places);
                    self.raw_html(&html, &places, Place::Block);
                }
                self.finish_passage();
            }
            TagEnd::BlockQuote(Some(_)) => self.push_html(alert::END),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_table_head(),
            TagEnd::TableRow => self.end_row(),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Paragraph => self.end_paragraph(),
            tag => {
                if matches!(tag, TagEnd::Item | TagEnd::DefinitionListDefinition) {
                    self.finish_passage();
                }
                self.show(Event::End(tag));
            }
        }
    }
}

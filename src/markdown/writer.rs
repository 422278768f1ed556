//! One pass over a text's events: what becomes HTML, what the page says of itself, what it asks for.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{
    BrokenLink, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html::push_html,
};

use crate::model::diagnostic::{Code, Diagnostic, Span};
use crate::model::document::Fill;
use crate::model::outline::{Heading, Reference, Target};

use super::footnote::Footnotes;
use super::heading::heading;
use super::image::{self, escape};
use super::link::{self, Destination};
use super::passage::Passage;
use super::raw_html::{Piece, Place, Sanitizer};
use super::slot::{Marks, OPENING};
use super::table::Table;
use super::{Parsed, Text, alert};

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
    let mut undefined = Vec::new();
    let callback = |link: BrokenLink<'_>| {
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

/// What is wrong with a label that has no definition; square brackets alone are ordinary text.
fn undefined_label(link: &BrokenLink<'_>) -> Option<(Code, String, String)> {
    if let Some(label) = link.reference.strip_prefix('^') {
        let message = format!("no footnote `{label}`");
        return Some((Code::MissingFootnote, message, format!("add `[^{label}]: …` below the text")));
    }
    let label = &link.reference;
    matches!(link.link_type, LinkType::Reference | LinkType::ReferenceUnknown).then(|| {
        let message = format!("no address is given for the label `{label}`");
        (Code::MissingTarget, message, format!("add `[{label}]: address` below the text"))
    })
}

/// A heading that is being read.
struct OpenHeading {
    event: usize,
    level: u8,
    title: String,
    chosen: Option<String>,
    span: Span,
    top_level: bool,
}

/// A link that is being read.
struct OpenLink {
    reference: Option<usize>,
    /// The text comes from the page that is linked, not from here.
    titled: bool,
    /// pulldown-cmark writes the tags.
    elsewhere: bool,
}

/// An image that is being read.
struct OpenImage {
    src: String,
    title: String,
    alternative: String,
    span: Span,
}

struct Writer<'a> {
    text: Text<'a>,
    events: Vec<Event<'a>>,
    /// Where the events of the text go on when a footnote's definition ends.
    outside_note: Option<(Vec<Event<'a>>, CowStr<'a>, usize)>,
    marks: Marks,
    depth: usize,
    headings: Vec<Heading>,
    anchors: Vec<(String, Span)>,
    heading_spans: Vec<Span>,
    references: Vec<Reference>,
    spans: Vec<Span>,
    diagnostics: Vec<Diagnostic>,
    title: Option<String>,
    passage: Passage,
    footnotes: Footnotes<'a>,
    sanitizer: Sanitizer,
    table: Table,
    html_block: Option<(String, Vec<(usize, usize)>)>,
    heading: Option<OpenHeading>,
    links: Vec<OpenLink>,
    image: Option<OpenImage>,
    opening_marked: bool,
}

impl<'a> Writer<'a> {
    fn new(text: Text<'a>) -> Self {
        Self {
            text,
            events: Vec::new(),
            outside_note: None,
            marks: Marks::default(),
            depth: 0,
            headings: Vec::new(),
            anchors: Vec::new(),
            heading_spans: Vec::new(),
            references: Vec::new(),
            spans: Vec::new(),
            diagnostics: Vec::new(),
            title: None,
            passage: Passage::default(),
            footnotes: Footnotes::default(),
            sanitizer: Sanitizer::default(),
            table: Table::default(),
            html_block: None,
            heading: None,
            links: Vec::new(),
            image: None,
            opening_marked: false,
        }
    }

    fn finish(mut self) -> Parsed {
        self.close_raw_html(0, self.text.markdown.len());
        self.report_ids();
        for (label, at) in self.footnotes.unused() {
            let span = self.text.start + at..self.text.start + at + label.len() + 3;
            self.diagnostics.push(
                Diagnostic::at(
                    Code::UnusedFootnote,
                    self.text.file,
                    span,
                    format!("nothing refers to the note `{label}`"),
                )
                .help(format!("refer to it with `[^{label}]`, or take it out")),
            );
        }
        let anchors = self.anchors.into_iter().map(|(id, _)| id).chain(self.footnotes.ids()).collect();
        self.footnotes.finish(&mut self.events, &mut self.marks);
        let mut html = String::with_capacity(self.text.markdown.len() * 3 / 2);
        push_html(&mut html, self.events.into_iter());
        Parsed {
            body: self.marks.into_body(&html),
            title: self.title,
            headings: self.headings,
            anchors,
            references: self.references,
            spans: self.spans,
            diagnostics: self.diagnostics,
        }
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Html(html) => {
                if let Some((block, places)) = &mut self.html_block {
                    places.push((block.len(), range.start));
                    block.push_str(&html);
                }
            }
            Event::InlineHtml(html) => self.raw_html(&html, &[(0, range.start)], Place::Inline),
            _ if self.sanitizer.is_dropping() && !matches!(event, Event::End(_)) => {}
            Event::Start(tag) => {
                self.start(tag, range);
                self.depth += 1;
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.close_raw_html(self.depth, range.end);
                self.end(tag);
            }
            Event::Text(text) => {
                self.say(&text);
                self.show(Event::Text(text));
            }
            Event::Code(text) => {
                self.say(&text);
                self.show(Event::Code(text));
            }
            Event::SoftBreak | Event::HardBreak => {
                self.say(" ");
                self.show(event);
            }
            Event::FootnoteReference(label) => {
                let html = self.footnotes.refer(label);
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
            Tag::Image { dest_url, title, .. } => self.start_image(&dest_url, &title, range),
            Tag::FootnoteDefinition(label) => {
                let outside = std::mem::take(&mut self.events);
                self.outside_note = Some((outside, label, range.start));
            }
            Tag::HtmlBlock => self.html_block = Some((String::new(), Vec::new())),
            Tag::BlockQuote(Some(kind)) => {
                let html = alert::start(kind, &mut self.marks);
                self.push_html(html);
            }
            Tag::Table(alignments) => {
                let (table, html) = Table::start(alignments);
                self.table = table;
                self.push_html(html);
            }
            Tag::TableHead => {
                let html = self.table.start_head();
                self.push_html(html);
            }
            Tag::TableRow => {
                let html = self.table.start_row();
                self.push_html(html);
            }
            Tag::TableCell => {
                self.passage.join();
                let html = self.table.start_cell();
                self.push_html(html);
            }
            Tag::DefinitionListDefinition => {
                self.passage.join();
                self.show(Event::Start(Tag::DefinitionListDefinition));
            }
            tag => {
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
                if let Some((outside, label, at)) = self.outside_note.take() {
                    let note = std::mem::replace(&mut self.events, outside);
                    self.footnotes.define(label, at, note);
                }
            }
            TagEnd::HtmlBlock => {
                if let Some((html, places)) = self.html_block.take() {
                    self.raw_html(&html, &places, Place::Block);
                }
                self.finish_passage();
            }
            TagEnd::BlockQuote(Some(_)) => self.push_html(alert::END),
            TagEnd::Table => self.push_html(Table::end()),
            TagEnd::TableHead => {
                self.finish_passage();
                let html = self.table.end_head();
                self.push_html(html);
            }
            TagEnd::TableRow => {
                self.finish_passage();
                self.push_html("</tr>\n");
            }
            TagEnd::TableCell => {
                let html = self.table.end_cell();
                self.push_html(html);
            }
            tag => {
                if matches!(
                    tag,
                    TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::DefinitionListDefinition
                ) {
                    self.finish_passage();
                }
                self.show(Event::End(tag));
            }
        }
    }

    // Headings

    fn start_heading(
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
        let top_level = self.depth == 0 && !self.sanitizer.is_open() && self.outside_note.is_none();
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

    fn end_heading(&mut self) {
        self.finish_passage();
        let Some(open) = self.heading.take() else { return };
        let title = open.title.trim();
        if open.level == 1 {
            self.end_title(&open);
            return;
        }
        let heading = heading(open.level, open.chosen.as_deref(), title, &self.headings);
        if let Event::Start(Tag::Heading { id, .. }) = &mut self.events[open.event] {
            *id = Some(CowStr::from(heading.id.clone()));
        }
        self.events.push(Event::End(TagEnd::Heading(level(open.level))));
        if open.top_level && !self.opening_marked {
            self.events.insert(open.event, Event::InlineHtml(CowStr::Borrowed(OPENING)));
            self.opening_marked = true;
        }
        self.headings.push(heading);
        self.heading_spans.push(open.span);
    }

    /// A level-1 heading: the page has one already, its title; so its text is kept as a level-2 heading.
    fn end_title(&mut self, open: &OpenHeading) {
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
            self.title = Some(open.title.trim().to_owned());
            self.events.truncate(open.event);
            return;
        }
        if let Event::Start(Tag::Heading { level, .. }) = &mut self.events[open.event] {
            *level = HeadingLevel::H2;
        }
        self.events.push(Event::End(TagEnd::Heading(HeadingLevel::H2)));
    }

    /// Two things of a page under one id: the second is named.
    fn report_ids(&mut self) {
        let notes = self.footnotes.ids();
        let ids = self.headings.iter().map(|heading| &heading.id).zip(&self.heading_spans);
        let mut all: Vec<(&str, Option<&Span>)> = ids.map(|(id, span)| (id.as_str(), Some(span))).collect();
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
    }

    // Links and images

    fn start_link(
        &mut self,
        link_type: LinkType,
        dest_url: CowStr<'a>,
        title: CowStr<'a>,
        id: CowStr<'a>,
        range: Range<usize>,
    ) {
        let span = self.span(&range);
        if let LinkType::WikiLink { has_pothole } = link_type {
            let reference = self.refer(link::name(&dest_url), &dest_url, span, true);
            self.open_reference(reference, &title, !has_pothole);
            return;
        }
        if link_type == LinkType::Email {
            self.links.push(OpenLink { reference: None, titled: false, elsewhere: true });
            self.show(Event::Start(Tag::Link { link_type, dest_url, title, id }));
            return;
        }
        match self.answer(&dest_url, span) {
            Some(Destination::Target(target)) => {
                let span = self.span(&range);
                let reference = self.refer(target, &dest_url, span, true);
                self.open_reference(reference, &title, false);
            }
            Some(Destination::Elsewhere) => {
                self.links.push(OpenLink { reference: None, titled: false, elsewhere: true });
                self.show(Event::Start(Tag::Link { link_type, dest_url, title, id }));
            }
            None => self.links.push(OpenLink { reference: None, titled: false, elsewhere: false }),
        }
    }

    fn open_reference(&mut self, reference: usize, title: &str, titled: bool) {
        let mut html = format!("<a href=\"{}\"", self.marks.mark(Fill::Href(reference)));
        if !title.is_empty() {
            html.push_str(" title=\"");
            escape(&mut html, title);
            html.push('"');
        }
        html.push('>');
        if titled {
            html.push_str(&self.marks.mark(Fill::Title(reference)));
        }
        self.push_html(html);
        self.links.push(OpenLink { reference: Some(reference), titled, elsewhere: false });
    }

    fn end_link(&mut self) {
        let Some(open) = self.links.pop() else { return };
        if let Some(reference) = open.reference {
            self.passage.end_mention(reference);
            self.push_html("</a>");
        } else if open.elsewhere {
            self.show(Event::End(TagEnd::Link));
        }
    }

    fn start_image(&mut self, dest_url: &str, title: &str, range: Range<usize>) {
        let span = self.span(&range);
        let src = self.source(dest_url, span.clone());
        self.image = Some(OpenImage { src, title: title.to_owned(), alternative: String::new(), span });
    }

    fn end_image(&mut self) {
        let Some(open) = self.image.take() else { return };
        if open.alternative.trim().is_empty() {
            self.report_alternative(open.span.clone());
        }
        self.push_html(image::tag(&open.src, &open.alternative, &open.title));
    }

    fn report_alternative(&mut self, span: Span) {
        self.diagnostics.push(
            Diagnostic::at(
                Code::MissingAlternative,
                self.text.file,
                span,
                "an image without alternative text",
            )
            .help("say between `![` and `]` what a reader who cannot see the image has to know"),
        );
    }

    /// The mark for the address of a file that the page shows; empty when it may not be shown.
    fn source(&mut self, written: &str, span: Span) -> String {
        match self.answer(written, span.clone()) {
            Some(Destination::Target(target)) => {
                let reference = self.refer(target, written, span, false);
                self.marks.mark(Fill::Href(reference))
            }
            Some(Destination::Elsewhere) => {
                self.diagnostics.push(
                    Diagnostic::at(
                        Code::RemoteImage,
                        self.text.file,
                        span,
                        format!("the image `{written}` would be loaded from another host"),
                    )
                    .help("keep a copy of the image beside the page, and link to that"),
                );
                String::new()
            }
            None => String::new(),
        }
    }

    /// What an address asks for; nothing, with a diagnostic, when it may not be asked.
    fn answer(&mut self, written: &str, span: Span) -> Option<Destination> {
        match link::destination(self.text.file, written) {
            Ok(destination) => Some(destination),
            Err(refused) => {
                let found = Diagnostic::at(refused.code, self.text.file, span, refused.message);
                self.diagnostics.push(found.help(refused.help));
                None
            }
        }
    }

    fn refer(&mut self, target: Target, written: &str, span: Span, prose: bool) -> usize {
        let number = self.references.len();
        self.references.push(Reference { target, written: written.to_owned(), sentence: Arc::from("") });
        self.spans.push(span);
        if prose {
            self.passage.begin_mention(number);
        }
        number
    }

    // Raw HTML

    /// `places` maps bytes of the HTML to bytes of the text: block HTML comes in lines.
    fn raw_html(&mut self, html: &str, places: &[(usize, usize)], place: Place) {
        let start = self.text.start;
        let locate = |(from, to): (usize, usize)| {
            let nearest = places.iter().rev().find(|(offset, _)| *offset <= from);
            let at = nearest.map_or(0, |(offset, at)| at + (from - offset));
            start + at..start + at + (to - from)
        };
        let (pieces, removed) = self.sanitizer.read(html, place, self.depth);
        for removed in removed {
            self.warn_removed(removed.message, locate(removed.at));
        }
        for piece in pieces {
            match piece {
                Piece::Text(text) => {
                    self.say(&text);
                    let mut html = String::with_capacity(text.len());
                    escape(&mut html, &text);
                    self.push_html(html);
                }
                Piece::Start { name, attributes, at } => self.start_element(&name, attributes, locate(at)),
                Piece::End(name) => self.push_html(format!("</{name}>")),
            }
        }
    }

    fn start_element(&mut self, name: &str, attributes: Vec<(String, String)>, span: Span) {
        if name == "img" && !attributes.iter().any(|(key, _)| key == "alt") {
            self.report_alternative(span.clone());
        }
        let mut html = format!("<{name}");
        for (key, value) in attributes {
            let value = match (name, key.as_str()) {
                ("a", "href") => match self.answer(&value, span.clone()) {
                    Some(Destination::Elsewhere) => escaped(&value),
                    Some(Destination::Target(target)) => {
                        let reference = self.refer(target, &value, span.clone(), true);
                        self.marks.mark(Fill::Href(reference))
                    }
                    None => continue,
                },
                ("img", "src") => self.source(&value, span.clone()),
                (_, "id") => {
                    self.anchors.push((value.clone(), span.clone()));
                    escaped(&value)
                }
                _ => escaped(&value),
            };
            html.push_str(&format!(" {key}=\"{value}\""));
        }
        html.push('>');
        self.push_html(html);
    }

    fn close_raw_html(&mut self, depth: usize, end: usize) {
        // An element opened directly in this block has the depth of the block's inside, `depth + 1`.
        for name in self.sanitizer.close_below(depth) {
            let at = self.text.start + end;
            self.warn_removed(
                format!("`<{name}>` is not closed where it was opened; it was closed here"),
                at..at,
            );
            self.push_html(format!("</{name}>"));
        }
    }

    fn warn_removed(&mut self, message: String, span: Span) {
        let found = Diagnostic::at(Code::RemovedHtml, self.text.file, span, message);
        self.diagnostics.push(found.help("use Markdown, or one of the elements listed in docs/writing.md"));
    }

    // The text as such

    /// Adds words to whatever wants to know them as plain text.
    fn say(&mut self, text: &str) {
        if let Some(image) = &mut self.image {
            image.alternative.push_str(text);
        }
        if let Some(heading) = &mut self.heading {
            heading.title.push_str(text);
        }
        self.passage.push(text);
    }

    /// Passes an event on to the renderer, unless its text stands elsewhere.
    fn show(&mut self, event: Event<'a>) {
        if self.image.is_none() && !self.links.last().is_some_and(|link| link.titled) {
            self.events.push(event);
        }
    }

    fn push_html(&mut self, html: impl Into<CowStr<'a>>) {
        self.events.push(Event::InlineHtml(html.into()));
    }

    fn finish_passage(&mut self) {
        for (reference, sentence) in self.passage.finish() {
            self.references[reference].sentence = sentence;
        }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        self.text.start + range.start..self.text.start + range.end
    }
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(&mut html, text);
    html
}

fn level(number: u8) -> HeadingLevel {
    HeadingLevel::try_from(usize::from(number)).unwrap_or(HeadingLevel::H2)
}

//! Links and images while a text is read: their references, and the marks that the answers will take.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use pulldown_cmark_escape::escape_href;

use crate::markdown::extensions::{self, Citation, LinkMeaning};
use crate::markdown::image::{self, escape};
use crate::markdown::link::{self, Destination};
use crate::markdown::listeners::links::{LinkTo, OpenImage, OpenLink};
use crate::model::page::document::Fill;
use crate::model::page::outline::Target;
use crate::model::page::wording::Lead;
use crate::model::source::diagnostic::{Code, Span};
use crate::model::value::record_id::RecordId;

use super::Writer;

impl<'a> Writer<'a> {
    pub(super) fn start_link(
        &mut self,
        link_type: LinkType,
        dest_url: CowStr<'a>,
        title: CowStr<'a>,
        id: CowStr<'a>,
        range: &Range<usize>,
    ) {
        let span = self.text.span(range);
        if self.html.has_open(&["a"]) {
            let message = "a link within `<a>` was removed: links cannot be nested";
            self.problems.add_removed(message, span.clone());
            return self.open_link(LinkTo::Nowhere, span);
        }
        match extensions::link(link_type, &dest_url) {
            Some(LinkMeaning::Page { target, name, is_titled }) => {
                let reference = self.refer(target, name, span.clone());
                return self.open_reference(reference, &title, is_titled, span);
            }
            Some(LinkMeaning::Citations(citations)) => {
                self.cite(citations, &dest_url, range);
                return self.open_link(LinkTo::Notes, span);
            }
            None => {}
        }
        let destination = match link_type {
            LinkType::Email => Some(Destination::Elsewhere),
            _ => self.destination(&dest_url, span.clone()),
        };
        match destination {
            Some(Destination::Target(target)) => {
                let reference = self.refer(target, &dest_url, span.clone());
                self.open_reference(reference, &title, false, span);
            }
            // A link whose text is its address is marked: print does not repeat the address.
            Some(Destination::Elsewhere) if link_type == LinkType::Autolink => {
                self.push_html(format!("<a href=\"{}\" class=\"url\">", escaped_address(&dest_url)));
                self.open_link(LinkTo::Elsewhere(dest_url.to_string()), span);
            }
            Some(Destination::Elsewhere) => {
                let written = dest_url.to_string();
                self.show(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                self.open_link(LinkTo::Elsewhere(written), span);
            }
            None => self.open_link(LinkTo::Nowhere, span),
        }
    }

    fn open_link(&mut self, to: LinkTo, span: Span) {
        if !self.links.in_image() && matches!(to, LinkTo::Reference(_) | LinkTo::Elsewhere(_)) {
            self.names.start_link();
        }
        self.links.start_link(OpenLink { to, events: self.output.events().len(), span });
    }

    fn open_reference(&mut self, reference: usize, title: &str, is_titled: bool, span: Span) {
        let mut html = ["<a href=\"", &self.output.mark(Fill::Href(reference)), "\""].concat();
        if let Some((kind, _)) = self.references.target(reference).record() {
            html.push_str(" class=\"");
            html.push_str(kind.word());
            html.push('"');
        }
        if !title.is_empty() {
            html.push_str(" title=\"");
            escape(&mut html, title);
            html.push('"');
        }
        html.push('>');
        if is_titled {
            html.push_str(&self.output.mark(Fill::Title(reference)));
            self.prose.push_title(reference);
        }
        self.push_html(html);
        let to = if is_titled { LinkTo::Titled(reference) } else { LinkTo::Reference(reference) };
        self.open_link(to, span);
    }

    pub(super) fn end_link(&mut self) {
        let Some(OpenLink { to, events, span }) = self.links.end_link() else { return };
        let text = self.output.events().get(events..).unwrap_or_default();
        let is_blank = text.iter().all(|event| matches!(event, Event::Text(text) if text.is_empty()));
        let in_image = self.links.in_image();
        let is_empty = is_blank && !in_image;
        match to {
            LinkTo::Reference(reference) => {
                let words: String = text.iter().map(words).collect();
                self.references.set_text(reference, words.trim());
                if is_blank || in_image {
                    self.names.forget_link();
                } else {
                    self.end_name(Lead::Reference(reference), span);
                }
                self.end_reference(reference, is_empty);
            }
            LinkTo::Titled(reference) => {
                self.names.forget_link();
                self.end_reference(reference, false);
            }
            LinkTo::Elsewhere(address) => {
                if is_blank || in_image {
                    self.names.forget_link();
                } else {
                    self.end_name(Lead::Elsewhere(address), span.clone());
                }
                if is_empty {
                    let help = "write between `[` and `]` where it leads";
                    self.problems.add(Code::MissingText, span, "a link without text", help);
                }
                self.show(Event::End(TagEnd::Link));
            }
            LinkTo::Notes | LinkTo::Nowhere => {}
        }
    }

    /// Ends a link to the answer of a reference: without a text, it shows the title of the page that answers.
    fn end_reference(&mut self, reference: usize, is_empty: bool) {
        if is_empty {
            let title = self.output.mark(Fill::Title(reference));
            self.push_html(title);
            self.prose.push_title(reference);
        }
        self.prose.end_mention(reference);
        self.push_html("</a>");
    }

    /// Ends the accessible name of a link, which is at a span of the file.
    pub(super) fn end_name(&mut self, to: Lead, span: Span) {
        let target = match &to {
            Lead::Reference(number) => Some(self.references.target(*number)),
            Lead::Elsewhere(_) => None,
        };
        let in_table = self.tables.is_open() || self.html.elements().have_table();
        let in_prose = !in_table && !self.notes.are_open();
        self.names.end_link(to, target, in_prose, span, &mut self.problems);
    }

    pub(super) fn start_image(
        &mut self,
        link_type: LinkType,
        dest_url: &str,
        title: &str,
        range: &Range<usize>,
    ) {
        let span = self.text.span(range);
        let chart = extensions::drawing(self.text.file, dest_url);
        let is_drawing = chart.is_some();
        let (src, reference) = match chart {
            Some(target) => {
                self.refer(target, dest_url, span.clone());
                (String::new(), None)
            }
            None => self.image_source(dest_url, span.clone()),
        };
        self.links.start_image(OpenImage {
            src,
            title: title.to_owned(),
            alternative: String::new(),
            is_unnamed: link_type == LinkType::WikiLink { has_pothole: false },
            is_drawing,
            written: dest_url.to_owned(),
            reference,
            span,
        });
    }

    pub(super) fn end_image(&mut self) {
        let Some(open) = self.links.end_image() else { return };
        if open.is_drawing {
            return self.start_drawing(open.span);
        }
        if open.is_unnamed || open.alternative.trim().is_empty() {
            self.names.report_image(open.span, &mut self.problems);
        } else if !self.links.in_image() {
            self.names.add_image(&open.alternative, &open.written, open.span);
        }
        self.links.push(&open.alternative);
        self.push_html(image::tag(&open.src, &open.alternative, &open.title));
    }

    /// Puts a drawing in place of the open paragraph.
    fn start_drawing(&mut self, span: Span) {
        let in_span = self.links.in_link() || self.links.in_image();
        let in_note = self.notes.are_open();
        self.paragraphs.start_drawing(span, in_span, in_note, &mut self.output, &mut self.problems);
    }

    /// The mark for the address of an image; empty if it may not be shown.
    pub(super) fn source(&mut self, written: &str, span: Span) -> String {
        self.image_source(written, span).0
    }

    /// The same, with the number of its reference.
    fn image_source(&mut self, written: &str, span: Span) -> (String, Option<usize>) {
        match self.destination(written, span.clone()) {
            Some(Destination::Target(target @ (Target::File { .. } | Target::Outside))) => {
                let reference = self.refer(target, written, span);
                return (self.output.mark(Fill::Href(reference)), Some(reference));
            }
            Some(Destination::Target(_)) => {
                let message = format!("`{written}` is not an image");
                let help = "write the path of an image beside the page, or remove the `!`";
                self.problems.add(Code::MissingTarget, span, message, help);
            }
            Some(Destination::Elsewhere) => {
                let message = format!("the image `{written}` would be loaded from another host");
                let help = "keep a copy of the image beside the page, and link to that";
                self.problems.add(Code::RemoteImage, span, message, help);
            }
            None => {}
        }
        (String::new(), None)
    }

    /// Where an address leads; `None`, with a diagnostic, if it is refused.
    pub(super) fn destination(&mut self, written: &str, span: Span) -> Option<Destination> {
        match link::destination(self.text.file, written) {
            Ok(destination) => Some(destination),
            Err(refused) => {
                self.problems.add(refused.code, span, refused.message, refused.help);
                None
            }
        }
    }

    /// Adds a reference, and gives its number.
    pub(super) fn refer(&mut self, target: Target, written: &str, span: Span) -> usize {
        let is_mention = target.is_mention();
        let number = self.references.add(target, written, span);
        if is_mention {
            self.prose.start_mention(number);
        }
        number
    }

    /// Writes references to the notes that cite sources.
    fn cite(&mut self, citations: Vec<Citation>, written: &str, range: &Range<usize>) {
        let span = self.text.span(range);
        if self.links.in_image() {
            let message = "a source is cited in the alternative text of an image";
            let help = "put the citation after the image";
            self.problems.add(Code::LiteralLink, span, message, help);
            return;
        }
        for Citation { id, locator } in citations {
            let (note, html) = self.notes.cite(&id, locator.as_deref(), range.start, &mut self.output);
            self.refer(Target::Citation { id: RecordId::from(&*id), locator, note }, written, span.clone());
            self.push_html(html);
        }
    }
}

/// An address, escaped for an attribute.
fn escaped_address(address: &str) -> String {
    let mut html = String::with_capacity(address.len());
    escape_href(&mut html, address).expect("a string takes every text");
    html
}

/// The plain text of an event.
fn words<'b>(event: &'b Event<'_>) -> &'b str {
    match event {
        Event::Text(text) | Event::Code(text) => text,
        Event::SoftBreak | Event::HardBreak => " ",
        _ => "",
    }
}

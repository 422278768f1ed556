//! Links and images while a text is read: what they ask for, and the marks that the answers will take.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use pulldown_cmark_escape::escape_href;

use crate::model::page::document::Fill;
use crate::model::page::outline::{Reference, Target};
use crate::model::page::wording::Lead;
use crate::model::source::diagnostic::{Code, Diagnostic, Span};

use super::super::image::{self, escape};
use super::super::link::{self, Destination};
use super::Writer;

/// A link that is being read.
pub(super) struct OpenLink {
    reference: Option<usize>,
    /// The text comes from the page that is linked, not from here.
    pub(super) titled: bool,
    /// The brackets cite a source: their words are no text.
    pub(super) cites: bool,
    /// The address where it leads to another site: pulldown-cmark writes the tags.
    elsewhere: Option<String>,
    /// How many events there were when the link began: as many when it ends mean that it has no text.
    events: usize,
    span: Span,
}

/// An image that is being read.
pub(super) struct OpenImage {
    src: String,
    title: String,
    pub(super) alternative: String,
    /// `![[file]]`: pulldown-cmark gives the file's name for the text.
    unnamed: bool,
    /// The image is a drawing of the register of charts.
    drawing: bool,
    /// Its address as the editor wrote it.
    written: String,
    /// The number of its reference.
    reference: Option<usize>,
    span: Span,
}

/// An address as it stands in an attribute.
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

impl<'a> Writer<'a> {
    pub(super) fn start_link(
        &mut self,
        link_type: LinkType,
        dest_url: CowStr<'a>,
        title: CowStr<'a>,
        id: CowStr<'a>,
        range: Range<usize>,
    ) {
        let span = self.span(&range);
        if self.sanitizer.has_open(&["a"]) {
            self.warn_removed(
                "a link within `<a>` was taken out: a link cannot stand in a link".into(),
                span.clone(),
            );
            return self.open_link(None, false, None, span);
        }
        if link_type == LinkType::ShortcutUnknown {
            self.cite(&dest_url, &range);
            self.open_link(None, true, None, span);
            if let Some(open) = self.links.last_mut() {
                open.cites = true;
            }
            return;
        }
        if let LinkType::WikiLink { has_pothole } = link_type {
            // In a table the bar is written `\|`, and pulldown-cmark leaves the backslash.
            let name = if has_pothole { dest_url.trim_end_matches('\\') } else { &dest_url };
            let reference = self.refer(link::name(name), name, span.clone(), true);
            return self.open_reference(reference, &title, !has_pothole, span);
        }
        let answer = match link_type {
            LinkType::Email => Some(Destination::Elsewhere),
            _ => self.answer(&dest_url, span.clone()),
        };
        match answer {
            Some(Destination::Target(target)) => {
                let reference = self.refer(target, &dest_url, span.clone(), true);
                self.open_reference(reference, &title, false, span);
            }
            // A link that says its address is marked: on paper it is not said again.
            Some(Destination::Elsewhere) if link_type == LinkType::Autolink => {
                self.push_html(format!("<a href=\"{}\" class=\"url\">", escaped_address(&dest_url)));
                self.open_link(None, false, Some(dest_url.to_string()), span);
            }
            Some(Destination::Elsewhere) => {
                let written = dest_url.to_string();
                self.show(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                self.open_link(None, false, Some(written), span);
            }
            None => self.open_link(None, false, None, span),
        }
    }

    fn open_link(&mut self, reference: Option<usize>, titled: bool, elsewhere: Option<String>, span: Span) {
        if self.images.is_empty() && (elsewhere.is_some() || (reference.is_some() && !titled)) {
            self.listening.begin_link(self.diagnostics.len());
        }
        self.links.push(OpenLink {
            reference,
            titled,
            cites: false,
            elsewhere,
            events: self.events.len(),
            span,
        });
    }

    fn open_reference(&mut self, reference: usize, title: &str, titled: bool, span: Span) {
        let mut html = ["<a href=\"", &self.marks.mark(Fill::Href(reference)), "\""].concat();
        if let Target::Record { kind, .. } = self.references[reference].target {
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
        if titled {
            html.push_str(&self.marks.mark(Fill::Title(reference)));
            self.passage.push_title(reference);
        }
        self.push_html(html);
        self.open_link(Some(reference), titled, None, span);
    }

    /// Notes that an event is a part of the text of the reference that is being read.
    pub(super) fn note_label(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let image = self.images.last().filter(|_| !matches!(event, Event::End(TagEnd::Image)));
        let link =
            self.links.last().filter(|open| !open.titled && !matches!(event, Event::End(TagEnd::Link)));
        let reference = match image {
            Some(image) => image.reference,
            None => link.and_then(|link| link.reference),
        };
        let Some(reference) = reference else { return };
        let span = self.span(range);
        let label = self.labels[reference].get_or_insert_with(|| span.clone());
        *label = label.start.min(span.start)..label.end.max(span.end);
    }

    pub(super) fn end_link(&mut self) {
        let Some(open) = self.links.pop() else { return };
        let text = self.events.get(open.events..).unwrap_or_default();
        let says_nothing = text.iter().all(|event| matches!(event, Event::Text(text) if text.is_empty()));
        let is_empty = !open.titled && self.images.is_empty() && says_nothing;
        let words: String = text.iter().map(words).collect();
        if let Some(Target::Record { text, .. }) =
            open.reference.map(|reference| &mut self.references[reference].target)
        {
            words.trim().clone_into(text);
        }
        if !is_empty && self.images.is_empty() && !open.titled {
            let lead = open.reference.map(Lead::Reference);
            if let Some(lead) = lead.or_else(|| open.elsewhere.clone().map(Lead::Elsewhere)) {
                self.hear_link(lead, open.span.clone());
            }
        } else if open.reference.is_some() || open.elsewhere.is_some() {
            self.listening.ignore_link();
        }
        if let Some(reference) = open.reference {
            if is_empty {
                let title = self.marks.mark(Fill::Title(reference));
                self.push_html(title);
                self.passage.push_title(reference);
            }
            self.passage.end_mention(reference);
            self.push_html("</a>");
        } else if open.elsewhere.is_some() {
            if is_empty {
                self.diagnostics.push(
                    Diagnostic::at(Code::MissingText, self.text.file, open.span, "a link without text")
                        .help("say between `[` and `]` where it leads"),
                );
            }
            self.show(Event::End(TagEnd::Link));
        }
    }

    pub(super) fn start_image(
        &mut self,
        link_type: LinkType,
        dest_url: &str,
        title: &str,
        range: Range<usize>,
    ) {
        let span = self.span(&range);
        let drawing = self.refer_to_drawing(dest_url, &span);
        let before = self.references.len();
        let src = if drawing { String::new() } else { self.source(dest_url, span.clone()) };
        let reference = (self.references.len() > before).then_some(before);
        let unnamed = link_type == LinkType::WikiLink { has_pothole: false };
        self.images.push(OpenImage {
            src,
            title: title.to_owned(),
            alternative: String::new(),
            unnamed,
            drawing,
            written: dest_url.to_owned(),
            reference,
            span,
        });
    }

    pub(super) fn end_image(&mut self) {
        let Some(open) = self.images.pop() else { return };
        if open.drawing {
            return self.draw(open.span);
        }
        if open.unnamed || open.alternative.trim().is_empty() {
            self.report_alternative(open.span.clone());
        } else if self.images.is_empty() {
            self.hear_image(&open.alternative, &open.written, open.span.clone());
        }
        if let Some(around) = self.images.last_mut() {
            around.alternative.push_str(&open.alternative);
        }
        self.push_html(image::tag(&open.src, &open.alternative, &open.title));
    }

    pub(super) fn report_alternative(&mut self, span: Span) {
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
    pub(super) fn source(&mut self, written: &str, span: Span) -> String {
        match self.answer(written, span.clone()) {
            Some(Destination::Target(target @ (Target::File { .. } | Target::Outside))) => {
                let reference = self.refer(target, written, span, false);
                self.marks.mark(Fill::Href(reference))
            }
            Some(Destination::Target(_)) => {
                let found = Diagnostic::at(
                    Code::MissingTarget,
                    self.text.file,
                    span,
                    format!("`{written}` is no image"),
                );
                self.diagnostics
                    .push(found.help("write the path of an image beside the page, or take out the `!`"));
                String::new()
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
    pub(super) fn answer(&mut self, written: &str, span: Span) -> Option<Destination> {
        match link::destination(self.text.file, written) {
            Ok(destination) => Some(destination),
            Err(refused) => {
                let found = Diagnostic::at(refused.code, self.text.file, span, refused.message);
                self.diagnostics.push(found.help(refused.help));
                None
            }
        }
    }

    pub(super) fn refer(&mut self, target: Target, written: &str, span: Span, prose: bool) -> usize {
        let number = self.references.len();
        let prose = prose && target.is_mention();
        self.references.push(Reference { target, written: written.to_owned(), sentence: Arc::from("") });
        self.spans.push(span);
        self.labels.push(None);
        if prose {
            self.passage.begin_mention(number);
        }
        number
    }
}

//! Links and images while a text is read: what they ask for, and the marks that the answers will take.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use crate::model::diagnostic::{Code, Diagnostic, Span};
use crate::model::document::Fill;
use crate::model::outline::{Reference, Target};

use super::super::image::{self, escape};
use super::super::link::{self, Destination};
use super::Writer;

/// A link that is being read.
pub(super) struct OpenLink {
    reference: Option<usize>,
    /// The text comes from the page that is linked, not from here.
    pub(super) titled: bool,
    /// pulldown-cmark writes the tags.
    elsewhere: bool,
}

/// An image that is being read.
pub(super) struct OpenImage {
    src: String,
    title: String,
    pub(super) alternative: String,
    span: Span,
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

    pub(super) fn end_link(&mut self) {
        let Some(open) = self.links.pop() else { return };
        if let Some(reference) = open.reference {
            self.passage.end_mention(reference);
            self.push_html("</a>");
        } else if open.elsewhere {
            self.show(Event::End(TagEnd::Link));
        }
    }

    pub(super) fn start_image(&mut self, dest_url: &str, title: &str, range: Range<usize>) {
        let span = self.span(&range);
        let src = self.source(dest_url, span.clone());
        self.images.push(OpenImage { src, title: title.to_owned(), alternative: String::new(), span });
    }

    pub(super) fn end_image(&mut self) {
        let Some(open) = self.images.pop() else { return };
        if open.alternative.trim().is_empty() {
            self.report_alternative(open.span.clone());
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
        self.references.push(Reference { target, written: written.to_owned(), sentence: Arc::from("") });
        self.spans.push(span);
        if prose {
            self.passage.begin_mention(number);
        }
        number
    }
}

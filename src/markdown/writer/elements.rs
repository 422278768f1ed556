//! Raw HTML while a text is read: what the sanitizer keeps is written, what it takes out is named.

use crate::model::page::document::Fill;
use crate::model::page::wording::Lead;
use crate::model::source::diagnostic::{Code, Diagnostic, Span};

use super::super::image::escape;
use super::super::link::Destination;
use super::super::raw_html::{Fragment, Piece, Place, Unclosed};
use super::Writer;

impl Writer<'_> {
    /// `places` are bytes of the HTML and the bytes of the text at which they stand.
    pub(super) fn raw_html(&mut self, html: &str, places: &[(usize, usize)], place: Place) {
        let places: Vec<_> = places.iter().map(|(html, text)| (*html, self.text.start + text)).collect();
        let in_link = !self.links.is_empty();
        let fragment = Fragment { html, places: &places, place, depth: self.depth, in_link };
        let (pieces, removed) = self.sanitizer.read(fragment);
        for removed in removed {
            self.warn_removed(removed.message, removed.span);
        }
        for piece in pieces {
            match piece {
                Piece::Text { text, place } => {
                    self.note_raw_scripts(&text, html, place, &places);
                    self.say(&text);
                    self.push_html(escaped(&text));
                }
                Piece::Start { name, attributes, span } => self.start_element(&name, attributes, span),
                Piece::End(name) => {
                    self.annotations = self.annotations.saturating_sub(usize::from(is_annotation(&name)));
                    self.end_element(&name);
                    self.push_html(format!("</{name}>"));
                }
            }
        }
    }

    fn start_element(&mut self, name: &str, attributes: Vec<(String, String)>, span: Span) {
        self.open_element(name, &attributes, &span);
        if name == "img" {
            self.hear_raw_image(&attributes, &span);
        }
        self.annotations += usize::from(is_annotation(name));
        let mut html = format!("<{name}");
        for (key, value) in attributes {
            let value = match (name, key.as_str()) {
                ("a", "href") => match self.answer(&value, span.clone()) {
                    Some(Destination::Elsewhere) => {
                        self.begin_raw_link(Lead::Elsewhere(value.clone()), &span);
                        escaped(&value)
                    }
                    Some(Destination::Target(target)) => {
                        let reference = self.refer(target, &value, span.clone(), true);
                        self.begin_raw_link(Lead::Reference(reference), &span);
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

    /// Closes the elements that were opened `depth` blocks and spans deep or deeper and are not closed there.
    pub(super) fn close_raw_html(&mut self, depth: usize) {
        for Unclosed { name, span } in self.sanitizer.close_from(depth) {
            let message =
                format!("`<{name}>` is not closed in the block where it is opened; it was closed at its end");
            let found = Diagnostic::at(Code::RemovedHtml, self.text.file, span, message);
            self.annotations = self.annotations.saturating_sub(usize::from(is_annotation(&name)));
            self.end_element(&name);
            self.diagnostics.push(found.help(format!("write `</{name}>` where it ends, in the same block")));
            self.push_html(format!("</{name}>"));
        }
    }

    /// Ends the leaving out of an element that is not closed where it was opened.
    pub(super) fn stop_dropping(&mut self) {
        if let Some(Unclosed { name, span }) = self.sanitizer.stop_dropping() {
            self.warn_removed(
                format!("`<{name}>` is not closed: all that follows it in its block was taken out"),
                span,
            );
        }
    }

    pub(super) fn warn_removed(&mut self, message: String, span: Span) {
        let found = Diagnostic::at(Code::RemovedHtml, self.text.file, span, message);
        self.diagnostics.push(
            found.help(
                "write it in Markdown, or as HTML that is kept: Chancery's docs/content/writing/html.md lists what is",
            ),
        );
    }
}

/// Whether what an element holds stands above or beside words, and not among them.
fn is_annotation(element: &str) -> bool {
    matches!(element, "rt" | "rp")
}

/// A text with what HTML reads as its own escaped.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(&mut html, text);
    html
}

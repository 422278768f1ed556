//! Raw HTML while a text is read: the kept pieces are written, and its links and images become references like others.

use crate::markdown::image::escaped;
use crate::markdown::link::Destination;
use crate::markdown::sanitizer::{Fragment, Piece, Place, Unclosed};
use crate::model::page::document::Fill;
use crate::model::page::wording::Lead;
use crate::model::source::diagnostic::Span;

use super::Writer;

impl Writer<'_> {
    /// Reads raw HTML; `places` are bytes of it and the bytes of the Markdown for them.
    pub(super) fn read_html(&mut self, html: &str, places: &[(usize, usize)], place: Place) {
        let places: Vec<_> = places.iter().map(|(html, text)| (*html, self.text.start + text)).collect();
        self.html.read_comments(html, &places, |comment| self.proper_nouns.read_comment(comment));
        let in_link = self.links.in_link();
        let fragment = Fragment { html, places: &places, place, depth: self.depth.get(), in_link };
        for piece in self.html.sanitize(fragment, &mut self.problems) {
            match piece {
                Piece::Text { text, place } => {
                    if !text.is_ascii() && self.expects_own_language() {
                        self.foreign_words.push_raw(&text, html, place, &places, self.text);
                    }
                    self.add_words(&text);
                    self.push_html(escaped(&text));
                }
                Piece::Start { name, attributes, span } => self.start_element(&name, attributes, span),
                Piece::End(name) => self.end_element(&name),
            }
        }
    }

    fn start_element(&mut self, name: &str, attributes: Vec<(String, String)>, span: Span) {
        self.html.start(name, &attributes, &span, &mut self.problems);
        if name == "img" {
            self.names.add_raw_image(&attributes, &span, &mut self.problems);
        }
        let mut html = format!("<{name}");
        for (key, value) in attributes {
            let value = match (name, key.as_str()) {
                ("a", "href") => match self.start_raw_link(&value, &span) {
                    Some(href) => href,
                    None => continue,
                },
                ("img", "src") => self.source(&value, span.clone()),
                _ => escaped(&value),
            };
            html.push_str(&format!(" {key}=\"{value}\""));
        }
        html.push('>');
        self.push_html(html);
    }

    /// Begins a link of raw HTML, and gives its address; `None`, with a diagnostic, if the address is refused.
    fn start_raw_link(&mut self, address: &str, span: &Span) -> Option<String> {
        let (lead, href) = match self.destination(address, span.clone())? {
            Destination::Elsewhere => (Lead::Elsewhere(address.to_owned()), escaped(address)),
            Destination::Target(target) => {
                let reference = self.refer(target, address, span.clone());
                (Lead::Reference(reference), self.output.mark(Fill::Href(reference)))
            }
        };
        self.names.start_raw_link(lead, span);
        Some(href)
    }

    fn end_element(&mut self, name: &str) {
        self.html.end(name, &mut self.problems);
        if name == "a"
            && let Some((lead, span)) = self.names.take_raw_link()
        {
            self.end_name(lead, span);
        }
        self.push_html(format!("</{name}>"));
    }

    /// Closes the elements that were opened `depth` blocks and spans deep or deeper and are not closed there.
    pub(super) fn close_html(&mut self, depth: usize) {
        for Unclosed { name, .. } in self.html.unclosed(depth, &mut self.problems) {
            self.end_element(&name);
        }
    }
}

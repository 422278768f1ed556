//! Raw HTML while a text is read: what the sanitizer keeps is written, what it takes out is named.

use crate::model::diagnostic::{Code, Diagnostic, Span};
use crate::model::document::Fill;

use super::super::image::escape;
use super::super::link::Destination;
use super::super::raw_html::{Piece, Place};
use super::Writer;

impl Writer<'_> {
    /// `places` maps bytes of the HTML to bytes of the text: block HTML comes in lines.
    pub(super) fn raw_html(&mut self, html: &str, places: &[(usize, usize)], place: Place) {
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

    pub(super) fn close_raw_html(&mut self, depth: usize, end: usize) {
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

    /// Ends the leaving out of an element that is not closed where it was opened.
    pub(super) fn stop_dropping(&mut self, end: usize) {
        if let Some(name) = self.sanitizer.stop_dropping() {
            let at = self.text.start + end;
            self.warn_removed(
                format!("`<{name}>` is not closed: everything after it up to here was taken out"),
                at..at,
            );
        }
    }

    pub(super) fn warn_removed(&mut self, message: String, span: Span) {
        let found = Diagnostic::at(Code::RemovedHtml, self.text.file, span, message);
        self.diagnostics.push(found.help("use Markdown, or one of the elements listed in docs/writing.md"));
    }
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(&mut html, text);
    html
}

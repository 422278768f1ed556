//! The raw HTML of a text: its blocks, its open elements, and elements that are removed with their content.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::comments::Comments;
use super::html_elements::HtmlElements;
use crate::markdown::problems::Problems;
use crate::markdown::sanitizer::{Fragment, Piece, Sanitizer, Unclosed};
use crate::model::source::diagnostic::{Code, Span};

/// The raw HTML so far.
#[derive(Debug, Default)]
pub struct RawHtml {
    sanitizer: Sanitizer,
    elements: HtmlElements,
    comments: Comments,
    /// The ids of elements.
    ids: Vec<(String, Span)>,
    block: Option<HtmlBlock>,
    /// How many blocks and spans are open that are left out with the element around them.
    left_out: usize,
}

/// Raw HTML, and its places.
#[derive(Debug, Default)]
pub struct HtmlBlock {
    /// The HTML.
    pub html: String,
    /// Bytes of the HTML, and the bytes of the Markdown for them: a quotation has signs between its lines.
    pub places: Vec<(usize, usize)>,
}

impl RawHtml {
    /// Begins a block.
    pub fn start_block(&mut self) {
        self.block = Some(HtmlBlock::default());
    }

    /// Adds a line to the open block, from a byte of the Markdown on.
    pub fn push_line(&mut self, line: &str, at: usize) {
        if let Some(block) = &mut self.block {
            block.places.push((block.html.len(), at));
            block.html.push_str(line);
        }
    }

    /// Ends the open block.
    pub fn end_block(&mut self) -> Option<HtmlBlock> {
        self.block.take()
    }

    /// Whether events are left out because the element around them is not kept.
    pub fn is_leaving_out(&self) -> bool {
        self.sanitizer.is_dropping() || self.left_out > 0
    }

    /// Whether an event is left out. HTML never is: it may hold the end of the element that is being removed.
    pub fn skips(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Start(Tag::HtmlBlock)
            | Event::End(TagEnd::HtmlBlock) => false,
            Event::Start(_) if self.is_leaving_out() => {
                self.left_out += 1;
                true
            }
            Event::End(_) if self.left_out > 0 => {
                self.left_out -= 1;
                true
            }
            Event::Start(_) | Event::End(_) => false,
            _ => self.sanitizer.is_dropping(),
        }
    }

    /// Whether an element is open.
    pub fn is_open(&self) -> bool {
        self.sanitizer.is_open()
    }

    /// Whether an element of one of these names is open.
    pub fn has_open(&self, names: &[&str]) -> bool {
        self.sanitizer.has_open(names)
    }

    /// The open elements.
    pub fn elements(&self) -> &HtmlElements {
        &self.elements
    }

    /// Finds the comments of some HTML; see [`Comments::read`].
    pub fn read_comments(&mut self, html: &str, places: &[(usize, usize)], read: impl FnMut(&str)) {
        self.comments.read(html, places, read);
    }

    /// The pieces of some HTML that are kept; the rest is reported.
    pub fn sanitize(&mut self, fragment: Fragment<'_>, problems: &mut Problems<'_>) -> Vec<Piece> {
        let (pieces, removed) = self.sanitizer.read(fragment);
        for removed in removed {
            problems.add_removed(removed.message, removed.span);
        }
        pieces
    }

    /// Opens an element that is kept.
    pub fn start(
        &mut self,
        name: &str,
        attributes: &[(String, String)],
        span: &Span,
        problems: &mut Problems<'_>,
    ) {
        self.elements.start(name, attributes, span, problems);
        let ids = attributes.iter().filter(|(key, _)| key == "id");
        self.ids.extend(ids.map(|(_, id)| (id.clone(), span.clone())));
    }

    /// Closes the last element.
    pub fn end(&mut self, name: &str, problems: &mut Problems<'_>) {
        self.elements.end(name, problems);
    }

    /// The elements that were opened `depth` blocks and spans deep or deeper and are still open, the innermost first: they are
    /// closed here, and reported.
    pub fn unclosed(&mut self, depth: usize, problems: &mut Problems<'_>) -> Vec<Unclosed> {
        let unclosed = self.sanitizer.close_from(depth);
        for Unclosed { name, span } in &unclosed {
            let message = format!(
                "`<{name}>` is not closed in the block that opens it; it was closed at the end of the block"
            );
            let help = format!("write `</{name}>` where it ends, in the same block");
            problems.add(Code::RemovedHtml, span.clone(), message, help);
        }
        unclosed
    }

    /// Ends an element that is not kept and not closed in its block; it is reported.
    pub fn stop_leaving_out(&mut self, problems: &mut Problems<'_>) {
        if let Some(Unclosed { name, span }) = self.sanitizer.stop_dropping() {
            let message = format!("`<{name}>` is not closed: the rest of its block was removed");
            problems.add_removed(message, span);
        }
    }

    /// The ids of elements with their spans.
    pub fn ids(&self) -> impl Iterator<Item = (&str, &Span)> + Clone {
        self.ids.iter().map(|(id, span)| (id.as_str(), span))
    }

    /// The ids of elements, and the spans of comments.
    pub fn finish(self) -> (Vec<String>, Vec<Span>) {
        (self.ids.into_iter().map(|(id, _)| id).collect(), self.comments.finish())
    }
}

//! Raw HTML in Markdown: a safe subset is kept and balanced, the rest is removed and reported.
//!
//! Tags are read by a WHATWG tokenizer and written anew, so the result has nothing in it that was not understood. Elements must open
//! and close in the same block of Markdown, or the frame of the page would break.

mod allowed_html;

use std::collections::BTreeMap;
use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use crate::model::source::diagnostic::Span;
use crate::text::markup::within_tag_limit;

use allowed_html::{is_block, is_inline, is_removed_whole, keeps, parents};

pub use allowed_html::is_void;

/// Where HTML is: between blocks, or in the text of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// An HTML block (CommonMark 0.31, section 4.6).
    Block,
    /// Raw HTML within text (section 6.6).
    Inline,
}

/// A piece of raw HTML that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text, not escaped.
    Text {
        /// The text, its character references resolved.
        text: String,
        /// Its bytes in the HTML.
        place: Range<usize>,
    },
    /// The start of an element that is kept, with the attributes that are kept.
    Start {
        /// The element, in lower case.
        name: String,
        /// Names and values, not escaped; addresses are not checked yet.
        attributes: Vec<(String, String)>,
        /// Its span in the file.
        span: Span,
    },
    /// The end of an element.
    End(String),
}

/// Something that was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// The message of the diagnostic.
    pub message: String,
    /// Its span in the file.
    pub span: Span,
}

/// Raw HTML in its text.
#[derive(Clone, Copy, Debug)]
pub struct Fragment<'a> {
    /// The HTML.
    pub html: &'a str,
    /// Bytes of the HTML, and the bytes of the file for them: a block comes in lines.
    pub places: &'a [(usize, usize)],
    /// Its place.
    pub place: Place,
    /// How many blocks and spans are open around it.
    pub depth: usize,
    /// Whether it is in the text of a link.
    pub in_link: bool,
}

impl Fragment<'_> {
    fn span(&self, html: html5gum::Span<usize>) -> Span {
        let before = self.places.partition_point(|(offset, _)| *offset <= html.start);
        let nearest = before.checked_sub(1).map(|last| self.places[last]);
        let start = nearest.map_or(0, |(offset, at)| at + (html.start - offset));
        start..start + (html.end - html.start)
    }
}

/// An element that is open, or that is being removed with its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unclosed {
    /// The element.
    pub name: String,
    /// The span of its start in the file.
    pub span: Span,
}

#[derive(Debug)]
struct Open {
    element: Unclosed,
    depth: usize,
}

/// The elements that are open from one fragment of a text to the next.
#[derive(Debug, Default)]
pub struct Sanitizer {
    open: Vec<Open>,
    /// How many elements of each name are open; names without any are not in it.
    open_names: BTreeMap<String, usize>,
    dropping: Option<Unclosed>,
    /// How many elements of each name had their start removed, so that their end is removed too.
    startless: BTreeMap<String, usize>,
}

/// The most elements of raw HTML that may be nested.
const DEEPEST: usize = 100;

impl Sanitizer {
    /// Whether an element is being removed with its content.
    pub fn is_dropping(&self) -> bool {
        self.dropping.is_some()
    }

    /// Whether an element of raw HTML is open.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Whether an element of one of these names is open.
    pub fn has_open(&self, names: &[&str]) -> bool {
        !self.open.is_empty() && names.iter().any(|name| self.open_names.contains_key(*name))
    }

    /// The pieces of some HTML that are kept, and those that were removed.
    pub fn read(&mut self, fragment: Fragment<'_>) -> (Vec<Piece>, Vec<Removed>) {
        let mut pieces = Vec::new();
        let mut removed = Vec::new();
        if !within_tag_limit(fragment.html) {
            let span = fragment.span(html5gum::Span { start: 0, end: fragment.html.len() });
            removed.push(Removed {
                message: "HTML with too many attributes in one tag was removed".into(),
                span,
            });
            return (pieces, removed);
        }
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(fragment.place == Place::Block);
        for Ok(token) in Tokenizer::new_with_emitter(fragment.html, emitter) {
            match token {
                Token::StartTag(tag) if self.dropping.is_none() => {
                    let span = fragment.span(tag.span);
                    self.start(&tag, span, fragment, &mut pieces, &mut removed);
                }
                Token::EndTag(tag) => {
                    let name = text(&tag.name);
                    if let Some(dropped) = &self.dropping {
                        if dropped.name == name {
                            self.dropping = None;
                        }
                    } else if let Err(message) = self.end(&name, fragment.depth, &mut pieces) {
                        removed.push(Removed { message, span: fragment.span(tag.span) });
                    }
                }
                Token::String(string) if self.dropping.is_none() => {
                    let place = string.span.start..string.span.end;
                    pieces.push(Piece::Text { text: text(&string.value), place });
                }
                Token::Doctype(doctype) => {
                    let span = fragment.span(doctype.span);
                    removed.push(Removed { message: "`<!DOCTYPE>` was removed".into(), span });
                }
                // Comments are the editor's own and never published; errors show in the tokens around them.
                Token::Comment(_) | Token::Error(_) | Token::StartTag(_) | Token::String(_) => {}
            }
        }
        (pieces, removed)
    }

    /// Closes the elements that were opened `depth` blocks and spans deep or deeper, the innermost first.
    pub fn close_from(&mut self, depth: usize) -> Vec<Unclosed> {
        let mut closed = Vec::new();
        while self.open.last().is_some_and(|open| open.depth >= depth) {
            closed.extend(self.close());
        }
        closed
    }

    /// Closes the last element.
    fn close(&mut self) -> Option<Unclosed> {
        let element = self.open.pop()?.element;
        take_one(&mut self.open_names, &element.name);
        Some(element)
    }

    /// Ends the element that is being removed with its content, if there is one.
    pub fn stop_dropping(&mut self) -> Option<Unclosed> {
        self.dropping.take()
    }

    fn start(
        &mut self,
        tag: &StartTag<usize>,
        span: Span,
        fragment: Fragment<'_>,
        pieces: &mut Vec<Piece>,
        removed: &mut Vec<Removed>,
    ) {
        let name = text(&tag.name);
        if !is_inline(&name) && !is_block(&name) {
            removed.push(self.remove_unknown(name, tag.self_closing, span));
            return;
        }
        if let Some(message) = self.refusal(&name, tag, fragment) {
            removed.push(Removed { message, span });
            *self.startless.entry(name).or_default() += 1;
            return;
        }
        let attributes = kept_attributes(&name, tag, &span, removed);
        if !is_void(&name) {
            let element = Unclosed { name: name.clone(), span: span.clone() };
            *self.open_names.entry(name.clone()).or_default() += 1;
            self.open.push(Open { element, depth: fragment.depth });
        }
        pieces.push(Piece::Start { name, attributes, span });
    }

    /// Removes an element that is on no list, perhaps with its content.
    fn remove_unknown(&mut self, name: String, is_self_closing: bool, span: Span) -> Removed {
        let is_whole = is_removed_whole(&name);
        let what = if is_whole { " and its content were" } else { " was" };
        let message = format!("`<{name}>`{what} removed");
        if is_whole && !is_self_closing {
            self.dropping = Some(Unclosed { name, span: span.clone() });
        }
        Removed { message, span }
    }

    /// Why an element is removed that is kept elsewhere.
    fn refusal(&self, name: &str, tag: &StartTag<usize>, fragment: Fragment<'_>) -> Option<String> {
        let parents = parents(name);
        let reason = if name == "a" && (fragment.in_link || self.has_open(&["a"])) {
            "links cannot be nested".to_owned()
        } else if !parents.is_empty() && !self.has_open(parents) {
            format!("it can only be in `<{}>`", parents[0])
        } else if name == "img" && !tag.attributes.contains_key(&b"src"[..]) {
            "it has no `src`".to_owned()
        } else if is_block(name) && fragment.place == Place::Inline {
            "it cannot be in a paragraph".to_owned()
        } else if self.open.len() >= DEEPEST && !is_void(name) {
            format!("{DEEPEST} elements are open around it")
        } else {
            return None;
        };
        Some(format!("`<{name}>` was removed: {reason}"))
    }

    fn end(&mut self, name: &str, depth: usize, pieces: &mut Vec<Piece>) -> Result<(), String> {
        if !(is_inline(name) || is_block(name)) || is_void(name) {
            // Its start was removed and reported already.
            return Ok(());
        }
        let fits = |open: &Open| open.element.name == name && open.depth == depth;
        if let Some(at) = self.open.iter().rposition(fits) {
            while self.open.len() > at {
                pieces.extend(self.close().map(|element| Piece::End(element.name)));
            }
            return Ok(());
        }
        if take_one(&mut self.startless, name) {
            return Ok(());
        }
        Err(format!("`</{name}>` was removed: no `<{name}>` is open here"))
    }
}

/// The attributes that an element keeps; the others are removed.
fn kept_attributes(
    element: &str,
    tag: &StartTag<usize>,
    span: &Span,
    removed: &mut Vec<Removed>,
) -> Vec<(String, String)> {
    let mut kept = Vec::new();
    for (key, value) in &tag.attributes {
        let (key, value) = (text(key), text(&value.value));
        let message = if !keeps(element, &key) {
            format!("the attribute `{key}` of `<{element}>` was removed")
        } else if key == "id" && (value.is_empty() || value.contains(char::is_whitespace)) {
            format!("the id `{value}` was removed: an id is one word")
        } else if key == "id" && value.starts_with('_') {
            format!("the id `{value}` was removed: ids that begin with `_` are reserved for the theme")
        } else {
            kept.push((key, value));
            continue;
        };
        removed.push(Removed { message, span: span.clone() });
    }
    kept
}

/// Subtracts one from the count of a name; false if it is not counted.
fn take_one(counts: &mut BTreeMap<String, usize>, name: &str) -> bool {
    let Some(count) = counts.get_mut(name) else { return false };
    *count -= 1;
    if *count == 0 {
        counts.remove(name);
    }
    true
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

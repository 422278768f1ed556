//! Raw HTML in Markdown: a safe subset is kept and put in order, the rest is taken out and named.
//!
//! Tags are read by a WHATWG tokenizer and written anew, so what comes out holds nothing that was not
//! understood. Elements must open and close in the same block of Markdown, or a page's frame would break.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

/// Where the HTML stands: between blocks, or within a paragraph's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// An HTML block (CommonMark 0.31, section 4.6).
    Block,
    /// Raw HTML within text (section 6.6).
    Inline,
}

/// What is left of raw HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text, not escaped.
    Text(String),
    /// The start of an element that is kept, with the attributes that are kept.
    Start {
        /// The element, in lower case.
        name: String,
        /// Names and values, not escaped; an address is still to be checked.
        attributes: Vec<(String, String)>,
        /// Where it begins and ends in the HTML.
        at: (usize, usize),
    },
    /// The end of an element.
    End(String),
}

/// Something that was taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// What and why, as a diagnostic says it.
    pub message: String,
    /// Where it begins and ends in the HTML.
    pub at: (usize, usize),
}

#[derive(Debug)]
struct Open {
    name: String,
    depth: usize,
}

/// The state of raw HTML from one piece of a page to the next.
#[derive(Debug, Default)]
pub struct Sanitizer {
    open: Vec<Open>,
    dropping: Option<String>,
}

/// Elements that may stand within text. Those of the HTML standard's phrasing content that carry meaning and
/// load or run nothing.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "img", "ins",
    "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time",
    "u", "var", "wbr",
];

/// Elements that may stand between blocks, beside those of text.
const BLOCK: &[&str] = &[
    "blockquote",
    "caption",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements that have no end (HTML standard, section 13.1.2, void elements).
const VOID: &[&str] = &["br", "col", "hr", "img", "wbr"];

/// Elements whose content is not text for a reader, and goes with them.
const DROPPED_WHOLE: &[&str] = &[
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "noscript",
    "template",
    "textarea",
    "title",
    "svg",
    "math",
    "select",
    "noframes",
    "noembed",
    "xmp",
    "plaintext",
];

/// Attributes that any element may keep.
const GLOBAL_ATTRIBUTES: &[&str] = &["class", "dir", "id", "lang", "title"];

fn keeps(element: &str, attribute: &str) -> bool {
    GLOBAL_ATTRIBUTES.contains(&attribute)
        || matches!(
            (element, attribute),
            ("a", "href")
                | ("img", "src" | "alt" | "width" | "height")
                | ("time" | "del" | "ins", "datetime")
                | ("data", "value")
                | ("td" | "th", "colspan" | "rowspan" | "headers")
                | ("th", "scope" | "abbr")
                | ("col" | "colgroup", "span")
                | ("ol", "start" | "reversed" | "type")
                | ("li", "value")
                | ("details", "open")
        )
}

impl Sanitizer {
    /// Whether what follows is inside an element that is taken out with its content.
    pub fn is_dropping(&self) -> bool {
        self.dropping.is_some()
    }

    /// Whether an element of raw HTML is open.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Reads a piece of HTML that stands `depth` blocks and spans deep.
    pub fn read(&mut self, html: &str, place: Place, depth: usize) -> (Vec<Piece>, Vec<Removed>) {
        let mut pieces = Vec::new();
        let mut removed = Vec::new();
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(place == Place::Block);
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            match token {
                Token::StartTag(tag) if self.dropping.is_none() => {
                    self.start(tag, place, depth, &mut pieces, &mut removed);
                }
                Token::EndTag(tag) => {
                    let name = text(&tag.name);
                    if let Some(dropped) = &self.dropping {
                        if *dropped == name {
                            self.dropping = None;
                        }
                    } else if let Err(message) = self.end(name, depth, &mut pieces) {
                        removed.push(Removed { message, at: (tag.span.start, tag.span.end) });
                    }
                }
                Token::String(string) if self.dropping.is_none() => {
                    pieces.push(Piece::Text(text(&string.value)))
                }
                Token::Doctype(doctype) => {
                    let at = (doctype.span.start, doctype.span.end);
                    removed.push(Removed { message: "`<!DOCTYPE>` was taken out".into(), at });
                }
                // A comment is the editor's own and never published; an error says nothing that the tokens
                // around it do not show.
                Token::Comment(_) | Token::Error(_) | Token::StartTag(_) | Token::String(_) => {}
            }
        }
        (pieces, removed)
    }

    /// Closes what was opened deeper than `depth`: the elements' names, the innermost first.
    pub fn close_below(&mut self, depth: usize) -> Vec<String> {
        let mut closed = Vec::new();
        while self.open.last().is_some_and(|open| open.depth > depth) {
            closed.extend(self.open.pop().map(|open| open.name));
        }
        closed
    }

    /// Ends the leaving out of an element: its name, if one was being left out.
    pub fn stop_dropping(&mut self) -> Option<String> {
        self.dropping.take()
    }

    fn start(
        &mut self,
        tag: StartTag<usize>,
        place: Place,
        depth: usize,
        pieces: &mut Vec<Piece>,
        removed: &mut Vec<Removed>,
    ) {
        let name = text(&tag.name);
        let at = (tag.span.start, tag.span.end);
        let inline = INLINE.contains(&name.as_str());
        let block = BLOCK.contains(&name.as_str());
        if !inline && !block {
            let whole = DROPPED_WHOLE.contains(&name.as_str());
            let what = if whole { " and what is in it were" } else { " was" };
            removed.push(Removed { message: format!("`<{name}>`{what} taken out"), at });
            if whole && !tag.self_closing {
                self.dropping = Some(name);
            }
            return;
        }
        if block && place == Place::Inline {
            let message = format!("`<{name}>` was taken out: it cannot stand within a paragraph");
            removed.push(Removed { message, at });
            return;
        }
        let mut attributes = Vec::new();
        for (key, value) in &tag.attributes {
            let key = text(key);
            if keeps(&name, &key) {
                attributes.push((key, text(&value.value)));
            } else {
                removed.push(Removed {
                    message: format!("the attribute `{key}` of `<{name}>` was taken out"),
                    at,
                });
            }
        }
        if !VOID.contains(&name.as_str()) {
            self.open.push(Open { name: name.clone(), depth });
        }
        pieces.push(Piece::Start { name, attributes, at });
    }

    fn end(&mut self, name: String, depth: usize, pieces: &mut Vec<Piece>) -> Result<(), String> {
        let known = INLINE.contains(&name.as_str()) || BLOCK.contains(&name.as_str());
        if !known || VOID.contains(&name.as_str()) {
            // Its start was taken out and named already.
            return Ok(());
        }
        let Some(at) = self.open.iter().rposition(|open| open.name == name && open.depth == depth) else {
            return Err(format!("`</{name}>` was taken out: no `<{name}>` is open here"));
        };
        for open in self.open.drain(at..).rev() {
            pieces.push(Piece::End(open.name));
        }
        Ok(())
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

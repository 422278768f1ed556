//! Raw HTML in Markdown: a safe subset is kept and put in order, the rest is taken out and named.
//!
//! Tags are read by a WHATWG tokenizer and written anew, so what comes out holds nothing that was not
//! understood. Elements must open and close in the same block of Markdown, or a page's frame would break.

use std::collections::BTreeMap;
use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use crate::model::source::diagnostic::Span;
use crate::text::markup::is_tame;

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
    Text {
        /// The text, its character references resolved.
        text: String,
        /// Where it stands in the HTML.
        place: Range<usize>,
    },
    /// The start of an element that is kept, with the attributes that are kept.
    Start {
        /// The element, in lower case.
        name: String,
        /// Names and values, not escaped; an address is still to be checked.
        attributes: Vec<(String, String)>,
        /// Where it stands in the file.
        span: Span,
    },
    /// The end of an element.
    End(String),
}

/// Something that was taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// What and why, as a diagnostic says it.
    pub message: String,
    /// Where it stands in the file.
    pub span: Span,
}

/// A piece of raw HTML at its place.
#[derive(Clone, Copy, Debug)]
pub struct Fragment<'a> {
    /// The HTML.
    pub html: &'a str,
    /// Bytes of the HTML and the bytes of the file at which they stand: block HTML comes in lines.
    pub places: &'a [(usize, usize)],
    /// What it stands in.
    pub place: Place,
    /// How many blocks and spans it stands in.
    pub depth: usize,
    /// Whether it stands in the text of a link.
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

/// An element that is open or is being left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unclosed {
    /// The element.
    pub name: String,
    /// Where its start stands in the file.
    pub span: Span,
}

#[derive(Debug)]
struct Open {
    element: Unclosed,
    depth: usize,
}

/// The state of raw HTML from one piece of a page to the next.
#[derive(Debug, Default)]
pub struct Sanitizer {
    open: Vec<Open>,
    /// How many elements of each name are open; none that is not.
    open_names: BTreeMap<String, usize>,
    dropping: Option<Unclosed>,
    /// How many elements of each name had their start taken out, so that their end has to go too.
    startless: BTreeMap<String, usize>,
}

/// The most elements of raw HTML that may stand in each other.
const DEEPEST: usize = 100;

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

/// Whether an element has no end.
pub fn is_void(element: &str) -> bool {
    VOID.contains(&element)
}

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

/// The elements of which one must be open around an element; none where it may stand anywhere.
fn parents(element: &str) -> &'static [&'static str] {
    match element {
        "li" => &["ul", "ol"],
        "dt" | "dd" => &["dl"],
        "caption" | "colgroup" | "thead" | "tbody" | "tfoot" => &["table"],
        "col" => &["colgroup", "table"],
        "tr" => &["table", "tbody", "thead", "tfoot"],
        "td" | "th" => &["tr"],
        "summary" => &["details"],
        "figcaption" => &["figure"],
        "rt" | "rp" => &["ruby"],
        _ => &[],
    }
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

    /// Whether an element of one of these names is open.
    pub fn has_open(&self, names: &[&str]) -> bool {
        !self.open.is_empty() && names.iter().any(|name| self.open_names.contains_key(*name))
    }

    /// Reads a piece of HTML, within a link or not.
    pub fn read(&mut self, fragment: Fragment<'_>) -> (Vec<Piece>, Vec<Removed>) {
        let mut pieces = Vec::new();
        let mut removed = Vec::new();
        if !is_tame(fragment.html) {
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
                // A comment is the editor's own and never published; an error says nothing that the tokens
                // around it do not show.
                Token::Comment(_) | Token::Error(_) | Token::StartTag(_) | Token::String(_) => {}
            }
        }
        (pieces, removed)
    }

    /// Closes what was opened `depth` blocks and spans deep or deeper, the innermost first.
    pub fn close_from(&mut self, depth: usize) -> Vec<Unclosed> {
        let mut closed = Vec::new();
        while self.open.last().is_some_and(|open| open.depth >= depth) {
            closed.extend(self.close());
        }
        closed
    }

    /// Closes the element that was opened last.
    fn close(&mut self) -> Option<Unclosed> {
        let element = self.open.pop()?.element;
        take_one(&mut self.open_names, &element.name);
        Some(element)
    }

    /// Ends the leaving out of an element, if one is being left out.
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
        let inline = INLINE.contains(&name.as_str());
        let block = BLOCK.contains(&name.as_str());
        if !inline && !block {
            let whole = DROPPED_WHOLE.contains(&name.as_str());
            let what = if whole { " and its content were" } else { " was" };
            removed.push(Removed { message: format!("`<{name}>`{what} removed"), span: span.clone() });
            if whole && !tag.self_closing {
                self.dropping = Some(Unclosed { name, span });
            }
            return;
        }
        if name == "a" && (fragment.in_link || self.has_open(&["a"])) {
            removed.push(Removed { message: "`<a>` was removed: links cannot be nested".into(), span });
            *self.startless.entry(name).or_default() += 1;
            return;
        }
        let parents = parents(&name);
        if !parents.is_empty() && !self.has_open(parents) {
            let message = format!("`<{name}>` was removed: it can only be in `<{}>`", parents[0]);
            removed.push(Removed { message, span });
            *self.startless.entry(name).or_default() += 1;
            return;
        }
        if name == "img" && !tag.attributes.contains_key(&b"src"[..]) {
            removed.push(Removed { message: "`<img>` was removed: it has no `src`".into(), span });
            return;
        }
        if block && fragment.place == Place::Inline {
            let message = format!("`<{name}>` was removed: it cannot be in a paragraph");
            removed.push(Removed { message, span });
            *self.startless.entry(name).or_default() += 1;
            return;
        }
        if self.open.len() >= DEEPEST && !is_void(&name) {
            let message = format!("`<{name}>` was removed: {DEEPEST} elements are open around it");
            removed.push(Removed { message, span });
            *self.startless.entry(name).or_default() += 1;
            return;
        }
        let mut attributes = Vec::new();
        for (key, value) in &tag.attributes {
            let (key, value) = (text(key), text(&value.value));
            if !keeps(&name, &key) {
                let message = format!("the attribute `{key}` of `<{name}>` was removed");
                removed.push(Removed { message, span: span.clone() });
            } else if key == "id" && (value.is_empty() || value.contains(char::is_whitespace)) {
                let message = format!("the id `{value}` was removed: an id is one word");
                removed.push(Removed { message, span: span.clone() });
            } else if key == "id" && value.starts_with('_') {
                let message = format!(
                    "the id `{value}` was removed: ids that begin with `_` are reserved for the theme"
                );
                removed.push(Removed { message, span: span.clone() });
            } else {
                attributes.push((key, value));
            }
        }
        if !VOID.contains(&name.as_str()) {
            let element = Unclosed { name: name.clone(), span: span.clone() };
            *self.open_names.entry(name.clone()).or_default() += 1;
            self.open.push(Open { element, depth: fragment.depth });
        }
        pieces.push(Piece::Start { name, attributes, span });
    }

    fn end(&mut self, name: &str, depth: usize, pieces: &mut Vec<Piece>) -> Result<(), String> {
        let known = INLINE.contains(&name) || BLOCK.contains(&name);
        if !known || VOID.contains(&name) {
            // Its start was taken out and named already.
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

/// Counts one of a name less; whether there was one.
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

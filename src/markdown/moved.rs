//! The text of a page as part of another page: its ids are made unique, its addresses adapted, its headings moved down.
//!
//! The regions of a page, such as its notes and wide tables, become groups: as regions of many pages on one, they would be
//! landmarks with the same name.
//!
//! The HTML was generated here or by a template. It is read by a tokenizer, and what need not change is kept byte for byte.

use std::ops::Range;
use std::sync::Arc;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use crate::model::value::address::Address;
use crate::model::view::places::{Places, anchor, placed};
use crate::text::shared_text::SharedText;

use super::fill::Filled;
use super::image::escape;

/// A text, and the page that it becomes part of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveInput {
    /// The text as on its own page.
    pub body: Filled,
    /// Its own page.
    pub from: Address,
    /// The pages that are on one page.
    pub places: Arc<Places>,
    /// By how many levels its headings move down; none goes below the sixth.
    pub deeper: usize,
}

/// Moves a text.
pub fn moved(input: &MoveInput) -> Filled {
    let part = |html: &SharedText| match html.is_empty() {
        true => html.clone(),
        false => SharedText::from(moved_html(html, input)),
    };
    Filled { opening: part(&input.body.opening), rest: part(&input.body.rest) }
}

/// The kind of value of an attribute.
#[derive(Clone, Copy)]
enum Holds {
    Id,
    Ids,
    Address,
    Role,
    /// Images are loaded at once: the page is printed whole.
    Loading,
    Other,
}

impl Holds {
    fn of(name: &[u8]) -> Self {
        match name {
            b"id" => Self::Id,
            b"headers" | b"aria-labelledby" | b"aria-describedby" | b"aria-controls" | b"for" => Self::Ids,
            b"href" | b"src" | b"xlink:href" => Self::Address,
            b"role" => Self::Role,
            b"loading" => Self::Loading,
            _ => Self::Other,
        }
    }
}

/// Bytes, and the text that replaces them.
type Edit = (Range<usize>, String);

fn moved_html(html: &str, input: &MoveInput) -> String {
    let anchor = anchor(&input.from);
    let mut edits: Vec<Edit> = Vec::new();
    let mut holds = Holds::Other;
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| -> Option<()> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                edits.extend(heading(name, span.start + 1, input.deeper));
                edits.extend(section(name, span.start + 1, "div role=\"group\""));
            }
            CallbackEvent::EndTag { name } => {
                edits.extend(heading(name, span.start + 2, input.deeper));
                edits.extend(section(name, span.start + 2, "div"));
            }
            CallbackEvent::AttributeName { name } => holds = Holds::of(name),
            CallbackEvent::AttributeValue { value } => {
                let value = String::from_utf8_lossy(value);
                let new = new_value(&value, holds, &anchor, input);
                edits.extend(new.map(|new| (span.start..span.end, escaped(&new))));
            }
            _ => {}
        }
        None
    });
    Tokenizer::new_with_emitter(html, emitter).for_each(drop);
    edited(html, edits)
}

/// The new level of a heading, if it changes; the `h` of its tag is at `at`.
fn heading(name: &[u8], at: usize, deeper: usize) -> Option<Edit> {
    let [b'h', digit @ b'1'..=b'6'] = name else { return None };
    let level = (usize::from(digit - b'0') + deeper).min(6);
    (deeper > 0).then(|| (at + 1..at + 2, level.to_string()))
}

/// The new name of a section's element, which is at `at`.
fn section(name: &[u8], at: usize, new: &str) -> Option<Edit> {
    (name == b"section").then(|| (at..at + name.len(), new.to_owned()))
}

/// The new value of an attribute, if it changes.
fn new_value(value: &str, holds: Holds, anchor: &str, input: &MoveInput) -> Option<String> {
    match holds {
        Holds::Id => Some(placed(anchor, value)),
        Holds::Ids => {
            let ids: Vec<String> = value.split_whitespace().map(|id| placed(anchor, id)).collect();
            Some(ids.join(" "))
        }
        Holds::Address => Some(input.places.link(&input.from, value)),
        Holds::Role => (value == "region").then(|| "group".to_owned()),
        Holds::Loading => Some("eager".to_owned()),
        // A paint server of SVG, as in `fill`.
        Holds::Other => value.strip_prefix("url(#").map(|id| format!("url(#{}", placed(anchor, id))),
    }
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(&mut html, text);
    html
}

/// A text with its edits made, which come in the order of the text.
fn edited(html: &str, edits: Vec<Edit>) -> String {
    let mut text = String::with_capacity(html.len() + edits.len() * 24);
    let mut at = 0;
    for (range, new) in edits {
        text.push_str(&html[at..range.start]);
        text.push_str(&new);
        at = range.end;
    }
    text.push_str(&html[at..]);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved_text(html: &str, deeper: usize) -> String {
        let pages = ["a/b.html", "index.html"].into_iter().map(Address::new);
        let body = Filled { opening: SharedText::from(""), rest: SharedText::from(html) };
        let places = Arc::new(Places::new(pages));
        moved(&MoveInput { body, from: Address::new("a/b.html"), places, deeper }).rest.to_string()
    }

    #[test]
    fn what_need_not_change_is_kept_byte_for_byte() {
        for html in [
            "<p class=\"x\">1 &lt; 2 &amp; é 日本 <br> a</p>\n",
            "<svg viewBox=\"0 0 1 1\"><title>T</title><path d=\"M0 0\"/></svg>",
            "<a href=\"https://example.org/?a=1&amp;b=2\">x</a><!-- c -->",
        ] {
            assert_eq!(moved_text(html, 1), html);
        }
    }

    #[test]
    fn ids_addresses_and_headings_are_those_of_the_whole() {
        for (html, there) in [
            ("<h2 id=\"h\">é</h2>", "<h4 id=\"a.b..h\">é</h4>"),
            ("<h6>x</h6><hr>", "<h6>x</h6><hr>"),
            ("<td headers=\"x y\">é<a href='#é'>", "<td headers=\"a.b..x a.b..y\">é<a href='#a.b..%C3%A9'>"),
            ("<a href=\"../index.html#q&quot;\">", "<a href=\"#index..q%22\">"),
            ("<img src=p.png loading=\"lazy\">", "<img src=a/p.png loading=\"eager\">"),
            ("<rect fill=\"url(#c.hatch)\"/>", "<rect fill=\"url(#a.b..c.hatch)\"/>"),
            (
                "<section aria-labelledby=\"_notes\"></section>",
                "<div role=\"group\" aria-labelledby=\"a.b.._notes\"></div>",
            ),
            ("<div role=\"region\">", "<div role=\"group\">"),
        ] {
            assert_eq!(moved_text(html, 2), there, "{html}");
        }
    }
}

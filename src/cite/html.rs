//! Converts hayagriva's output to HTML: text with its formatting, and links to web addresses only.

use hayagriva::citationberg::{Display, FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign};
use hayagriva::{BibliographyItem, ElemChild, ElemChildren, Formatted, Formatting};

use crate::model::value::web_address::WebAddress;

use super::item::GUARD;

/// The HTML of a citation, as phrasing content.
pub(super) fn citation(children: &ElemChildren) -> String {
    let mut html = String::new();
    write(&mut html, children);
    single_stops(html)
}

/// Removes doubled full stops, which a style outputs if it has nothing between them.
fn single_stops(mut html: String) -> String {
    while let Some(at) = html.find(". . ") {
        html.replace_range(at..at + 2, "");
    }
    html
}

/// The HTML of an entry of a list. In a numeric style, its number is in a `span` at the start.
pub(super) fn entry(item: &BibliographyItem) -> String {
    let mut html = String::new();
    if let Some(first) = &item.first_field {
        let mut number = String::new();
        write_child(&mut number, first);
        if !number.trim().is_empty() {
            numbered(&mut html, number.trim());
        }
    }
    write(&mut html, &item.content);
    single_stops(html).trim().to_owned()
}

/// Appends text to HTML with `&`, `<`, `>` and `"` escaped, and without [`GUARD`].
pub(super) fn escape(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | GUARD)) {
        let (plain, sign) = rest.split_at(at);
        html.push_str(plain);
        html.push_str(match sign.as_bytes()[0] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            // This is `GUARD`.
            _ => "",
        });
        rest = &sign[1..];
    }
    html.push_str(rest);
}

/// Appends a link, or only its text if the address is not a web address. A link whose text is its address has a
/// class, so that print does not repeat the address.
pub(super) fn link(html: &mut String, url: &str, text: &str) {
    let is_web = WebAddress::parse(url).is_ok();
    if is_web {
        html.push_str("<a href=\"");
        let start = html.len();
        escape(html, url);
        let says_address = html[start..] == *text;
        html.push_str(if says_address { "\" class=\"url\">" } else { "\">" });
    }
    html.push_str(text);
    if is_web {
        html.push_str("</a>");
    }
}

fn write(html: &mut String, children: &ElemChildren) {
    for child in &children.0 {
        write_child(html, child);
    }
}

fn write_child(html: &mut String, child: &ElemChild) {
    match child {
        ElemChild::Text(text) => formatted(html, text),
        ElemChild::Markup(text) => escape(html, text),
        ElemChild::Link { text, url } => {
            let mut inner = String::new();
            formatted(&mut inner, text);
            link(html, url, &inner);
        }
        ElemChild::Elem(elem) => match elem.display {
            Some(Display::LeftMargin) => {
                let mut number = String::new();
                write(&mut number, &elem.children);
                numbered(html, number.trim());
            }
            // Citations are phrasing content, so a space replaces a block.
            Some(Display::Block | Display::Indent | Display::RightInline) => {
                spaced(html);
                write(html, &elem.children);
            }
            None => write(html, &elem.children),
        },
        ElemChild::Transparent { .. } => {}
    }
}

fn spaced(html: &mut String) {
    if !html.is_empty() && !html.ends_with(' ') {
        html.push(' ');
    }
}

fn numbered(html: &mut String, number: &str) {
    spaced(html);
    html.push_str("<span class=\"citation-number\">");
    html.push_str(number);
    html.push_str("</span> ");
}

fn formatted(html: &mut String, text: &Formatted) {
    if text.text.is_empty() {
        return;
    }
    let tags = tags(text.formatting);
    for (start, _) in &tags {
        html.push_str(start);
    }
    escape(html, &text.text);
    for (_, end) in tags.iter().rev() {
        html.push_str(end);
    }
}

/// The start and end tags for a formatting.
fn tags(formatting: Formatting) -> Vec<(&'static str, &'static str)> {
    let mut tags = Vec::new();
    if formatting.font_style == FontStyle::Italic {
        tags.push(("<em>", "</em>"));
    }
    if formatting.font_weight == FontWeight::Bold {
        tags.push(("<strong>", "</strong>"));
    }
    if formatting.font_variant == FontVariant::SmallCaps {
        tags.push(("<span class=\"small-caps\">", "</span>"));
    }
    if formatting.text_decoration == TextDecoration::Underline {
        tags.push(("<u>", "</u>"));
    }
    match formatting.vertical_align {
        VerticalAlign::Sup => tags.push(("<sup>", "</sup>")),
        VerticalAlign::Sub => tags.push(("<sub>", "</sub>")),
        VerticalAlign::None | VerticalAlign::Baseline => {}
    }
    tags
}

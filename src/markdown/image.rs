//! Images: a file beside the page, with the text that stands in for it.

use pulldown_cmark_escape::escape_html;

/// The start of an image's tag; the address is a mark or already escaped.
pub fn tag(src: &str, alternative: &str, title: &str) -> String {
    let mut tag = format!("<img src=\"{src}\" alt=\"");
    escape(&mut tag, alternative);
    if !title.is_empty() {
        tag.push_str("\" title=\"");
        escape(&mut tag, title);
    }
    tag.push_str("\" loading=\"lazy\">");
    tag
}

/// Adds text to HTML with `&`, `<`, `>` and `"` escaped.
pub fn escape(html: &mut String, text: &str) {
    escape_html(html, text).expect("a string takes every text");
}

/// A text with what HTML reads as its own escaped.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(&mut html, text);
    html
}

//! The tag of an image, and the escaping of HTML.

use pulldown_cmark_escape::escape_html;

/// The tag of an image; `src` is a mark or already escaped.
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

/// A text with `&`, `<`, `>` and `"` escaped.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(&mut html, text);
    html
}

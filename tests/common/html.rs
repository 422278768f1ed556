//! The tags of a page, as a browser reads them.

use std::ops::Range;

/// A tag of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The element, in lower case.
    pub name: String,
    /// `</name>`.
    pub is_end: bool,
    /// `<name/>`, which ends an element of SVG at once, and means nothing in HTML.
    pub is_closed: bool,
    /// Names, in lower case, and values with their character references resolved.
    pub attributes: Vec<(String, String)>,
    /// Where it stands in the text.
    pub at: Range<usize>,
}

impl Tag {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The tags of an HTML document in their order, as a browser would read them.
pub fn tags(html: &str) -> Vec<Tag> {
    use html5gum::emitters::default::DefaultEmitter;
    use html5gum::{Token, Tokenizer};

    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let tokens = Tokenizer::new_with_emitter(html, emitter);
    let tags = tokens.filter_map(|token| match token {
        Ok(Token::StartTag(tag)) => Some(Tag {
            name: text(&tag.name),
            is_end: false,
            is_closed: tag.self_closing,
            attributes: tag.attributes.iter().map(|(key, value)| (text(key), text(&value.value))).collect(),
            at: tag.span.start..tag.span.end,
        }),
        Ok(Token::EndTag(tag)) => Some(Tag {
            name: text(&tag.name),
            is_end: true,
            is_closed: false,
            attributes: Vec::new(),
            at: tag.span.start..tag.span.end,
        }),
        _ => None,
    });
    tags.collect()
}

/// A page without the one block of data that it may hold: no browser runs it. Nothing in it may look like markup.
pub fn without_data(html: &str) -> String {
    let start = "<script type=\"application/ld+json\">";
    let Some((before, rest)) = html.split_once(start) else { return html.to_owned() };
    let (data, after) = rest.split_once("</script>").expect("a block of data ends");
    assert!(data.starts_with('{') && data.ends_with('}') && !data.contains(['<', '>', '&']), "{data}");
    format!("{before}{after}")
}

/// A page without the theme's own scripts: each of them is a file, named from the page, and nothing else.
pub fn without_scripts(html: &str) -> String {
    let mut html = html.to_owned();
    for (path, after) in [
        ("static/theme.js", ""),
        ("static/comfort.js", " defer"),
        ("static/search.js", " defer"),
        ("search/stems.js", " defer"),
        ("search/index.js", " defer"),
    ] {
        let end = format!("{path}\"{after}></script>\n");
        let Some(to) = html.find(&end) else { continue };
        let start = "<script src=\"";
        let from = html[..to].rfind(start).expect("a script begins");
        let root = &html[from + start.len()..to];
        assert!(root == "/" || root.replace("../", "").is_empty(), "{root}");
        html.replace_range(from..to + end.len(), "");
    }
    html
}

/// The first element that does not open and close in its place.
pub fn unbalanced(html: &str) -> Option<String> {
    const VOID: &[&str] = &["br", "col", "hr", "img", "input", "link", "meta", "wbr"];
    let mut open: Vec<Tag> = Vec::new();
    for tag in tags(html).into_iter().filter(|tag| !VOID.contains(&tag.name.as_str())) {
        if tag.is_closed && open.iter().any(|outer| outer.name == "svg") {
            continue;
        }
        if !tag.is_end {
            open.push(tag);
        } else if open.pop().is_none_or(|last| last.name != tag.name) {
            return Some(format!("`</{}>` at {}", tag.name, tag.at.start));
        }
    }
    open.pop().map(|tag| format!("`<{}>` at {} is never closed", tag.name, tag.at.start))
}

//! The elements and attributes of raw HTML that a page keeps.

/// Whether an element may be in text.
pub fn is_inline(element: &str) -> bool {
    INLINE.contains(&element)
}

/// Whether an element may be between blocks, but not in text.
pub fn is_block(element: &str) -> bool {
    BLOCK.contains(&element)
}

/// Whether an element has no end.
pub fn is_void(element: &str) -> bool {
    VOID.contains(&element)
}

/// Whether an element is removed with its content.
pub fn is_removed_whole(element: &str) -> bool {
    REMOVED_WHOLE.contains(&element)
}

/// Whether an element keeps an attribute.
pub fn keeps(element: &str, attribute: &str) -> bool {
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

/// The elements of which one must be open around an element; empty if it may be anywhere.
pub fn parents(element: &str) -> &'static [&'static str] {
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

/// Elements that may be in text: those of the HTML standard's phrasing content that have a meaning, and load or run nothing.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "img", "ins",
    "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time",
    "u", "var", "wbr",
];

/// Elements that may be between blocks, in addition to those in text.
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

/// Elements without an end (HTML standard, section 13.1.2, void elements).
const VOID: &[&str] = &["br", "col", "hr", "img", "wbr"];

/// Elements whose content is not text for readers, and is removed with them.
const REMOVED_WHOLE: &[&str] = &[
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

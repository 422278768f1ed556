//! Limits on HTML for the tokenizer.

/// The maximum number of parts of a tag. The tokenizer's use of the stack grows with the attributes of a tag.
const PARTS: usize = 1000;

/// Whether every tag is within the limit on its parts: name, attributes, and words of their values.
pub fn within_tag_limit(html: &str) -> bool {
    html.split('<').skip(1).all(|tag| {
        let tag = tag.split('>').next().unwrap_or_default();
        tag.bytes().filter(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'')).count()
            <= 4 * PARTS
    })
}

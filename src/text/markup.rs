//! HTML that a tokenizer may be given.

/// The most parts that a tag may have. The tokenizer's use of the stack grows with a tag's attributes.
const PARTS: usize = 1000;

/// Whether every tag has few enough parts: names, attributes and words of their values.
pub fn is_tame(html: &str) -> bool {
    html.split('<').skip(1).all(|tag| {
        let tag = tag.split('>').next().unwrap_or_default();
        tag.bytes().filter(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'')).count()
            <= 4 * PARTS
    })
}

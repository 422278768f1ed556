//! Long texts as JSON, eight bytes at once: serde_json looks at each.

use crate::text::eight::{Eight, first};

/// Adds a text to JSON as serde_json writes it.
pub fn push_text(json: &mut Vec<u8>, text: &str) {
    json.push(b'"');
    let mut rest = text.as_bytes();
    while let Some(at) = first(rest, escaped) {
        json.extend_from_slice(&rest[..at]);
        match rest[at] {
            b'\n' => json.extend_from_slice(b"\\n"),
            b'\t' => json.extend_from_slice(b"\\t"),
            b'\r' => json.extend_from_slice(b"\\r"),
            0x08 => json.extend_from_slice(b"\\b"),
            0x0c => json.extend_from_slice(b"\\f"),
            sign @ (b'"' | b'\\') => json.extend_from_slice(&[b'\\', sign]),
            control => json.extend_from_slice(format!("\\u{control:04x}").as_bytes()),
        }
        rest = &rest[at + 1..];
    }
    json.extend_from_slice(rest);
    json.push(b'"');
}

/// Adds a list to JSON.
pub fn push_list<T>(json: &mut Vec<u8>, items: impl Iterator<Item = T>, push: impl Fn(&mut Vec<u8>, T)) {
    json.push(b'[');
    for (number, item) in items.enumerate() {
        if number > 0 {
            json.push(b',');
        }
        push(json, item);
    }
    json.push(b']');
}

/// Which of eight bytes do not stand for themselves in a text of JSON.
fn escaped(eight: Eight) -> u64 {
    eight.are_between(0, 0x1f) | eight.are(b'"') | eight.are(b'\\')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn texts_are_written_as_serde_json_writes_them(text in "([a-z é日]{0,9}[\\x00-\\x7f]){0,9}") {
            let mut json = Vec::new();
            push_text(&mut json, &text);
            prop_assert_eq!(String::from_utf8(json), Ok(serde_json::to_string(&text).unwrap()));
        }
    }
}

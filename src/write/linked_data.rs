//! Structured data of a page as JSON-LD that is safe in HTML.

use memchr::{memchr, memchr3};
use serde::Serialize;

use crate::model::view::linked_data::Thing;

/// A JSON-LD 1.1 document with terms from schema.org.
#[derive(Serialize)]
struct LinkedData<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    things: &'a [Thing],
}

/// Things as JSON-LD; empty if there are none.
pub fn json_ld(things: &[Thing]) -> String {
    if things.is_empty() {
        return String::new();
    }
    let document = LinkedData { context: "https://schema.org", things };
    in_html(serde_json::to_string(&document).expect("things are texts, numbers and things"))
}

/// JSON that cannot end the element around it or be interpreted as markup: such characters occur only in its strings,
/// where they are escaped as numbers.
fn in_html(json: String) -> String {
    // The separators U+2028 and U+2029 begin with this byte.
    let may_be_separator = memchr(0xE2, json.as_bytes()).is_some();
    if !may_be_separator && memchr3(b'<', b'>', b'&', json.as_bytes()).is_none() {
        return json;
    }
    let mut html = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => html.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_end_the_script_element() {
        let text = "</script><!-- & \u{2028}\"";
        let json = json_ld(&[Thing::new("Article").text("headline", text.to_owned())]);
        assert!(!json.contains(['<', '>', '&', '\u{2028}']), "{json}");
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["@graph"][0]["headline"], text);
    }
}

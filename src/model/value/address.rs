//! The address of an artifact in the site, and relative links between addresses.

use std::borrow::Borrow;
use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::text::shared_text::SharedText;
use crate::text::unicode::composed;

/// The characters to escape in the path of a URL besides control characters: RFC 3986, section 3.3, allows the other
/// printable ASCII characters. Non-ASCII characters are always escaped.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The most bytes of a part of a path: file systems allow 255, and the name of a temporary file beside it must fit.
const LONGEST_PART: usize = 200;

/// The most UTF-16 code units of a path: Windows allows 260, including the folder of the site.
pub const LONGEST_PATH: usize = 240;

/// The path of an artifact in the output folder: `economic/trade.html`. It is always a file, never a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(SharedText);

impl Address {
    /// Creates an address from a path relative to the output folder, separated by `/`.
    pub fn new(path: impl AsRef<str>) -> Self {
        Self(SharedText::from(path))
    }

    /// The unescaped path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder of the artifact, empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The relative path from this artifact to the top of the site: empty there, `../` one folder down.
    pub fn root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }

    /// The path in a URL, escaped as RFC 3986 requires.
    pub fn encoded(&self) -> String {
        encode_path(&self.0)
    }

    /// The same in parts.
    pub fn escaped(&self) -> impl Iterator<Item = &str> {
        utf8_percent_encode(&self.0, PATH)
    }

    /// The relative address of `target` in a link from this artifact; it ends in a file name.
    pub fn link_to(&self, target: &Address) -> String {
        link_from_folder(self.folder(), target)
    }

    /// A key that is equal for two addresses of the same file on file systems that ignore case and Unicode normalization.
    pub fn folded(&self) -> String {
        composed(&self.0).to_lowercase()
    }

    /// Why some file system cannot store the path, or a host would not publish it; `None` if it is portable.
    pub fn fault(&self) -> Option<AddressFault<'_>> {
        let part = self.0.split('/').find_map(|part| {
            let is_hidden = part.starts_with('.') || part.starts_with("~$") || part.ends_with('~');
            match part {
                _ if part.chars().any(is_unprintable) => Some(AddressFault::Control(part)),
                _ if is_hidden => Some(AddressFault::Hidden(part)),
                _ => is_unportable(part).then_some(AddressFault::Part(part)),
            }
        });
        let length = self.0.chars().map(char::len_utf16).sum();
        part.or_else(|| (length > LONGEST_PATH).then_some(AddressFault::Long(length)))
    }
}

/// Why an address is not portable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressFault<'a> {
    /// A part of the path that some file system cannot store: it is too long, has a character or name that Windows
    /// reserves, or ends in a full stop or space.
    Part(&'a str),
    /// A part with a control character, such as a line break, or a character that changes the direction of writing.
    Control(&'a str),
    /// A part that begins with a full stop, or is a name of temporary files: hosts do not publish such files.
    Hidden(&'a str),
    /// The path is too long: its number of UTF-16 code units.
    Long(usize),
}

/// Whether a character is invisible or moves other characters.
fn is_unprintable(c: char) -> bool {
    let turns = matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns || matches!(c, '\u{2028}' | '\u{2029}')
}

fn is_unportable(part: &str) -> bool {
    const RESERVED: &[&str] = &["con", "prn", "aux", "nul"];
    let numbered = |stem: &str| {
        let digit = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
        digit.is_some_and(|digit| matches!(digit.as_bytes(), [b'1'..=b'9']))
    };
    let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
    part.len() > LONGEST_PART
        || part.contains(['<', '>', ':', '"', '\\', '|', '?', '*'])
        || part.ends_with(['.', ' '])
        || RESERVED.contains(&stem.as_str())
        || numbered(&stem)
}

/// The relative address of `target` in a link from a page in `folder`.
pub fn link_from_folder(folder: &str, target: &Address) -> String {
    let mut rest = target.as_str();
    let mut from = folder.split('/').filter(|part| !part.is_empty());
    let mut ups = 0;
    for part in from.by_ref() {
        match rest.strip_prefix(part).and_then(|rest| rest.strip_prefix('/')) {
            Some(below) => rest = below,
            None => {
                ups = 1;
                break;
            }
        }
    }
    ups += from.count();
    let mut link = String::with_capacity(3 * ups + rest.len());
    (0..ups).for_each(|_| link.push_str("../"));
    // A first part with a colon would be read as a scheme (RFC 3986, section 4.2).
    if ups == 0 && rest.split('/').next().is_some_and(|first| first.contains(':')) {
        link.push_str("./");
    }
    link.extend(utf8_percent_encode(rest, PATH));
    link
}

/// Escapes a path for a URL.
pub fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// Decodes the escapes in a part of a URL.
pub fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Resolves a relative path from a folder; `None` if it leads above the top.
pub fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for Address {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_to_the_page_they_stand_on() {
        let link = |from: &str, to: &str| Address::new(from).link_to(&Address::new(to));
        assert_eq!(link("index.html", "economic/trade.html"), "economic/trade.html");
        assert_eq!(link("economic/trade.html", "economic/index.html"), "index.html");
        assert_eq!(link("economic/trade.html", "index.html"), "../index.html");
        assert_eq!(link("a/b/c.html", "a/d/e.html"), "../d/e.html");
        assert_eq!(link("a/b.html", "ab/c.html"), "../ab/c.html");
        assert_eq!(link("index.html", "日本 1.html"), "%E6%97%A5%E6%9C%AC%201.html");
        assert_eq!(link("index.html", "note: one.html"), "./note:%20one.html");
    }

    #[test]
    fn the_root_is_as_far_up_as_the_page_is_deep() {
        assert_eq!(Address::new("index.html").root(), "");
        assert_eq!(Address::new("a/b/c.html").root(), "../../");
    }
}

//! Where an artifact stands in the site, and how one address is written from another.

use std::borrow::Borrow;
use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::text::shared_text::SharedText;
use crate::text::unicode::composed;

/// What must be escaped in a path of a URL beside control characters: RFC 3986, section 3.3, leaves the
/// other printable ASCII characters to be themselves. Non-ASCII is always escaped.
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

/// The most bytes of a part of a path: file systems take 255, and a name beside it must fit while it is replaced.
const LONGEST_PART: usize = 200;

/// The most characters of a path, as UTF-16 counts them: Windows takes 260 together with the folder that the site is in.
pub const LONGEST_PATH: usize = 240;

/// The path of an artifact in the output folder: `economic/trade.html`. Always a file, never a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(SharedText);

impl Address {
    /// Takes a path that is relative to the output folder and separated by `/`.
    pub fn new(path: impl AsRef<str>) -> Self {
        Self(SharedText::from(path))
    }

    /// The path, not escaped.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder of the artifact, empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The way from this artifact to the top of the site: empty there, `../` one folder down.
    pub fn root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }

    /// The path as it stands in a URL, with what RFC 3986 asks to be escaped.
    pub fn encoded(&self) -> String {
        encode_path(&self.0)
    }

    /// The same in pieces.
    pub fn escaped(&self) -> impl Iterator<Item = &str> {
        utf8_percent_encode(&self.0, PATH)
    }

    /// The address of `target` as a link on this artifact writes it: relative, ending in a file name.
    pub fn link_to(&self, target: &Address) -> String {
        link_from_folder(self.folder(), target)
    }

    /// The key under which two addresses are the same file on a file system that ignores case and the form of
    /// composed characters (Unicode normalization).
    pub fn folded(&self) -> String {
        composed(&self.0).to_lowercase()
    }

    /// Why some file system cannot hold the path, or a host would not publish it; `None` if nothing speaks against it.
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

/// Why something should not stand at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressFault<'a> {
    /// A part of the path that some file system cannot hold: too long, with a character or a name that Windows reserves, or
    /// with a full stop or space at its end.
    Part(&'a str),
    /// A part with a line break, another control character, or a sign that turns the direction of writing.
    Control(&'a str),
    /// A part that begins with a full stop, or is what programs leave beside files: hosts leave such files out.
    Hidden(&'a str),
    /// How many characters the path has, where these are too many.
    Long(usize),
}

/// Whether a character of a name is not seen, or makes others be seen elsewhere.
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

/// The address of `target` as a page in `folder` writes it.
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

/// A path with what may not stand in the path of a URL escaped.
pub fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// A part of a URL with its escapes read.
pub fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The path that a relative path means from a folder; nothing when it climbs above the top.
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

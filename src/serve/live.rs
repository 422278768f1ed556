//! What makes a page in a browser live: the script that is added to it on the wire, and what that script is told.

use serde::Serialize;

use crate::model::output::artifact::Lookup;
use crate::model::value::address::{Address, encode_path};

use super::edition::Edition;
use super::problem::Problems;
use super::response::tag;

/// The folder, below the site's, of what this server answers beside the site.
pub const FOLDER: &str = ".chancery/";

/// The script's name in that folder.
pub const SCRIPT: &str = "live.js";

/// The name of the stream of messages in that folder.
pub const EVENTS: &str = "events";

/// The script.
pub const SOURCE: &str = include_str!("live.js");

/// A page's bytes with the script at the end of its head. `base` is the path of the site's top here; `tag` is that of
/// the page's artifact, where there is one.
pub fn with_script(html: &[u8], base: &str, page: &Address, tag: Option<&str>) -> Vec<u8> {
    let script = format!(
        "<script src=\"{base}{FOLDER}{SCRIPT}\" data-page=\"{}\" data-tag=\"{}\" defer></script>",
        encode_path(page.as_str()).replace('&', "&amp;").replace('\'', "&#39;"),
        tag.unwrap_or_default(),
    );
    let head = b"</head>";
    let at = html.windows(head.len()).position(|part| part.eq_ignore_ascii_case(head)).unwrap_or(html.len());
    [&html[..at], script.as_bytes(), &html[at..]].concat()
}

/// What a page is told whenever something changed, and when it asks for the first time. It says how things are, not
/// what happened, so nothing is lost when a message is.
#[derive(Debug, Serialize)]
pub struct Message<'a> {
    /// The server's life: another one means that it was started anew.
    life: &'a str,
    edition: u64,
    /// The tag of the page's artifact; nothing where there is none.
    tag: Option<String>,
    /// Where the page went, from the site's top.
    moved: Option<String>,
    /// The assets that changed since the last message; nothing where that is not known.
    assets: Option<Vec<String>>,
    #[serde(flatten)]
    problems: &'a Problems,
}

/// The message to a page that was told of an edition before, or of none.
pub fn message(edition: &Edition, life: &str, page: &str, told: Option<u64>) -> String {
    let moved = edition.departed.get(page).and_then(Option::as_ref);
    let assets = told.and_then(|told| edition.assets_since(told));
    let message = Message {
        life,
        edition: edition.number,
        tag: edition.bytes_at(page).as_ref().map(tag),
        moved: moved.map(Address::encoded),
        assets: assets.map(|assets| assets.iter().map(|asset| asset.encoded()).collect()),
        problems: &edition.problems,
    };
    serde_json::to_string(&message).expect("a message is plain text and numbers")
}

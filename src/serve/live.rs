//! Live reload: the script that is added to each page as it is sent, and the messages to that script.

use serde::Serialize;

use crate::model::output::artifact::Lookup;
use crate::model::value::address::{Address, encode_path};

use super::edition::Edition;
use super::problem::Problems;
use super::response::tag;

/// The folder below the site's path for resources of the server itself.
pub const FOLDER: &str = ".chancery/";

/// The script's name in that folder.
pub const SCRIPT: &str = "live.js";

/// The name of the stream of messages in that folder.
pub const EVENTS: &str = "events";

/// The script.
pub const SOURCE: &str = include_str!("live.js");

/// A page with the script at the end of its head. `base` is the path of the site on this server; `tag` is the tag of
/// the page's artifact, if it has one.
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

/// The message to a page after each change, and when it first connects. It describes the current state, not what
/// happened, so that a lost message does no harm.
#[derive(Debug, Serialize)]
pub struct Message<'a> {
    /// The id of this run of the server: a new one means that it was restarted.
    life: &'a str,
    edition: u64,
    /// The tag of the page's artifact; `None` if the page does not exist.
    tag: Option<String>,
    /// The new address of a moved page, from the top of the site.
    moved: Option<String>,
    /// The assets that changed since the last message; `None` if that is not known.
    assets: Option<Vec<String>>,
    #[serde(flatten)]
    problems: &'a Problems,
}

/// The message to a page that knows an earlier edition, or none.
pub fn message(edition: &Edition, instance_id: &str, page: &str, known_edition: Option<u64>) -> String {
    let moved = edition.gone.get(page).and_then(Option::as_ref);
    let assets = known_edition.and_then(|known_edition| edition.assets_since(known_edition));
    let message = Message {
        life: instance_id,
        edition: edition.number,
        tag: edition.bytes_at(page).as_ref().map(tag),
        moved: moved.map(Address::encoded),
        assets: assets.map(|assets| assets.iter().map(|asset| asset.encoded()).collect()),
        problems: &edition.problems,
    };
    serde_json::to_string(&message).expect("a message is plain text and numbers")
}

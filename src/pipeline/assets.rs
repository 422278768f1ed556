//! Where style sheets and scripts stand: under names that carry what is in them, where that is asked for
//! (docs/decisions/014-names-of-assets.md).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::reach::Reach;
use crate::model::source::tree::{Bytes, FilePath, STATIC};
use crate::model::value::address::Address;
use crate::text::fingerprint::fingerprint;

/// For each style sheet and script, by its path below `static/`: where it stands, from the top of the site, as
/// an address in a page has it.
pub type Assets = Arc<BTreeMap<String, String>>;

/// The style sheets and scripts among the fixed files, and where each stands. One whose path a template writes out, or
/// whose name another file that is copied does, keeps it, so that what is written there leads to it.
pub(super) fn assets(
    fixed: &BTreeMap<FilePath, Bytes>,
    beside: &[(FilePath, Bytes)],
    reach: &[Reach],
    lasting_names: bool,
) -> Assets {
    let copied = fixed.iter().chain(beside.iter().map(|(file, bytes)| (file, bytes)));
    let texts: Vec<(&FilePath, &Bytes)> = copied.filter(|(file, _)| may_name_others(file)).collect();
    let named = fixed.iter().filter(|(file, _)| is_asset(file)).filter_map(|(file, bytes)| {
        let path = file.below(STATIC)?;
        let keeps = !lasting_names || is_written_out(file, reach) || is_named(file, &texts);
        let address = if keeps { file.as_str().to_owned() } else { lasting(file, bytes) };
        Some((path.to_owned(), Address::new(address).encoded()))
    });
    Arc::new(named.collect())
}

/// Where a fixed file stands.
pub(super) fn address(file: &FilePath, bytes: &[u8], assets: &Assets) -> Option<Address> {
    let stands = assets.get(file.below(STATIC)?)?;
    let address = Address::new(lasting(file, bytes));
    (address.encoded() == *stands).then_some(address)
}

fn is_asset(file: &FilePath) -> bool {
    file.as_str().ends_with(".css") || file.as_str().ends_with(".js")
}

/// Whether browsers load other files that a file of this kind names.
fn may_name_others(file: &FilePath) -> bool {
    const KINDS: &[&str] = &[".css", ".htm", ".html", ".js", ".json", ".mjs", ".svg", ".webmanifest", ".xml"];
    KINDS.iter().any(|ending| file.as_str().ends_with(ending))
}

/// `static/theme-0123456789abcdef.css`.
fn lasting(file: &FilePath, bytes: &[u8]) -> String {
    let (stem, ending) = file.as_str().rsplit_once('.').unwrap_or((file.as_str(), ""));
    format!("{stem}-{}.{ending}", fingerprint(bytes))
}

fn is_written_out(file: &FilePath, reach: &[Reach]) -> bool {
    let mut sources = reach.iter().flat_map(|(_, sources, _)| sources);
    sources.any(|(_, source)| source.text.contains(file.as_str()))
}

fn is_named(file: &FilePath, texts: &[(&FilePath, &Bytes)]) -> bool {
    let mut others = texts.iter().filter(|(other, _)| *other != file);
    others.any(|(_, bytes)| has_name(bytes, file.name().as_bytes()))
}

/// Whether a name stands in a text, and not as the end of another.
fn has_name(text: &[u8], name: &[u8]) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let mut places = text.windows(name.len()).enumerate().filter(|(_, part)| *part == name);
    places.any(|(at, _)| at == 0 || !is_part(text[at - 1]))
}

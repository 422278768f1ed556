//! The addresses of style sheets and scripts, whose names carry a content hash if the build's options ask for it
//! (docs/decisions/014-names-of-assets.md).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::template_dependencies::TemplateDependencies;
use crate::model::source::tree::{Bytes, FilePath, STATIC};
use crate::model::value::address::Address;
use crate::text::fingerprint::fingerprint;

/// The address of each style sheet and script, relative to the top of the site and percent-encoded, by its path below
/// `static/`.
pub type Assets = Arc<BTreeMap<String, String>>;

/// The style sheets and scripts among the static files, with their addresses. A file keeps its name if a template mentions
/// its path, or another copied file its name, so that such links stay valid.
pub(super) fn assets(
    static_files: &BTreeMap<FilePath, Bytes>,
    others: &[(FilePath, Bytes)],
    dependencies: &[TemplateDependencies],
    hashes_names: bool,
) -> Assets {
    let copied = static_files.iter().chain(others.iter().map(|(file, bytes)| (file, bytes)));
    let texts: Vec<(&FilePath, &Bytes)> = copied.filter(|(file, _)| may_name_others(file)).collect();
    let named = static_files.iter().filter(|(file, _)| is_asset(file)).filter_map(|(file, bytes)| {
        let path = file.below(STATIC)?;
        let keeps = !hashes_names || is_written_out(file, dependencies) || is_named(file, &texts);
        let address = if keeps { file.as_str().to_owned() } else { hashed(file, bytes) };
        Some((path.to_owned(), Address::new(address).encoded()))
    });
    Arc::new(named.collect())
}

/// The address of a static file, if its name carries a content hash.
pub(super) fn address(file: &FilePath, bytes: &[u8], assets: &Assets) -> Option<Address> {
    let expected = assets.get(file.below(STATIC)?)?;
    let address = Address::new(hashed(file, bytes));
    (address.encoded() == *expected).then_some(address)
}

fn is_asset(file: &FilePath) -> bool {
    file.as_str().ends_with(".css") || file.as_str().ends_with(".js")
}

/// Whether a file of this kind may name other files that browsers then load.
fn may_name_others(file: &FilePath) -> bool {
    const KINDS: &[&str] = &[".css", ".htm", ".html", ".js", ".json", ".mjs", ".svg", ".webmanifest", ".xml"];
    KINDS.iter().any(|ending| file.as_str().ends_with(ending))
}

/// `static/theme-0123456789abcdef.css`.
fn hashed(file: &FilePath, bytes: &[u8]) -> String {
    let (stem, ending) = file.as_str().rsplit_once('.').unwrap_or((file.as_str(), ""));
    format!("{stem}-{}.{ending}", fingerprint(bytes))
}

fn is_written_out(file: &FilePath, dependencies: &[TemplateDependencies]) -> bool {
    let mut sources = dependencies.iter().flat_map(|template| &template.sources);
    sources.any(|(_, source)| source.text.contains(file.as_str()))
}

fn is_named(file: &FilePath, texts: &[(&FilePath, &Bytes)]) -> bool {
    let mut others = texts.iter().filter(|(other, _)| *other != file);
    others.any(|(_, bytes)| has_name(bytes, file.name().as_bytes()))
}

/// Whether a text contains a name, other than as the end of a longer name.
fn has_name(text: &[u8], name: &[u8]) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let mut places = text.windows(name.len()).enumerate().filter(|(_, part)| *part == name);
    places.any(|(at, _)| at == 0 || !is_part(text[at - 1]))
}

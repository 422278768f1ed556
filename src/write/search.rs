//! The index that the browser searches, as scripts: a page that is opened from a folder may load nothing else.
//!
//! The names of the files carry their content's fingerprint, so that a browser may keep them for good; `index.js` names
//! them all. Each file is one call of a function of static/search.js.

use std::sync::Arc;

use serde::Serialize;

use crate::model::output::artifact::Artifact;
use crate::model::output::search::{Directory, Findable, FindableKind, Indexed, Piece};
use crate::model::value::address::Address;
use crate::text::fingerprint::fingerprint;

/// Where the directory of the index stands.
pub const INDEX: &str = "search/index.js";

/// Where the stemmer of the site's language stands.
pub const STEMMER: &str = "search/stems.js";

/// Whether what stands at an address is a file of the index.
pub fn is_of_index(address: &str) -> bool {
    address.starts_with("search/")
}

/// Words of all pages, in one file.
pub fn words(pieces: &[Arc<Piece>]) -> Artifact {
    let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    named("search/w-", script("words", &text))
}

/// The texts of some pages and records, for results: a list for each of its address, its title, its place, its summary,
/// and a list for each heading of its id, its text, and the text below it.
pub fn texts(indexed: &[Arc<Indexed>]) -> Artifact {
    let results = indexed.iter().map(|one| {
        let Findable { href, title, place, summary, .. } = &*one.findable;
        let said = one.parts.iter().filter(|part| !part.text.is_empty() || !part.title.is_empty());
        let parts: Vec<_> = said.map(|part| [part.id, part.title, part.text]).collect();
        (href, title, place, summary, parts)
    });
    named("search/t-", script("texts", &results.collect::<Vec<_>>()))
}

/// What the browser reads first.
pub fn directory(directory: &Directory) -> Artifact {
    #[derive(Serialize)]
    struct Written<'a> {
        language: &'a str,
        kinds: Vec<(&'static str, usize)>,
        lengths: &'a str,
        texts: &'a [String],
        words: &'a [(Box<str>, String)],
    }
    let kinds = FindableKind::ALL.iter().zip(&directory.counts);
    let written = Written {
        language: &directory.language,
        kinds: kinds.map(|(kind, count)| (kind.word(), *count)).collect(),
        lengths: &directory.lengths,
        texts: &directory.texts,
        words: &directory.words,
    };
    Artifact::new(Address::new(INDEX), script("start", &written))
}

/// The fingerprint in the name of a file of the index.
pub fn name(artifact: &Artifact) -> String {
    let path = artifact.address.as_str();
    let name = path.split_once('-').map_or(path, |(_, name)| name);
    name.trim_end_matches(".js").to_owned()
}

fn named(path: &str, script: Vec<u8>) -> Artifact {
    let address = Address::new(format!("{path}{}.js", fingerprint(&script)));
    Artifact::new(address, script)
}

/// A call of a function of search.js with a value as JSON: since ECMAScript 2019 every JSON text is one of its expressions.
fn script(function: &str, value: &impl Serialize) -> Vec<u8> {
    let mut script = Vec::with_capacity(64 * 1024);
    script.extend_from_slice(format!("chancerySearch.{function}(").as_bytes());
    serde_json::to_writer(&mut script, value).expect("strings and numbers are JSON");
    script.extend_from_slice(b");\n");
    script
}

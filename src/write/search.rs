//! The search index as scripts: a page that is opened from a folder cannot load anything else.
//!
//! File names contain a hash of the content, so that browsers may cache the files forever; `index.js` lists them.
//! Each file is a call of a function in static/search.js.

use std::sync::Arc;

use serde::Serialize;

use crate::model::output::artifact::Artifact;
use crate::model::output::search::{Chunk, Directory, Findable, FindableKind, Indexed};
use crate::model::value::address::Address;
use crate::text::fingerprint::fingerprint;

/// The path of the directory of the index.
pub const INDEX: &str = "search/index.js";

/// The path of the stemmer for the site's language.
pub const STEMMER: &str = "search/stems.js";

/// Whether an address is that of a file of the index.
pub fn is_of_index(address: &str) -> bool {
    address.starts_with("search/")
}

/// A file of words.
pub fn words(chunks: &[Arc<Chunk>]) -> Artifact {
    let text: String = chunks.iter().map(|chunk| chunk.text.as_str()).collect();
    named("search/w-", script("words", &text))
}

/// The texts of some pages and records, for results: for each, a list of its address, title, place and summary, and a
/// list for each heading with its id, its text, and the text below it.
pub fn texts(indexed: &[Arc<Indexed>]) -> Artifact {
    let results = indexed.iter().map(|one| {
        let Findable { href, title, place, summary, .. } = &*one.findable;
        let said = one.parts.iter().filter(|part| !part.text.is_empty() || !part.title.is_empty());
        let parts: Vec<_> = said.map(|part| [part.id, part.title, part.text]).collect();
        (href, title, place, summary, parts)
    });
    named("search/t-", script("texts", &results.collect::<Vec<_>>()))
}

/// The directory of the index, which the browser loads first.
pub fn directory(directory: &Directory) -> Artifact {
    #[derive(Serialize)]
    struct Written<'a> {
        language: &'a str,
        kinds: Vec<(&'static str, usize)>,
        lengths: &'a str,
        texts: &'a [String],
        words: &'a [(Box<str>, String)],
    }
    let kinds = FindableKind::all().zip(&directory.counts);
    let written = Written {
        language: &directory.language,
        kinds: kinds.map(|(kind, count)| (kind.word(), *count)).collect(),
        lengths: &directory.lengths,
        texts: &directory.texts,
        words: &directory.words,
    };
    Artifact::new(Address::new(INDEX), script("start", &written))
}

/// The hash in the name of a file of the index.
pub fn name(artifact: &Artifact) -> String {
    let path = artifact.address.as_str();
    let name = path.split_once('-').map_or(path, |(_, name)| name);
    name.trim_end_matches(".js").to_owned()
}

fn named(path: &str, script: Vec<u8>) -> Artifact {
    let address = Address::new(format!("{path}{}.js", fingerprint(&script)));
    Artifact::new(address, script)
}

/// A call of a function of search.js with a value as JSON: since ECMAScript 2019 every JSON text is a valid
/// expression.
fn script(function: &str, value: &impl Serialize) -> Vec<u8> {
    let mut script = Vec::with_capacity(64 * 1024);
    script.extend_from_slice(format!("chancerySearch.{function}(").as_bytes());
    serde_json::to_writer(&mut script, value).expect("strings and numbers are JSON");
    script.extend_from_slice(b");\n");
    script
}

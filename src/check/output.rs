//! Links of finished pages that lead nowhere: those that a site's own templates write.
//!
//! Links in texts are checked before there are pages, and the default theme's own links by its tests. A site that
//! brings templates of its own has every address on every page looked up; what was found on a page is remembered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use html5gum::{Token, Tokenizer};

use crate::model::address::{Address, decode, join};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::markup::is_tame;
use crate::model::source::{Bytes, FilePath, TEMPLATES};
use crate::model::view::View;

/// What a page of HTML holds that links are about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchors {
    /// The addresses that it links or loads, each once.
    pub links: Arc<BTreeSet<String>>,
    /// The ids that it has.
    pub ids: Arc<BTreeSet<String>>,
}

/// Reads a page of HTML.
pub fn anchors(html: &Bytes) -> Arc<Anchors> {
    let (mut links, mut ids) = (BTreeSet::new(), BTreeSet::new());
    if !is_tame(&String::from_utf8_lossy(html)) {
        return Arc::default();
    }
    for Ok(token) in Tokenizer::new(html.as_slice()) {
        let Token::StartTag(tag) = token else { continue };
        for (key, value) in &tag.attributes {
            let text = || String::from_utf8_lossy(&value.value).into_owned();
            match &***key {
                b"href" | b"src" => links.extend(Some(text())),
                b"id" => ids.extend(Some(text())),
                _ => {}
            }
        }
    }
    Arc::new(Anchors { links: Arc::new(links), ids: Arc::new(ids) })
}

/// All that a link may lead to: every address, and the ids of each page that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landing {
    /// Every address of the site, in order.
    pub addresses: Vec<Address>,
    /// The ids of the pages that were read.
    pub ids: Vec<(Address, Arc<BTreeSet<String>>)>,
}

/// The same, to be looked up.
#[derive(Debug)]
pub struct Landings {
    addresses: BTreeSet<Address>,
    ids: BTreeMap<Address, Arc<BTreeSet<String>>>,
}

impl Landings {
    /// Puts in order what there is.
    pub fn new(landing: &Landing) -> Self {
        Self {
            addresses: landing.addresses.iter().cloned().collect(),
            ids: landing.ids.iter().cloned().collect(),
        }
    }

    fn has(&self, address: &str, fragment: &str) -> bool {
        match self.ids.get(address) {
            Some(ids) => fragment.is_empty() || fragment == "top" || ids.contains(fragment),
            None => self.addresses.contains(address),
        }
    }
}

/// The links of a page that lead nowhere. `base` is the path of the site on its host.
pub fn dead(page: &Address, links: &BTreeSet<String>, landings: &Landings, base: &str) -> Vec<String> {
    let is_dead = |link: &&String| {
        target(page, link, base).is_some_and(|(target, fragment)| !landings.has(&target, &fragment))
    };
    links.iter().filter(is_dead).cloned().collect()
}

/// A diagnostic for each address that a template writes and that leads nowhere, at the first page where it does.
pub fn diagnostics<'a>(pages: impl Iterator<Item = (&'a View, &'a [String])>) -> Vec<Diagnostic> {
    let mut told: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut found = Vec::new();
    for (page, dead) in pages {
        for link in dead.iter().filter(|link| told.insert((page.template, link))) {
            let message =
                format!("`{}`, made with this template, leads to `{link}`, which is not there", page.address);
            let template = FilePath::new(format!("{TEMPLATES}/{}", page.template));
            found.push(
                Diagnostic::of_file(Code::DeadLink, &template, message).help(
                    "begin addresses in templates with `{{ page.root }}`, and name what is in the site",
                ),
            );
        }
    }
    found
}

/// The artifact and the fragment that an address on a page means; nothing when it is another site's.
fn target(from: &Address, link: &str, base: &str) -> Option<(String, String)> {
    let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
    let path = path.split('?').next().unwrap_or_default();
    let has_scheme = path.split('/').next().is_some_and(|first| first.contains(':'));
    if has_scheme || path.starts_with("//") {
        return None;
    }
    let fragment = decode(fragment);
    if path.is_empty() {
        return Some((from.as_str().to_owned(), fragment));
    }
    // A host's root is not the site's: only the page that stands for a missing one may start there.
    let (folder, path) = match path.strip_prefix(base).filter(|_| from.as_str() == "404.html") {
        Some(below) => ("", below),
        None if path.starts_with('/') => return Some((path.to_owned(), fragment)),
        None => (from.folder(), path),
    };
    let target = join(folder, &decode(path)).unwrap_or_else(|| link.to_owned());
    Some((target, fragment))
}

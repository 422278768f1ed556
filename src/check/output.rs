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
use crate::model::source::{Bytes, FilePath};

/// What a page of HTML holds that links are about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchors {
    /// The addresses that it links or loads, each once.
    pub links: BTreeSet<String>,
    /// The ids that it has.
    pub ids: BTreeSet<String>,
}

/// Reads a page of HTML.
pub fn anchors(html: &Bytes) -> Arc<Anchors> {
    let mut found = Anchors::default();
    if !is_tame(&String::from_utf8_lossy(html)) {
        return Arc::new(found);
    }
    for Ok(token) in Tokenizer::new(html.as_slice()) {
        let Token::StartTag(tag) = token else { continue };
        for (key, value) in &tag.attributes {
            let text = || String::from_utf8_lossy(&value.value).into_owned();
            match &***key {
                b"href" | b"src" => found.links.extend(Some(text())),
                b"id" => found.ids.extend(Some(text())),
                _ => {}
            }
        }
    }
    Arc::new(found)
}

/// A page: where it stands, the template that made it, and what it holds.
pub struct MadePage<'a> {
    /// Where it stands.
    pub address: &'a Address,
    /// The template's file.
    pub template: FilePath,
    /// What it holds.
    pub anchors: Arc<Anchors>,
}

/// A diagnostic for each address that a template writes and that leads nowhere in the site, at the first page where
/// it does. `base` is the path of the site on its host, and `exists` says whether an artifact stands at an address.
pub fn check(pages: &[MadePage<'_>], base: &str, exists: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
    let ids: BTreeMap<&str, &Anchors> =
        pages.iter().map(|page| (page.address.as_str(), &*page.anchors)).collect();
    let mut told: BTreeSet<(&FilePath, &str)> = BTreeSet::new();
    let mut found = Vec::new();
    for page in pages {
        for link in &page.anchors.links {
            let Some((target, fragment)) = target(page.address, link, base) else { continue };
            let there = match ids.get(target.as_str()) {
                Some(anchors) => fragment.is_empty() || fragment == "top" || anchors.ids.contains(&fragment),
                None => exists(&target),
            };
            if !there && told.insert((&page.template, link)) {
                let message = format!(
                    "`{}`, made with this template, leads to `{link}`, which is not there",
                    page.address
                );
                found.push(Diagnostic::of_file(Code::DeadLink, &page.template, message).help(
                    "begin addresses in templates with `{{ page.root }}`, and name what is in the site",
                ));
            }
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

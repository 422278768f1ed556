//! Checks the links of rendered pages: those that a site's own templates write.
//!
//! Links in texts are checked before pages are rendered, and the default theme's own links by its tests. On a site
//! with templates of its own, every address on every page is checked; the addresses on a page are cached.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::tree::Bytes;
use crate::model::value::address::{Address, decode, join};
use crate::model::view::page::View;
use crate::model::view::template_name::TemplateName;
use crate::text::markup::within_tag_limit;
use crate::text::shared_text::SharedText;
use crate::text::word_set::WordSet;

/// The links and ids of an HTML page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchors {
    /// The addresses that it links to or loads, each once.
    pub links: WordSet,
    /// Its ids.
    pub ids: WordSet,
}

/// The links and ids of some HTML.
pub fn anchors(html: &SharedText) -> Arc<Anchors> {
    let mut found = Found::default();
    found.read(html);
    Arc::new(found.into())
}

/// A rendered page, and the text in it that was read before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderedPage {
    /// The whole page.
    pub html: Bytes,
    /// The editor's text in it.
    pub text: SharedText,
    /// The links and ids of the text.
    pub of_text: Arc<Anchors>,
}

/// The links and ids of a rendered page. Its text is not read again if the page contains it unchanged.
pub fn page_anchors(page: &RenderedPage) -> Arc<Anchors> {
    let html = String::from_utf8_lossy(&page.html);
    let mut found = Found::default();
    match html.split_once(&*page.text).filter(|_| !page.text.is_empty()) {
        Some((before, after)) => {
            found.read(before);
            found.read(after);
            found.links.extend(page.of_text.links.iter().map(str::to_owned));
            found.ids.extend(page.of_text.ids.iter().map(str::to_owned));
        }
        None => found.read(&html),
    }
    Arc::new(found.into())
}

#[derive(Default)]
struct Found {
    links: BTreeSet<String>,
    ids: BTreeSet<String>,
}

impl Found {
    fn read(&mut self, html: &str) {
        if !within_tag_limit(html) {
            return;
        }
        #[derive(Clone, Copy)]
        enum Kind {
            Link,
            Id,
            Other,
        }
        let mut kind = Kind::Other;
        let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
            match event {
                CallbackEvent::AttributeName { name: b"href" | b"src" } => kind = Kind::Link,
                CallbackEvent::AttributeName { name: b"id" } => kind = Kind::Id,
                CallbackEvent::AttributeName { .. } => kind = Kind::Other,
                CallbackEvent::AttributeValue { value } => {
                    let text = String::from_utf8_lossy(value);
                    let found = match kind {
                        Kind::Link => &mut self.links,
                        Kind::Id => &mut self.ids,
                        Kind::Other => return None,
                    };
                    if !found.contains(&*text) {
                        found.insert(text.into_owned());
                    }
                }
                _ => {}
            }
            None
        });
        Tokenizer::new_with_emitter(html, emitter).for_each(drop);
    }
}

impl From<Found> for Anchors {
    fn from(found: Found) -> Self {
        Self { links: WordSet::new(&found.links), ids: WordSet::new(&found.ids) }
    }
}

/// The input of [`LinkTargets`]: every address, and the ids of each page that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkTargetsInput {
    /// Every address of the site, in order.
    pub addresses: Vec<Address>,
    /// The ids of the pages that were read.
    pub ids: Vec<(Address, WordSet)>,
}

/// The targets that links may have.
#[derive(Debug)]
pub struct LinkTargets {
    addresses: BTreeSet<Address>,
    ids: BTreeMap<Address, WordSet>,
}

impl LinkTargets {
    /// Sorts the targets for lookup.
    pub fn new(input: &LinkTargetsInput) -> Self {
        Self {
            addresses: input.addresses.iter().cloned().collect(),
            ids: input.ids.iter().cloned().collect(),
        }
    }

    fn has(&self, address: &str, fragment: &str) -> bool {
        match self.ids.get(address) {
            Some(ids) => fragment.is_empty() || fragment == "top" || ids.contains(fragment),
            None => self.addresses.contains(address),
        }
    }
}

/// The dead links of a page. `base` is the path of the site on its host.
pub fn dead(page: &Address, links: &WordSet, targets: &LinkTargets, base: &str) -> Vec<String> {
    let is_dead = |link: &&str| {
        target(page, link, base).is_some_and(|(target, fragment)| !targets.has(&target, &fragment))
    };
    links.iter().filter(is_dead).map(str::to_owned).collect()
}

/// A diagnostic for each dead link that a template writes, on the first page with it.
pub fn diagnostics<'a>(pages: impl Iterator<Item = (&'a View, &'a [String])>) -> Vec<Diagnostic> {
    let mut reported: BTreeSet<(TemplateName, &str)> = BTreeSet::new();
    let mut found = Vec::new();
    for (page, dead) in pages {
        for link in dead.iter().filter(|link| reported.insert((page.template, link))) {
            let message = format!(
                "`{}`, rendered with this template, links to `{link}`, which does not exist",
                page.address
            );
            found.push(Diagnostic::of_file(Code::DeadLink, &page.template.file(), message).help(
                "begin addresses in templates with `{{ page.root }}`, and use those of files on the site",
            ));
        }
    }
    found
}

/// The artifact and the fragment that an address on a page refers to; `None` for another site.
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
    // The root of a host is not that of the site: only the 404 page may link from it.
    let (folder, path) = match path.strip_prefix(base).filter(|_| from.as_str() == "404.html") {
        Some(below) => ("", below),
        None if path.starts_with('/') => return Some((path.to_owned(), fragment)),
        None => (from.folder(), path),
    };
    let target = join(folder, &decode(path)).unwrap_or_else(|| link.to_owned());
    Some((target, fragment))
}

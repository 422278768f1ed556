//! Links of finished pages that lead nowhere: those that a site's own templates write.
//!
//! Links in texts are checked before there are pages, and the default theme's own links by its tests. A site that
//! brings templates of its own has every address on every page looked up; what was found on a page is remembered.

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

/// What a page of HTML holds that links are about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchors {
    /// The addresses that it links or loads, each once.
    pub links: WordSet,
    /// The ids that it has.
    pub ids: WordSet,
}

/// Reads a piece of HTML.
pub fn anchors(html: &SharedText) -> Arc<Anchors> {
    let mut found = Found::default();
    found.read(html);
    Arc::new(found.into())
}

/// A page of HTML, and the text in it that was read before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadePage {
    /// The whole page.
    pub html: Bytes,
    /// The text of the editor's in it.
    pub text: SharedText,
    /// What the text holds.
    pub of_text: Arc<Anchors>,
}

/// Reads a page of HTML, but its text, if it stands in it as it is.
pub fn page_anchors(page: &MadePage) -> Arc<Anchors> {
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

/// All that a link may lead to: every address, and the ids of each page that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkTargetsInput {
    /// Every address of the site, in order.
    pub addresses: Vec<Address>,
    /// The ids of the pages that were read.
    pub ids: Vec<(Address, WordSet)>,
}

/// The same, to be looked up.
#[derive(Debug)]
pub struct LinkTargets {
    addresses: BTreeSet<Address>,
    ids: BTreeMap<Address, WordSet>,
}

impl LinkTargets {
    /// Puts in order what there is.
    pub fn new(landing: &LinkTargetsInput) -> Self {
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
pub fn dead(page: &Address, links: &WordSet, targets: &LinkTargets, base: &str) -> Vec<String> {
    let is_dead = |link: &&str| {
        target(page, link, base).is_some_and(|(target, fragment)| !targets.has(&target, &fragment))
    };
    links.iter().filter(is_dead).map(str::to_owned).collect()
}

/// A diagnostic for each address that a template writes and that leads nowhere, at the first page where it does.
pub fn diagnostics<'a>(pages: impl Iterator<Item = (&'a View, &'a [String])>) -> Vec<Diagnostic> {
    let mut told: BTreeSet<(TemplateName, &str)> = BTreeSet::new();
    let mut found = Vec::new();
    for (page, dead) in pages {
        for link in dead.iter().filter(|link| told.insert((page.template, link))) {
            let message =
                format!("`{}`, made with this template, leads to `{link}`, which is not there", page.address);
            found.push(
                Diagnostic::of_file(Code::DeadLink, &page.template.file(), message).help(
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

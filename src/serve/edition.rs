//! An edition: the site as it is served at one moment, and what open pages need to know to catch up with it.

use std::cmp::Ordering;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::disk::Change;
use crate::model::output::artifact::{Lookup, Output};
use crate::model::source::file_address::page_address;
use crate::model::source::tree::{Bytes, CONTENT, FilePath};
use crate::model::value::address::Address;
use crate::pipeline::Plan;

use super::page_cache::PageCache;
use super::problem::Problems;

/// The number of editions whose changed assets are remembered. A page that slept for longer reloads all of them.
const MAX_ASSET_HISTORY: usize = 64;

/// The number of removed pages that are remembered.
const MAX_GONE: usize = 1000;

/// The site as it is served at one moment.
#[derive(Clone, Debug, Default)]
pub struct Edition {
    /// The number of the edition, from 1.
    pub number: u64,
    /// The site, with its pages rendered on demand.
    pub site: Plan,
    /// The problems of the sources.
    pub problems: Arc<Problems>,
    /// The pages that no longer exist, and the new address of each if it is known.
    pub gone: Arc<BTreeMap<Address, Option<Address>>>,
    assets: VecDeque<(u64, Vec<Address>)>,
    page_cache: Arc<PageCache>,
}

/// The addresses that differ between two sites.
#[derive(Debug, Default, PartialEq, Eq)]
struct Difference {
    /// Only in the second site.
    added: Vec<Address>,
    /// In both, rendered in advance in at least one of them, and different as far as that is known.
    changed: Vec<Address>,
    /// Only in the first site.
    removed: Vec<Address>,
}

impl Difference {
    /// The difference between two sites.
    fn between(before: &Plan, after: &Plan) -> Self {
        let mut difference = Self::default();
        difference.add(&before.report().output, &after.report().output);
        difference.add(before.index(), after.index());
        if !before.has_pages_of(after) {
            difference.removed.extend(before.pages().cloned());
            difference.added.extend(after.pages().cloned());
        }
        // An address that is served in another way than before is in both sites, and may have changed.
        let Self { added, changed, removed } = &mut difference;
        changed.extend(removed.extract_if(.., |address| after.has(address.as_str())));
        added.retain(|address| !before.has(address.as_str()));
        difference
    }

    /// Adds the difference between two outputs.
    fn add(&mut self, before: &Output, after: &Output) {
        if before.is_same(after) {
            return;
        }
        let (mut before, mut after) = (before.iter().peekable(), after.iter().peekable());
        loop {
            let order = match (before.peek(), after.peek()) {
                (None, None) => return,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some((one, _)), Some((other, _))) => one.cmp(other),
            };
            let old = if order.is_le() { before.next() } else { None };
            let new = if order.is_ge() { after.next() } else { None };
            match (old, new) {
                (Some((address, old)), Some((_, new))) if old != new => {
                    self.changed.push(address.clone());
                }
                (Some((address, _)), None) => self.removed.push(address.clone()),
                (None, Some((address, _))) => self.added.push(address.clone()),
                _ => {}
            }
        }
    }
}

impl Edition {
    /// The edition after this one.
    pub fn next(&self, site: Plan, problems: Arc<Problems>, changes: &[Change]) -> Self {
        let difference = Difference::between(&self.site, &site);
        let mut gone = Arc::clone(&self.gone);
        if !difference.removed.is_empty() || difference.added.iter().any(|added| gone.contains_key(added)) {
            let moves = moves(changes);
            let gone = Arc::make_mut(&mut gone);
            gone.retain(|address, _| !site.has(address.as_str()));
            for now in gone.values_mut() {
                // Its new page may have moved again, or be gone.
                let is_gone = now.as_ref().is_some_and(|now| !site.has(now.as_str()));
                if is_gone {
                    *now = now.as_ref().and_then(|now| moves.get(now)).cloned();
                }
            }
            for address in difference.removed.iter().filter(|address| is_page(address)) {
                let now = moves.get(address).filter(|now| site.has(now.as_str()));
                gone.insert(address.clone(), now.cloned());
            }
            while gone.len() > MAX_GONE {
                gone.pop_first();
            }
        }
        let number = self.number + 1;
        let mut assets = self.assets.clone();
        let changed = difference.changed.iter().chain(&difference.removed).chain(&difference.added);
        assets.push_back((number, changed.filter(|address| !is_page(address)).cloned().collect()));
        while assets.len() > MAX_ASSET_HISTORY {
            assets.pop_front();
        }
        let page_cache = Arc::default();
        Self { number, site, problems, gone, assets, page_cache }
    }

    /// The next edition: the same site with its search index.
    pub fn with_index(&self, site: Plan) -> Self {
        let next = self.next(site, Arc::clone(&self.problems), &[]);
        Self { page_cache: Arc::clone(&self.page_cache), ..next }
    }

    /// The assets that changed since an earlier edition; `None` if that is too long ago to be known.
    pub fn assets_since(&self, number: u64) -> Option<Vec<&Address>> {
        let is_known = number == self.number
            || (number < self.number && self.assets.front().is_some_and(|(first, _)| *first <= number + 1));
        let later = self.assets.iter().filter(|(edition, _)| *edition > number);
        is_known.then(|| later.flat_map(|(_, addresses)| addresses).collect())
    }
}

impl Lookup for Edition {
    fn has(&self, address: &str) -> bool {
        self.site.has(address)
    }

    fn bytes_at(&self, address: &str) -> Option<Bytes> {
        let bytes = || self.site.bytes_at(address);
        if is_html(address) { self.page_cache.page(address, bytes) } else { bytes() }
    }
}

/// Whether an artifact is a page of HTML.
pub fn is_page(address: &Address) -> bool {
    is_html(address.as_str())
}

fn is_html(address: &str) -> bool {
    address.ends_with(".html")
}

/// The old and new addresses of moved pages: one file was removed and another with the same content was added, or
/// exactly one of each.
fn moves(changes: &[Change]) -> BTreeMap<Address, Address> {
    let pages = changes.iter().filter(|change| is_source_of_page(&change.file));
    let (gone, rest): (Vec<&Change>, Vec<&Change>) = pages.partition(|change| change.after.is_none());
    let new_pages: Vec<&Change> = rest.into_iter().filter(|change| change.before.is_none()).collect();
    let to = |gone_page: &&Change| {
        let same = new_pages.iter().find(|new_pages| new_pages.after == gone_page.before);
        let only = new_pages.first().filter(|_| new_pages.len() == 1 && gone.len() == 1);
        Some((page_address(&gone_page.file), page_address(&same.or(only)?.file)))
    };
    gone.iter().filter_map(to).collect()
}

fn is_source_of_page(file: &FilePath) -> bool {
    file.below(CONTENT).is_some_and(|path| path.ends_with(".md"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::tree::Tree;
    use crate::pipeline::{Memory, Options, replan, with_index};

    #[test]
    fn a_changed_search_index_is_reported_whichever_way_it_is_built() {
        let (mut memory, mut tree) = (Memory::default(), Tree::new());
        let mut edition = Edition::default();
        tree.insert("chancery.yaml", "title: A briefing\n");
        let own = "{% extends \"base.html\" %}{% block main %}{{ page.body | safe }}{% endblock %}";
        for (number, template) in [None, None, Some(own), Some(own), None].into_iter().enumerate() {
            tree.insert("content/index.md", format!("---\ntitle: Home\n---\nWord{number}.\n"));
            match template {
                Some(template) => tree.insert("templates/home.html", template),
                None => drop(tree.remove("templates/home.html")),
            }
            let plan = replan(&mut memory, &tree, &Options::default());
            assert_eq!(plan.awaits_index(), template.is_none());
            let before = edition.number;
            edition = edition.next(plan.clone(), Arc::default(), &[]);
            edition = edition.with_index(with_index(&mut memory, plan));
            let changed = edition.assets_since(before).expect("it is not long ago");
            assert!(changed.iter().any(|address| address.as_str() == "search/index.js"), "{number}");
            assert!(edition.gone.is_empty());
        }
    }
}

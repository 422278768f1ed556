//! Backlinks: references, seen from their targets.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::memo;
use crate::model::page::outline::{Outline, shortened};
use crate::model::page::resolved_reference::{ResolvedReference, with_titles};

use super::PageId;
use super::resolve::Resolved;

/// A page that refers to another, and the distinct sentences with its references.
pub type Backlink = (PageId, Vec<Arc<str>>);

/// For each page, the pages that refer to it, in the order of their files.
pub fn backlinks(outlines: &[Arc<Outline>], resolved: &Resolved) -> Vec<Vec<Backlink>> {
    let mut backlinks: Vec<Vec<Backlink>> = vec![Vec::new(); outlines.len()];
    let mentions = |place: usize| {
        mentions(PageId::new(place), &outlines[place], &resolved.targets[place], &resolved.references[place])
    };
    for (page, mentions) in memo::each(outlines.len(), mentions).into_iter().enumerate() {
        for (target, sentences) in mentions {
            backlinks[target.place()].push((PageId::new(page), sentences));
        }
    }
    backlinks
}

/// The other pages that a page refers to, with the distinct sentences that do so.
fn mentions(
    page: PageId,
    outline: &Outline,
    targets: &[Option<PageId>],
    resolved_references: &[ResolvedReference],
) -> BTreeMap<PageId, Vec<Arc<str>>> {
    let mut mentions: BTreeMap<PageId, Vec<Arc<str>>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut titled = Titled::default();
    for (reference, target) in outline.references.iter().zip(targets) {
        let Some(target) = target.filter(|target| *target != page) else { continue };
        let sentences = mentions.entry(target).or_default();
        let sentence = titled.sentence(&reference.sentence, resolved_references);
        if !sentence.is_empty() && seen.insert((target, Arc::clone(&sentence))) {
            sentences.push(sentence);
        }
    }
    mentions
}

/// Fills titles into the sentences of one page. References of one sentence are consecutive, so it caches the last sentence.
#[derive(Debug, Default)]
pub(super) struct Titled {
    last: Option<(Arc<str>, Arc<str>)>,
}

impl Titled {
    /// A sentence with the titles filled in.
    pub(super) fn sentence(
        &mut self,
        sentence: &Arc<str>,
        resolved_references: &[ResolvedReference],
    ) -> Arc<str> {
        if let Some((last, titled)) = &self.last
            && Arc::ptr_eq(last, sentence)
        {
            return Arc::clone(titled);
        }
        let titled = match with_titles(sentence, resolved_references) {
            Cow::Borrowed(_) => Arc::clone(sentence),
            Cow::Owned(titled) => Arc::from(shortened(&titled).unwrap_or(titled)),
        };
        self.last = Some((Arc::clone(sentence), Arc::clone(&titled)));
        titled
    }
}

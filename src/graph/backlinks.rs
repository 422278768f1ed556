//! Backlinks: references, seen from their targets.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::memo;
use crate::model::page::answer::{Answer, with_titles};
use crate::model::page::outline::{Outline, shortened};

use super::PageId;
use super::resolve::Resolved;

/// A page that refers to another, and the sentences in which it does, each once.
pub type Backlink = (PageId, Vec<Arc<str>>);

/// For each page, the pages that refer to it in the order of their files.
pub fn backlinks(outlines: &[Arc<Outline>], resolved: &Resolved) -> Vec<Vec<Backlink>> {
    let mut backlinks: Vec<Vec<Backlink>> = vec![Vec::new(); outlines.len()];
    let mentions = |place: usize| {
        mentions(PageId::new(place), &outlines[place], &resolved.targets[place], &resolved.answers[place])
    };
    for (page, mentions) in memo::each(outlines.len(), mentions).into_iter().enumerate() {
        for (target, sentences) in mentions {
            backlinks[target.place()].push((PageId::new(page), sentences));
        }
    }
    backlinks
}

/// The other pages that a page refers to, with the sentences in which it does, each once.
fn mentions(
    page: PageId,
    outline: &Outline,
    targets: &[Option<PageId>],
    answers: &[Answer],
) -> BTreeMap<PageId, Vec<Arc<str>>> {
    let mut mentions: BTreeMap<PageId, Vec<Arc<str>>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut titled = Titled::default();
    for (reference, target) in outline.references.iter().zip(targets) {
        let Some(target) = target.filter(|target| *target != page) else { continue };
        let sentences = mentions.entry(target).or_default();
        let sentence = titled.sentence(&reference.sentence, answers);
        if !sentence.is_empty() && seen.insert((target, Arc::clone(&sentence))) {
            sentences.push(sentence);
        }
    }
    mentions
}

/// The sentences of one page with the titles of the pages that answer its references. References of one sentence follow each
/// other, so the last one is kept.
#[derive(Debug, Default)]
pub(super) struct Titled {
    last: Option<(Arc<str>, Arc<str>)>,
}

impl Titled {
    /// A sentence with the titles filled in.
    pub(super) fn sentence(&mut self, sentence: &Arc<str>, answers: &[Answer]) -> Arc<str> {
        if let Some((last, titled)) = &self.last
            && Arc::ptr_eq(last, sentence)
        {
            return Arc::clone(titled);
        }
        let titled = match with_titles(sentence, answers) {
            Cow::Borrowed(_) => Arc::clone(sentence),
            Cow::Owned(titled) => Arc::from(shortened(&titled).unwrap_or(titled)),
        };
        self.last = Some((Arc::clone(sentence), Arc::clone(&titled)));
        titled
    }
}

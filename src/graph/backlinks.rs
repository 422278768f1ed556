//! Backlinks: references, seen from their targets.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::memo;
use crate::model::answer::{self, Answer};
use crate::model::outline::Outline;

use super::resolve::Resolved;

/// A page that refers to another, by its number, and the sentences in which it does, each once.
pub type Backlink = (usize, Vec<Arc<str>>);

/// For each page, the pages that refer to it in the order of their files.
pub fn backlinks(outlines: &[Arc<Outline>], resolved: &Resolved) -> Vec<Vec<Backlink>> {
    let mut backlinks: Vec<Vec<Backlink>> = vec![Vec::new(); outlines.len()];
    let mentions =
        |page: usize| mentions(page, &outlines[page], &resolved.targets[page], &resolved.answers[page]);
    for (page, mentions) in memo::each(outlines.len(), mentions).into_iter().enumerate() {
        for (target, sentences) in mentions {
            backlinks[target].push((page, sentences));
        }
    }
    backlinks
}

/// The other pages that a page refers to, with the sentences in which it does, each once.
fn mentions(
    page: usize,
    outline: &Outline,
    targets: &[Option<usize>],
    answers: &[Answer],
) -> BTreeMap<usize, Vec<Arc<str>>> {
    let mut mentions: BTreeMap<usize, Vec<Arc<str>>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (reference, target) in outline.references.iter().zip(targets) {
        let Some(target) = target.filter(|target| *target != page) else { continue };
        let sentences = mentions.entry(target).or_default();
        let sentence = with_titles(&reference.sentence, answers);
        if !sentence.is_empty() && seen.insert((target, Arc::clone(&sentence))) {
            sentences.push(sentence);
        }
    }
    mentions
}

/// A sentence with the titles of the pages that answer its references.
pub(super) fn with_titles(sentence: &Arc<str>, answers: &[Answer]) -> Arc<str> {
    match answer::with_titles(sentence, answers) {
        Cow::Borrowed(_) => Arc::clone(sentence),
        Cow::Owned(sentence) => Arc::from(sentence),
    }
}

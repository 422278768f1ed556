//! Backlinks: references, seen from their targets.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::answer::{self, Answer};
use crate::model::outline::Outline;

use super::resolve::Resolved;

/// A page that refers to another, by its number, and the sentences in which it does, each once.
pub type Backlink = (usize, Vec<Arc<str>>);

/// For each page, the pages that refer to it in the order of their files.
pub fn backlinks(outlines: &[Arc<Outline>], resolved: &Resolved) -> Vec<Vec<Backlink>> {
    let mut backlinks: Vec<Vec<Backlink>> = vec![Vec::new(); outlines.len()];
    for (page, outline) in outlines.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for (reference, target) in outline.references.iter().zip(&resolved.targets[page]) {
            let Some(target) = target.filter(|target| *target != page) else { continue };
            // Pages come in order, so a page that was noted already is the last one noted.
            let from = &mut backlinks[target];
            if from.last().is_none_or(|(last, _)| *last != page) {
                from.push((page, Vec::new()));
            }
            let (_, sentences) = from.last_mut().expect("a page was noted just before");
            let sentence = with_titles(&reference.sentence, &resolved.answers[page]);
            if !sentence.is_empty() && seen.insert((target, Arc::clone(&sentence))) {
                sentences.push(sentence);
            }
        }
    }
    backlinks
}

/// A sentence with the titles of the pages that answer its references.
pub(super) fn with_titles(sentence: &Arc<str>, answers: &[Answer]) -> Arc<str> {
    match answer::with_titles(sentence, answers) {
        Cow::Borrowed(_) => Arc::clone(sentence),
        Cow::Owned(sentence) => Arc::from(sentence),
    }
}

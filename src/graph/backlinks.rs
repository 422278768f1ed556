//! Backlinks: references, seen from their targets.

use std::sync::Arc;

use crate::model::answer::Answer;
use crate::model::outline::{Outline, TITLE_MARK};

use super::resolve::Resolved;

/// A page that refers to another, by its number, and the sentences in which it does, each once.
pub type Backlink = (usize, Vec<Arc<str>>);

/// For each page, the pages that refer to it in the order of their files.
pub fn backlinks(outlines: &[Arc<Outline>], resolved: &Resolved) -> Vec<Vec<Backlink>> {
    let mut backlinks: Vec<Vec<Backlink>> = vec![Vec::new(); outlines.len()];
    for (page, outline) in outlines.iter().enumerate() {
        for (reference, target) in outline.references.iter().zip(&resolved.targets[page]) {
            let Some(target) = target.filter(|target| *target != page) else { continue };
            // Pages come in order, so a page that was noted already is the last one noted.
            let from = &mut backlinks[target];
            if from.last().is_none_or(|(last, _)| *last != page) {
                from.push((page, Vec::new()));
            }
            let (_, sentences) = from.last_mut().expect("a page was noted just before");
            let sentence = with_titles(&reference.sentence, &resolved.answers[page]);
            if !sentence.is_empty() && !sentences.contains(&sentence) {
                sentences.push(sentence);
            }
        }
    }
    backlinks
}

/// A sentence with the titles of the pages that answer its references.
pub(super) fn with_titles(sentence: &Arc<str>, answers: &[Answer]) -> Arc<str> {
    if !sentence.contains(TITLE_MARK) {
        return Arc::clone(sentence);
    }
    let parts = sentence.split(TITLE_MARK).enumerate().map(|(at, part)| {
        // Every second part stands between two marks, and is a number.
        let answer =
            if at % 2 == 1 { part.parse().ok().and_then(|number: usize| answers.get(number)) } else { None };
        match answer {
            Some(Answer::Found { title, .. }) => title.as_str(),
            Some(Answer::Missing) => "",
            None => part,
        }
    });
    Arc::from(parts.collect::<String>())
}

//! Backlinks: references, seen from their targets.

use std::sync::Arc;

use crate::model::outline::Outline;

/// For each page, the pages that refer to it in the order of their files, and their sentences, each once.
pub fn backlinks(
    outlines: &[Arc<Outline>],
    targets: &[Vec<Option<usize>>],
) -> Vec<Vec<(usize, Vec<Arc<str>>)>> {
    let mut backlinks: Vec<Vec<(usize, Vec<Arc<str>>)>> = vec![Vec::new(); outlines.len()];
    for (page, (outline, targets)) in outlines.iter().zip(targets).enumerate() {
        for (reference, target) in outline.references.iter().zip(targets) {
            let Some(target) = target.filter(|target| *target != page) else { continue };
            // Pages come in order, so a page that was noted already is the last one noted.
            let from = &mut backlinks[target];
            if from.last().is_none_or(|(last, _)| *last != page) {
                from.push((page, Vec::new()));
            }
            let (_, sentences) = from.last_mut().expect("a page was noted just before");
            if !reference.sentence.is_empty() && !sentences.contains(&reference.sentence) {
                sentences.push(Arc::clone(&reference.sentence));
            }
        }
    }
    backlinks
}

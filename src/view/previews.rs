//! What the references of a page lead to, in a line each: shown beside them, so that readers need not go there.

use std::collections::BTreeSet;

use crate::model::page::answer::Answer;
use crate::model::page::outline::Target;
use crate::model::view::record::Preview;

use crate::graph::{Graph, Page, PageId};

use super::registers::preview;

/// The most previews of a page: they are no second page.
const MOST: usize = 60;

/// What the references of a page to other pages lead to, each once, in the order of the text.
pub(super) fn previews(graph: &Graph, page: &Page) -> Vec<Preview> {
    if !graph.site.comfort.is_some_and(|comfort| comfort.previews) {
        return Vec::new();
    }
    let mut seen = BTreeSet::new();
    let asked = page.outline.references.iter().zip(page.answers.iter()).zip(&page.targets);
    let found = asked.filter_map(|((reference, answer), to)| match answer {
        Answer::Found { href, title } if !href.starts_with('#') => {
            Some((&reference.target, *to, href.as_str(), title))
        }
        _ => None,
    });
    let told = found.filter(|(_, _, href, _)| seen.insert(*href)).filter_map(|(target, to, href, title)| {
        let text = text(graph, target, to)?;
        Some(Preview { href: href.to_owned(), title: title.clone(), text })
    });
    told.take(MOST).collect()
}

/// What is said of a target beside its title; nothing for what has no more to say.
fn text(graph: &Graph, target: &Target, to: Option<PageId>) -> Option<String> {
    match target {
        Target::Page { .. } | Target::Name { .. } => {
            graph.pages[to?].outline.front_matter.description.clone()
        }
        Target::Record { kind, id, .. } => preview(graph, kind.addressed()?, id),
        _ => None,
    }
}

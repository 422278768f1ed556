//! Previews: a short text on the target of each reference, shown beside the link.

use std::collections::BTreeSet;

use crate::model::page::outline::Target;
use crate::model::page::resolved_reference::ResolvedReference;
use crate::model::view::record::Preview;

use crate::graph::{Graph, Page, PageId};

use super::registers::preview;

/// The most previews of a page.
const MOST: usize = 60;

/// The previews of a page's references to other pages, each target once, in the order of the text.
pub(super) fn previews(graph: &Graph, page: &Page) -> Vec<Preview> {
    if !graph.site.comfort.is_some_and(|comfort| comfort.previews) {
        return Vec::new();
    }
    let mut seen = BTreeSet::new();
    let references = page.outline.references.iter().zip(page.resolved_references.iter()).zip(&page.targets);
    let found = references.filter_map(|((reference, resolved), to)| match resolved {
        ResolvedReference::Found { href, title } if !href.starts_with('#') => {
            Some((&reference.target, *to, href.as_str(), title))
        }
        _ => None,
    });
    let previews =
        found.filter(|(_, _, href, _)| seen.insert(*href)).filter_map(|(target, to, href, title)| {
            let text = text(graph, target, to)?;
            Some(Preview { href: href.to_owned(), title: title.clone(), text })
        });
    previews.take(MOST).collect()
}

/// The text of a preview below its title; `None` if the target has no text.
fn text(graph: &Graph, target: &Target, to: Option<PageId>) -> Option<String> {
    match target {
        Target::Page { .. } | Target::Name { .. } => {
            graph.pages[to?].outline.front_matter.description.clone()
        }
        Target::Record { kind, id, .. } => preview(graph, kind.addressed()?, id),
        _ => None,
    }
}

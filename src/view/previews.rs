//! What the references of a page lead to, in a line each: shown beside them, so that readers need not go there.

use std::collections::BTreeSet;

use crate::model::page::answer::Answer;
use crate::model::page::outline::Target;
use crate::model::register::registers::RecordKind;
use crate::model::view::record::Preview;

use crate::graph::{Graph, Page, PageId};

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
        Target::Record { kind, id, .. } => record_text(graph, *kind, id),
        _ => None,
    }
}

fn record_text(graph: &Graph, kind: RecordKind, id: &str) -> Option<String> {
    let language = graph.config.language();
    match kind {
        RecordKind::Name => {
            let name = &graph.names[graph.names.find(id)?];
            name.record.description.as_ref().map(|text| text.in_language(&language).to_owned())
        }
        RecordKind::Event => {
            let event = &graph.events[graph.events.find(id)?];
            event.date.as_ref().map(|date| date.text.clone())
        }
        RecordKind::Term => {
            let term = &graph.terms[graph.terms.find(id)?];
            term.definition.clone().or_else(|| term.expansion.clone())
        }
        RecordKind::Source => {
            let source = &graph.sources[graph.sources.find(id)?];
            let date = source.date.as_ref().map(|date| date.text.as_str());
            let parts: Vec<&str> = source.record.publisher.as_deref().into_iter().chain(date).collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        }
        RecordKind::Figure | RecordKind::Chart => None,
    }
}

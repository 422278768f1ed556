//! What the references of a page lead to, in a line each: shown beside them, so that readers need not go there.

use std::collections::BTreeSet;

use crate::model::address::{Address, decode, join};
use crate::model::answer::Answer;
use crate::model::outline::Target;
use crate::model::record_view::Preview;
use crate::model::register::RecordKind;
use crate::model::source::{CONTENT, FilePath};

use super::{Graph, Page};

/// The most previews of a page: they are no second page.
const MOST: usize = 60;

/// What the references of a page to other pages lead to, each once, in the order of the text.
pub(super) fn previews(graph: &Graph, page: &Page) -> Vec<Preview> {
    if !graph.site.comfort.is_some_and(|comfort| comfort.previews) {
        return Vec::new();
    }
    let mut seen = BTreeSet::new();
    let asked = page.outline.references.iter().zip(page.answers.iter());
    let found = asked.filter_map(|(reference, answer)| match answer {
        Answer::Found { href, title } if !href.starts_with('#') => {
            Some((&reference.target, href.as_str(), title))
        }
        _ => None,
    });
    let told = found.filter(|(_, href, _)| seen.insert(*href)).filter_map(|(target, href, title)| {
        let text = text(graph, &page.address, target, href)?;
        Some(Preview { href: href.to_owned(), title: title.clone(), text })
    });
    told.take(MOST).collect()
}

/// What is said of a target beside its title; nothing for what has no more to say.
fn text(graph: &Graph, own: &Address, target: &Target, href: &str) -> Option<String> {
    match target {
        Target::Page { .. } | Target::Name { .. } => {
            page_at(graph, own, href)?.outline.front_matter.description.clone()
        }
        Target::Record { kind, id, .. } => record_text(graph, *kind, id),
        _ => None,
    }
}

fn record_text(graph: &Graph, kind: RecordKind, id: &str) -> Option<String> {
    let language = graph.config.language();
    match kind {
        RecordKind::Name => {
            let name = &graph.named[graph.name_number(id)?];
            name.record.description.as_ref().map(|text| text.in_language(&language).to_owned())
        }
        RecordKind::Event => {
            let event = &graph.events[graph.event_number(id)?];
            event.date.as_ref().map(|date| date.text.clone())
        }
        RecordKind::Term => {
            let term = &graph.terms[graph.term_number(id)?];
            term.definition.clone().or_else(|| term.expansion.clone())
        }
        RecordKind::Source => {
            let source = &graph.sources[graph.source_number(Some(id))?];
            let date = source.date.as_ref().map(|date| date.text.as_str());
            let parts: Vec<&str> = source.record.publisher.as_deref().into_iter().chain(date).collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        }
        RecordKind::Figure | RecordKind::Chart => None,
    }
}

/// The editor's page that an address leads to from a page.
fn page_at<'a>(graph: &'a Graph, own: &Address, href: &str) -> Option<&'a Page> {
    let path = join(own.folder(), &decode(href.split('#').next()?))?;
    let file = FilePath::new(format!("{CONTENT}/{}.md", path.strip_suffix(".html")?));
    let found = graph.pages.binary_search_by(|page| page.outline.file.cmp(&file)).ok()?;
    Some(&graph.pages[found])
}

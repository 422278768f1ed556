//! What pages show of retired ids, and what is left at the addresses of retired names.

use crate::model::register::record_address::{name_page, names};
use crate::model::register::retired::{Retired, RetiredKind};
use crate::model::value::address::Address;
use crate::model::view::label::Link;
use crate::model::view::page::{Content, PageKind, RedirectView, View};
use crate::model::view::record::RetiredView;

use crate::graph::Graph;
use crate::model::view::template_name::TemplateName;

/// Whether ids of a kind are retired: their old addresses are kept, also where no record of the kind is left.
pub(super) fn has_retired(graph: &Graph, kind: RetiredKind) -> bool {
    graph.records.retired.iter().any(|record| record.kind == kind)
}

/// The retired ids of the register that a page shows.
pub(super) fn retired(graph: &Graph, page: PageKind, from: &Address) -> Vec<RetiredView> {
    let kind = match page {
        PageKind::Figures => RetiredKind::Figure,
        PageKind::Sources => RetiredKind::Source,
        PageKind::Names => RetiredKind::Name,
        PageKind::Timeline => RetiredKind::Event,
        PageKind::Glossary => RetiredKind::Term,
        _ => return Vec::new(),
    };
    let records = graph.records.retired.iter().filter(|record| record.kind == kind);
    let language = graph.config.language();
    let view = |record: &Retired| RetiredView {
        id: record.id.to_string(),
        note: record.note.as_ref().map(|note| note.in_language(&language).to_owned()),
        replaced_by: record.replaced_by.as_ref().map(|id| Link {
            title: title(graph, kind, id).unwrap_or(id).to_owned(),
            href: match kind {
                RetiredKind::Name => from.link_to(&name_page(id)),
                _ => format!("#{id}"),
            },
        }),
    };
    records.map(view).collect()
}

/// What pages call a record.
fn title<'a>(graph: &'a Graph, kind: RetiredKind, id: &str) -> Option<&'a str> {
    match kind {
        RetiredKind::Figure => graph.figures.get(id).map(|figure| figure.label.as_str()),
        RetiredKind::Source => Some(&graph.sources[graph.sources.find(id)?].record.title),
        RetiredKind::Name => Some(&graph.names[graph.names.find(id)?].name),
        RetiredKind::Event => {
            graph.events.iter().find(|event| *event.id == *id).map(|event| event.title.as_str())
        }
        RetiredKind::Term => graph.terms.iter().find(|term| *term.id == *id).map(|term| term.term.as_str()),
    }
}

/// What is left at the addresses of retired names.
pub(super) fn retired_names(graph: &Graph) -> Vec<View> {
    let records = graph.records.retired.iter().filter(|record| record.kind == RetiredKind::Name);
    let view = |record: &Retired| {
        let address = name_page(&record.id);
        let by = record.replaced_by.as_deref().filter(|id| graph.names.find(id).is_some());
        let (target, name) = match by {
            Some(id) => (name_page(id), title(graph, RetiredKind::Name, id).unwrap_or(id)),
            None => (names(), graph.strings.get("names_title")),
        };
        let fragment = if by.is_none() { format!("#{}", record.id) } else { String::new() };
        let redirect = RedirectView {
            title: name.to_owned(),
            href: format!("{}{fragment}", address.link_to(&target)),
            canonical: graph.absolute(&target).unwrap_or_else(|| address.link_to(&target)),
        };
        View { address, template: TemplateName::Redirect, content: Content::Redirect(redirect) }
    };
    records.filter(|record| graph.names.find(&record.id).is_none()).map(view).collect()
}

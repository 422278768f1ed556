//! The page of all sources, with the figures, records and pages that use each of them.

use std::collections::BTreeSet;

use crate::graph::Graph;
use crate::graph::entries::SourceEntry;
use crate::model::register::cited_source::CitedSource;
use crate::model::register::record_kind::{AddressedKind, RecordKind};
use crate::model::value::address::Address;
use crate::model::value::id::Id;
use crate::model::view::label::Link;
use crate::model::view::page::View;
use crate::model::view::record::{RegisterView, SourceRow};
use crate::model::view::template_name::TemplateName;

use crate::view::frame::link;

use super::register_page;

/// The page of all sources.
pub(super) fn all(graph: &Graph) -> View {
    let address = AddressedKind::Source.page();
    let records = credited_records(graph, &address);
    let rows = graph.entries.sources.iter().zip(records);
    let rows = rows.map(|(source, records)| SourceRow { records, ..source_row(graph, &address, source) });
    let register = RegisterView { sources: rows.collect(), ..RegisterView::default() };
    register_page(graph, AddressedKind::Source, TemplateName::Sources, register)
}

/// For each source, the records that credit it, except figures, which are listed with their values.
fn credited_records(graph: &Graph, from: &Address) -> Vec<Vec<Link>> {
    let sources = &graph.entries.sources;
    let language = graph.config.language();
    let mut credited: Vec<Vec<Link>> = vec![Vec::new(); sources.len()];
    let kinds = AddressedKind::in_menu_order().into_iter().filter(|kind| *kind != AddressedKind::Figure);
    for kind in kinds {
        for record in graph.records.of(kind.into()).each() {
            let references = record.references().into_iter();
            let ids = references.filter(|reference| reference.kind == RecordKind::Source);
            let ids: BTreeSet<Id<CitedSource>> =
                ids.filter_map(|reference| sources.find(reference.id)).collect();
            for id in ids {
                let title = record.title(&language).to_owned();
                credited[id.place()].push(Link { title, href: kind.link(from, record.id()) });
            }
        }
    }
    credited
}

fn source_row(graph: &Graph, from: &Address, source: &SourceEntry) -> SourceRow {
    let record = &source.record;
    let shown = source.figures.iter().map(|figure| {
        let figure = &graph.entries.figures[*figure];
        let text = figure.values.first().map_or("", |value| value.text.as_str());
        let title = format!("{}: {text}", figure.label);
        Link { title, href: AddressedKind::Figure.link(from, &figure.id) }
    });
    SourceRow {
        id: source.id.to_string(),
        title: record.title.clone(),
        publisher: record.publisher.clone(),
        date: source.date.clone(),
        url: record.url.as_ref().map(|url| url.as_str().to_owned()),
        accessed: source.accessed.clone(),
        rights: record.rights.clone(),
        figures: shown.collect(),
        records: Vec::new(),
        citing: source.citing.iter().map(|page| link(graph, from, *page)).collect(),
    }
}

/// The preview of a source: its publisher and date.
pub(super) fn preview(graph: &Graph, id: &str) -> Option<String> {
    let source = graph.entries.sources.get(id)?;
    let date = source.date.as_ref().map(|date| date.text.as_str());
    let parts: Vec<&str> = source.record.publisher.as_deref().into_iter().chain(date).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

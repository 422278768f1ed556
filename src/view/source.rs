//! The page of all sources: what each gives to figures, records and pages.

use crate::graph::{Graph, SourceEntry};
use crate::model::register::cited_source::CitedSource;
use crate::model::register::record_address::{figures, glossary, sources, timeline};
use crate::model::value::address::Address;
use crate::model::value::id::Id;
use crate::model::view::label::Link;
use crate::model::view::page::{PageKind, View};
use crate::model::view::record::{RegisterView, SourceRow};
use crate::model::view::template_name::TemplateName;

use super::frame::{link, name_link, register_page};

/// The page of all sources.
pub(super) fn sources_page(graph: &Graph) -> View {
    let address = sources();
    let mut records: Vec<Vec<Link>> = vec![Vec::new(); graph.sources.len()];
    for event in &graph.events {
        let href = format!("{}#{}", address.link_to(&timeline()), event.id);
        note(&mut records, event.source, Link { title: event.title.clone(), href });
    }
    for (id, name) in graph.names.enumerate() {
        let source = name.record.source.as_deref().and_then(|id| graph.sources.find(id));
        note(&mut records, source, name_link(graph, &address, id));
    }
    for term in &graph.terms {
        let href = format!("{}#{}", address.link_to(&glossary()), term.id);
        note(&mut records, term.source, Link { title: term.term.clone(), href });
    }
    let rows = graph.sources.iter().zip(records);
    let rows = rows.map(|(source, records)| SourceRow { records, ..source_row(graph, &address, source) });
    let register = RegisterView { sources: rows.collect(), ..RegisterView::default() };
    let title = graph.strings.get("sources_title").to_owned();
    register_page(graph, PageKind::Sources, address, title, TemplateName::Sources, register)
}

fn note(records: &mut [Vec<Link>], source: Option<Id<CitedSource>>, link: Link) {
    if let Some(source) = source {
        records[source.place()].push(link);
    }
}

fn source_row(graph: &Graph, from: &Address, source: &SourceEntry) -> SourceRow {
    let record = &source.record;
    let shown = source.figures.iter().map(|figure| {
        let figure = &graph.figures[*figure];
        let text = figure.values.first().map_or("", |value| value.text.as_str());
        let title = format!("{}: {text}", figure.label);
        Link { title, href: format!("{}#{}", from.link_to(&figures()), figure.id) }
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

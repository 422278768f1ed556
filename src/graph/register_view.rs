//! What pages show of the registers: a note on each figure that a page uses, and the pages of all figures and sources.

use std::sync::Arc;

use crate::model::address::Address;
use crate::model::outline::Target;
use crate::model::view::{FigureView, Link, PageKind, PageView, SourceRow, View};

use super::list_view::{bare, view};
use super::resolve::note_id;
use super::{FigureEntry, Graph, Page, SourceEntry};

/// The views of the registers that the site has.
pub fn register_views(graph: &Graph) -> Vec<Arc<View>> {
    let figures = (!graph.figures.is_empty()).then(|| figures(graph));
    let sources = (!graph.sources.is_empty()).then(|| sources(graph));
    figures.into_iter().chain(sources).map(Arc::new).collect()
}

/// Where the page of all figures stands.
pub fn figures_address() -> Address {
    Address::new("figures.html")
}

/// Where the page of all sources stands.
pub fn sources_address() -> Address {
    Address::new("sources.html")
}

/// The notes on the figures that a page's text refers to, each once, in the order of the text.
pub fn notes(graph: &Graph, page: &Page) -> Vec<FigureView> {
    let mut seen: Vec<&str> = Vec::new();
    let mut notes = Vec::new();
    for reference in &page.outline.references {
        let Target::Figure { id, .. } = &reference.target else { continue };
        if seen.contains(&id.as_str()) {
            continue;
        }
        seen.push(id);
        let found = graph.figure(id);
        let note = |figure| FigureView { id: note_id(id), ..figure_view(graph, &page.address, figure) };
        notes.extend(found.map(note));
    }
    notes
}

fn figure_view(graph: &Graph, from: &Address, figure: &FigureEntry) -> FigureView {
    FigureView {
        id: figure.id.to_string(),
        text: figure.text.clone(),
        label: figure.record.label.clone().unwrap_or_default(),
        as_of: figure.as_of.clone(),
        source: source_link(graph, from, figure),
        note: figure.record.note.clone(),
        href: format!("{}#{}", from.link_to(&figures_address()), figure.id),
        uses: Vec::new(),
    }
}

fn source_link(graph: &Graph, from: &Address, figure: &FigureEntry) -> Option<Link> {
    let source = &graph.sources[figure.source?];
    let href = format!("{}#{}", from.link_to(&sources_address()), source.id);
    Some(Link { title: source.record.title.clone().unwrap_or_default(), href })
}

fn figures(graph: &Graph) -> View {
    let address = figures_address();
    let rows = graph.figures.iter().map(|figure| FigureView {
        uses: figure.uses.iter().map(|page| link(graph, &address, *page)).collect(),
        ..figure_view(graph, &address, figure)
    });
    let title = graph.strings.get("figures_title").to_owned();
    let page =
        PageView { figure_rows: rows.collect(), ..bare(graph, PageKind::Figures, address.clone(), title) };
    view(address, "figures.html", page)
}

fn sources(graph: &Graph) -> View {
    let address = sources_address();
    let rows = graph.sources.iter().map(|source| source_row(graph, &address, source));
    let title = graph.strings.get("sources_title").to_owned();
    let page =
        PageView { source_rows: rows.collect(), ..bare(graph, PageKind::Sources, address.clone(), title) };
    view(address, "sources.html", page)
}

fn source_row(graph: &Graph, from: &Address, source: &SourceEntry) -> SourceRow {
    let record = &source.record;
    let figures = source.figures.iter().map(|figure| {
        let figure = &graph.figures[*figure];
        let title = format!("{}: {}", figure.record.label.as_deref().unwrap_or_default(), figure.text);
        Link { title, href: format!("{}#{}", from.link_to(&figures_address()), figure.id) }
    });
    SourceRow {
        id: source.id.to_string(),
        title: record.title.clone().unwrap_or_default(),
        publisher: record.publisher.clone(),
        date: source.date.clone(),
        url: record.url.as_ref().map(|url| url.as_str().to_owned()),
        accessed: source.accessed.clone(),
        rights: record.rights.clone(),
        figures: figures.collect(),
    }
}

fn link(graph: &Graph, from: &Address, page: usize) -> Link {
    let page = &graph.pages[page];
    Link { title: page.outline.title.clone(), href: from.link_to(&page.address) }
}

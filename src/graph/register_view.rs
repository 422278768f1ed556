//! What pages show of figures and sources: notes and panels on a page, and the pages of all of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::address::Address;
use crate::model::label::Link;
use crate::model::outline::Target;
use crate::model::record_view::{FigureView, RegisterView, RetiredView, SourceRow};
use crate::model::register::{Record, RecordKind, figure_id};
use crate::model::retired::{Retired, RetiredKind};
use crate::model::view::{Content, PageKind, PageView, RedirectView, View};

use super::addresses::{figure_note, figures, glossary, name_page, names, sources, timeline};
use super::dataset::downloads;
use super::figures::ValueEntry;
use super::linked_data::with_linked_data;
use super::list_view::{bare, view};
use super::{FigureEntry, Graph, Page, SourceEntry, glossary_view, name_view, timeline_view};

/// The views of the registers that the site has.
pub fn register_views(graph: &Graph) -> Vec<Arc<View>> {
    let has = |is_empty: bool, kind: RetiredKind| !is_empty || has_retired(graph, kind);
    let figures = has(graph.figures.is_empty(), RetiredKind::Figure).then(|| figures_page(graph));
    let sources = has(graph.sources.is_empty(), RetiredKind::Source).then(|| sources_page(graph));
    let timeline =
        has(graph.events.is_empty(), RetiredKind::Event).then(|| timeline_view::timeline_page(graph));
    let glossary =
        has(graph.terms.is_empty(), RetiredKind::Term).then(|| glossary_view::glossary_page(graph));
    let views = figures.into_iter().chain(sources).chain(timeline).chain(glossary);
    let views = views.chain(name_view::name_pages(graph));
    views.map(|view| Arc::new(with_linked_data(graph, view))).collect()
}

/// Whether ids of a kind are retired: their old addresses are kept, also where no record of the kind is left.
pub(super) fn has_retired(graph: &Graph, kind: RetiredKind) -> bool {
    graph.records.retired.iter().any(|record| record.value.kind == Some(kind))
}

/// The notes on the figures that a page's text refers to, each once, in the order of the text.
pub fn notes(graph: &Graph, page: &Page) -> Vec<FigureView> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut notes = Vec::new();
    for reference in &page.outline.references {
        let Target::Record { kind: RecordKind::Figure, id, .. } = &reference.target else { continue };
        if !seen.insert(id) {
            continue;
        }
        notes.extend(figure_of(graph, &page.address, id, figure_note(id)));
    }
    notes
}

/// The figures of a page's panel, as its front matter names them.
pub fn panel(graph: &Graph, page: &Page) -> Vec<FigureView> {
    let ids = page.outline.front_matter.key_figures.iter();
    let view = |id: &String| {
        let view = figure_of(graph, &page.address, id, format!("_key-{id}"))?;
        let uses = &graph.figure(figure_id(id).0)?.uses;
        let page_of = uses.iter().find(|number| !graph.pages[**number].is_landing());
        Some(FigureView { page: page_of.map(|number| link(graph, &page.address, *number)), ..view })
    };
    ids.filter_map(view).collect()
}

/// A figure or one of its earlier values, by what a reference names.
fn figure_of(graph: &Graph, from: &Address, written: &str, own_id: String) -> Option<FigureView> {
    let (id, at) = figure_id(written);
    let figure = graph.figure(id)?;
    let view = value_view(graph, from, figure, figure.value(at)?);
    // The note is on what the figure is now.
    let note = view.note.filter(|_| at.is_none());
    Some(FigureView { id: own_id, note, ..view })
}

pub(super) fn value_view(
    graph: &Graph,
    from: &Address,
    figure: &FigureEntry,
    value: &ValueEntry,
) -> FigureView {
    FigureView {
        id: figure.id.to_string(),
        text: value.text.clone(),
        value: value.number.clone(),
        label: figure.label.clone(),
        as_of: value.as_of.clone(),
        source: source_link(graph, from, value.source),
        note: figure.note.clone(),
        href: format!("{}#{}", from.link_to(&figures()), figure.id),
        page: None,
        earlier: Vec::new(),
        uses: Vec::new(),
    }
}

/// A source's title, and its entry among the sources.
pub fn source_link(graph: &Graph, from: &Address, source: Option<usize>) -> Option<Link> {
    let source = &graph.sources[source?];
    let href = format!("{}#{}", from.link_to(&sources()), source.id);
    Some(Link { title: source.record.title.clone().unwrap_or_default(), href })
}

fn figures_page(graph: &Graph) -> View {
    let address = figures();
    let rows = graph.figures.iter().filter_map(|figure| {
        let (latest, earlier) = figure.values.split_first()?;
        let value = |value: &ValueEntry| value_view(graph, &address, figure, value);
        let earlier = earlier.iter().map(|earlier| {
            let id =
                earlier.as_of.as_ref().map_or_else(String::new, |when| format!("{}@{}", figure.id, when.iso));
            FigureView { id, note: None, ..value(earlier) }
        });
        let uses = figure.uses.iter().map(|page| link(graph, &address, *page)).collect();
        Some(FigureView { earlier: earlier.collect(), uses, ..value(latest) })
    });
    let register = RegisterView { figures: rows.collect(), ..RegisterView::default() };
    let title = graph.strings.get("figures_title").to_owned();
    register_page(graph, PageKind::Figures, address, title, "figures.html", register)
}

fn sources_page(graph: &Graph) -> View {
    let address = sources();
    let mut records: Vec<Vec<Link>> = vec![Vec::new(); graph.sources.len()];
    for event in &graph.events {
        let href = format!("{}#{}", address.link_to(&timeline()), event.id);
        note(&mut records, event.source, Link { title: event.title.clone(), href });
    }
    for (number, name) in graph.named.iter().enumerate() {
        let source = graph.source_number(name.record.source.as_deref());
        note(&mut records, source, name_view::name_link(graph, &address, number));
    }
    for term in &graph.terms {
        let href = format!("{}#{}", address.link_to(&glossary()), term.id);
        note(&mut records, term.source, Link { title: term.term.clone(), href });
    }
    let rows = graph.sources.iter().zip(records);
    let rows = rows.map(|(source, records)| SourceRow { records, ..source_row(graph, &address, source) });
    let register = RegisterView { sources: rows.collect(), ..RegisterView::default() };
    let title = graph.strings.get("sources_title").to_owned();
    register_page(graph, PageKind::Sources, address, title, "sources.html", register)
}

fn note(records: &mut [Vec<Link>], source: Option<usize>, link: Link) {
    if let Some(source) = source {
        records[source].push(link);
    }
}

/// The view of a page that is made from registers.
pub(super) fn register_page(
    graph: &Graph,
    kind: PageKind,
    address: Address,
    title: String,
    template: &'static str,
    register: RegisterView,
) -> View {
    let downloads = downloads(graph, kind, &address);
    let register = RegisterView { retired: retired(graph, kind, &address), downloads, ..register };
    let page = PageView { register: Some(Box::new(register)), ..bare(graph, kind, address.clone(), title) };
    view(address, template, page)
}

/// The retired ids of the register that a page shows.
fn retired(graph: &Graph, page: PageKind, from: &Address) -> Vec<RetiredView> {
    let kind = match page {
        PageKind::Figures => RetiredKind::Figure,
        PageKind::Sources => RetiredKind::Source,
        PageKind::Names => RetiredKind::Name,
        PageKind::Timeline => RetiredKind::Event,
        PageKind::Glossary => RetiredKind::Term,
        _ => return Vec::new(),
    };
    let records = graph.records.retired.iter().filter(|record| record.value.kind == Some(kind));
    let language = graph.config.language();
    let view = |record: &Record<Retired>| RetiredView {
        id: record.id.to_string(),
        note: record.value.note.as_ref().map(|note| note.in_language(&language).to_owned()),
        replaced_by: record.value.replaced_by.as_ref().map(|id| Link {
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
        RetiredKind::Figure => graph.figure(id).map(|figure| figure.label.as_str()),
        RetiredKind::Source => graph.sources[graph.source_number(Some(id))?].record.title.as_deref(),
        RetiredKind::Name => Some(&graph.named[graph.name_number(id)?].name),
        RetiredKind::Event => {
            graph.events.iter().find(|event| *event.id == *id).map(|event| event.title.as_str())
        }
        RetiredKind::Term => graph.terms.iter().find(|term| *term.id == *id).map(|term| term.term.as_str()),
    }
}

/// What is left at the addresses of retired names.
pub(super) fn retired_names(graph: &Graph) -> Vec<View> {
    let records = graph.records.retired.iter().filter(|record| record.value.kind == Some(RetiredKind::Name));
    let view = |record: &Record<Retired>| {
        let address = name_page(&record.id);
        let by = record.value.replaced_by.as_deref().filter(|id| graph.name_number(id).is_some());
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
        View { address, template: "redirect.html", content: Content::Redirect(redirect) }
    };
    records.filter(|record| graph.name_number(&record.id).is_none()).map(view).collect()
}

fn source_row(graph: &Graph, from: &Address, source: &SourceEntry) -> SourceRow {
    let record = &source.record;
    let figures = source.figures.iter().map(|figure| {
        let figure = &graph.figures[*figure];
        let text = figure.values.first().map_or("", |value| value.text.as_str());
        let title = format!("{}: {text}", figure.label);
        Link { title, href: format!("{}#{}", from.link_to(&super::addresses::figures()), figure.id) }
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
        records: Vec::new(),
        citing: source.citing.iter().map(|page| link(graph, from, *page)).collect(),
    }
}

/// A page's title and address.
pub(super) fn link(graph: &Graph, from: &Address, page: usize) -> Link {
    let page = &graph.pages[page];
    Link { title: page.outline.title.clone(), href: from.link_to(&page.address) }
}

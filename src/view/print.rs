//! The view of the print edition: contents, parts in reading order, annexes.

use std::sync::Arc;

use crate::graph::edition::{Edition, Part};
use crate::graph::{Graph, Page};
use crate::markdown::fill::Filled;
use crate::memo::Shared;
use crate::model::register::record_address::print;
use crate::model::register::record_kind::AddressedKind;
use crate::model::value::address::{Address, encode_path};
use crate::model::view::label::Link;
use crate::model::view::page::{Content, PageBody, PageKind, PageView, View};
use crate::model::view::places::{Places, anchor, placed};
use crate::model::view::print::{PrintAnnex, PrintEntry, PrintPart, PrintView};
use crate::model::view::record::{EventView, FigureView, RegisterView, SourceItem, SourceRow, TermView};
use crate::model::view::template_name::TemplateName;
use crate::text::shared_text::SharedText;

use super::frame::{page, view};

/// The input to the view of the print edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintInput {
    /// The site.
    pub graph: Shared<Graph>,
    /// The plan of the edition.
    pub edition: Arc<Edition>,
    /// The views of the site's pages, in their order.
    pub pages: Vec<Arc<View>>,
    /// The texts of the parts that are pages, in the order of the edition.
    pub texts: Vec<Filled>,
    /// The views of the generated pages.
    pub own_views: Arc<Vec<Arc<View>>>,
}

/// The view of the print edition.
pub fn print_view(input: &PrintInput) -> Arc<View> {
    let graph = &input.graph;
    let (parts, annexes) = (parts(input), annexes(input));
    let newest = graph.pages.iter().filter(|page| page.is_listed()).filter_map(Page::last_change).max();
    let title = graph.strings.get("print_title").to_owned();
    let body = PrintView { contents: contents(&parts, &annexes), parts, annexes };
    let mut page = page(graph, PageKind::Print, &print(), title, PageBody::Print(Box::new(body)));
    page.frame.description.clone_from(&graph.config.description);
    page.upkeep.updated = graph.date(newest);
    Arc::new(view(print(), TemplateName::Print, page))
}

/// The contents: every part with a heading, then the annexes.
fn contents(parts: &[PrintPart], annexes: &[PrintAnnex]) -> Vec<PrintEntry> {
    let entry = |id: &str, number: &str, title: &str, depth: usize| PrintEntry {
        href: format!("#{}", encode_path(id)),
        number: number.to_owned(),
        title: title.to_owned(),
        depth: depth.max(1),
    };
    let titled = parts.iter().filter(|part| !part.title.is_empty());
    let of_parts = titled.map(|part| entry(&part.id, &part.number, &part.title, part.depth));
    let of_annexes = annexes.iter().map(|annex| entry(&annex.id, &annex.number, &annex.title, 1));
    of_parts.chain(of_annexes).collect()
}

fn parts(input: &PrintInput) -> Vec<PrintPart> {
    let mut texts = input.texts.iter();
    let parts = input.edition.parts.iter().map(|part| {
        let text = part.page.and_then(|_| texts.next());
        let page = part.page.and_then(|page| shown(&input.pages[page.place()]));
        self::part(input, part, page, text)
    });
    parts.collect()
}

/// The number of levels by which the headings of a part's text move down.
pub fn deeper(graph: &Graph, part: &Part) -> usize {
    (level(graph, part) - 1).min(5)
}

/// The heading level of a part. A home page with the title of the briefing uses the heading of the edition.
fn level(graph: &Graph, part: &Part) -> usize {
    let level = (part.depth + 1).clamp(2, 6);
    if part.depth == 0 && title(graph, part).is_empty() { 1 } else { level }
}

/// The title of a part; empty for a home page with the title of the briefing.
fn title<'a>(graph: &'a Graph, part: &Part) -> &'a str {
    match part.page {
        Some(page) => {
            let title = graph.pages[page].outline.title.as_str();
            if part.depth == 0 && title == graph.config.title() { "" } else { title }
        }
        None => &graph.sections[part.section].title,
    }
}

fn part(input: &PrintInput, part: &Part, page: Option<&PageView>, text: Option<&Filled>) -> PrintPart {
    let (graph, places) = (&*input.graph, &*input.edition.places);
    let own = match part.page {
        Some(page) => graph.pages[page].address.clone(),
        None => graph.sections[part.section].address(),
    };
    let (level, article) = (level(graph, part), page.and_then(PageView::article));
    let move_link = |link: &Link| moved(places, &own, link);
    PrintPart {
        id: anchor(&own),
        number: part.number.clone(),
        title: title(graph, part).to_owned(),
        depth: part.depth,
        level,
        below: (level + 1).min(6),
        description: page.and_then(|page| page.frame.description.clone()).filter(|_| part.depth > 0),
        status: page.map(|page| page.upkeep.status).unwrap_or_default(),
        superseded_by: page.and_then(|page| page.upkeep.superseded_by.as_ref().map(move_link)),
        opening: text.map_or_else(|| SharedText::from(""), |text| text.opening.clone()),
        body: text.map_or_else(|| SharedText::from(""), |text| text.rest.clone()),
        key_figures: article.map(|article| figures(places, &own, &article.key_figures)).unwrap_or_default(),
        latest_events: article
            .map(|article| events(places, &own, &article.latest_events))
            .unwrap_or_default(),
        sources: article.map(|article| numbered(places, &own, &article.sources)).unwrap_or_default(),
    }
}

/// The list of sources of a page, for styles that cite by number.
fn numbered(places: &Places, own: &Address, sources: &[SourceItem]) -> Vec<SourceItem> {
    let is_numbered = sources.iter().any(|source| source.html.contains("class=\"citation-number\""));
    let sources = sources.iter().filter(|_| is_numbered);
    sources
        .map(|source| SourceItem { html: Arc::clone(&source.html), href: places.link(own, &source.href) })
        .collect()
}

fn moved(places: &Places, own: &Address, link: &Link) -> Link {
    Link { title: link.title.clone(), href: places.link(own, &link.href) }
}

fn figures(places: &Places, own: &Address, figures: &[FigureView]) -> Vec<FigureView> {
    let move_link = |link: &Link| moved(places, own, link);
    let figures = figures.iter().map(|figure| FigureView {
        href: places.link(own, &figure.href),
        source: figure.source.as_ref().map(move_link),
        page: figure.page.as_ref().map(move_link),
        uses: Vec::new(),
        ..figure.clone()
    });
    figures.collect()
}

fn events(places: &Places, own: &Address, events: &[EventView]) -> Vec<EventView> {
    let move_link = |link: &Link| moved(places, own, link);
    let events = events.iter().map(|event| EventView {
        href: places.link(own, &event.href),
        page: event.page.as_ref().map(move_link),
        section: event.section.as_ref().map(move_link),
        source: event.source.as_ref().map(move_link),
        ..event.clone()
    });
    events.collect()
}

/// The page of a view; `None` if the view is not HTML.
fn shown(view: &View) -> Option<&PageView> {
    match &view.content {
        Content::Page(page, _) => Some(page),
        _ => None,
    }
}

/// The annexes: the lists of figures, terms and sources that the site has, each with a letter.
fn annexes(input: &PrintInput) -> Vec<PrintAnnex> {
    let places = &input.edition.places;
    let kinds = [AddressedKind::Figure, AddressedKind::Term, AddressedKind::Source].map(PageKind::Register);
    let pages = kinds.into_iter().filter_map(|kind| {
        let view =
            input.own_views.iter().find(|view| shown(view).is_some_and(|page| page.frame.kind == kind))?;
        let page = shown(view)?;
        Some((&view.address, page, page.register()?))
    });
    let annexes = pages.map(|(address, page, register)| annex(places, address, page, register));
    let full = annexes
        .filter(|annex| !annex.figures.is_empty() || !annex.terms.is_empty() || !annex.sources.is_empty());
    full.zip('A'..).map(|(annex, letter)| PrintAnnex { number: letter.to_string(), ..annex }).collect()
}

fn annex(places: &Places, own: &Address, page: &PageView, register: &RegisterView) -> PrintAnnex {
    let move_link = |link: &Link| moved(places, own, link);
    let own_id = |id: &str| placed(&anchor(own), id);
    let with_id = |figure: &FigureView| FigureView { id: own_id(&figure.id), ..figure.clone() };
    let register_figures = register.figures.iter().map(|figure| FigureView {
        earlier: figures(places, own, &figure.earlier.iter().map(with_id).collect::<Vec<_>>()),
        ..with_id(figure)
    });
    let terms = register.terms.iter().map(|term| TermView {
        id: own_id(&term.id),
        name: term.name.as_ref().map(move_link),
        source: term.source.as_ref().map(move_link),
        uses: Vec::new(),
        ..term.clone()
    });
    let sources = register.sources.iter().map(|source| SourceRow {
        id: own_id(&source.id),
        figures: Vec::new(),
        records: Vec::new(),
        citing: Vec::new(),
        ..source.clone()
    });
    PrintAnnex {
        id: anchor(own),
        number: String::new(),
        title: page.frame.title.clone(),
        figures: figures(places, own, &register_figures.collect::<Vec<_>>()),
        terms: terms.collect(),
        sources: sources.collect(),
    }
}

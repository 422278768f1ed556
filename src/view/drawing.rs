//! The charts and diagrams of a page, drawn from the registers of charts, figures and events.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::charts::chart::{Bar, ChartInput, chart};
use crate::charts::diagram::{DiagramInput, Event, diagram};
use crate::graph::{Graph, Page, PageId};
use crate::memo::Shared;
use crate::model::page::outline::Target;
use crate::model::register::chart::Chart;
use crate::model::register::event;
use crate::model::register::figure::Figure;
use crate::model::register::name::Name;
use crate::model::register::record_kind::{AddressedKind, RecordKind};
use crate::model::value::address::Address;
use crate::model::value::figure_ref::FigureRef;
use crate::model::value::id::Id;
use crate::model::view::drawing::DrawingView;

use super::frame::source_link;
use super::registers::figures::value_view;

/// The input to drawing the charts and diagrams of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawingInput {
    /// The site.
    pub graph: Shared<Graph>,
    /// The page.
    pub page: PageId,
}

/// The drawings of a page, in the order of its text; `None` if the record is missing or has nothing to draw.
pub type Drawings = Arc<Vec<Option<Arc<DrawingView>>>>;

/// Whether a page has a drawing.
pub fn has_drawings(page: &Page) -> bool {
    ids(page).next().is_some()
}

/// The ids of the charts in a page's text, in its order.
pub fn ids(page: &Page) -> impl Iterator<Item = &str> {
    page.outline.references.iter().filter_map(|reference| match &reference.target {
        Target::Record { kind: RecordKind::Chart, id, .. } => Some(id.as_str()),
        _ => None,
    })
}

/// Draws the charts and diagrams of a page.
pub fn drawings(input: &DrawingInput) -> Drawings {
    let graph = &*input.graph;
    let page = &graph.pages[input.page];
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let drawn = ids(page).map(|id| {
        let seen = seen.entry(id).or_default();
        let times = std::mem::replace(seen, *seen + 1);
        let record = graph.chart(id)?;
        // Record ids contain no full stop, so this id cannot clash with another chart's.
        let more = if times == 0 { String::new() } else { format!(".{}", times + 1) };
        draw(graph, &page.address, record, format!("_chart-{id}{more}")).map(Arc::new)
    });
    Arc::new(drawn.collect())
}

fn draw(graph: &Graph, from: &Address, record: &Chart, id: String) -> Option<DrawingView> {
    let language = graph.config.language();
    let chart_record = record;
    let title = chart_record.title.in_language(&language).to_owned();
    let caption = chart_record.caption.as_ref().map(|caption| caption.in_language(&language).to_owned());
    if let Some(series) = &chart_record.events {
        let lane_title = graph.strings.get("diagram_lane").to_owned();
        let events = events(graph, from, series);
        return diagram(&DiagramInput { id, title, caption, lane_title, events }, &graph.strings)
            .map(DrawingView::Diagram);
    }
    let bars = bars(graph, from, chart_record);
    (!bars.is_empty())
        .then(|| DrawingView::Chart(chart(&ChartInput { id, title, caption, bars }, &graph.strings)))
}

/// The bars of the values that a chart compares.
fn bars(graph: &Graph, from: &Address, chart: &Chart) -> Vec<Bar> {
    let value = |figure: &FigureRef| {
        let id = graph.entries.figures.find(&figure.id)?;
        Some(bar(
            graph,
            from,
            id,
            graph.records.figures[id]
                .amounts()
                .iter()
                .position(|amount| figure.at.is_none() || figure.is_at(amount.as_of))?,
        ))
    };
    let history = chart.history.as_ref().and_then(|id| graph.entries.figures.find(id));
    let history = history.into_iter().flat_map(|id| {
        let earliest_first = (0..graph.entries.figures[id].values.len()).rev();
        earliest_first.map(move |place| bar(graph, from, id, place))
    });
    history.chain(chart.figures.iter().filter_map(value)).collect()
}

/// The bar of a value of a figure.
fn bar(graph: &Graph, from: &Address, id: Id<Figure>, place: usize) -> Bar {
    let amount = &graph.records.figures[id].amounts()[place];
    let entry = &graph.entries.figures[id];
    Bar {
        figure: value_view(graph, from, entry, &entry.values[place]),
        value: amount.value.clone(),
        qualifier: amount.qualifier,
    }
}

/// The dated events of a series, each in the lane of its outermost place.
fn events(graph: &Graph, from: &Address, series: &str) -> Vec<Event> {
    let of_series = graph.entries.events.in_order().filter(|id| {
        let record = &graph.records.events[*id];
        record.series.as_ref().is_some_and(|text| text.iter().any(|(_, text)| text == series))
    });
    let event = |id: Id<event::Event>| {
        let (entry, record) = (&graph.entries.events[id], &graph.records.events[id]);
        let places: Vec<&str> =
            entry.places.iter().map(|name| graph.entries.names[*name].name.as_str()).collect();
        let lane = entry
            .places
            .first()
            .map_or("", |name| graph.entries.names[outermost(graph, *name)].name.as_str());
        Some(Event {
            label: if places.is_empty() { entry.title.clone() } else { places.join(", ") },
            lane: lane.to_owned(),
            when: record.date?,
            until: record.end,
            date: entry.date.clone()?,
            until_date: None,
            href: Some(AddressedKind::Event.link(from, &entry.id)),
            source: source_link(graph, from, entry.source),
        })
    };
    of_series.filter_map(event).collect()
}

/// The outermost place that contains a place, such as the country of a town.
fn outermost(graph: &Graph, mut name: Id<Name>) -> Id<Name> {
    // Bounded, because `part_of` may form a cycle, which is reported elsewhere.
    for _ in &graph.entries.names {
        let around = graph.entries.names[name].record.part_of.as_deref();
        match around.and_then(|id| graph.entries.names.find(id)) {
            Some(outer) if outer != name => name = outer,
            _ => break,
        }
    }
    name
}

//! The charts and diagrams that a page shows: records of the register of charts, drawn from figures and events.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::charts::chart::{Bar, ChartInput, chart};
use crate::charts::diagram::{DiagramInput, Event, diagram};
use crate::graph::{Graph, Page};
use crate::memo::Shared;
use crate::model::page::outline::Target;
use crate::model::register::chart::Chart;
use crate::model::register::figure::figure_id;
use crate::model::register::record_address::timeline;
use crate::model::register::registers::RecordKind;
use crate::model::value::address::Address;
use crate::model::view::drawing::DrawingView;
use crate::model::view::record::FigureView;

use super::figure::value_view;
use super::frame::source_link;

/// A page that may show drawings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawingInput {
    /// The site.
    pub graph: Shared<Graph>,
    /// The number of the page.
    pub page: usize,
}

/// The drawings of a page, in the order of its text; nothing where there is no such record, or nothing to draw.
pub type Drawings = Arc<Vec<Option<Arc<DrawingView>>>>;

/// Whether a page shows a drawing.
pub fn has_drawings(page: &Page) -> bool {
    ids(page).next().is_some()
}

/// The ids of the charts that a page's text shows, in its order.
pub fn ids(page: &Page) -> impl Iterator<Item = &str> {
    page.outline.references.iter().filter_map(|reference| match &reference.target {
        Target::Record { kind: RecordKind::Chart, id, .. } => Some(id.as_str()),
        _ => None,
    })
}

/// Draws what a page shows.
pub fn drawings(question: &DrawingInput) -> Drawings {
    let graph = &*question.graph;
    let page = &graph.pages[question.page];
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let drawn = ids(page).map(|id| {
        let seen = seen.entry(id).or_default();
        let times = std::mem::replace(seen, *seen + 1);
        let record = &graph.records.charts[graph.chart_number(id)?];
        // No id of a record has a point, so this is no other chart's.
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

/// The values that a chart compares, each with how pages show it.
fn bars(graph: &Graph, from: &Address, chart: &Chart) -> Vec<Bar> {
    let mut written: Vec<(String, Option<String>)> = Vec::new();
    if let Some(history) = &chart.history {
        let values = graph.figure(history).map_or(&[][..], |figure| figure.values.as_slice());
        let dates = values.iter().rev().map(|value| value.as_of.as_ref().map(|when| when.iso.clone()));
        written.extend(dates.map(|date| (history.clone(), date)));
    }
    written.extend(chart.figures.iter().map(|figure| {
        let (id, at) = figure_id(figure);
        (id.to_owned(), at.map(str::to_owned))
    }));
    let bar = |(id, at): (String, Option<String>)| {
        let figure = graph.figure(&id)?;
        let record = graph.records.figures.get(graph.figure_number(&id)?)?;
        let amount = record.amount(at.as_deref())?;
        let figure: FigureView = value_view(graph, from, figure, figure.value(at.as_deref())?);
        Some(Bar { figure, value: amount.value.clone(), qualifier: amount.qualifier })
    };
    written.into_iter().filter_map(bar).collect()
}

/// The dated events of a series, each in the lane of its outermost place.
fn events(graph: &Graph, from: &Address, series: &str) -> Vec<Event> {
    let of_series = graph.by_date.iter().filter(|number| {
        let record = &graph.records.events[**number];
        record.series.as_ref().is_some_and(|text| text.iter().any(|(_, text)| text == series))
    });
    let event = |number: &usize| {
        let (entry, record) = (&graph.events[*number], &graph.records.events[*number]);
        let places: Vec<&str> = entry.places.iter().map(|name| graph.named[*name].name.as_str()).collect();
        let lane = entry.places.first().map_or("", |name| graph.named[outermost(graph, *name)].name.as_str());
        Some(Event {
            label: if places.is_empty() { entry.title.clone() } else { places.join(", ") },
            lane: lane.to_owned(),
            when: record.date?,
            until: record.end,
            date: entry.date.clone()?,
            until_date: None,
            href: Some(format!("{}#{}", from.link_to(&timeline()), entry.id)),
            source: source_link(graph, from, entry.source),
        })
    };
    of_series.filter_map(event).collect()
}

/// The name that a place is part of in the end, such as the country of a town.
fn outermost(graph: &Graph, mut name: usize) -> usize {
    // A circle of places, which is an error of its own, ends here too.
    for _ in 0..graph.named.len() {
        let around = graph.named[name].record.part_of.as_deref();
        match around.and_then(|id| graph.name_number(id)) {
            Some(outer) if outer != name => name = outer,
            _ => break,
        }
    }
    name
}

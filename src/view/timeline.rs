//! The timeline: events by year, the latest of each series, and what they can be filtered by without a script.

use std::collections::BTreeMap;

use crate::graph::{Graph, Page};
use crate::model::register::record_address::timeline;
use crate::model::value::address::Address;
use crate::model::view::label::Link;
use crate::model::view::page::{PageKind, View};
use crate::model::view::record::{EventView, FilterView, LatestView, RegisterView, YearView};
use crate::model::view::template_name::TemplateName;

use super::frame::{link, name_link, register_page, source_link};

/// How many sections, and how many kinds, the theme's style sheet has rules to filter by.
const FILTERS: usize = 12;

/// The timeline.
pub(super) fn timeline_page(graph: &Graph) -> View {
    let address = timeline();
    let mut years: Vec<YearView> = Vec::new();
    // The latest year comes first and what has no date last; within a year it is the latest event.
    for number in latest_first(graph, &graph.by_date) {
        let year = graph.events[number].year;
        let id = year.map_or_else(|| "undated".to_owned(), |year| year.to_string());
        if years.last().is_none_or(|last| last.id != id) {
            let title = year.map_or_else(|| graph.strings.get("timeline_undated").to_owned(), |_| id.clone());
            years.push(YearView { id, title, events: Vec::new() });
        }
        let event = EventView {
            uses: graph.events[number]
                .mentions
                .iter()
                .map(|(page, _)| link(graph, &address, *page))
                .collect(),
            ..event_view(graph, &address, number)
        };
        years.last_mut().expect("a year was added just before").events.push(event);
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for series in graph.events.iter().filter_map(|event| event.series.as_deref()) {
        *counts.entry(series).or_default() += 1;
    }
    let latest = graph.by_date.iter().rev().filter(|number| graph.events[**number].is_latest).map(|number| {
        let event = event_view(graph, &address, *number);
        let series = event.series.clone().unwrap_or_default();
        let count = counts.get(series.as_str()).copied().unwrap_or_default();
        LatestView { series, count, event }
    });
    let filters = |titles: Vec<String>| {
        let numbered = titles.into_iter().take(FILTERS).enumerate();
        numbered.map(|(at, title)| FilterView { number: at + 1, title }).collect()
    };
    let sections = graph.event_sections.iter().map(|section| graph.sections[*section].title.clone());
    let register = RegisterView {
        latest: latest.collect(),
        sections: filters(sections.collect()),
        kinds: filters(graph.event_kinds.clone()),
        years,
        ..RegisterView::default()
    };
    let title = graph.strings.get("timeline_title").to_owned();
    register_page(graph, PageKind::Timeline, address, title, TemplateName::Timeline, register)
}

/// Events in the order of their dates turned round: the latest first, and those without a date last.
pub(super) fn latest_first<'a>(graph: &'a Graph, by_date: &'a [usize]) -> impl Iterator<Item = usize> + 'a {
    let is_dated = |number: &usize| graph.events[*number].year.is_some();
    let dated = by_date.iter().rev().copied().filter(is_dated);
    dated.chain(by_date.iter().copied().filter(move |number| !is_dated(number)))
}

/// The latest events that a page's front matter asks for: those of its section, or on the first page of all.
pub(super) fn latest_events(graph: &Graph, page: &Page) -> Vec<EventView> {
    let Some(most) = page.outline.front_matter.latest_events else { return Vec::new() };
    let top = graph.top_section(page.section);
    let mine = graph.by_date.iter().rev().filter(|number| {
        let event = &graph.events[**number];
        event.date.is_some() && (top.is_none() || event.section == top)
    });
    let view = |number: &usize| {
        let mut pages = graph.events[*number].mentions.iter().map(|(page, _)| *page);
        let tells = pages.find(|number| !graph.pages[*number].is_landing());
        EventView {
            page: tells.map(|number| link(graph, &page.address, number)),
            ..event_view(graph, &page.address, *number)
        }
    };
    mine.take(most).map(view).collect()
}

/// An event, without the pages that refer to it.
pub(super) fn event_view(graph: &Graph, from: &Address, number: usize) -> EventView {
    let event = &graph.events[number];
    let place = |of: Option<usize>| of.map(|at| at + 1).filter(|number| *number <= FILTERS);
    EventView {
        id: event.id.to_string(),
        title: event.title.clone(),
        date: event.date.clone(),
        end: event.end.clone(),
        href: format!("{}#{}", from.link_to(&timeline()), event.id),
        page: None,
        kind_number: place(
            event.kind.as_ref().and_then(|kind| graph.event_kinds.iter().position(|other| other == kind)),
        ),
        kind: event.kind.clone(),
        series: event.series.clone(),
        is_latest: event.is_latest,
        section_number: place(
            event.section.and_then(|section| graph.event_sections.iter().position(|other| *other == section)),
        ),
        section: event.section.map(|section| {
            let section = &graph.sections[section];
            Link { title: section.title.clone(), href: from.link_to(&section.address()) }
        }),
        places: event.places.iter().map(|name| name_link(graph, from, *name)).collect(),
        names: event.names.iter().map(|name| name_link(graph, from, *name)).collect(),
        source: source_link(graph, from, event.source),
        note: event.note.clone(),
        uses: Vec::new(),
    }
}

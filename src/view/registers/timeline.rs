//! The timeline: events by year, the latest event of each series, and filters that work without a script.

use std::collections::BTreeMap;

use crate::graph::entries::EventEntry;
use crate::graph::{Graph, Page};
use crate::model::output::search::{Findable, FindableKind};
use crate::model::register::event::Event;
use crate::model::register::record_kind::AddressedKind;
use crate::model::value::address::Address;
use crate::model::value::id::Id;
use crate::model::view::label::Link;
use crate::model::view::page::View;
use crate::model::view::record::{EventView, FilterView, LatestView, RegisterView, YearView};
use crate::model::view::template_name::TemplateName;

use crate::view::frame::{link, name_link, source_link};

use super::register_page;

/// The most sections, and the most kinds, that the rules of the theme's style sheet can filter by.
const FILTERS: usize = 12;

/// The timeline.
pub(super) fn all(graph: &Graph) -> View {
    let address = AddressedKind::Event.page();
    let mut years: Vec<YearView> = Vec::new();
    // The latest year comes first, and undated events come last; within a year, the latest event comes first.
    let by_date: Vec<Id<Event>> = graph.entries.events.in_order().collect();
    for id in latest_first(graph, &by_date) {
        let year = graph.entries.events[id].year;
        let fragment = year.map_or_else(|| "undated".to_owned(), |year| year.to_string());
        if years.last().is_none_or(|last| last.id != fragment) {
            let undated = || graph.strings.get("timeline_undated").to_owned();
            let title = year.map_or_else(undated, |_| fragment.clone());
            years.push(YearView { id: fragment, title, events: Vec::new() });
        }
        let mentions = graph.entries.events[id].mentions.iter();
        let uses = mentions.map(|(page, _)| link(graph, &address, *page)).collect();
        let event = EventView { uses, ..event_view(graph, &address, id) };
        years.last_mut().expect("a year was added just before").events.push(event);
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for series in graph.entries.events.iter().filter_map(|event| event.series.as_deref()) {
        *counts.entry(series).or_default() += 1;
    }
    let latest =
        graph.entries.events.in_order().rev().filter(|id| graph.entries.events[*id].is_latest).map(|id| {
            let event = event_view(graph, &address, id);
            let series = event.series.clone().unwrap_or_default();
            let count = counts.get(series.as_str()).copied().unwrap_or_default();
            LatestView { series, count, event }
        });
    let filters = |titles: Vec<String>| {
        let numbered = titles.into_iter().take(FILTERS).enumerate();
        numbered.map(|(at, title)| FilterView { number: at + 1, title }).collect()
    };
    let sections =
        graph.entries.timeline_filters.sections.iter().map(|section| graph.sections[*section].title.clone());
    let register = RegisterView {
        latest: latest.collect(),
        sections: filters(sections.collect()),
        kinds: filters(graph.entries.timeline_filters.kinds.clone()),
        years,
        ..RegisterView::default()
    };
    register_page(graph, AddressedKind::Event, TemplateName::Timeline, register)
}

/// Reverses events that are in the order of their dates: the latest come first, and undated events stay last.
pub(super) fn latest_first<'a>(
    graph: &'a Graph,
    by_date: &'a [Id<Event>],
) -> impl Iterator<Item = Id<Event>> + 'a {
    let is_dated = |id: &Id<Event>| graph.entries.events[*id].year.is_some();
    let dated = by_date.iter().rev().copied().filter(is_dated);
    dated.chain(by_date.iter().copied().filter(move |id| !is_dated(id)))
}

/// The latest events that a page lists, as many as its front matter requests: of its section, or on the home page of all.
pub(in crate::view) fn latest_events(graph: &Graph, page: &Page) -> Vec<EventView> {
    let Some(most) = page.outline.front_matter.latest_events else { return Vec::new() };
    let top = graph.top_section(page.section);
    let mine = graph.entries.events.in_order().rev().filter(|id| {
        let event = &graph.entries.events[*id];
        event.date.is_some() && (top.is_none() || event.section == top)
    });
    let view = |id: Id<Event>| {
        let mut pages = graph.entries.events[id].mentions.iter().map(|(page, _)| *page);
        let mentions = pages.find(|page| !graph.pages[*page].is_landing());
        let page_link = mentions.map(|id| link(graph, &page.address, id));
        EventView { page: page_link, ..event_view(graph, &page.address, id) }
    };
    mine.take(most).map(view).collect()
}

/// The view of an event, without its uses.
pub(super) fn event_view(graph: &Graph, from: &Address, id: Id<Event>) -> EventView {
    let event = &graph.entries.events[id];
    let filters = &graph.entries.timeline_filters;
    let kind = event.kind.as_ref().and_then(|kind| filters.kinds.iter().position(|other| other == kind));
    let section = event.section.and_then(|id| filters.sections.iter().position(|other| *other == id));
    let number = |position: Option<usize>| position.map(|at| at + 1).filter(|number| *number <= FILTERS);
    EventView {
        id: event.id.to_string(),
        title: event.title.clone(),
        date: event.date.clone(),
        end: event.end.clone(),
        href: AddressedKind::Event.link(from, &event.id),
        page: None,
        kind_number: number(kind),
        kind: event.kind.clone(),
        series: event.series.clone(),
        is_latest: event.is_latest,
        section_number: number(section),
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

/// The events for the search.
pub(super) fn findables(graph: &Graph) -> Vec<(Findable, String)> {
    let findable = |(number, event): (usize, &EventEntry)| {
        let date = event.date.as_ref().map(|date| date.text.clone()).unwrap_or_default();
        let people =
            event.places.iter().chain(&event.names).map(|name| graph.entries.names[*name].name.as_str());
        let people: Vec<&str> = people.collect();
        let findable = Findable {
            kind: FindableKind::Record(AddressedKind::Event),
            number,
            href: AddressedKind::Event.path(&event.id),
            title: event.title.clone(),
            place: date.clone(),
            also: String::new(),
            summary: event.note.clone().unwrap_or_default(),
        };
        (findable, format!("{date}\n{}", people.join(" · ")).trim().to_owned())
    };
    graph.entries.events.iter().enumerate().map(findable).collect()
}

/// The preview of an event: its date.
pub(super) fn preview(graph: &Graph, id: &str) -> Option<String> {
    graph.entries.events.get(id)?.date.as_ref().map(|date| date.text.clone())
}

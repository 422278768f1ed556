//! What readers may search for: the listed pages, and the records of the registers.

use std::sync::Arc;

use crate::graph::{Graph, Page};
use crate::memo::{self, Shared};
use crate::model::output::search::{Findable, FindableKind};
use crate::model::page::parts::{Part, Parts};
use crate::model::register::record_address::{figures, glossary, name_page, timeline};
use crate::model::value::address::Address;
use crate::model::value::localized::Localized;
use crate::model::view::page::{PageBody, PageKind, View};
use crate::model::view::template_name::TemplateName;

use super::frame::{page, view};

/// A record's text, in the form of a page's.
pub type RecordText = Arc<Parts>;

/// Where the page stands on which readers search.
pub fn search_address() -> Address {
    Address::new("search.html")
}

/// The page on which readers search.
pub(super) fn search_page(graph: &Graph) -> View {
    let title = graph.strings.get("search").to_owned();
    let page = page(graph, PageKind::Search, &search_address(), title, PageBody::Plain);
    view(search_address(), TemplateName::Search, page)
}

/// What can be found, each with the text of a record.
pub type Findables = Arc<Vec<(Arc<Findable>, RecordText)>>;

/// The pages and records of a site that can be found, in the order of the index.
pub fn findables(graph: &Shared<Graph>) -> Findables {
    let listed = graph.pages.iter().enumerate().filter(|(_, page)| page.is_listed());
    let mut all = memo::map(listed.collect(), |(number, page)| {
        found(page_findable(graph, number, page), String::new())
    });
    let records = figure_findables(graph)
        .chain(name_findables(graph))
        .chain(event_findables(graph))
        .chain(term_findables(graph));
    all.extend(records.map(|(findable, text)| found(findable, text)));
    Arc::new(all)
}

fn found(findable: Findable, text: String) -> (Arc<Findable>, RecordText) {
    let mut parts = Parts::default();
    if !text.is_empty() {
        parts.push(Part { id: "", title: "", text: &text });
    }
    (Arc::new(findable), Arc::new(parts))
}

fn page_findable(graph: &Graph, number: usize, page: &Page) -> Findable {
    let front_matter = &page.outline.front_matter;
    let section = &graph.sections[page.section];
    let is_inside = section.parent.is_some() && !page.is_landing();
    Findable {
        kind: FindableKind::Page,
        number,
        href: page.address.encoded(),
        title: page.outline.title.clone(),
        place: if is_inside { section.title.clone() } else { String::new() },
        also: front_matter.tags.join(", "),
        summary: front_matter.description.clone().unwrap_or_default(),
    }
}

fn figure_findables(graph: &Graph) -> impl Iterator<Item = (Findable, String)> + '_ {
    graph.figures.iter().enumerate().map(|(number, figure)| {
        let latest = figure.values.first();
        let date = latest.and_then(|value| value.as_of.as_ref()).map(|date| date.text.as_str());
        let place = latest.map(|value| match date {
            Some(date) => format!("{}, {date}", value.text),
            None => value.text.clone(),
        });
        let findable = Findable {
            kind: FindableKind::Figure,
            number,
            href: format!("{}#{}", figures().encoded(), figure.id),
            title: figure.label.clone(),
            place: place.clone().unwrap_or_default(),
            also: String::new(),
            summary: figure.note.clone().unwrap_or_default(),
        };
        (findable, place.unwrap_or_default())
    })
}

fn name_findables(graph: &Graph) -> impl Iterator<Item = (Findable, String)> + '_ {
    graph.names.iter().enumerate().map(|(number, name)| {
        let language = graph.config.language();
        let in_language = |text: &Option<Localized>| {
            text.as_ref().map(|text| text.in_language(&language).to_owned()).unwrap_or_default()
        };
        let acronym = name.acronym.map(|term| graph.terms[term].term.clone());
        let role = in_language(&name.record.role);
        let role_too = Some(role.clone()).filter(|role| !role.is_empty());
        let also = acronym.into_iter().chain(name.record.also.iter().cloned()).chain(role_too);
        let findable = Findable {
            kind: FindableKind::Name,
            number,
            href: name_page(&name.id).encoded(),
            title: name.name.clone(),
            place: role,
            also: also.collect::<Vec<_>>().join(", "),
            summary: in_language(&name.record.description),
        };
        (findable, in_language(&name.record.note))
    })
}

fn event_findables(graph: &Graph) -> impl Iterator<Item = (Findable, String)> + '_ {
    graph.events.iter().enumerate().map(|(number, event)| {
        let date = event.date.as_ref().map(|date| date.text.clone()).unwrap_or_default();
        let people = event.places.iter().chain(&event.names).map(|name| graph.names[*name].name.as_str());
        let people: Vec<&str> = people.collect();
        let findable = Findable {
            kind: FindableKind::Event,
            number,
            href: format!("{}#{}", timeline().encoded(), event.id),
            title: event.title.clone(),
            place: date.clone(),
            also: String::new(),
            summary: event.note.clone().unwrap_or_default(),
        };
        (findable, format!("{date}\n{}", people.join(" · ")).trim().to_owned())
    })
}

fn term_findables(graph: &Graph) -> impl Iterator<Item = (Findable, String)> + '_ {
    graph.terms.iter().enumerate().map(|(number, term)| {
        let expansion = term.expansion.clone().unwrap_or_default();
        let findable = Findable {
            kind: FindableKind::Term,
            number,
            href: format!("{}#{}", glossary().encoded(), term.id),
            title: term.term.clone(),
            place: expansion.clone(),
            also: expansion,
            summary: term.definition.clone().unwrap_or_default(),
        };
        (findable, String::new())
    })
}

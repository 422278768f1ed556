//! The page of all names, by kind and letter, and a page for each.

use crate::graph::{Graph, NameEntry, Ordered};
use crate::model::register::name::{Name, NameKind, Stage};
use crate::model::register::record_address::{name_page, names};
use crate::model::register::retired::RetiredKind;
use crate::model::value::address::Address;
use crate::model::value::id::Id;
use crate::model::value::record_id::RecordId;
use crate::model::view::label::{Backlink, Link};
use crate::model::view::page::{Content, PageKind, View};
use crate::model::view::record::{NameFact, NameGroup, NameItem, NameLetter, NameView, RegisterView};
use crate::model::view::template_name::TemplateName;

use super::frame::{link, name_link, register_page, source_link};
use super::retired::{has_retired, retired_names};
use super::timeline::{event_view, latest_first};

/// As many names of one kind are seen at a glance, and need no letters.
const WITHOUT_LETTERS: usize = 24;

/// The page of all names and the page of each, where the site has names.
pub(super) fn name_pages(graph: &Graph) -> Vec<View> {
    if graph.names.is_empty() && !has_retired(graph, RetiredKind::Name) {
        return Vec::new();
    }
    let mut views = vec![all(graph)];
    views.extend(graph.names.iter().map(|name| one(graph, name)));
    views.extend(retired_names(graph));
    views
}

fn item(graph: &Graph, from: &Address, id: Id<Name>) -> NameItem {
    let Link { title, href } = name_link(graph, from, id);
    let name = &graph.names[id];
    let acronym = name.acronym.map(|term| graph.terms[term].term.clone());
    let description = name.record.description.as_ref();
    let description = description.map(|text| text.in_language(&graph.config.language()).to_owned());
    NameItem { title, href, acronym, description }
}

/// The kind in words, for one name and for several.
fn kind_words(graph: &Graph, kind: NameKind) -> (String, String) {
    let strings = &graph.strings;
    let (one, several) = match kind {
        NameKind::Person => (strings.get("person"), strings.get("people")),
        NameKind::Organization => (strings.get("organization"), strings.get("organizations")),
        NameKind::Place => (strings.get("place"), strings.get("places")),
        NameKind::Agreement => (strings.get("agreement"), strings.get("agreements")),
    };
    (one.to_owned(), several.to_owned())
}

fn all(graph: &Graph) -> View {
    let address = names();
    let group = |kind: &NameKind| {
        let mut letters: Vec<NameLetter> = Vec::new();
        let is_long = graph.names.iter().filter(|name| name.kind == *kind).count() > WITHOUT_LETTERS;
        let of_kind = graph.names.order().iter().filter(|name| graph.names[name.id].kind == *kind);
        for Ordered { letter, id } in of_kind {
            let title = if is_long { letter.as_str() } else { "" };
            if letters.last().is_none_or(|last| last.title != title) {
                letters.push(NameLetter { title: title.to_owned(), names: Vec::new() });
            }
            let last = letters.last_mut().expect("a letter was added just before");
            last.names.push(item(graph, &address, *id));
        }
        let title = kind_words(graph, *kind).1;
        (!letters.is_empty()).then(|| NameGroup { id: kind.word(), title, letters })
    };
    let groups = NameKind::ALL.iter().filter_map(group).collect();
    let register = RegisterView { names: groups, ..RegisterView::default() };
    let title = graph.strings.get("names_title").to_owned();
    register_page(graph, PageKind::Names, address, title, TemplateName::Names, register)
}

fn one(graph: &Graph, name: &NameEntry) -> View {
    let address = name_page(&name.id);
    let language = graph.config.language();
    let record = &name.record;
    let of_kind = |wanted: &dyn Fn(NameKind) -> bool| {
        let related = name.related.iter().filter(|id| wanted(graph.names[**id].kind));
        related.map(|id| item(graph, &address, *id)).collect::<Vec<_>>()
    };
    let mentions = name.mentions.iter().map(|(page, sentences)| {
        let Link { title, href } = link(graph, &address, *page);
        Backlink { title, href, sentences: sentences.clone() }
    });
    let view = NameView {
        id: name.id.to_string(),
        kind: kind_words(graph, name.kind).0,
        acronym: name.acronym.map(|term| graph.terms[term].term.clone()),
        also: record.also.clone(),
        url: record.url.as_ref().map(|url| url.as_str().to_owned()),
        facts: facts(graph, name, &address),
        note: record.note.as_ref().map(|note| note.in_language(&language).to_owned()),
        source: source_link(graph, &address, record.source.as_deref().and_then(|id| graph.sources.find(id))),
        agreements: of_kind(&|kind| kind == NameKind::Agreement),
        related: of_kind(&|kind| kind != NameKind::Agreement),
        events: latest_first(graph, &name.events).map(|event| event_view(graph, &address, event)).collect(),
        mentions: mentions.collect(),
    };
    let register = RegisterView { name: Some(view), ..RegisterView::default() };
    let mut view = register_page(
        graph,
        PageKind::Name,
        address.clone(),
        name.name.clone(),
        TemplateName::Name,
        register,
    );
    if let Content::Page(page, _) = &mut view.content {
        page.frame.description =
            record.description.as_ref().map(|text| text.in_language(&language).to_owned());
        let title = graph.strings.get("names_title").to_owned();
        page.frame.breadcrumbs.push(Link { title, href: address.link_to(&names()) });
    }
    view
}

/// What the record says of a name that pages show as lines of a list.
fn facts(graph: &Graph, name: &NameEntry, from: &Address) -> Vec<NameFact> {
    let strings = &graph.strings;
    let record = &name.record;
    let mut facts = Vec::new();
    let mut fact = |label: &str, text: Option<String>, date, ids: &[RecordId]| {
        let links = ids.iter().filter_map(|id| graph.names.find(id));
        let links: Vec<Link> = links.map(|number| name_link(graph, from, number)).collect();
        if text.is_some() || !links.is_empty() {
            facts.push(NameFact { label: label.to_owned(), text, date, links });
        }
    };
    let language = graph.config.language();
    let role = record.role.as_ref().map(|role| role.in_language(&language).to_owned());
    fact(strings.get("name_role"), role, None, &[]);
    fact(strings.get("organization"), None, None, record.organization.as_slice());
    fact(strings.get("name_seat"), None, None, record.place.as_slice());
    fact(strings.get("name_part_of"), None, None, record.part_of.as_slice());
    if let Some(stage) = record.stage {
        let date = record.date.and_then(|date| graph.when(date));
        fact(strings.get("name_stage"), Some(stage_words(graph, stage)), date, &[]);
    }
    if let Some(until) = record.until.and_then(|until| graph.when(until)) {
        fact(strings.get("name_until"), Some(String::new()), Some(until), &[]);
    }
    fact(strings.get("name_parties"), None, None, &record.parties);
    facts
}

fn stage_words(graph: &Graph, stage: Stage) -> String {
    let strings = &graph.strings;
    match stage {
        Stage::Negotiation => strings.get("stage_negotiation"),
        Stage::Adopted => strings.get("stage_adopted"),
        Stage::Signed => strings.get("stage_signed"),
        Stage::InForce => strings.get("stage_in_force"),
        Stage::Ended => strings.get("stage_ended"),
    }
    .to_owned()
}

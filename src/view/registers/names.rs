//! The page of all names, by kind and letter, and a page for each name.

use crate::graph::entries::NameEntry;
use crate::graph::{Graph, Ordered};
use crate::model::output::search::{Findable, FindableKind};
use crate::model::register::name::{Name, NameKind, Stage};
use crate::model::register::record_kind::AddressedKind;
use crate::model::value::address::Address;
use crate::model::value::id::Id;
use crate::model::value::localized::Localized;
use crate::model::value::record_id::RecordId;
use crate::model::view::label::{Backlink, Link};
use crate::model::view::page::{PageBody, PageKind, View};
use crate::model::view::record::{NameFact, NameGroup, NameItem, NameLetter, NameView, RegisterView};
use crate::model::view::template_name::TemplateName;

use crate::view::frame::{self, link, name_link, page, source_link};

use super::register_page;
use super::timeline::{event_view, latest_first};

/// The most names of one kind that are listed without letters.
const WITHOUT_LETTERS: usize = 24;

/// The page of all names, and the page of each name.
pub(super) fn pages(graph: &Graph) -> Vec<View> {
    std::iter::once(all(graph)).chain(graph.entries.names.iter().map(|name| one(graph, name))).collect()
}

fn item(graph: &Graph, from: &Address, id: Id<Name>) -> NameItem {
    let Link { title, href } = name_link(graph, from, id);
    let name = &graph.entries.names[id];
    let acronym = name.acronym.map(|term| graph.entries.terms[term].term.clone());
    let description = name.record.description.as_ref();
    let description = description.map(|text| text.in_language(&graph.config.language()).to_owned());
    NameItem { title, href, acronym, description }
}

/// The words for a kind, singular and plural.
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
    let address = AddressedKind::Name.page();
    let group = |kind: &NameKind| {
        let mut letters: Vec<NameLetter> = Vec::new();
        let is_long = graph.entries.names.iter().filter(|name| name.kind == *kind).count() > WITHOUT_LETTERS;
        let of_kind =
            graph.entries.names.order().iter().filter(|name| graph.entries.names[name.id].kind == *kind);
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
    register_page(graph, AddressedKind::Name, TemplateName::Names, register)
}

fn one(graph: &Graph, name: &NameEntry) -> View {
    let address = AddressedKind::Name.page_of(&name.id);
    let language = graph.config.language();
    let record = &name.record;
    let of_kind = |wanted: &dyn Fn(NameKind) -> bool| {
        let related = name.related.iter().filter(|id| wanted(graph.entries.names[**id].kind));
        related.map(|id| item(graph, &address, *id)).collect::<Vec<_>>()
    };
    let mentions = name.mentions.iter().map(|(page, sentences)| {
        let Link { title, href } = link(graph, &address, *page);
        Backlink { title, href, sentences: sentences.clone() }
    });
    let view = NameView {
        id: name.id.to_string(),
        kind: kind_words(graph, name.kind).0,
        acronym: name.acronym.map(|term| graph.entries.terms[term].term.clone()),
        also: record.also.clone(),
        url: record.url.as_ref().map(|url| url.as_str().to_owned()),
        facts: facts(graph, name, &address),
        note: record.note.as_ref().map(|note| note.in_language(&language).to_owned()),
        source: source_link(
            graph,
            &address,
            record.source.as_deref().and_then(|id| graph.entries.sources.find(id)),
        ),
        agreements: of_kind(&|kind| kind == NameKind::Agreement),
        related: of_kind(&|kind| kind != NameKind::Agreement),
        events: latest_first(graph, &name.events).map(|event| event_view(graph, &address, event)).collect(),
        mentions: mentions.collect(),
    };
    let register = RegisterView { name: Some(view), ..RegisterView::default() };
    let title = name.name.clone();
    let mut page = page(graph, PageKind::Name, &address, title, PageBody::Register(Box::new(register)));
    page.frame.description = record.description.as_ref().map(|text| text.in_language(&language).to_owned());
    let title = graph.strings.get("names_title").to_owned();
    page.frame.breadcrumbs.push(Link { title, href: address.link_to(&AddressedKind::Name.page()) });
    frame::view(address, TemplateName::Name, page)
}

/// The facts that a name's page lists, such as the position, the location and the parties.
fn facts(graph: &Graph, name: &NameEntry, from: &Address) -> Vec<NameFact> {
    let strings = &graph.strings;
    let record = &name.record;
    let mut facts = Vec::new();
    let mut fact = |label: &str, text: Option<String>, date, ids: &[RecordId]| {
        let links = ids.iter().filter_map(|id| graph.entries.names.find(id));
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

/// The names for the search.
pub(super) fn findables(graph: &Graph) -> Vec<(Findable, String)> {
    let findable = |(number, name): (usize, &NameEntry)| {
        let language = graph.config.language();
        let in_language = |text: &Option<Localized>| {
            text.as_ref().map(|text| text.in_language(&language).to_owned()).unwrap_or_default()
        };
        let acronym = name.acronym.map(|term| graph.entries.terms[term].term.clone());
        let role = in_language(&name.record.role);
        let role_too = Some(role.clone()).filter(|role| !role.is_empty());
        let also = acronym.into_iter().chain(name.record.also.iter().cloned()).chain(role_too);
        let findable = Findable {
            kind: FindableKind::Record(AddressedKind::Name),
            number,
            href: AddressedKind::Name.path(&name.id),
            title: name.name.clone(),
            place: role,
            also: also.collect::<Vec<_>>().join(", "),
            summary: in_language(&name.record.description),
        };
        (findable, in_language(&name.record.note))
    };
    graph.entries.names.iter().enumerate().map(findable).collect()
}

/// The preview of a name: its description.
pub(super) fn preview(graph: &Graph, id: &str) -> Option<String> {
    let name = graph.entries.names.get(id)?;
    name.record.description.as_ref().map(|text| text.in_language(&graph.config.language()).to_owned())
}

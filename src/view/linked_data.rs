//! Linked data of pages, in the vocabulary of schema.org.
//!
//! Addresses are absolute if the site has a base URL; otherwise they are relative to the page, against which JSON-LD
//! resolves them. Lists are truncated if the page has downloads with all records.

use std::collections::BTreeSet;

use crate::model::register::cited_source::CitedSource;
use crate::model::register::name::{Name, NameKind};
use crate::model::register::record_kind::{AddressedKind, RecordKind};
use crate::model::source::front_matter::Status;
use crate::model::value::address::{Address, decode, join};
use crate::model::value::id::Id;
use crate::model::value::localized::Localized;
use crate::model::value::record_id::RecordId;
use crate::model::view::label::Link;
use crate::model::view::linked_data::Thing;
use crate::model::view::page::{Content, PageKind, PageView, View};
use crate::model::view::record::Download;

use crate::graph::entries::NameEntry;
use crate::graph::{Graph, Page};

/// The most names, and the most sources, that a page's linked data lists: more would not describe its subject.
const MENTIONED: usize = 20;

/// The most events, and the most terms, in the linked data of the timeline and the glossary.
const LISTED: usize = 100;

/// The linked data of an editor's page.
pub(super) fn page_things(graph: &Graph, page: &Page, kind: PageKind, above: &[Link]) -> Vec<Thing> {
    let from = &page.address;
    let front_matter = &page.outline.front_matter;
    let title = page.outline.title.clone();
    let own = to(graph, from, from);
    let what = match kind {
        PageKind::Home => Thing::new("WebSite").text("name", graph.config.title().to_owned()),
        PageKind::Section => Thing::new("CollectionPage").text("name", title.clone()),
        _ => Thing::new("Article").text("headline", title.clone()),
    };
    let description = front_matter.description.clone();
    let of_site = graph.config.description.clone().filter(|_| kind == PageKind::Home);
    let what = what
        .text("@id", own.clone())
        .text("url", own)
        .text("description", description.or(of_site))
        .text("inLanguage", page.outline.language.tag().to_owned())
        .text("datePublished", front_matter.date.map(|date| date.to_string()))
        .text("dateModified", front_matter.updated.map(|date| date.to_string()))
        .text("creativeWorkStatus", standing(front_matter.status))
        .thing(
            "publisher",
            graph.config.publisher.clone().map(|name| Thing::new("Organization").text("name", name)),
        )
        .text("license", licence(graph))
        .things("isBasedOn", sources(graph, page))
        .things("mentions", mentions(graph, page));
    let trail = trail(graph, from, above, title);
    std::iter::once(what).chain(trail).collect()
}

/// Adds linked data to a generated page.
pub(super) fn with_linked_data(graph: &Graph, mut view: View) -> View {
    if let Content::Page(page, _) = &mut view.content
        && page.frame.kind != PageKind::Missing
    {
        let what = match page.frame.kind {
            PageKind::Name => name_of(page).and_then(|id| name(graph, id)),
            PageKind::Register(AddressedKind::Term) => Some(glossary(graph, page)),
            _ => dataset(graph, page),
        };
        let from = &view.address;
        let trail = trail(graph, from, &page.frame.breadcrumbs, page.frame.title.clone());
        page.frame.linked_data = what.into_iter().chain(trail).collect();
    }
    view
}

/// The address of an artifact: absolute if the site has a base URL.
fn to(graph: &Graph, from: &Address, target: &Address) -> String {
    graph.absolute(target).unwrap_or_else(|| from.link_to(target))
}

fn licence(graph: &Graph) -> Option<String> {
    let licence = graph.site.licence.as_ref()?;
    Some(licence.url.clone().unwrap_or_else(|| licence.name.clone()))
}

/// The `creativeWorkStatus` of a page that is not current, in the words of schema.org's examples.
fn standing(status: Status) -> Option<String> {
    match status {
        Status::Current => None,
        Status::Draft => Some("Draft".to_owned()),
        Status::Superseded | Status::Withdrawn => Some("Obsolete".to_owned()),
    }
}

/// The breadcrumbs; `None` on the home page.
fn trail(graph: &Graph, from: &Address, above: &[Link], title: String) -> Option<Thing> {
    let base = graph.absolute(from).is_some();
    let step = |(at, link): (usize, &Link)| {
        let target = join(from.folder(), &decode(&link.href));
        let href = target.filter(|_| base).and_then(|path| graph.absolute(&Address::new(path)));
        let thing = Thing::new("ListItem").number("position", at + 1).text("name", link.title.clone());
        thing.text("item", href.unwrap_or_else(|| link.href.clone()))
    };
    let own = Thing::new("ListItem").number("position", above.len() + 1).text("name", title);
    let steps = above.iter().enumerate().map(step).chain([own]);
    (!above.is_empty()).then(|| Thing::new("BreadcrumbList").things("itemListElement", steps.collect()))
}

/// The sources of a page: its own and those that it cites, or else the source of the whole site.
fn sources(graph: &Graph, page: &Page) -> Vec<Thing> {
    let cited = of_kind(page, RecordKind::Source);
    let mut seen = BTreeSet::new();
    let ids = page.outline.front_matter.sources.iter().chain(cited).filter(|id| seen.insert(id.as_str()));
    let numbers = ids.filter_map(|id| graph.entries.sources.find(id)).take(MENTIONED);
    let own: Vec<Thing> = numbers.map(|number| source(&graph.entries.sources[number].record)).collect();
    if !own.is_empty() {
        return own;
    }
    let of_site = graph.site.source.iter().map(|source| {
        let url = source.url.clone();
        document(
            source.title.clone(),
            source.publisher.clone(),
            source.date.as_ref().map(|date| date.iso.clone()),
            url,
        )
    });
    of_site.collect()
}

fn source(record: &CitedSource) -> Thing {
    let title = record.title.clone();
    let url = record.url.as_ref().map(|url| url.as_str().to_owned());
    document(title, record.publisher.clone(), record.date.map(|date| date.to_string()), url)
}

fn document(title: String, publisher: Option<String>, date: Option<String>, url: Option<String>) -> Thing {
    Thing::new("CreativeWork")
        .text("name", title)
        .thing("publisher", publisher.map(|name| Thing::new("Organization").text("name", name)))
        .text("datePublished", date)
        .text("url", url)
}

/// The records of a kind that a page refers to.
fn of_kind(page: &Page, kind: RecordKind) -> impl Iterator<Item = &RecordId> {
    let records = page.outline.references.iter().filter_map(|reference| reference.target.record());
    records.filter(move |(of, _)| *of == kind).map(|(_, id)| id)
}

/// The distinct names that a page mentions.
fn mentions(graph: &Graph, page: &Page) -> Vec<Thing> {
    let mut seen = BTreeSet::new();
    let ids = of_kind(page, RecordKind::Name).filter(|id| seen.insert(*id));
    let numbers = ids.filter_map(|id| graph.entries.names.find(id));
    numbers
        .take(MENTIONED)
        .map(|number| mention(graph, &page.address, &graph.entries.names[number]))
        .collect()
}

/// A short description of a name: its type, its name and its address.
fn mention(graph: &Graph, from: &Address, name: &NameEntry) -> Thing {
    let url = to(graph, from, &AddressedKind::Name.page_of(&name.id));
    Thing::new(kind(name.kind)).text("@id", url.clone()).text("name", name.name.clone()).text("url", url)
}

/// The schema.org type of a name. Agreements are `CreativeWork`s: schema.org has no type for treaties.
fn kind(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "Person",
        NameKind::Organization => "Organization",
        NameKind::Place => "Place",
        NameKind::Agreement => "CreativeWork",
    }
}

fn name_of(page: &PageView) -> Option<&str> {
    Some(page.register()?.name.as_ref()?.id.as_str())
}

/// The linked data of a name's own page.
fn name(graph: &Graph, id: &str) -> Option<Thing> {
    let name = &graph.entries.names[graph.entries.names.find(id)?];
    let (from, record, language) = (AddressedKind::Name.page_of(id), &name.record, graph.config.language());
    let say = |text: &Localized| text.in_language(&language).to_owned();
    let other = |id: &Option<RecordId>| {
        let number = graph.entries.names.find(id.as_deref()?)?;
        Some(mention(graph, &from, &graph.entries.names[number]))
    };
    let acronym = name.acronym.map(|term| graph.entries.terms[term].term.clone());
    let of_source = record.source.as_deref().and_then(|id| graph.entries.sources.find(id));
    let thing = Thing::new(kind(name.kind))
        .text("@id", to(graph, &from, &from))
        .text("name", name.name.clone())
        .texts("alternateName", acronym.into_iter().chain(record.also.iter().cloned()).collect())
        .text("description", record.description.as_ref().map(say))
        .text("url", record.url.as_ref().map(|url| url.as_str().to_owned()))
        .text("mainEntityOfPage", to(graph, &from, &from))
        .thing("subjectOf", of_source.map(|source| self::source(&graph.entries.sources[source].record)))
        .text("sdLicense", licence(graph));
    Some(match name.kind {
        NameKind::Person => {
            let role = record.role.as_ref().map(say);
            thing.text("jobTitle", role).thing("worksFor", other(&record.organization))
        }
        NameKind::Organization => {
            let thing = thing.thing("location", other(&record.place));
            let above = record.part_of.as_deref().and_then(|id| graph.entries.names.find(id));
            let is_place = above.is_some_and(|number| graph.entries.names[number].kind == NameKind::Place);
            if is_place { thing } else { thing.thing("parentOrganization", other(&record.part_of)) }
        }
        NameKind::Place => thing.thing("containedInPlace", other(&record.part_of)),
        NameKind::Agreement => thing.text("expires", record.until.map(|until| until.to_string())),
    })
}

/// The records of a page as a data set with downloads; on the timeline with its latest events.
fn dataset(graph: &Graph, page: &PageView) -> Option<Thing> {
    let register = page.register()?;
    let from = Address::new(decode(&page.frame.address));
    // A data set from several sources has no single source.
    let mut sources = graph.entries.sources.iter();
    let based = match (sources.next(), sources.next()) {
        (Some(one), None) => vec![source(&one.record)],
        _ => Vec::new(),
    };
    let set = set(graph, "Dataset", page, &from)
        .things("isBasedOn", based)
        .things("distribution", downloads(graph, &from, &register.downloads));
    match page.frame.kind {
        PageKind::Register(AddressedKind::Event) => Some(set.things("hasPart", events(graph, &from))),
        _ => (!register.downloads.is_empty()).then_some(set),
    }
}

/// The properties that data sets and term sets share.
fn set(graph: &Graph, kind: &'static str, page: &PageView, from: &Address) -> Thing {
    let config = &graph.config;
    let name = |name: String| Thing::new("Organization").text("name", name);
    Thing::new(kind)
        .text("name", format!("{} · {}", page.frame.title, config.title()))
        .text("description", config.description.clone())
        .text("@id", to(graph, from, from))
        .text("url", to(graph, from, from))
        .text("inLanguage", page.frame.language.clone())
        .text("dateModified", config.as_of.map(|date| date.to_string()))
        .thing("publisher", config.publisher.clone().map(name))
        .text("license", licence(graph))
}

fn downloads(graph: &Graph, from: &Address, downloads: &[Download]) -> Vec<Thing> {
    let download = |download: &Download| {
        let target = join(from.folder(), &download.href);
        let url = target.and_then(|path| graph.absolute(&Address::new(path)));
        Thing::new("DataDownload")
            .text("encodingFormat", download.media.to_owned())
            .text("contentUrl", url.unwrap_or_else(|| download.href.clone()))
    };
    downloads.iter().map(download).collect()
}

/// The latest dated events: search engines ignore events without a date.
fn events(graph: &Graph, from: &Address) -> Vec<Thing> {
    let dated = graph.entries.events.in_order().rev().map(|id| &graph.entries.events[id]);
    let dated = dated.filter_map(|event| Some((event, event.date.as_ref()?))).take(LISTED);
    let thing = dated.map(|(event, date)| {
        let place = |id: &Id<Name>| Thing::new("Place").text("name", graph.entries.names[*id].name.clone());
        let url = format!("{}#{}", to(graph, from, &AddressedKind::Event.page()), event.id);
        let of_source = event.source.map(|source| self::source(&graph.entries.sources[source].record));
        Thing::new("Event")
            .text("@id", url.clone())
            .text("name", event.title.clone())
            .text("startDate", date.iso.clone())
            .text("endDate", event.end.clone())
            .things("location", event.places.iter().map(place).collect())
            .text("url", url)
            .thing("subjectOf", of_source)
    });
    thing.collect()
}

/// The term set of the glossary, in the order of the page.
fn glossary(graph: &Graph, page: &PageView) -> Thing {
    let from = Address::new(decode(&page.frame.address));
    let terms = graph.entries.terms.in_order().take(LISTED).map(|id| {
        let term = &graph.entries.terms[id];
        let url = format!("{}#{}", to(graph, &from, &from), term.id);
        Thing::new("DefinedTerm")
            .text("@id", url.clone())
            .text("name", term.term.clone())
            .text("alternateName", term.expansion.clone())
            .text("description", term.definition.clone())
            .text("url", url)
    });
    let downloads = page.register().map(|register| register.downloads.as_slice()).unwrap_or_default();
    // A `DefinedTermSet` is a `CreativeWork`, whose files are its `encoding`.
    set(graph, "DefinedTermSet", page, &from)
        .things("encoding", self::downloads(graph, &from, downloads))
        .things("hasDefinedTerm", terms.collect())
}

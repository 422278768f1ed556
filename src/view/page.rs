//! The views of editors' pages.

use std::sync::Arc;

use crate::graph::sections::links;
use crate::graph::{Child, Graph, Page, PageId, SITE, tags};
use crate::markdown::fill::Filled;
use crate::memo::Shared;
use crate::model::page::outline::Heading;
use crate::model::register::record_kind::AddressedKind;
use crate::model::value::address::Address;
use crate::model::value::record_id::RecordId;
use crate::model::view::label::{Backlink, Link};
use crate::model::view::page::{
    ArticleView, Card, Content, Entry, Frame, PageBody, PageKind, PageView, Upkeep, View,
};
use crate::model::view::record::{CiteThis, SourceItem};
use crate::model::view::template_name::TemplateName;
use crate::text::shared_text::SharedText;

use super::linked_data::page_things;
use super::markdown::markdown_address;
use super::previews::previews;
use super::registers::figures::{notes, panel};
use super::registers::timeline::latest_events;

/// The most pages of a section that its card on the home page lists.
const QUICK_LIMIT: usize = 12;

/// The input to the view of an editor's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageInput {
    /// The site.
    pub graph: Shared<Graph>,
    /// The page.
    pub page: PageId,
    /// The page's text.
    pub body: Filled,
    /// The sources that the page cites: the id of each and its entry as HTML.
    pub sources: Arc<Vec<(RecordId, String)>>,
    /// The citations that readers can copy; `None` if pages do not show them.
    pub cite: Option<Arc<CiteThis>>,
    /// The navigation of the page's section.
    pub nav: Option<SharedText>,
}

/// The view of an editor's page.
pub fn page_view(input: &PageInput) -> Arc<View> {
    let graph = &*input.graph;
    let page = &graph.pages[input.page];
    let front_matter = &page.outline.front_matter;
    let own = &page.address;
    let link = |id: PageId| to(own, &graph.pages[id]);
    let kind = match (page.is_landing(), page.section == SITE) {
        (true, true) => PageKind::Home,
        (true, false) => PageKind::Section,
        (false, _) => PageKind::Page,
    };
    let top = graph.top_section(page.section);
    let above = breadcrumbs(graph, page);
    let has_markdown = graph.config.outputs.markdown && page.is_listed();
    let frame = Frame {
        kind,
        title: page.outline.title.clone(),
        description: front_matter.description.clone(),
        root: own.root(),
        address: own.encoded(),
        canonical: graph.absolute(own),
        language: page.outline.language.tag().to_owned(),
        top: top.map_or_else(String::new, |top| graph.sections[top].address().encoded()),
        linked_data: page_things(graph, page, kind, &above),
        breadcrumbs: above,
    };
    let upkeep = Upkeep {
        date: graph.date(front_matter.date),
        updated: graph.date(front_matter.updated),
        status: front_matter.status,
        owner: front_matter.owner.clone(),
        reviewed: graph.date(front_matter.reviewed),
        superseded_by: page.successor.clone(),
    };
    let article = ArticleView {
        markdown: has_markdown.then(|| own.link_to(&markdown_address(page))),
        tags: tag_links(graph, page),
        contents: contents(&page.outline.headings),
        opening: input.body.opening.clone(),
        body: input.body.rest.clone(),
        children: if page.is_landing() { children(graph, page) } else { Vec::new() },
        backlinks: page.backlinks.iter().map(|(from, sentences)| backlink(link(*from), sentences)).collect(),
        previous: page.previous.map(link),
        next: page.next.map(link),
        figures: notes(graph, page),
        key_figures: panel(graph, page),
        latest_events: latest_events(graph, page),
        sources: source_items(graph, page, &input.sources),
        previews: previews(graph, page),
        cite: input.cite.clone(),
    };
    let view = PageView { frame, upkeep, body: PageBody::Article(Box::new(article)) };
    let template = match kind {
        PageKind::Home => TemplateName::Home,
        PageKind::Section => TemplateName::Section,
        _ => TemplateName::Page,
    };
    Arc::new(View {
        address: own.clone(),
        template,
        content: Content::Page(Box::new(view), input.nav.clone()),
    })
}

fn to(from: &Address, page: &Page) -> Link {
    Link { title: page.outline.title.clone(), href: from.link_to(&page.address) }
}

fn backlink(link: Link, sentences: &[Arc<str>]) -> Backlink {
    Backlink { title: link.title, href: link.href, sentences: sentences.to_vec() }
}

fn source_items(graph: &Graph, page: &Page, list: &[(RecordId, String)]) -> Vec<SourceItem> {
    let known = list.iter().filter(|(id, _)| graph.entries.sources.find(id).is_some());
    let href = |id: &str| AddressedKind::Source.link(&page.address, id);
    known.map(|(id, html)| SourceItem { html: Arc::from(html.as_str()), href: href(id) }).collect()
}

pub(super) fn breadcrumbs(graph: &Graph, page: &Page) -> Vec<Link> {
    let mut above = Vec::new();
    let mut section = Some(page.section);
    while let Some(number) = section {
        let here = &graph.sections[number];
        if !(page.is_landing() && number == page.section) {
            above.push(Link { title: here.title.clone(), href: page.address.link_to(&here.address()) });
        }
        section = here.parent;
    }
    above.reverse();
    above
}

fn tag_links(graph: &Graph, page: &Page) -> Vec<Link> {
    let titles = page.outline.front_matter.tags.iter().filter(|_| page.is_listed() && !graph.tags.is_empty());
    titles
        .filter_map(|title| {
            let slug = tags::slug(title);
            let found = graph.tags.binary_search_by(|tag| tag.slug.cmp(&slug)).ok()?;
            let tag = &graph.tags[found];
            Some(Link { title: tag.title.clone(), href: page.address.link_to(&tag.address()) })
        })
        .collect()
}

/// The level-2 headings, each with the level-3 headings below it.
fn contents(headings: &[Heading]) -> Vec<Entry> {
    let mut contents: Vec<Entry> = Vec::new();
    for heading in headings.iter().filter(|heading| heading.level <= 3) {
        let entry =
            Entry { id: heading.id().to_owned(), title: heading.title().to_owned(), children: Vec::new() };
        match contents.last_mut() {
            Some(last) if heading.level == 3 => last.children.push(entry),
            _ => contents.push(entry),
        }
    }
    contents
}

fn children(graph: &Graph, page: &Page) -> Vec<Card> {
    let home = page.section == SITE;
    let inside = graph.sections[page.section].children.iter();
    inside
        .filter_map(|child| match child {
            Child::Page(number) => {
                let child = &graph.pages[*number];
                let Link { title, href } = to(&page.address, child);
                let description = child.outline.front_matter.description.clone();
                Some(Card { title, href, description, pages: Vec::new() })
            }
            Child::Section(number) => {
                let section = &graph.sections[*number];
                let landing = section.landing.map(|landing| &graph.pages[landing]);
                let pages = links(section, &graph.sections, &graph.pages, &page.address);
                landing.is_none_or(Page::is_listed).then(|| Card {
                    title: section.title.clone(),
                    href: page.address.link_to(&section.address()),
                    description: landing.and_then(|landing| landing.outline.front_matter.description.clone()),
                    pages: if home && pages.len() > QUICK_LIMIT { Vec::new() } else { pages },
                })
            }
        })
        .collect()
}

//! Generated pages other than those of registers: tags, the index, `404.html`, redirects.

use std::sync::Arc;

use crate::graph::{Graph, PageId, Tag};
use crate::memo;
use crate::model::value::address::Address;
use crate::model::view::label::Link;
use crate::model::view::page::{Content, Group, Item, PageBody, PageKind, RedirectView, View};
use crate::model::view::template_name::TemplateName;

use super::frame::{page, view};
use super::linked_data::with_linked_data;
use super::search::search_page;
use super::statement::statement_page;

/// The views of the list pages, the search page, the accessibility statement and the redirects.
pub fn list_views(graph: &Graph) -> Vec<Arc<View>> {
    let mut views = vec![missing(graph)];
    if graph.config.outputs.index {
        views.push(index(graph));
    }
    if !graph.tags.is_empty() {
        views.push(all_tags(graph));
        views.extend(memo::each(graph.tags.len(), |tag| tag_page(graph, &graph.tags[tag])));
    }
    if graph.site.search {
        views.push(search_page(graph));
    }
    views.extend(statement_page(graph));
    views.extend(redirects(graph));
    views.into_iter().map(|view| Arc::new(with_linked_data(graph, view))).collect()
}

/// The address of the page of all tags.
pub fn tags_address() -> Address {
    Address::new("tags/index.html")
}

/// The address of the index.
pub fn index_address() -> Address {
    Address::new("a-z.html")
}

/// `404.html`. Hosts serve it at any depth, so its addresses start with the site's path if that is known
/// (docs/decisions/003-the-missing-page.md).
fn missing(graph: &Graph) -> View {
    let address = Address::new("404.html");
    let title = graph.strings.get("missing_title").to_owned();
    let mut page = page(graph, PageKind::Missing, &address, title, PageBody::Plain);
    page.frame.canonical = None;
    if let Some(base) = &graph.config.base_url {
        page.frame.root = base.path().to_owned();
        for link in &mut page.frame.breadcrumbs {
            link.href.insert_str(0, base.path());
        }
    }
    view(address, TemplateName::Missing, page)
}

fn index(graph: &Graph) -> View {
    let address = index_address();
    let mut groups: Vec<Group> = Vec::new();
    let items =
        memo::each(graph.by_title.len(), |place| item(graph, &address, graph.by_title[place].1, true));
    for ((letter, _), item) in graph.by_title.iter().zip(items) {
        if groups.last().is_none_or(|group| group.title != *letter) {
            let same = groups.iter().filter(|group| group.title == *letter).count();
            let more = if same == 0 { String::new() } else { format!("-{}", same + 1) };
            let name = if letter == "#" { "other".to_owned() } else { letter.to_lowercase() };
            let id = format!("letter-{name}{more}");
            groups.push(Group { id, title: letter.clone(), pages: Vec::new() });
        }
        let group = groups.last_mut().expect("a group was made just before");
        group.pages.push(item);
    }
    let title = graph.strings.get("index_title").to_owned();
    let page = page(graph, PageKind::Index, &address, title, PageBody::List(groups));
    view(address, TemplateName::Index, page)
}

fn all_tags(graph: &Graph) -> View {
    let address = tags_address();
    let items = graph.tags.iter().map(|tag| {
        let key = if tag.pages.len() == 1 { "tag_page_one" } else { "tag_page_other" };
        Item {
            title: tag.title.clone(),
            href: address.link_to(&tag.address()),
            description: Some(graph.strings.with(key, "count", &tag.pages.len().to_string())),
            section: None,
        }
    });
    let groups = vec![Group { id: "tags".into(), title: String::new(), pages: items.collect() }];
    let title = graph.strings.get("tags").to_owned();
    let page = page(graph, PageKind::Tags, &address, title, PageBody::List(groups));
    view(address, TemplateName::Tags, page)
}

fn tag_page(graph: &Graph, tag: &Tag) -> View {
    let address = tag.address();
    let pages = tag.pages.iter().map(|page| item(graph, &address, *page, true)).collect();
    let groups = vec![Group { id: "pages".into(), title: String::new(), pages }];
    let title = graph.strings.with("tag_title", "tag", &tag.title);
    let mut page = page(graph, PageKind::Tag, &address, title, PageBody::List(groups));
    let all = Link { title: graph.strings.get("tags").to_owned(), href: address.link_to(&tags_address()) };
    page.frame.breadcrumbs.push(all);
    view(address, TemplateName::Tag, page)
}

fn item(graph: &Graph, from: &Address, page: PageId, with_section: bool) -> Item {
    let page = &graph.pages[page];
    let section = &graph.sections[page.section];
    let inside = with_section && section.parent.is_some() && !page.is_landing();
    Item {
        title: page.outline.title.clone(),
        href: from.link_to(&page.address),
        description: page.outline.front_matter.description.clone(),
        section: inside.then(|| section.title.clone()),
    }
}

/// Redirects from earlier addresses. Aliases that are not addresses of pages are skipped here and reported elsewhere.
fn redirects(graph: &Graph) -> Vec<View> {
    let aliases = graph
        .pages
        .iter()
        .flat_map(|page| page.outline.front_matter.aliases.iter().map(move |alias| (page, alias)));
    aliases
        .filter_map(|(page, alias)| {
            let address = alias_address(alias)?;
            let href = address.link_to(&page.address);
            let canonical = graph.absolute(&page.address).unwrap_or_else(|| href.clone());
            let redirect = RedirectView { title: page.outline.title.clone(), href, canonical };
            Some(View { address, template: TemplateName::Redirect, content: Content::Redirect(redirect) })
        })
        .collect()
}

/// The address that an alias names: a path below the site that ends in `.html`.
pub fn alias_address(alias: &str) -> Option<Address> {
    let path = alias.strip_prefix('/').unwrap_or(alias);
    let plain = path.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
    let safe = !path.chars().any(|c| c.is_control() || matches!(c, '\\' | '?' | '#' | ':'));
    (plain && safe && path.ends_with(".html")).then(|| Address::new(path))
}

//! What all pages that no editor writes share, and the links that stand on any page.

use crate::graph::{Graph, PageId, SITE};
use crate::model::register::cited_source::CitedSource;
use crate::model::register::name::Name;
use crate::model::register::record_address::{name_page, sources};
use crate::model::source::front_matter::Status;
use crate::model::value::address::Address;
use crate::model::value::id::Id;
use crate::model::view::label::Link;
use crate::model::view::page::{Content, PageKind, PageView, View};
use crate::model::view::record::RegisterView;
use crate::model::view::template_name::TemplateName;
use crate::text::shared_text::SharedText;

use super::dataset::downloads;
use super::retired::retired;

/// A page without what is its own: no list, no records, no text.
pub(super) fn bare(graph: &Graph, kind: PageKind, address: Address, title: String) -> PageView {
    let home = &graph.sections[SITE];
    PageView {
        kind,
        title,
        description: None,
        root: address.root(),
        address: address.encoded(),
        canonical: graph.absolute(&address),
        markdown: None,
        language: graph.config.language().tag().to_owned(),
        top: String::new(),
        date: None,
        updated: None,
        status: Status::Current,
        breadcrumbs: vec![Link { title: home.title.clone(), href: address.link_to(&home.address()) }],
        tags: Vec::new(),
        contents: Vec::new(),
        opening: SharedText::from(""),
        body: SharedText::from(""),
        children: Vec::new(),
        backlinks: Vec::new(),
        previous: None,
        next: None,
        groups: Vec::new(),
        figures: Vec::new(),
        key_figures: Vec::new(),
        latest_events: Vec::new(),
        sources: Vec::new(),
        previews: Vec::new(),
        cite: None,
        owner: None,
        reviewed: None,
        superseded_by: None,
        register: None,
        accessibility: None,
        print: None,
        linked_data: Vec::new(),
    }
}

/// The view of a page, with its address and its template.
pub(super) fn view(address: Address, template: TemplateName, page: PageView) -> View {
    View { address, template, content: Content::Page(Box::new(page), None) }
}

/// The view of a page that is made from registers.
pub(super) fn register_page(
    graph: &Graph,
    kind: PageKind,
    address: Address,
    title: String,
    template: TemplateName,
    register: RegisterView,
) -> View {
    let downloads = downloads(graph, kind, &address);
    let register = RegisterView { retired: retired(graph, kind, &address), downloads, ..register };
    let page = PageView { register: Some(Box::new(register)), ..bare(graph, kind, address.clone(), title) };
    view(address, template, page)
}

/// A page's title and address.
pub(super) fn link(graph: &Graph, from: &Address, page: PageId) -> Link {
    let page = &graph.pages[page];
    Link { title: page.outline.title.clone(), href: from.link_to(&page.address) }
}

/// A link to a name's page.
pub(super) fn name_link(graph: &Graph, from: &Address, name: Id<Name>) -> Link {
    let name = &graph.names[name];
    Link { title: name.name.clone(), href: from.link_to(&name_page(&name.id)) }
}

/// A source's title, and its entry among the sources.
pub(super) fn source_link(graph: &Graph, from: &Address, source: Option<Id<CitedSource>>) -> Option<Link> {
    let source = &graph.sources[source?];
    let href = format!("{}#{}", from.link_to(&sources()), source.id);
    Some(Link { title: source.record.title.clone(), href })
}

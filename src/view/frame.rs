//! What all pages that no editor writes share, and the links that stand on any page.

use crate::graph::{Graph, PageId, SITE};
use crate::model::register::cited_source::CitedSource;
use crate::model::register::name::Name;
use crate::model::register::record_address::{name_page, sources};
use crate::model::value::address::Address;
use crate::model::value::id::Id;
use crate::model::view::label::Link;
use crate::model::view::page::{Content, Frame, PageBody, PageKind, PageView, Upkeep, View};
use crate::model::view::record::RegisterView;
use crate::model::view::template_name::TemplateName;

use super::dataset::downloads;
use super::retired::retired;

/// A page that no editor writes.
pub(super) fn page(
    graph: &Graph,
    kind: PageKind,
    address: &Address,
    title: String,
    body: PageBody,
) -> PageView {
    let home = &graph.sections[SITE];
    let frame = Frame {
        kind,
        title,
        description: None,
        root: address.root(),
        address: address.encoded(),
        canonical: graph.absolute(address),
        language: graph.config.language().tag().to_owned(),
        top: String::new(),
        breadcrumbs: vec![Link { title: home.title.clone(), href: address.link_to(&home.address()) }],
        linked_data: Vec::new(),
    };
    PageView { frame, upkeep: Upkeep::default(), body }
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
    let page = page(graph, kind, &address, title, PageBody::Register(Box::new(register)));
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

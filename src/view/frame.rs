//! The frame of generated pages, and links that all pages use.

use crate::graph::{Graph, PageId, SITE};
use crate::model::register::cited_source::CitedSource;
use crate::model::register::name::Name;
use crate::model::register::record_kind::AddressedKind;
use crate::model::value::address::Address;
use crate::model::value::id::Id;
use crate::model::view::label::Link;
use crate::model::view::page::{Content, Frame, PageBody, PageKind, PageView, Upkeep, View};
use crate::model::view::template_name::TemplateName;

/// A generated page.
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

/// The view of a page.
pub(super) fn view(address: Address, template: TemplateName, page: PageView) -> View {
    View { address, template, content: Content::Page(Box::new(page), None) }
}

/// A link to a page.
pub(super) fn link(graph: &Graph, from: &Address, page: PageId) -> Link {
    let page = &graph.pages[page];
    Link { title: page.outline.title.clone(), href: from.link_to(&page.address) }
}

/// A link to a name's page.
pub(super) fn name_link(graph: &Graph, from: &Address, name: Id<Name>) -> Link {
    let name = &graph.entries.names[name];
    Link { title: name.name.clone(), href: AddressedKind::Name.link(from, &name.id) }
}

/// A link to a source's entry on the page of sources.
pub(super) fn source_link(graph: &Graph, from: &Address, source: Option<Id<CitedSource>>) -> Option<Link> {
    let source = &graph.entries.sources[source?];
    let href = AddressedKind::Source.link(from, &source.id);
    Some(Link { title: source.record.title.clone(), href })
}

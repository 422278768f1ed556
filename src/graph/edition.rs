//! The plan of the print edition: its pages, their order and their numbers.

use std::sync::Arc;

use crate::memo::Shared;
use crate::model::register::record_kind::AddressedKind;
use crate::model::value::address::Address;
use crate::model::view::places::Places;

use super::sections::SITE;
use super::{Child, Graph, PageId, SectionId};

/// The plan of the print edition.
#[derive(Debug, PartialEq, Eq)]
pub struct Edition {
    /// The parts in reading order, the home page first.
    pub parts: Vec<Part>,
    /// The anchors of the pages in the edition.
    pub places: Arc<Places>,
}

/// A page in the edition, or a section whose landing page is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The page; `None` for a section without a listed landing page.
    pub page: Option<PageId>,
    /// The section of the page, or the one that the part begins.
    pub section: SectionId,
    /// The number, such as `1.2`; empty for the home page.
    pub number: String,
    /// The depth: 0 for the home page.
    pub depth: usize,
}

/// Plans the print edition; `None` if the site has none.
pub fn edition(graph: &Shared<Graph>) -> Option<Arc<Edition>> {
    if !graph.site.print {
        return None;
    }
    let mut parts = Vec::new();
    add_section(graph, SITE, "", 0, &mut parts);
    let pages = parts.iter().filter_map(|part| Some(graph.pages[part.page?].address.clone()));
    let places = Arc::new(Places::new(pages.chain(registers(graph))));
    Some(Arc::new(Edition { parts, places }))
}

/// The pages of the registers that the edition includes as annexes.
fn registers(graph: &Graph) -> impl Iterator<Item = Address> {
    let annexes = [AddressedKind::Figure, AddressedKind::Term, AddressedKind::Source].into_iter();
    annexes.filter(|kind| graph.site.register_pages.has(*kind)).map(AddressedKind::page)
}

/// Adds a section and everything in it.
fn add_section(graph: &Graph, section: SectionId, number: &str, depth: usize, parts: &mut Vec<Part>) {
    let page = graph.sections[section].landing.filter(|landing| graph.pages[*landing].is_listed());
    if page.is_some() || depth > 0 {
        parts.push(Part { page, section, number: number.to_owned(), depth });
    }
    let inside = graph.sections[section].children.iter().filter(|child| has_page(graph, **child));
    for (at, child) in inside.enumerate() {
        let place = at + 1;
        let number = if number.is_empty() { place.to_string() } else { format!("{number}.{place}") };
        match child {
            Child::Page(page) => parts.push(Part { page: Some(*page), section, number, depth: depth + 1 }),
            Child::Section(inner) => add_section(graph, *inner, &number, depth + 1, parts),
        }
    }
}

/// Whether a child is or contains a listed page. Pages that are children are all listed.
fn has_page(graph: &Graph, child: Child) -> bool {
    match child {
        Child::Page(_) => true,
        Child::Section(section) => {
            let section = &graph.sections[section];
            let landing = section.landing.is_some_and(|landing| graph.pages[landing].is_listed());
            landing || section.children.iter().any(|child| has_page(graph, *child))
        }
    }
}

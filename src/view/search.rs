//! The search page, and the listed pages and records that readers can find.

use std::sync::Arc;

use crate::graph::{Graph, Page};
use crate::memo::{self, Shared};
use crate::model::output::search::{Findable, FindableKind};
use crate::model::page::parts::{Part, Parts};
use crate::model::register::record_kind::AddressedKind;
use crate::model::value::address::Address;
use crate::model::view::page::{PageBody, PageKind, View};
use crate::model::view::template_name::TemplateName;

use super::frame::{page, view};
use super::registers::findables;

/// A record's text, in the same form as a page's.
pub type RecordText = Arc<Parts>;

/// The address of the search page.
pub fn search_address() -> Address {
    Address::new("search.html")
}

/// The search page.
pub(super) fn search_page(graph: &Graph) -> View {
    let title = graph.strings.get("search").to_owned();
    let page = page(graph, PageKind::Search, &search_address(), title, PageBody::Plain);
    view(search_address(), TemplateName::Search, page)
}

/// The pages and records that can be found, each with the text of a record, which is empty for a page.
pub type Findables = Arc<Vec<(Arc<Findable>, RecordText)>>;

/// The pages and records of a site that can be found, in the order of the index.
pub fn all_findables(graph: &Shared<Graph>) -> Findables {
    let listed = graph.pages.iter().enumerate().filter(|(_, page)| page.is_listed());
    let mut all = memo::map(listed.collect(), |(number, page)| {
        found(page_findable(graph, number, page), String::new())
    });
    let kinds = AddressedKind::ALL.iter().copied().filter(|kind| kind.is_searched());
    let records = kinds.flat_map(|kind| findables(graph, kind));
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

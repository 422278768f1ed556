//! The pages of the registers, and the search entries and previews of their records.

use std::sync::Arc;

use crate::graph::Graph;
use crate::model::output::search::Findable;
use crate::model::register::record_kind::AddressedKind;
use crate::model::view::page::{PageBody, PageKind, View};
use crate::model::view::record::RegisterView;
use crate::model::view::template_name::TemplateName;

use super::dataset::downloads;
use super::frame::{page, view};
use super::linked_data::with_linked_data;
use retired::{has_retired, redirects, retired};

pub(super) mod figures;
pub(super) mod timeline;

mod glossary;
mod names;
mod retired;
mod sources;

/// The views of the pages of the registers that the site has.
pub fn register_views(graph: &Graph) -> Vec<Arc<View>> {
    let kinds = AddressedKind::ALL.iter().copied();
    let kinds =
        kinds.filter(|kind| !graph.records.of((*kind).into()).is_empty() || has_retired(graph, *kind));
    let views = kinds.flat_map(|kind| pages(graph, kind).into_iter().chain(redirects(graph, kind)));
    views.map(|view| Arc::new(with_linked_data(graph, view))).collect()
}

/// The pages of a register.
fn pages(graph: &Graph, kind: AddressedKind) -> Vec<View> {
    match kind {
        AddressedKind::Figure => vec![figures::all(graph)],
        AddressedKind::Source => vec![sources::all(graph)],
        AddressedKind::Name => names::pages(graph),
        AddressedKind::Event => vec![timeline::all(graph)],
        AddressedKind::Term => vec![glossary::all(graph)],
    }
}

/// The records of a register for the search, each with its text.
pub(super) fn findables(graph: &Graph, kind: AddressedKind) -> Vec<(Findable, String)> {
    match kind {
        AddressedKind::Figure => figures::findables(graph),
        AddressedKind::Source => Vec::new(),
        AddressedKind::Name => names::findables(graph),
        AddressedKind::Event => timeline::findables(graph),
        AddressedKind::Term => glossary::findables(graph),
    }
}

/// The text in the preview of a link to a record; `None` if the preview would show only the title.
pub(super) fn preview(graph: &Graph, kind: AddressedKind, id: &str) -> Option<String> {
    match kind {
        // Pages show a note on each figure instead.
        AddressedKind::Figure => None,
        AddressedKind::Source => sources::preview(graph, id),
        AddressedKind::Name => names::preview(graph, id),
        AddressedKind::Event => timeline::preview(graph, id),
        AddressedKind::Term => glossary::preview(graph, id),
    }
}

/// The title of the page of a register.
fn page_title(graph: &Graph, kind: AddressedKind) -> String {
    graph.strings.get(&format!("{}_title", kind.page_word())).to_owned()
}

/// The view of the page of a register.
fn register_page(graph: &Graph, kind: AddressedKind, template: TemplateName, records: RegisterView) -> View {
    let address = kind.page();
    let title = page_title(graph, kind);
    let (retired, downloads) = (retired(graph, kind, &address), downloads(graph, kind, &address));
    let body = PageBody::Register(Box::new(RegisterView { retired, downloads, ..records }));
    let page = page(graph, PageKind::Register(kind), &address, title, body);
    view(address, template, page)
}

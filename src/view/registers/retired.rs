//! The lists of retired ids, and redirects from the pages of retired names.

use crate::model::register::record_kind::AddressedKind;
use crate::model::register::retired::Retired;
use crate::model::value::address::Address;
use crate::model::view::label::Link;
use crate::model::view::page::{Content, RedirectView, View};
use crate::model::view::record::RetiredView;

use crate::graph::Graph;
use crate::model::view::template_name::TemplateName;

use super::page_title;

/// Whether ids of a kind are retired. Their old addresses stay even if no record of the kind is left.
pub(super) fn has_retired(graph: &Graph, kind: AddressedKind) -> bool {
    graph.records.retired.iter().any(|record| record.kind == kind)
}

/// The retired ids of a register.
pub(super) fn retired(graph: &Graph, kind: AddressedKind, from: &Address) -> Vec<RetiredView> {
    let records = graph.records.retired.iter().filter(|record| record.kind == kind);
    let language = graph.config.language();
    let view = |record: &Retired| RetiredView {
        id: record.id.to_string(),
        note: record.note.as_ref().map(|note| note.in_language(&language).to_owned()),
        replaced_by: record.replaced_by.as_ref().map(|id| Link {
            title: title(graph, kind, id).unwrap_or(id).to_owned(),
            href: kind.own_page(id).map_or_else(|| format!("#{id}"), |page| from.link_to(&page)),
        }),
    };
    records.map(view).collect()
}

/// The title of a record.
fn title<'a>(graph: &'a Graph, kind: AddressedKind, id: &str) -> Option<&'a str> {
    graph.record(kind.into(), id).map(|record| record.title(&graph.config.language()))
}

/// Redirects from the addresses of retired records that had pages of their own.
pub(super) fn redirects(graph: &Graph, kind: AddressedKind) -> Vec<View> {
    let records = graph.records.retired.iter().filter(|record| record.kind == kind);
    let view = |record: &Retired| {
        let address = kind.own_page(&record.id)?;
        let by = record.replaced_by.as_deref().filter(|id| graph.record(kind.into(), id).is_some());
        let successor = by.and_then(|id| Some((kind.own_page(id)?, title(graph, kind, id)?.to_owned())));
        let (target, title) = successor.unwrap_or_else(|| (kind.page(), page_title(graph, kind)));
        let fragment = if by.is_none() { format!("#{}", record.id) } else { String::new() };
        let redirect = RedirectView {
            title,
            href: format!("{}{fragment}", address.link_to(&target)),
            canonical: graph.absolute(&target).unwrap_or_else(|| address.link_to(&target)),
        };
        Some(View { address, template: TemplateName::Redirect, content: Content::Redirect(redirect) })
    };
    records.filter(|record| graph.record(kind.into(), &record.id).is_none()).filter_map(view).collect()
}

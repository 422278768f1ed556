//! The glossary: every term with its meaning and the pages that use it.

use crate::graph::Graph;
use crate::graph::entries::TermEntry;
use crate::model::output::search::{Findable, FindableKind};
use crate::model::register::record_kind::AddressedKind;
use crate::model::view::page::View;
use crate::model::view::record::{RegisterView, TermView};
use crate::model::view::template_name::TemplateName;

use crate::view::frame::{link, name_link, source_link};

use super::register_page;

/// The page of all terms, in alphabetical order.
pub(super) fn all(graph: &Graph) -> View {
    let address = AddressedKind::Term.page();
    let terms = graph.entries.terms.in_order().map(|id| {
        let term = &graph.entries.terms[id];
        TermView {
            id: term.id.to_string(),
            term: term.term.clone(),
            expansion: term.expansion.clone(),
            definition: term.definition.clone(),
            name: term.name.map(|name| name_link(graph, &address, name)),
            source: source_link(graph, &address, term.source),
            uses: term.uses.iter().map(|page| link(graph, &address, *page)).collect(),
        }
    });
    let register = RegisterView { terms: terms.collect(), ..RegisterView::default() };
    register_page(graph, AddressedKind::Term, TemplateName::Glossary, register)
}

/// The terms for the search.
pub(super) fn findables(graph: &Graph) -> Vec<(Findable, String)> {
    let findable = |(number, term): (usize, &TermEntry)| {
        let expansion = term.expansion.clone().unwrap_or_default();
        let findable = Findable {
            kind: FindableKind::Record(AddressedKind::Term),
            number,
            href: AddressedKind::Term.path(&term.id),
            title: term.term.clone(),
            place: expansion.clone(),
            also: expansion,
            summary: term.definition.clone().unwrap_or_default(),
        };
        (findable, String::new())
    };
    graph.entries.terms.iter().enumerate().map(findable).collect()
}

/// The preview of a term: its definition, or else its expansion.
pub(super) fn preview(graph: &Graph, id: &str) -> Option<String> {
    let term = graph.entries.terms.get(id)?;
    term.definition.clone().or_else(|| term.expansion.clone())
}

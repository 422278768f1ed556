//! The glossary: every term with its meaning and the pages that use it.

use crate::graph::Graph;
use crate::model::register::record_address::glossary;
use crate::model::view::page::{PageKind, View};
use crate::model::view::record::{RegisterView, TermView};
use crate::model::view::template_name::TemplateName;

use super::frame::{link, name_link, register_page, source_link};

/// The page of all terms, in alphabetical order.
pub(super) fn glossary_page(graph: &Graph) -> View {
    let address = glossary();
    let terms = graph.terms.in_order().map(|id| {
        let term = &graph.terms[id];
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
    let title = graph.strings.get("glossary_title").to_owned();
    register_page(graph, PageKind::Glossary, address, title, TemplateName::Glossary, register)
}

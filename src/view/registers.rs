//! The pages of all registers that the site has.

use std::sync::Arc;

use crate::graph::Graph;
use crate::model::register::retired::RetiredKind;
use crate::model::view::page::View;

use super::figure::figures_page;
use super::glossary::glossary_page;
use super::linked_data::with_linked_data;
use super::name::name_pages;
use super::retired::has_retired;
use super::source::sources_page;
use super::timeline::timeline_page;

/// The views of the registers that the site has.
pub fn register_views(graph: &Graph) -> Vec<Arc<View>> {
    let has = |is_empty: bool, kind: RetiredKind| !is_empty || has_retired(graph, kind);
    let figures = has(graph.figures.is_empty(), RetiredKind::Figure).then(|| figures_page(graph));
    let sources = has(graph.sources.is_empty(), RetiredKind::Source).then(|| sources_page(graph));
    let timeline = has(graph.events.is_empty(), RetiredKind::Event).then(|| timeline_page(graph));
    let glossary = has(graph.terms.is_empty(), RetiredKind::Term).then(|| glossary_page(graph));
    let views = figures.into_iter().chain(sources).chain(timeline).chain(glossary);
    let views = views.chain(name_pages(graph));
    views.map(|view| Arc::new(with_linked_data(graph, view))).collect()
}

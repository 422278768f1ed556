//! Everything that a build generates before the first page: compiled templates, navigation, citations and drawings.

use std::sync::Arc;

use super::assets::Assets;
use super::drawings::PageDrawings;
use super::joined::Joined;
use super::memory::SiteMemory;
use super::page_parts::PageParts;
use crate::memo::{self, Cancelled};
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::tree::Tree;
use crate::model::view::page::View;

/// The parts of pages, and the values generated on the way to them.
pub(super) struct Prepared {
    pub parts: PageParts,
    /// The views of the generated pages, except the print edition.
    pub list_views: Arc<Vec<Arc<View>>>,
    pub drawings: PageDrawings,
    /// The diagnostics of templates, citation styles and drawings.
    pub problems: Vec<Diagnostic>,
}

impl Prepared {
    /// Compiles templates, cites sources and draws.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn new(
        memory: &mut SiteMemory,
        joined: &Joined,
        assets: &Assets,
        tree: &Tree,
    ) -> Result<Self, Cancelled> {
        let SiteMemory { cancellation, layouts, citations, drawings, lists, .. } = memory;
        let graph = joined.graph();
        let compiled = layouts.layouts(graph, joined.template_dependencies(), assets, cancellation)?;
        let navigations = layouts.navigations(graph, &compiled, cancellation)?;
        let (list_views, cited) =
            memo::both(|| lists.views(graph), || citations.citations(graph, cancellation));
        let (cited, citing, unknown_styles) = cited?;
        let drawings = drawings.drawings(graph, &compiled, cancellation)?;

        let mut problems = drawings.problems.clone();
        if !joined.is_config_refused() {
            problems.extend(unknown_styles.iter().map(|found| found.located(tree)));
        }
        problems.extend(compiled.problems().cloned());
        let of_navigations = navigations.values().filter_map(|navigation| navigation.as_ref().err());
        problems.extend(of_navigations.flat_map(|found| found.iter().cloned()));
        let parts = PageParts {
            graph: graph.clone(),
            layouts: compiled,
            navigations,
            drawings: drawings.html.clone(),
            cited,
            citing,
            cancellation: cancellation.clone(),
        };
        Ok(Self { parts, list_views, drawings, problems })
    }
}

//! The third step of a build: the generated pages are rendered too.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Report;
use super::memory::SiteMemory;
use super::pages::{EditorPages, PageRenderer, RenderedPages};
use super::plan::Plan;
use super::search_index::Index;
use crate::memo::Cancelled;
use crate::model::output::artifact::Artifact;
use crate::model::source::diagnostic::{Diagnostic, Severity};
use crate::model::value::address::Address;
use crate::model::view::page::View;
use crate::write::page::Written;

/// The pages of a site, as far as they are rendered.
pub(super) struct SitePages {
    /// Renders any editor's page.
    pub renderer: PageRenderer,
    /// The pages of editors.
    pub editors: EditorPages,
    /// The views of the generated pages.
    pub others: Vec<Arc<View>>,
    /// Whether the site has a template of its own.
    pub has_own_templates: bool,
}

/// A site with everything except its search index. The next step is the plan.
pub(super) struct Listed {
    /// The report, without the output.
    report: Report,
    pages: SitePages,
    /// The generated pages, rendered.
    lists: Vec<Written>,
    /// The artifacts that no template renders.
    plain: Vec<Artifact>,
}

impl SitePages {
    /// Whether the pages of editors are rendered on demand.
    pub fn are_on_demand(&self) -> bool {
        matches!(self.editors, EditorPages::OnDemand)
    }
}

impl Listed {
    /// Renders the lists of a site. A site that `is_empty` reports no errors of its templates.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn new(
        memory: &mut SiteMemory,
        mut report: Report,
        pages: SitePages,
        plain: Vec<Artifact>,
        is_empty: bool,
    ) -> Result<Self, Cancelled> {
        let lists = memory.lists.render(pages.renderer.parts(), &pages.others, &memory.cancellation)?;
        if !is_empty {
            let of_lists = pages.others.iter().zip(&lists);
            let failures = match &pages.editors {
                EditorPages::OnDemand => failures(of_lists),
                EditorPages::Rendered(RenderedPages { views, artifacts }) => {
                    failures(views.iter().zip(artifacts.iter()).chain(of_lists))
                }
            };
            report.diagnostics.extend(failures);
        }
        Ok(Self { report, pages, lists, plain })
    }

    /// Whether the site has a template of its own.
    pub fn has_own_templates(&self) -> bool {
        self.pages.has_own_templates
    }

    /// Puts the artifacts in order, with the files of the search index.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn plan(self, memory: &mut SiteMemory, index: Index) -> Result<Plan, Cancelled> {
        let Self { mut report, pages, lists, plain } = self;
        let SitePages { renderer, editors, others, has_own_templates } = pages;
        let (index_files, later) = index.into_parts();
        let (views, artifacts, renderer_for_plan) = match editors {
            EditorPages::OnDemand => (None, None, Some(renderer.clone())),
            EditorPages::Rendered(RenderedPages { views, artifacts }) => (Some(views), Some(artifacts), None),
        };
        let artifacts = artifacts.into_iter().flat_map(|artifacts| artifacts.into_values()).flatten();
        let artifacts = artifacts.chain(lists.into_iter().flatten()).chain(plain).chain(index_files);
        report.output = memory.output.in_order(artifacts.collect());
        if has_own_templates && report.count(Severity::Error) == 0 {
            let views: Vec<Arc<View>> =
                views.iter().flat_map(|views| views.iter()).cloned().chain(others).collect();
            let graph = &renderer.parts().graph;
            let dead_links = &mut memory.checks.dead_links;
            report.diagnostics.extend(dead_links.check(
                graph,
                &views,
                &report.output,
                &memory.cancellation,
            )?);
        }
        report.diagnostics.sort();
        report.diagnostics.dedup();
        report.work.written = memory.lists.written();
        if renderer_for_plan.is_none() {
            report.work.filled = memory.pages.filled();
            report.work.written += memory.pages.written();
        }
        Ok(Plan::new(report, renderer_for_plan, later))
    }
}

/// The distinct errors of templates, each with the first artifact that shows it.
fn failures<'a>(rendered: impl Iterator<Item = (&'a Arc<View>, &'a Written)>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<Diagnostic, &Address> = BTreeMap::new();
    for (view, written) in rendered {
        for found in written.as_ref().err().into_iter().flat_map(|found| found.iter()) {
            first.entry(found.clone()).or_insert(&view.address);
        }
    }
    let failures = first.into_iter().map(|(found, address)| {
        let message = format!("{} (in `{address}`)", found.message);
        Diagnostic { message, ..found }
    });
    failures.collect()
}

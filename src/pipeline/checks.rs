//! The checks of a joined site, in their order: later ones leave out what earlier ones explain.

use std::sync::Arc;

use super::Options;
use super::accessibility::AccessibilityMemory;
use super::active_files::ActiveFileMemory;
use super::dead_links::DeadLinkMemory;
use super::source_files::{PlainFile, share_picture};
use super::unregistered::UnregisteredMemory;
use crate::check;
use crate::check::broken::Broken;
use crate::check::unlocated::UnlocatedDiagnostic;
use crate::graph::Graph;
use crate::memo::{Cancellation, Cancelled, Row, Shared, Stage};
use crate::model::page::document::Document;
use crate::model::register::registers::Registers;
use crate::model::source::diagnostic::{Code, Diagnostic, Severity};
use crate::model::source::tree::{FilePath, Tree};
use crate::model::value::address::Address;
use crate::model::view::page::View;

/// The input to the checks.
pub(super) struct CheckedSite<'a> {
    pub graph: &'a Shared<Graph>,
    pub registers: &'a Registers,
    /// The documents of all page files, drafts included.
    pub documents: &'a Row<Arc<Document>>,
    /// The documents of the published pages.
    pub page_documents: &'a Row<Arc<Document>>,
    /// The files below `content/` that are neither pages nor registers.
    pub other_files: &'a [PlainFile],
    pub tree: &'a Tree,
    pub options: &'a Options,
    pub is_config_valid: bool,
    /// Whether there is neither a configuration nor a page.
    pub is_empty: bool,
}

/// The addresses of a build's output, except those of the editors' pages.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OtherAddresses {
    /// The files that are copied unchanged.
    pub copied: Vec<FilePath>,
    /// The address of each.
    pub copied_to: Arc<Vec<Address>>,
    /// The views of the generated pages, except the print edition.
    pub list_views: Arc<Vec<Arc<View>>>,
    /// All other artifacts.
    pub others: Vec<Address>,
}

/// The stages that check a site.
#[derive(Debug)]
pub(super) struct CheckMemory {
    graph: Stage<(), GraphCheckInput, Arc<Vec<UnlocatedDiagnostic>>>,
    registers: Stage<(), RegisterCheckInput, Arc<RegisterProblems>>,
    active_files: ActiveFileMemory,
    unregistered: UnregisteredMemory,
    accessibility: AccessibilityMemory,
    /// The check of finished pages.
    pub dead_links: DeadLinkMemory,
}

impl CheckMemory {
    pub fn new(forgets: bool) -> Self {
        Self {
            graph: Stage::new(forgets, check_graph),
            registers: Stage::new(forgets, check_registers),
            active_files: ActiveFileMemory::new(forgets),
            unregistered: UnregisteredMemory::new(forgets),
            accessibility: AccessibilityMemory::new(forgets),
            dead_links: DeadLinkMemory::new(forgets),
        }
    }

    /// The diagnostics of a site except those of its finished pages: those `found` while reading and preparing it, and those
    /// of the checks.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn check(
        &mut self,
        site: &CheckedSite<'_>,
        addresses: OtherAddresses,
        mut found: Vec<Diagnostic>,
        cancellation: &Cancellation,
    ) -> Result<Vec<Diagnostic>, Cancelled> {
        let CheckedSite { graph, tree, .. } = *site;
        found.extend(self.active_files.check(graph, site.other_files, tree, cancellation)?);
        cancellation.check()?;
        let input = GraphCheckInput { graph: graph.clone(), addresses };
        found.extend(self.graph.ask(input).iter().map(|found| found.located(tree)));
        found.extend(self.register_problems(site, Broken::new(found.iter())));
        // A reference may be missing only because its record has errors, so `Broken` includes the errors found so far.
        let broken = Broken::new(found.iter());
        found.extend(check::links::check(graph, |page| &**site.page_documents.at(page.place()), &broken));
        found.extend(check::registers::files(tree));
        found.extend(lost_ids(site, &found));
        found.extend(self.unregistered.check(graph, site.documents, cancellation)?);
        found.extend(self.accessibility.check(graph, site.page_documents, cancellation)?);
        if !graph.config.checks.accessibility {
            found.retain(|found| !check::accessible::CODES.contains(&found.code));
        }
        if site.is_empty {
            // An empty site lacks nothing but its configuration.
            found.retain(|found| found.code == Code::MissingConfiguration);
        }
        found.extend(check::site::base_url(graph, site.is_config_valid));
        found.extend(
            check::share_image::check(graph, share_picture(&graph.config, tree), tree)
                .map(|found| found.located(tree)),
        );
        Ok(found)
    }

    fn register_problems(&mut self, site: &CheckedSite<'_>, broken: Broken) -> Vec<Diagnostic> {
        let (graph, registers) = (site.graph.clone(), site.registers.clone());
        let problems = self.registers.ask(RegisterCheckInput { graph, registers, broken });
        let requested = problems.requested.iter().map(|found| found.located(site.tree));
        problems.records.iter().cloned().chain(requested).collect()
    }
}

/// A diagnostic for each published id that the site lacks, unless errors in its register may be the reason.
fn lost_ids(site: &CheckedSite<'_>, found: &[Diagnostic]) -> Vec<Diagnostic> {
    let Some(published) = site.options.published_ids.as_deref() else { return Vec::new() };
    let is_valid = |file: &FilePath| {
        found.iter().all(|found| found.file != *file || found.severity() != Severity::Error)
    };
    let lost = check::retired::removed(site.graph, published).into_iter();
    lost.filter(|lost| is_valid(&lost.file)).collect()
}

/// The input to the checks of a graph.
#[derive(Debug, PartialEq, Eq)]
struct GraphCheckInput {
    graph: Shared<Graph>,
    addresses: OtherAddresses,
}

/// The diagnostics of a graph, except those of references and records.
fn check_graph(input: &GraphCheckInput) -> Arc<Vec<UnlocatedDiagnostic>> {
    let GraphCheckInput { graph, addresses } = input;
    let OtherAddresses { copied, copied_to, list_views, others } = addresses;
    let claims = check::addresses::claims(graph, copied_to.iter().cloned().zip(copied.iter().cloned()));
    let of_site = list_views.iter().filter(|view| !check::addresses::has_source(view));
    let of_site: Vec<Address> =
        of_site.map(|view| view.address.clone()).chain(others.iter().cloned()).collect();
    let mut found = check::addresses::check(&claims, &of_site);
    found.extend(check::addresses::reserved(&claims, &of_site));
    found.extend(check::addresses::unportable(&claims));
    found.extend(check::addresses::unportable(&check::addresses::names(graph)));
    found.extend(check::addresses::aliases(graph));
    found.extend(check::sections::landing_pages(graph).into_iter().map(UnlocatedDiagnostic::from));
    found.extend(check::sections::languages(graph).into_iter().map(UnlocatedDiagnostic::from));
    found.extend(check::sections::tags(graph));
    found.extend(check::accessible::languages(graph));
    found.extend(check::statement::check(graph));
    Arc::new(found)
}

/// The input to the checks of registers.
#[derive(Debug, PartialEq, Eq)]
struct RegisterCheckInput {
    graph: Shared<Graph>,
    registers: Registers,
    /// The registers that have errors of their own.
    broken: Broken,
}

/// The diagnostics of records and of the ids that refer to them.
#[derive(Debug)]
struct RegisterProblems {
    /// Problems of the records.
    records: Vec<Diagnostic>,
    /// Problems of the ids in front matter and in the configuration.
    requested: Vec<UnlocatedDiagnostic>,
}

fn check_registers(input: &RegisterCheckInput) -> Arc<RegisterProblems> {
    let RegisterCheckInput { graph, registers, broken } = input;
    let mut records = check::registers::check(graph, registers, broken);
    records.extend(check::charts::check(graph, &registers.charts, broken));
    records.extend(check::retired::check(graph, &registers.retired));
    Arc::new(RegisterProblems { records, requested: check::registers::front_matter(graph, broken) })
}

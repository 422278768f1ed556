//! The second step of a build: the sources are checked, and everything that the checks need is generated.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::assets::{Assets, address, assets};
use super::checks::OtherAddresses;
use super::joined::Joined;
use super::listed::{Listed, SitePages};
use super::memory::SiteMemory;
use super::pages::{EditorPages, PageRenderer};
use super::prepared::Prepared;
use super::search_index::search_addresses;
use super::source_files::{PlainFile, copied_files};
use super::{Options, Report, Work};
use crate::check;
use crate::memo::{self, Cancelled};
use crate::model::output::artifact::{Artifact, Output};
use crate::model::source::tree::{FilePath, STATIC, Tree};
use crate::model::value::address::Address;
use crate::model::view::page::View;
use crate::theme;

/// When the pages of editors are rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rendering {
    /// With the build.
    Now,
    /// Each page on demand, if rendering cannot find further problems.
    OnDemand,
}

/// A site with its diagnostics, except those of rendering lists and pages on demand. The next step renders the lists.
pub(super) struct Judged {
    /// The report, without the output.
    report: Report,
    pages: SitePages,
    /// The artifacts that no template renders.
    plain: Vec<Artifact>,
    /// Whether there is neither a configuration nor a page.
    is_empty: bool,
}

/// The files that are copied unchanged, and their addresses.
struct Copies {
    files: Vec<PlainFile>,
    addresses: Arc<Vec<Address>>,
}

impl Joined {
    /// Checks a site. It generates everything except the search index and the lists; pages of editors only if they are
    /// rendered now.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn judge(
        mut self,
        memory: &mut SiteMemory,
        tree: &Tree,
        options: &Options,
        rendering: Rendering,
    ) -> Result<Judged, Cancelled> {
        let mut problems = self.take_problems();
        let static_files = theme::overlay(&memory.theme.static_files, tree, STATIC);
        let (others, dependencies) = (self.other_files(), self.template_dependencies());
        let assets = assets(&static_files, others, dependencies, options.lasting_names);
        let prepared = Prepared::new(memory, &self, &assets, tree)?;
        let Prepared { parts, list_views, drawings, problems: of_parts } = prepared;
        problems.extend(of_parts);
        let renderer = memory.pages.renderer(parts, self.page_documents());
        let (pages, print) = render(memory, &self, renderer, &list_views, rendering)?;

        let files = copied_files(static_files, others, &self.graph().files);
        let copies = Copies::new(memory, files);
        let (graph, documents) = (self.graph(), self.page_documents());
        let mut plain = memory.plain_files.files(graph, documents, &drawings, tree, &memory.cancellation)?;
        let of_plain = plain.iter().map(|artifact| artifact.address.clone());
        let addresses = OtherAddresses {
            others: of_plain.chain(search_addresses(graph)).chain(print).collect(),
            copied: copies.files.iter().map(|(file, _)| file.clone()).collect(),
            copied_to: Arc::clone(&copies.addresses),
            list_views,
        };
        let site = self.checked(tree, options);
        let diagnostics = memory.checks.check(&site, addresses, problems, &memory.cancellation)?;
        let stale = options.as_of.map(|day| check::stale::check(graph, self.registers(), tree, day));
        plain.extend(copies.into_artifacts(&assets));
        let report = Report {
            output: Output::default(),
            diagnostics,
            stale: stale.unwrap_or_default(),
            pages: graph.pages.len(),
            base_url: graph.config.base_url.clone(),
            work: Work { read: memory.read.read(), joined: memory.graph.joined(), filled: 0, written: 0 },
        };
        Ok(Judged { report, pages, plain, is_empty: self.is_empty() })
    }
}

impl Judged {
    /// Renders the generated pages: lists, feeds, the print edition. It needs no sources.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn list(self, memory: &mut SiteMemory) -> Result<Listed, Cancelled> {
        let Self { report, pages, plain, is_empty } = self;
        Listed::new(memory, report, pages, plain, is_empty)
    }

    /// Drops the sources that no diagnostic names, if later steps cannot find problems in them.
    pub fn retain_reported_files(&self, tree: Tree) -> Tree {
        if !self.pages.are_on_demand() {
            return tree;
        }
        let stale = self.report.stale.iter().map(|stale| &stale.found);
        let reported: BTreeSet<&FilePath> =
            self.report.diagnostics.iter().chain(stale).map(|found| &found.file).collect();
        let kept =
            reported.into_iter().filter_map(|file| Some((file.clone(), tree.get(file.as_str())?.clone())));
        let kept = kept.collect();
        memo::drop_in_background(tree);
        kept
    }
}

/// Renders the pages of editors, and builds the view of the print edition.
fn render(
    memory: &mut SiteMemory,
    joined: &Joined,
    renderer: PageRenderer,
    list_views: &Arc<Vec<Arc<View>>>,
    rendering: Rendering,
) -> Result<(SitePages, Option<Address>), Cancelled> {
    let SiteMemory { pages, print, cancellation, .. } = memory;
    let (graph, has_own_templates) = (joined.graph(), joined.has_own_templates());
    // The print edition needs all pages, and so does the check of the links that the site's own templates write.
    let is_on_demand = rendering == Rendering::OnDemand && !has_own_templates && !print.is_wanted(graph);
    let (editors, printed) = if is_on_demand {
        (EditorPages::OnDemand, None)
    } else {
        let rendered = pages.render(&renderer, cancellation)?;
        let printed = print.view(graph, &rendered.views, list_views, cancellation)?;
        (EditorPages::Rendered(rendered), printed)
    };
    let address = printed.as_ref().map(|view| view.address.clone());
    let others = list_views.iter().cloned().chain(printed).collect();
    Ok((SitePages { renderer, editors, others, has_own_templates }, address))
}

impl Copies {
    fn new(memory: &mut SiteMemory, files: Vec<PlainFile>) -> Self {
        let addresses =
            memory.output.addresses_of_copies(files.iter().map(|(file, _)| file.clone()).collect());
        Self { files, addresses }
    }

    fn into_artifacts(self, assets: &Assets) -> impl Iterator<Item = Artifact> {
        let addresses: Vec<Address> = self.addresses.iter().cloned().collect();
        self.files.into_iter().zip(addresses).map(|((file, bytes), plain)| {
            let address = address(&file, &bytes, assets).unwrap_or(plain);
            Artifact { address, bytes }
        })
    }
}

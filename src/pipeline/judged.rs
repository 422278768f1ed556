//! The second half of a build: what is wrong with a site is known, and what that takes is made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::assets::{self, assets};
use super::checking::{Checking, CheckingRegisters};
use super::joined::Joined;
use super::making::{Making, Parts};
use super::memory::SiteMemory;
use super::plan::Plan;
use super::searching::search_addresses;
use super::sources::copies;
use super::{Options, Report, Work};
use crate::check;
use crate::check::broken::Broken;
use crate::graph::Graph;
use crate::memo::{self, Cancelled, Row};
use crate::model::output::artifact::{Artifact, Output};
use crate::model::source::diagnostic::{Code, Diagnostic, Severity};
use crate::model::source::tree::{CONFIG, FilePath, STATIC, Tree};
use crate::model::value::address::Address;
use crate::model::view::page::View;
use crate::theme;
use crate::write::manifest::Naming;
use crate::write::page::Written;
use crate::write::plain::{self, Facts};

/// A site of which is known what is wrong, but for dead links in its own templates; and what is left to be made.
pub(super) struct Judged {
    /// Without the output.
    report: Report,
    making: Making,
    /// Whether the pages of editors are still to be made.
    is_later: bool,
    /// Whether there is no briefing.
    is_nothing: bool,
    /// The views of pages of editors that were made, and what was made of them.
    shown: Row<Arc<View>>,
    written_pages: Row<Written>,
    /// The other views, and what was made of them, once that is so.
    views: Vec<Arc<View>>,
    written: Vec<Written>,
    /// Whether a template is the site's own and not the theme's.
    pub has_own: bool,
    /// The artifacts that no template makes.
    plain: Vec<Artifact>,
}

/// Looks for what is wrong, and makes what that takes: all but the index of the search and the lists, and but the pages of
/// editors where these `may_wait`.
///
/// # Errors
/// That the build was cancelled.
pub(super) fn judge(
    memory: &mut SiteMemory,
    joined: Joined,
    tree: &Tree,
    options: &Options,
    may_wait: bool,
) -> Result<Judged, Cancelled> {
    let Joined {
        graph,
        mut diagnostics,
        is_config_right,
        is_refused,
        has_own,
        reach,
        registers,
        beside,
        documents,
        of_pages,
    } = joined;
    let fixed = theme::overlay(&memory.theme.fixed, tree, STATIC);
    let assets = assets(&fixed, &beside, &reach, options.lasting_names);
    let designs = memory.designs(&graph, &reach, &assets)?;
    let navs = memory.navigations(&graph, &designs)?;
    let SiteMemory { list, citing, cancellation, .. } = memory;
    let (own_views, citations) =
        memo::both(|| list.ask(graph.clone()), || citing.citations(&graph, cancellation));
    let (cited, citing, wrong) = citations?;
    diagnostics.extend(wrong.iter().filter(|_| !is_refused).map(|found| found.placed(tree)));
    let drawn = memory.drawings(&graph, &designs)?;
    diagnostics.extend(drawn.wrong.iter().cloned());
    let parts = Parts::new(&graph, designs, navs, &drawn, (cited, citing), &memory.cancellation);
    let making = memory.making(parts, &of_pages);
    // The print edition shows the pages again, and in the site's own templates each page is looked through.
    let is_later = may_wait && !has_own && !memory.has_print_edition(&graph);
    let shown = if is_later { Row::default() } else { memory.showings(&making)? };
    let written_pages = if is_later { Row::default() } else { memory.written_pages(&making, &shown)? };
    let printed = if is_later { None } else { memory.print_edition(&graph, &shown, &own_views)? };
    let is_printed = printed.as_ref().map(|view| view.address.clone());
    let views: Vec<Arc<View>> = own_views.iter().cloned().chain(printed).collect();

    let failed = making.parts.designs.iter().filter_map(|design| design.as_ref().err()).flatten().cloned();
    let failed = failed.chain(
        making
            .parts
            .navs
            .iter()
            .flatten()
            .filter_map(|nav| nav.as_ref().err())
            .flat_map(|found| found.iter().cloned()),
    );
    diagnostics.extend(failed);

    diagnostics.extend(memory.active_files(&graph, &beside, tree)?);
    let copies = copies(fixed, beside, &graph.files);
    let copied: Vec<FilePath> = copies.iter().map(|(file, _)| file.clone()).collect();
    let copied_to = memory.copy.ask(copied.clone());
    let mut plain = plain::artifacts(&facts(&graph));
    plain.extend(memory.markdowns(&graph, &of_pages, &drawn, tree)?);
    plain.extend(memory.datasets(&graph)?);
    memory.cancellation.check()?;
    let checked = memory.check.ask(Checking {
        graph: graph.clone(),
        copied,
        copied_to: Arc::clone(&copied_to),
        own_views,
        plain: plain
            .iter()
            .map(|artifact| artifact.address.clone())
            .chain(search_addresses(&graph))
            .chain(is_printed)
            .collect(),
    });
    diagnostics.extend(checked.iter().map(|found| found.placed(tree)));
    let broken = Broken::new(diagnostics.iter());
    let checking = CheckingRegisters { graph: graph.clone(), registers: registers.clone(), broken };
    let checked = memory.check_registers.ask(checking);
    diagnostics.extend(checked.records.iter().cloned());
    diagnostics.extend(checked.asked.iter().map(|found| found.placed(tree)));
    // What is said of events and figures that cannot be is no mend for the texts that refer to them.
    let broken = Broken::new(diagnostics.iter());
    diagnostics.extend(check::links::check(&graph, |page| &**of_pages.at(page), &broken));
    diagnostics.extend(check::registers::files(tree));
    let published = options.published_ids.as_deref();
    let lost: Vec<Diagnostic> =
        published.into_iter().flat_map(|ids| check::retired::removed(&graph, ids)).collect();
    // What a register lacks because it has errors is not lost.
    let is_right = |file: &FilePath| {
        diagnostics.iter().all(|found| found.file != *file || found.severity() != Severity::Error)
    };
    let lost: Vec<Diagnostic> = lost.into_iter().filter(|found| is_right(&found.file)).collect();
    diagnostics.extend(lost);
    diagnostics.extend(memory.unregistered(&graph, &documents)?);
    diagnostics.extend(memory.unheard(&graph, &of_pages)?);
    if !graph.config.checks.accessibility {
        diagnostics.retain(|found| !check::accessible::CODES.contains(&found.code));
    }
    let stale = options.as_of.map(|day| check::stale::check(&graph, &registers, tree, day));
    let is_nothing = !tree.contains(CONFIG) && documents.is_empty();
    if is_nothing {
        // Its parts are not missing.
        diagnostics.retain(|found| found.code == Code::MissingConfiguration);
    }
    diagnostics.extend(check::site::base_url(&graph, is_config_right));
    diagnostics.extend(check::share_image::check(&graph, tree).map(|found| found.placed(tree)));

    let copies = copies.into_iter().zip(copied_to.iter()).map(|((file, bytes), plain)| {
        let address = assets::address(&file, &bytes, &assets).unwrap_or_else(|| plain.clone());
        Artifact { address, bytes }
    });
    plain.extend(copies);
    let report = Report {
        output: Output::default(),
        diagnostics,
        stale: stale.unwrap_or_default(),
        pages: graph.pages.len(),
        base_url: graph.config.base_url.clone(),
        work: Work { read: memory.read.answered(), joined: memory.join.answered(), filled: 0, written: 0 },
    };
    let written = Vec::new();
    Ok(Judged { report, making, is_later, is_nothing, shown, written_pages, views, written, has_own, plain })
}

impl Judged {
    /// With what no editor writes made too: lists, feeds, the print edition. It takes nothing of the sources.
    ///
    /// # Errors
    /// That the build was cancelled.
    pub fn with_lists(mut self, memory: &mut SiteMemory) -> Result<Self, Cancelled> {
        self.written = memory.written(&self.making.parts, &self.views)?;
        let pages = self.shown.iter().zip(self.written_pages.iter());
        let failures = failures(pages.chain(self.views.iter().zip(&self.written)));
        self.report.diagnostics.extend(failures.into_iter().filter(|_| !self.is_nothing));
        Ok(self)
    }

    /// What is left of the sources when what is wrong is known: the files that are told of. All of them, where something may
    /// still come to light.
    pub fn told_of(&self, tree: Tree) -> Tree {
        if !self.is_later {
            return tree;
        }
        let report = &self.report;
        let told: BTreeSet<&FilePath> = report
            .diagnostics
            .iter()
            .chain(report.stale.iter().map(|stale| &stale.found))
            .map(|found| &found.file)
            .collect();
        let told_of =
            told.into_iter().filter_map(|file| Some((file.clone(), tree.get(file.as_str())?.clone())));
        let told_of = told_of.collect();
        memo::let_go(tree);
        told_of
    }

    /// With the files of the index.
    ///
    /// # Errors
    /// That the build was cancelled.
    pub fn finish(self, memory: &mut SiteMemory, found: Vec<Artifact>) -> Result<Plan, Cancelled> {
        let Self {
            mut report, making, is_later, shown, written_pages, views, written, has_own, plain, ..
        } = self;
        let pages = written_pages.into_values().flatten();
        let artifacts = pages.chain(written.into_iter().flatten()).chain(plain).chain(found).collect();
        report.output = memory.output(artifacts);
        let is_whole = report.count(Severity::Error) == 0;
        let made_pages =
            if is_whole && has_own { shown.iter().cloned().chain(views).collect() } else { Vec::new() };
        let dead = memory.dead_links(&making.parts.graph, &made_pages, &report.output)?;
        report.diagnostics.extend(dead);
        report.diagnostics.sort();
        report.diagnostics.dedup();
        report.work.written = memory.write.answered();
        if !is_later {
            report.work.filled = memory.fill.answered();
            report.work.written += memory.write_page.answered();
        }
        Ok(Plan::new(report, is_later.then_some(making)))
    }
}

/// What went wrong while artifacts were made: each problem of a template once, with the first artifact that shows it.
fn failures<'a>(made: impl Iterator<Item = (&'a Arc<View>, &'a Written)>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<Diagnostic, &Address> = BTreeMap::new();
    for (view, written) in made {
        for found in written.as_ref().err().into_iter().flat_map(|found| found.iter()) {
            first.entry(found.clone()).or_insert(&view.address);
        }
    }
    let told = first.into_iter().map(|(found, address)| {
        let message = format!("{} (in `{address}`)", found.message);
        Diagnostic { message, ..found }
    });
    told.collect()
}

fn facts(graph: &Graph) -> Facts {
    let sitemap = graph.makes_sitemap().then(|| graph.absolute(&Address::new("sitemap.xml"))).flatten();
    Facts {
        ids: graph.id_list.clone(),
        cname: graph.config.cname.as_ref().map(|name| name.as_str().to_owned()),
        sitemap,
        naming: graph.config.base_url.as_ref().map(|_| Naming {
            title: graph.site.title.clone(),
            description: graph.site.description.clone(),
            language: graph.site.language.clone(),
        }),
    }
}

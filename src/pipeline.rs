//! The pipeline, from a tree of sources to the output. It touches nothing of the world: the same tree and options
//! give the same report, in any process.
//!
//! Each step asks a stage of the memory, which answers at once where the question is the one it was asked last.

mod assets;
mod checking;
mod citing;
mod designs;
mod drawings;
mod joined;
mod judged;
mod links;
mod listening;
mod making;
mod markdowns;
mod memory;
mod pages;
mod plan;
mod printing;
mod reach;
mod registers;
mod searching;
mod sources;
mod trust;

use crate::memo;
use crate::model::output::artifact::Output;
use crate::model::source::config::BaseUrl;
use crate::model::source::diagnostic::{Diagnostic, Severity};
use crate::model::source::tree::Tree;
use crate::model::value::date::Date;

pub use crate::check::stale::Stale;
pub use crate::memo::{Cancellation, Cancelled};
use joined::join;
use judged::judge;
pub use memory::Memory;
use memory::SiteMemory;
pub use plan::Plan;

/// What may be asked of a build beside the sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether drafts are published too.
    pub drafts: bool,
    /// Where the site is published, instead of the configuration's `base_url`.
    pub base_url: Option<BaseUrl>,
    /// The day on which is looked for what is stale; nothing for not looking.
    pub as_of: Option<Date>,
    /// Whether the names of style sheets and scripts carry what is in them, so that a browser may keep them for good.
    pub lasting_names: bool,
    /// The ids of the edition that is published now, its `ids.txt`: none of them may be lost.
    pub published_ids: Option<String>,
}

/// What a build made, and what is wrong with its sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Every artifact that could be made.
    pub output: Output,
    /// Every problem, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// What should be looked at again, by section, where that was asked.
    pub stale: Vec<Stale>,
    /// How many pages of editors' the site has.
    pub pages: usize,
    /// Where the site is published, if that is known.
    pub base_url: Option<BaseUrl>,
    /// What had to be worked out, and was not remembered.
    pub work: Work,
}

impl Report {
    /// How many diagnostics are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|found| found.severity() == severity).count()
    }

    /// Whether the output may be published.
    pub fn is_publishable(&self) -> bool {
        self.count(Severity::Error) == 0
    }
}

/// How many answers each stage had to work out: the measure of what an edit costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Files read.
    pub read: usize,
    /// Times that the outlines were joined: 0 or 1.
    pub joined: usize,
    /// Bodies filled.
    pub filled: usize,
    /// Artifacts made from templates.
    pub written: usize,
}

/// Builds a site from nothing.
pub fn build(tree: &Tree, options: &Options) -> Report {
    plan(tree.clone(), options).0.whole()
}

/// Builds a site from nothing but its pages, where nothing that is wrong can come to light in them: they are made when
/// they are asked for, so that they need not all be held at once. Takes the sources, and gives back those that are told of.
pub fn plan(tree: Tree, options: &Options) -> (Plan, Tree) {
    let planned = memo::side_by_side(|| {
        let Memory { mut site, mut search } = Memory::forgetful();
        let joined = join(&mut site, &tree, options)?;
        let findings = search.findings(&joined.graph, &joined.of_pages);
        let judged = judge(&mut site, joined, &tree, options, true)?;
        let tree = judged.told_of(tree);
        // Last, so that what is done with by then is not held beside it.
        let found = search.files(findings, &site.cancellation)?;
        Ok::<_, Cancelled>((judged.with_lists(&mut site)?.finish(&mut site, found)?, tree))
    });
    planned.expect(WANTED)
}

/// Why a build that cannot be cancelled comes to its end.
const WANTED: &str = "nobody cancels this build";

/// Builds a site with what was worked out before: the same report as [`build`] gives, sooner.
///
/// # Panics
/// If the memory's cancellation cancels it.
pub fn rebuild(memory: &mut Memory, tree: &Tree, options: &Options) -> Report {
    try_rebuild(memory, tree, options).expect(WANTED)
}

/// The same, unless it is cancelled on its way; the next build goes on from what was worked out until then.
///
/// # Errors
/// That it was cancelled.
pub fn try_rebuild(memory: &mut Memory, tree: &Tree, options: &Options) -> Result<Report, Cancelled> {
    let Memory { site, search } = memory;
    memo::side_by_side(|| {
        let cancellation = site.cancellation.clone();
        let joined = join(site, tree, options)?;
        let findings = search.findings(&joined.graph, &joined.of_pages);
        let judge = || judge(site, joined, tree, options, false)?.with_lists(site);
        let (judged, found) = memo::both(judge, || search.files(findings, &cancellation));
        Ok(judged?.finish(site, found?)?.whole())
    })
}

/// Builds a site with what was worked out before but its pages, as [`plan`] does, and but the index of its search, which
/// [`with_index`] makes; where the site has templates of its own, with both.
///
/// # Panics
/// If the memory's cancellation cancels it.
pub fn replan(memory: &mut Memory, tree: &Tree, options: &Options) -> Plan {
    try_replan(memory, tree, options).expect(WANTED)
}

/// The same, unless it is cancelled on its way; the next build goes on from what was worked out until then.
///
/// # Errors
/// That it was cancelled.
pub fn try_replan(memory: &mut Memory, tree: &Tree, options: &Options) -> Result<Plan, Cancelled> {
    let Memory { site, search } = memory;
    memo::side_by_side(|| {
        let joined = join(site, tree, options)?;
        let findings = search.findings(&joined.graph, &joined.of_pages);
        let judged = judge(site, joined, tree, options, true)?.with_lists(site)?;
        if judged.has_own {
            // The site's own templates may link to the index.
            let found = search.files(findings, &site.cancellation)?;
            judged.finish(site, found)
        } else {
            Ok(judged.finish(site, Vec::new())?.awaiting(findings, search.last()))
        }
    })
}

/// A site with the index of its search, where that is still to be made.
pub fn with_index(memory: &mut Memory, plan: Plan) -> Plan {
    memo::side_by_side(|| plan.with_index(|findings| memory.search.index(findings)))
}

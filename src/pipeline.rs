//! The pipeline, from a tree of sources to the output. It reads no file and no clock: the same tree and options give the
//! same report, in any process.
//!
//! A build has four steps, and the type of each is the only way to the next: `Joined`, `Judged`, `Listed`, `Plan`. Each step
//! runs stages of the memory, which return their last output if the input is unchanged.

mod accessibility;
mod active_files;
mod assets;
mod checks;
mod citations;
mod dead_links;
mod documents;
mod drawings;
mod graph;
mod joined;
mod judged;
mod layouts;
mod listed;
mod lists;
mod memory;
mod output;
mod page_parts;
mod pages;
mod plain_files;
mod plan;
mod prepared;
mod print_edition;
mod registers;
mod search_index;
mod search_stages;
mod source_files;
mod template_dependencies;
mod unregistered;

use crate::memo;
use crate::model::output::artifact::Output;
use crate::model::source::config::BaseUrl;
use crate::model::source::diagnostic::{Diagnostic, Severity};
use crate::model::source::tree::Tree;
use crate::model::value::date::Date;

pub use crate::check::stale::Stale;
pub use crate::memo::{Cancellation, Cancelled};
use joined::Joined;
use judged::Rendering;
pub use memory::Memory;
pub use plan::Plan;

/// The options of a build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether drafts are published.
    pub drafts: bool,
    /// The address of the site, instead of the configuration's `base_url`.
    pub base_url: Option<BaseUrl>,
    /// The day on which to check for stale content; `None` to skip that check.
    pub as_of: Option<Date>,
    /// Whether asset names carry a content hash, so that browsers may cache them forever.
    pub lasting_names: bool,
    /// The `ids.txt` of the published edition: an id that disappears is an error.
    pub published_ids: Option<String>,
}

/// The result of a build: its output and its diagnostics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Every artifact that could be generated.
    pub output: Output,
    /// Every diagnostic, in the order of files and positions.
    pub diagnostics: Vec<Diagnostic>,
    /// Stale content by section, if the options ask for it.
    pub stale: Vec<Stale>,
    /// The number of pages that editors wrote.
    pub pages: usize,
    /// The address of the site, if it is known.
    pub base_url: Option<BaseUrl>,
    /// The work that the memory did not save.
    pub work: Work,
}

impl Report {
    /// The number of diagnostics with a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|found| found.severity() == severity).count()
    }

    /// Whether the output may be published.
    pub fn is_publishable(&self) -> bool {
        self.count(Severity::Error) == 0
    }
}

/// The number of outputs that each stage had to compute: a measure of the cost of an edit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Files read.
    pub read: usize,
    /// How often the outlines were joined: 0 or 1.
    pub joined: usize,
    /// Bodies filled.
    pub filled: usize,
    /// Artifacts rendered from templates.
    pub written: usize,
}

/// Builds a site from scratch.
pub fn build(tree: &Tree, options: &Options) -> Report {
    plan(tree.clone(), options).0.whole()
}

/// Builds a site from scratch. Pages whose rendering cannot find further problems are rendered on demand, so that they need
/// not all be in memory at once. Consumes the sources, and returns those that a diagnostic names.
pub fn plan(tree: Tree, options: &Options) -> (Plan, Tree) {
    let planned = memo::in_thread_pool(|| {
        let Memory { mut site, mut search } = Memory::forgetful();
        let joined = Joined::new(&mut site, &tree, options)?;
        let search_input = search.input(joined.graph(), joined.page_documents());
        let judged = joined.judge(&mut site, &tree, options, Rendering::OnDemand)?;
        let tree = judged.retain_reported_files(tree);
        // Before the lists, so that both are not in memory at the same time.
        let index = search.index(search_input, &site.cancellation)?;
        Ok::<_, Cancelled>((judged.list(&mut site)?.plan(&mut site, index)?, tree))
    });
    planned.expect(NEVER_CANCELLED)
}

/// The reason why a build without a cancellation always finishes.
const NEVER_CANCELLED: &str = "nobody cancels this build";

/// Builds a site with the outputs in the memory: the same report as [`build`] returns, sooner.
///
/// # Panics
/// If the memory's cancellation cancels it.
pub fn rebuild(memory: &mut Memory, tree: &Tree, options: &Options) -> Report {
    try_rebuild(memory, tree, options).expect(NEVER_CANCELLED)
}

/// The same, unless it is cancelled. The next build reuses the outputs that were computed until then.
///
/// # Errors
/// [`Cancelled`] if the memory's cancellation cancels it.
pub fn try_rebuild(memory: &mut Memory, tree: &Tree, options: &Options) -> Result<Report, Cancelled> {
    let Memory { site, search } = memory;
    memo::in_thread_pool(|| {
        let cancellation = site.cancellation.clone();
        let joined = Joined::new(site, tree, options)?;
        let search_input = search.input(joined.graph(), joined.page_documents());
        let list = || joined.judge(site, tree, options, Rendering::Now)?.list(site);
        let (listed, index) = memo::both(list, || search.index(search_input, &cancellation));
        Ok(listed?.plan(site, index?)?.whole())
    })
}

/// Builds a site with the outputs in the memory. Pages are rendered on demand, as by [`plan`], and the search index is
/// left to [`with_index`]. For a site with its own templates, both are part of the build.
///
/// # Panics
/// If the memory's cancellation cancels it.
pub fn replan(memory: &mut Memory, tree: &Tree, options: &Options) -> Plan {
    try_replan(memory, tree, options).expect(NEVER_CANCELLED)
}

/// The same, unless it is cancelled. The next build reuses the outputs that were computed until then.
///
/// # Errors
/// [`Cancelled`] if the memory's cancellation cancels it.
pub fn try_replan(memory: &mut Memory, tree: &Tree, options: &Options) -> Result<Plan, Cancelled> {
    let Memory { site, search } = memory;
    memo::in_thread_pool(|| {
        let joined = Joined::new(site, tree, options)?;
        let search_input = search.input(joined.graph(), joined.page_documents());
        let listed = joined.judge(site, tree, options, Rendering::OnDemand)?.list(site)?;
        let index = if listed.has_own_templates() {
            // The site's own templates may link to the index, and those links are checked.
            search.index(search_input, &site.cancellation)?
        } else {
            search.later(search_input)
        };
        listed.plan(site, index)
    })
}

/// The plan with its search index, generated if it is pending.
pub fn with_index(memory: &mut Memory, plan: Plan) -> Plan {
    memo::in_thread_pool(|| plan.with_index(|input| memory.search.make(input)))
}

//! The pipeline, from a tree of sources to the output. It reads no file and no clock: the same tree and options give the
//! same report, in any process.
//!
//! A build has four steps, and the type of each is the only way to the next: `Joined`, `Judged`, `Listed`, `Plan`. Each step
//! asks stages of the memory, which answer at once if their input is equal to the last one.

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
    /// The day for which stale content is looked for; `None` to skip that check.
    pub as_of: Option<Date>,
    /// Whether asset names carry a content hash, so that browsers may cache them forever.
    pub lasting_names: bool,
    /// The `ids.txt` of the edition that is published now: an id that is lost is an error.
    pub published_ids: Option<String>,
}

/// The result of a build: its output and its diagnostics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Every artifact that could be made.
    pub output: Output,
    /// Every diagnostic, in the order of files and positions.
    pub diagnostics: Vec<Diagnostic>,
    /// Stale content by section, if the options ask for it.
    pub stale: Vec<Stale>,
    /// The number of pages that editors wrote.
    pub pages: usize,
    /// The address of the site, if it is known.
    pub base_url: Option<BaseUrl>,
    /// How much was not remembered.
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

/// The number of answers that each stage had to work out: the measure of what an edit costs.
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

/// Builds a site from scratch, except that pages that cannot bring another problem to light are left to be rendered on demand,
/// so that they need not all be in memory at once. Takes the sources, and returns those that a diagnostic names.
pub fn plan(tree: Tree, options: &Options) -> (Plan, Tree) {
    let planned = memo::in_thread_pool(|| {
        let Memory { mut site, mut search } = Memory::forgetful();
        let joined = Joined::new(&mut site, &tree, options)?;
        let search_input = search.input(joined.graph(), joined.page_documents());
        let judged = joined.judge(&mut site, &tree, options, Rendering::OnDemand)?;
        let tree = judged.retain_reported_files(tree);
        // Before the lists, so that they are not in memory beside it.
        let index = search.index(search_input, &site.cancellation)?;
        Ok::<_, Cancelled>((judged.list(&mut site)?.plan(&mut site, index)?, tree))
    });
    planned.expect(NEVER_CANCELLED)
}

/// Why a build without a cancellation always finishes.
const NEVER_CANCELLED: &str = "nobody cancels this build";

/// Builds a site with the answers that the memory holds: the same report as [`build`] returns, sooner.
///
/// # Panics
/// If the memory's cancellation cancels it.
pub fn rebuild(memory: &mut Memory, tree: &Tree, options: &Options) -> Report {
    try_rebuild(memory, tree, options).expect(NEVER_CANCELLED)
}

/// The same, unless it is cancelled. The next build continues with the answers that were worked out until then.
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

/// Builds a site with the answers that the memory holds, except that pages are rendered on demand, as by [`plan`], and that
/// the search index is left to [`with_index`]. A site with templates of its own gets both at once.
///
/// # Panics
/// If the memory's cancellation cancels it.
pub fn replan(memory: &mut Memory, tree: &Tree, options: &Options) -> Plan {
    try_replan(memory, tree, options).expect(NEVER_CANCELLED)
}

/// The same, unless it is cancelled. The next build continues with the answers that were worked out until then.
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
            // The site's own templates may link to the index, and these links are checked.
            search.index(search_input, &site.cancellation)?
        } else {
            search.later(search_input)
        };
        listed.plan(site, index)
    })
}

/// The plan with its search index, if that is still to be made.
pub fn with_index(memory: &mut Memory, plan: Plan) -> Plan {
    memo::in_thread_pool(|| plan.with_index(|input| memory.search.make(input)))
}

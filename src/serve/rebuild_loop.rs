//! One round after the other: the sources are looked at, and the site is built of what they are now.

use std::time::{Duration, Instant};

use crate::disk::{Change, Sources};
use crate::model::source::tree::FilePath;
use crate::pipeline::{Cancelled, Memory, Options, Plan, Report, try_rebuild, try_replan, with_index};

use super::last_good::LastGoodSources;
use super::overtaking::Overtaking;
use super::watcher::{EventCounter, SourceWatcher};

/// How often all files are looked at where nothing says when they change.
const POLL: Duration = Duration::from_secs(1);

/// How often all files are looked at besides, in case that a change was not told of.
const TRUTH: Duration = Duration::from_secs(5);

/// How soon files that the system could not look at are tried again.
const RETRY: Duration = Duration::from_millis(100);

/// The part of the time that may be spent with looking at files that nobody touched: one in so many, and one in
/// fewer where there is no other way.
const SHARE: u32 = 50;
const SHARE_OF_POLL: u32 = 8;

/// How long the disk is quiet before an error is told: what is saved in two steps is wrong between them.
const CALM: Duration = Duration::from_millis(120);

/// How long an error that comes and goes is kept back at most.
const KEPT_BACK: Duration = Duration::from_secs(1);

/// The sources of a site, what is remembered of it, and what stands while something is wrong.
#[derive(Debug)]
pub struct RebuildLoop {
    sources: Sources,
    options: Options,
    memory: Memory,
    overtaking: Overtaking,
    last_good: LastGoodSources,
    next_look: Instant,
    /// Whether it was said that files cannot be looked at.
    is_unreadable: bool,
}

/// One round.
#[derive(Debug)]
pub struct Rebuild {
    /// What the sources give, as they are.
    pub plan: Plan,
    /// What is shown: the same, or while there are errors what the files that have them last gave.
    pub shown: Plan,
}

impl Rebuild {
    /// What is wrong with the sources, and what the site has.
    pub fn report(&self) -> &Report {
        self.plan.report()
    }
}

impl RebuildLoop {
    /// For sources of which nothing is known yet; `rings` say when one was saved.
    pub fn new(sources: Sources, options: Options, events: EventCounter) -> Self {
        let overtaking = Overtaking::new(events);
        let (memory, last_good) =
            (Memory::cancelled_by(overtaking.cancellation()), LastGoodSources::default());
        let next_look = Instant::now() + if sources.unseen().is_some() { RETRY } else { POLL };
        Self { sources, options, memory, overtaking, last_good, next_look, is_unreadable: false }
    }

    /// The sources as they were looked at last.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Why files cannot be looked at, once after that began. The site stays as it is meanwhile, and they are tried again.
    pub fn take_read_failure(&mut self) -> Option<String> {
        let unseen = self.sources.unseen().map(|(path, why)| format!("`{path}` cannot be read: {why}"));
        let was_unreadable = std::mem::replace(&mut self.is_unreadable, unseen.is_some());
        unseen.filter(|_| !was_unreadable)
    }

    /// Waits until the sources changed, for so long at most; says what changed.
    pub fn wait(&mut self, watcher: &mut SourceWatcher, longest: Duration) -> Vec<Change> {
        let until_look = self.next_look.saturating_duration_since(Instant::now());
        let Some(possible) = watcher.wait(longest.min(until_look), &self.sources) else {
            return if Instant::now() < self.next_look { Vec::new() } else { self.look(watcher) };
        };
        let mut changes = self.sources.refresh(possible.paths());
        if possible.anything {
            changes.extend(self.sources.rescan(|| true).unwrap_or_default());
        }
        if self.sources.has_links() {
            // What changed may be read under another name too, which nobody told.
            self.next_look = Instant::now();
        } else if !possible.is_plain {
            // A folder may hold what was put there before it was watched.
            self.next_look = self.next_look.min(Instant::now() + POLL);
        }
        if self.sources.unseen().is_some() {
            self.next_look = self.next_look.min(Instant::now() + RETRY);
        }
        changes
    }

    /// Looks at every file, unless the doorbell rings meanwhile.
    fn look(&mut self, watcher: &mut SourceWatcher) -> Vec<Change> {
        let started = Instant::now();
        let was_unreadable = self.sources.unseen().is_some();
        let changes = self.sources.rescan(|| watcher.is_polling() || !watcher.has_pending_events());
        let is_unreadable = self.sources.unseen().is_some();
        let has_changed = changes.as_ref().is_some_and(|changes| !changes.is_empty());
        // New folders could not be watched either.
        if (has_changed && !self.sources.has_links()) || (was_unreadable && !is_unreadable) {
            watcher.rewatch(self.sources.folder());
        }
        let (pause, share) = match (is_unreadable, watcher.is_polling()) {
            (true, _) => (RETRY, SHARE_OF_POLL),
            (false, true) => (POLL, SHARE_OF_POLL),
            (false, false) => (TRUTH, SHARE),
        };
        self.next_look = Instant::now() + pause.max(started.elapsed() * share);
        changes.unwrap_or_default()
    }

    /// Builds the site of the sources as they are, with every page.
    ///
    /// # Errors
    /// That it was overtaken.
    pub fn build(&mut self) -> Result<Report, Cancelled> {
        try_rebuild(&mut self.memory, self.sources.tree(), &self.options)
    }

    /// The first round: see [`Rounds::round`].
    pub fn first(&mut self, watcher: &mut SourceWatcher) -> Rebuild {
        self.until_not_overtaken(watcher, &mut Vec::new(), |rebuilds, _| {
            let all: Vec<FilePath> = rebuilds.sources.tree().iter().map(|(file, _)| file.clone()).collect();
            rebuilds.rebuild_files(&all)
        })
    }

    /// Builds the site but its pages and its index, and what is shown of it while it has errors, after changes since the
    /// last round.
    ///
    /// # Errors
    /// That it was overtaken.
    pub fn rebuild(&mut self, changes: &[Change]) -> Result<Rebuild, Cancelled> {
        let changed: Vec<FilePath> = changes.iter().map(|change| change.file.clone()).collect();
        self.rebuild_files(&changed)
    }

    /// Builds after changes until a build comes to its end. What overtakes one is added to the changes.
    fn until_not_overtaken<T>(
        &mut self,
        watcher: &mut SourceWatcher,
        changes: &mut Vec<Change>,
        mut build: impl FnMut(&mut Self, &[Change]) -> Result<T, Cancelled>,
    ) -> T {
        loop {
            self.overtaking.begin();
            if let Ok(built) = build(self, changes) {
                self.overtaking.end();
                return built;
            }
            self.overtaking.give_up();
            changes.extend(self.wait(watcher, CALM));
        }
    }

    /// What the last round shows, with its index.
    pub fn indexed(&mut self, rebuild: &Rebuild) -> Plan {
        with_index(&mut self.memory, rebuild.shown.clone())
    }

    fn rebuild_files(&mut self, changed: &[FilePath]) -> Result<Rebuild, Cancelled> {
        let plan = try_replan(&mut self.memory, self.sources.tree(), &self.options)?;
        let report = plan.report();
        self.last_good.update(self.sources.tree(), changed, &report.diagnostics);
        let stand_in =
            if report.is_publishable() { None } else { self.last_good.stand_in(self.sources.tree()) };
        let shown = match stand_in {
            Some(tree) => try_replan(&mut self.memory, &tree, &self.options)?,
            None => plan.clone(),
        };
        Ok(Rebuild { plan, shown })
    }

    /// Builds after changes, and again while bad news may be a save that is half done: until the disk was quiet for a
    /// moment. What changes meanwhile is added to the changes.
    pub fn until_quiet<T>(
        &mut self,
        watcher: &mut SourceWatcher,
        changes: &mut Vec<Change>,
        mut build: impl FnMut(&mut Self, &[Change]) -> Result<T, Cancelled>,
        is_bad_news: impl Fn(&T) -> bool,
    ) -> T {
        let started = Instant::now();
        let mut built = self.until_not_overtaken(watcher, changes, &mut build);
        while is_bad_news(&built) && started.elapsed() < KEPT_BACK {
            let mut more = self.wait(watcher, CALM);
            if more.is_empty() {
                break;
            }
            built = self.until_not_overtaken(watcher, &mut more, &mut build);
            changes.extend(more);
        }
        built
    }
}

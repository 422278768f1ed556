//! The rebuild loop: waits for changes of the sources, and builds the site again.

use std::time::{Duration, Instant};

use crate::disk::{Change, Sources};
use crate::model::source::tree::FilePath;
use crate::pipeline::{Cancelled, Memory, Options, Plan, Report, try_rebuild, try_replan, with_index};

use super::cancel_policy::CancelPolicy;
use super::last_good::LastGoodSources;
use super::watcher::{EventCounter, SourceWatcher};

/// How often all files are polled without a watcher.
const POLL: Duration = Duration::from_secs(1);

/// How often all files are polled beside a watcher, in case it missed a change.
const SAFETY_POLL: Duration = Duration::from_secs(5);

/// How soon unreadable files are retried.
const RETRY: Duration = Duration::from_millis(100);

/// The share of time that may be spent polling, as its reciprocal: beside a watcher, and without one.
const SHARE: u32 = 50;
const SHARE_OF_POLL: u32 = 8;

/// How long the disk must be quiet before an error is reported: a save in two steps causes errors in between.
const QUIET: Duration = Duration::from_millis(120);

/// How long an error that comes and goes is held back at most.
const MAX_HOLD: Duration = Duration::from_secs(1);

/// The sources of a site, the memory of its builds, and the last good versions of its sources.
#[derive(Debug)]
pub struct RebuildLoop {
    sources: Sources,
    options: Options,
    memory: Memory,
    cancel_policy: CancelPolicy,
    last_good: LastGoodSources,
    next_poll: Instant,
    /// Whether unreadable files were reported.
    is_unreadable: bool,
}

/// The result of a rebuild.
#[derive(Debug)]
pub struct Rebuild {
    /// The site of the current sources.
    pub plan: Plan,
    /// The site that is served: the same, or while there are errors the one of the last good sources.
    pub shown: Plan,
}

impl Rebuild {
    /// The report about the current sources.
    pub fn report(&self) -> &Report {
        self.plan.report()
    }
}

impl RebuildLoop {
    /// A loop before its first build. `events` counts the events of the watcher.
    pub fn new(sources: Sources, options: Options, events: EventCounter) -> Self {
        let cancel_policy = CancelPolicy::new(events);
        let (memory, last_good) =
            (Memory::cancelled_by(cancel_policy.cancellation()), LastGoodSources::default());
        let next_poll = Instant::now() + if sources.unavailable().is_some() { RETRY } else { POLL };
        Self { sources, options, memory, cancel_policy, last_good, next_poll, is_unreadable: false }
    }

    /// The sources as they were last read.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The error that makes files unreadable, returned once. The site does not change until they can be read again.
    pub fn take_read_failure(&mut self) -> Option<String> {
        let unavailable =
            self.sources.unavailable().map(|(path, why)| format!("`{path}` cannot be read: {why}"));
        let was_unreadable = std::mem::replace(&mut self.is_unreadable, unavailable.is_some());
        unavailable.filter(|_| !was_unreadable)
    }

    /// Waits until the sources change, but no longer than `longest`, and returns the changes.
    pub fn wait(&mut self, watcher: &mut SourceWatcher, longest: Duration) -> Vec<Change> {
        let until_look = self.next_poll.saturating_duration_since(Instant::now());
        let Some(possible) = watcher.wait(longest.min(until_look), &self.sources) else {
            return if Instant::now() < self.next_poll { Vec::new() } else { self.poll_all(watcher) };
        };
        let mut changes = self.sources.refresh(possible.paths());
        if possible.anything {
            changes.extend(self.sources.rescan(|| true).unwrap_or_default());
        }
        if self.sources.has_links() {
            // A changed file may also be read through a link, which no event reports.
            self.next_poll = Instant::now();
        } else if !possible.is_plain {
            // A new folder may hold files from before it was watched.
            self.next_poll = self.next_poll.min(Instant::now() + POLL);
        }
        if self.sources.unavailable().is_some() {
            self.next_poll = self.next_poll.min(Instant::now() + RETRY);
        }
        changes
    }

    /// Polls all files, unless the watcher reports an event meanwhile.
    fn poll_all(&mut self, watcher: &mut SourceWatcher) -> Vec<Change> {
        let started = Instant::now();
        let was_unreadable = self.sources.unavailable().is_some();
        let changes = self.sources.rescan(|| watcher.is_polling() || !watcher.has_pending_events());
        let is_unreadable = self.sources.unavailable().is_some();
        let has_changed = changes.as_ref().is_some_and(|changes| !changes.is_empty());
        // New folders may not be watched yet.
        if (has_changed && !self.sources.has_links()) || (was_unreadable && !is_unreadable) {
            watcher.rewatch(self.sources.folder());
        }
        let (pause, share) = match (is_unreadable, watcher.is_polling()) {
            (true, _) => (RETRY, SHARE_OF_POLL),
            (false, true) => (POLL, SHARE_OF_POLL),
            (false, false) => (SAFETY_POLL, SHARE),
        };
        self.next_poll = Instant::now() + pause.max(started.elapsed() * share);
        changes.unwrap_or_default()
    }

    /// Builds the site with every page.
    ///
    /// # Errors
    /// [`Cancelled`] if a save superseded the build.
    pub fn build(&mut self) -> Result<Report, Cancelled> {
        try_rebuild(&mut self.memory, self.sources.tree(), &self.options)
    }

    /// The first build: see [`RebuildLoop::rebuild`].
    pub fn first(&mut self, watcher: &mut SourceWatcher) -> Rebuild {
        self.until_finished(watcher, &mut Vec::new(), |rebuilds, _| {
            let all: Vec<FilePath> = rebuilds.sources.tree().iter().map(|(file, _)| file.clone()).collect();
            rebuilds.rebuild_files(&all)
        })
    }

    /// Builds the site after changes, with pages on demand and without its search index; and, while it has errors, also
    /// the site of the last good sources.
    ///
    /// # Errors
    /// [`Cancelled`] if a save superseded the build.
    pub fn rebuild(&mut self, changes: &[Change]) -> Result<Rebuild, Cancelled> {
        let changed: Vec<FilePath> = changes.iter().map(|change| change.file.clone()).collect();
        self.rebuild_files(&changed)
    }

    /// Builds until a build is not superseded. Saves that supersede one are added to the changes.
    fn until_finished<T>(
        &mut self,
        watcher: &mut SourceWatcher,
        changes: &mut Vec<Change>,
        mut build: impl FnMut(&mut Self, &[Change]) -> Result<T, Cancelled>,
    ) -> T {
        loop {
            self.cancel_policy.build_started();
            if let Ok(built) = build(self, changes) {
                self.cancel_policy.build_finished();
                return built;
            }
            self.cancel_policy.build_cancelled();
            changes.extend(self.wait(watcher, QUIET));
        }
    }

    /// The site that the last rebuild serves, with its search index.
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

    /// Builds after changes, and again until the disk is quiet while new errors may come from an unfinished save. Later changes
    /// are added to the changes.
    pub fn until_quiet<T>(
        &mut self,
        watcher: &mut SourceWatcher,
        changes: &mut Vec<Change>,
        mut build: impl FnMut(&mut Self, &[Change]) -> Result<T, Cancelled>,
        has_new_errors: impl Fn(&T) -> bool,
    ) -> T {
        let started = Instant::now();
        let mut built = self.until_finished(watcher, changes, &mut build);
        while has_new_errors(&built) && started.elapsed() < MAX_HOLD {
            let mut more = self.wait(watcher, QUIET);
            if more.is_empty() {
                break;
            }
            built = self.until_finished(watcher, &mut more, &mut build);
            changes.extend(more);
        }
        built
    }
}

//! One round after the other: the sources are looked at, and the site is built of what they are now.

use std::time::{Duration, Instant};

use crate::disk::{Change, Sources};
use crate::model::source::tree::FilePath;
use crate::pipeline::{Cancelled, Memory, Options, Plan, Report, try_rebuild, try_replan, with_index};

use super::doorbell::{Doorbell, Rings};
use super::overtaking::Overtaking;
use super::standing::Standing;

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
pub struct Rounds {
    sources: Sources,
    options: Options,
    memory: Memory,
    overtaking: Overtaking,
    standing: Standing,
    next_look: Instant,
    /// Whether it was said that files cannot be looked at.
    is_blind: bool,
}

/// One round.
#[derive(Debug)]
pub struct Round {
    /// What the sources give, as they are.
    pub plan: Plan,
    /// What is shown: the same, or while there are errors what the files that have them last gave.
    pub shown: Plan,
}

impl Round {
    /// What is wrong with the sources, and what the site has.
    pub fn report(&self) -> &Report {
        self.plan.report()
    }
}

impl Rounds {
    /// For sources of which nothing is known yet; `rings` say when one was saved.
    pub fn new(sources: Sources, options: Options, rings: Rings) -> Self {
        let overtaking = Overtaking::new(rings);
        let (memory, standing) = (Memory::cancelled_by(overtaking.cancellation()), Standing::default());
        let next_look = Instant::now() + if sources.unseen().is_some() { RETRY } else { POLL };
        Self { sources, options, memory, overtaking, standing, next_look, is_blind: false }
    }

    /// The sources as they were looked at last.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Why files cannot be looked at, once after that began. The site stays as it is meanwhile, and they are tried again.
    pub fn went_blind(&mut self) -> Option<String> {
        let unseen = self.sources.unseen().map(|(path, why)| format!("`{path}` cannot be read: {why}"));
        let was_blind = std::mem::replace(&mut self.is_blind, unseen.is_some());
        unseen.filter(|_| !was_blind)
    }

    /// Waits until the sources changed, for so long at most; says what changed.
    pub fn wait(&mut self, doorbell: &mut Doorbell, longest: Duration) -> Vec<Change> {
        let until_look = self.next_look.saturating_duration_since(Instant::now());
        let Some(call) = doorbell.wait(longest.min(until_look), &self.sources) else {
            return if Instant::now() < self.next_look { Vec::new() } else { self.look(doorbell) };
        };
        let mut changes = self.sources.refresh(call.paths());
        if call.anything {
            changes.extend(self.sources.rescan(|| true).unwrap_or_default());
        }
        if self.sources.has_links() {
            // What changed may be read under another name too, which nobody told.
            self.next_look = Instant::now();
        } else if !call.is_plain {
            // A folder may hold what was put there before it was watched.
            self.next_look = self.next_look.min(Instant::now() + POLL);
        }
        if self.sources.unseen().is_some() {
            self.next_look = self.next_look.min(Instant::now() + RETRY);
        }
        changes
    }

    /// Looks at every file, unless the doorbell rings meanwhile.
    fn look(&mut self, doorbell: &mut Doorbell) -> Vec<Change> {
        let started = Instant::now();
        let was_blind = self.sources.unseen().is_some();
        let changes = self.sources.rescan(|| doorbell.is_deaf() || !doorbell.has_rung());
        let is_blind = self.sources.unseen().is_some();
        let has_changed = changes.as_ref().is_some_and(|changes| !changes.is_empty());
        // New folders could not be watched either.
        if (has_changed && !self.sources.has_links()) || (was_blind && !is_blind) {
            doorbell.watch_anew(self.sources.folder());
        }
        let (pause, share) = match (is_blind, doorbell.is_deaf()) {
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
    pub fn first(&mut self, doorbell: &mut Doorbell) -> Round {
        self.not_overtaken(doorbell, &mut Vec::new(), |rounds, _| {
            let all: Vec<FilePath> = rounds.sources.tree().iter().map(|(file, _)| file.clone()).collect();
            rounds.round_of(&all)
        })
    }

    /// Builds the site but its pages and its index, and what is shown of it while it has errors, after changes since the
    /// last round.
    ///
    /// # Errors
    /// That it was overtaken.
    pub fn round(&mut self, changes: &[Change]) -> Result<Round, Cancelled> {
        let changed: Vec<FilePath> = changes.iter().map(|change| change.file.clone()).collect();
        self.round_of(&changed)
    }

    /// Builds after changes until a build comes to its end. What overtakes one is added to the changes.
    fn not_overtaken<T>(
        &mut self,
        doorbell: &mut Doorbell,
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
            changes.extend(self.wait(doorbell, CALM));
        }
    }

    /// What the last round shows, with its index.
    pub fn indexed(&mut self, round: &Round) -> Plan {
        with_index(&mut self.memory, round.shown.clone())
    }

    fn round_of(&mut self, changed: &[FilePath]) -> Result<Round, Cancelled> {
        let plan = try_replan(&mut self.memory, self.sources.tree(), &self.options)?;
        let report = plan.report();
        self.standing.take(self.sources.tree(), changed, &report.diagnostics);
        let stand_in =
            if report.is_publishable() { None } else { self.standing.stand_in(self.sources.tree()) };
        let shown = match stand_in {
            Some(tree) => try_replan(&mut self.memory, &tree, &self.options)?,
            None => plan.clone(),
        };
        Ok(Round { plan, shown })
    }

    /// Builds after changes, and again while bad news may be a save that is half done: until the disk was quiet for a
    /// moment. What changes meanwhile is added to the changes.
    pub fn calm<T>(
        &mut self,
        doorbell: &mut Doorbell,
        changes: &mut Vec<Change>,
        mut build: impl FnMut(&mut Self, &[Change]) -> Result<T, Cancelled>,
        is_bad_news: impl Fn(&T) -> bool,
    ) -> T {
        let started = Instant::now();
        let mut built = self.not_overtaken(doorbell, changes, &mut build);
        while is_bad_news(&built) && started.elapsed() < KEPT_BACK {
            let mut more = self.wait(doorbell, CALM);
            if more.is_empty() {
                break;
            }
            built = self.not_overtaken(doorbell, &mut more, &mut build);
            changes.extend(more);
        }
        built
    }
}

//! Decides when to cancel a build that a save has superseded: its result would be out of date before it is ready.
//!
//! A superseded build is cancelled, and the next one takes all changes. So that someone who saves without a pause
//! also sees results, builds are cancelled one after the other for at most [`MAX_CANCELLING`]. The next one may
//! finish, unless it takes longer than both [`MIN_LONG_GRACE`] and [`LONG_GRACE_FACTOR`] times the last finished
//! build.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::pipeline::Cancellation;

use super::watcher::EventCounter;

/// How long a build is never cancelled: so early a result is worth more than a new start, and one save often causes
/// several events.
const MIN_GRACE: Duration = Duration::from_millis(100);

/// The longest time for which builds are cancelled one after the other.
const MAX_CANCELLING: Duration = Duration::from_secs(1);

/// The shortest time that the build after them may take.
const MIN_LONG_GRACE: Duration = Duration::from_secs(2);

/// The same as a multiple of the time of the last finished build.
const LONG_GRACE_FACTOR: u32 = 3;

/// Decides for each build whether to cancel it.
#[derive(Debug)]
pub struct CancelPolicy {
    running: Arc<RunningBuild>,
    started: Instant,
    /// When the first build was cancelled since the last one finished.
    cancelling_since: Option<Instant>,
    /// The time that the last finished build took.
    last: Duration,
}

/// The running build.
#[derive(Debug)]
struct RunningBuild {
    events: EventCounter,
    /// Until when it is not cancelled, whatever events come.
    grace_until: Mutex<Instant>,
    is_superseded: AtomicBool,
}

impl RunningBuild {
    /// Once superseded, it stays so.
    fn is_superseded(&self) -> bool {
        if self.is_superseded.load(Ordering::Relaxed) {
            return true;
        }
        let is_in_grace = || self.grace_until.lock().is_ok_and(|until| Instant::now() < *until);
        let is_superseded = self.events.are_pending() && !is_in_grace();
        if is_superseded {
            self.is_superseded.store(true, Ordering::Relaxed);
        }
        is_superseded
    }
}

impl CancelPolicy {
    /// The policy before the first build. `events` counts the events of the watcher.
    pub fn new(events: EventCounter) -> Self {
        let started = Instant::now();
        let (grace_until, is_superseded) = (Mutex::new(started), AtomicBool::new(false));
        let running = Arc::new(RunningBuild { events, grace_until, is_superseded });
        Self { running, started, cancelling_since: None, last: Duration::ZERO }
    }

    /// Cancels the running build once it is superseded.
    pub fn cancellation(&self) -> Cancellation {
        let running = Arc::clone(&self.running);
        Cancellation::when(move || running.is_superseded())
    }

    /// Called when a build starts.
    pub fn build_started(&mut self) {
        self.started = Instant::now();
        let grace_period = grace_period(self.cancelling_since.map(|since| since.elapsed()), self.last);
        if let Ok(mut until) = self.running.grace_until.lock() {
            *until = self.started + grace_period;
        }
        self.running.is_superseded.store(false, Ordering::Relaxed);
    }

    /// Called when the build has finished.
    pub fn build_finished(&mut self) {
        self.cancelling_since = None;
        self.last = self.started.elapsed();
    }

    /// Called when the build was cancelled.
    pub fn build_cancelled(&mut self) {
        self.cancelling_since.get_or_insert_with(Instant::now);
    }
}

/// How long a build is not cancelled, after others were cancelled for `cancelling_for`.
fn grace_period(cancelling_for: Option<Duration>, last: Duration) -> Duration {
    if cancelling_for.is_some_and(|time| time >= MAX_CANCELLING) {
        MIN_LONG_GRACE.max(last * LONG_GRACE_FACTOR)
    } else {
        MIN_GRACE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_may_finish_after_others_were_cancelled_for_a_second() {
        let (moment, second) = (Duration::from_millis(1), Duration::from_secs(1));
        assert_eq!(grace_period(None, second), MIN_GRACE);
        assert_eq!(grace_period(Some(moment), second), MIN_GRACE);
        assert_eq!(grace_period(Some(second), moment), Duration::from_secs(2));
        assert_eq!(grace_period(Some(second), second), Duration::from_secs(3));
    }
}

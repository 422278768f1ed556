//! Whether a build is overtaken: a source was saved while it was under way, so that what comes of it is out of date before it
//! is there.
//!
//! An overtaken build is given up, and the next one is made of all that changed. So that whoever saves without a pause sees
//! something too, builds are given up one after the other for [`PATIENCE`] at most; the next one is left to end, unless
//! it takes hopelessly long: longer than [`HOPELESS`] and than [`TIMES`] times the last build that came to its end.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::pipeline::Cancellation;

use super::watcher::EventCounter;

/// How long a build is never given up: what is there so soon is worth more than a new beginning, and a save often rings more
/// than once.
const BEGINNING: Duration = Duration::from_millis(100);

/// How long builds are given up one after the other at most.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long the build after them is left to end at least.
const HOPELESS: Duration = Duration::from_secs(2);

/// How many times longer than the last one it may take.
const TIMES: u32 = 3;

/// Says of one build after the other whether it is overtaken.
#[derive(Debug)]
pub struct Overtaking {
    current: Arc<Current>,
    started: Instant,
    /// When the first of the builds was given up that were given up since the last one came to its end.
    given_up_since: Option<Instant>,
    /// How long the last build took that came to its end.
    last: Duration,
}

/// The build that is under way.
#[derive(Debug)]
struct Current {
    events: EventCounter,
    /// Until when it is not given up, whatever rings.
    safe_until: Mutex<Instant>,
    is_overtaken: AtomicBool,
}

impl Current {
    /// Once it is overtaken it stays so.
    fn is_overtaken(&self) -> bool {
        if self.is_overtaken.load(Ordering::Relaxed) {
            return true;
        }
        let is_safe = || self.safe_until.lock().is_ok_and(|until| Instant::now() < *until);
        let is_overtaken = self.events.are_pending() && !is_safe();
        if is_overtaken {
            self.is_overtaken.store(true, Ordering::Relaxed);
        }
        is_overtaken
    }
}

impl Overtaking {
    /// Before the first build; `rings` say when a source was saved.
    pub fn new(events: EventCounter) -> Self {
        let started = Instant::now();
        let (safe_until, is_overtaken) = (Mutex::new(started), AtomicBool::new(false));
        let current = Arc::new(Current { events, safe_until, is_overtaken });
        Self { current, started, given_up_since: None, last: Duration::ZERO }
    }

    /// What gives up a build that is overtaken.
    pub fn cancellation(&self) -> Cancellation {
        let current = Arc::clone(&self.current);
        Cancellation::when(move || current.is_overtaken())
    }

    /// A build begins.
    pub fn begin(&mut self) {
        self.started = Instant::now();
        let safe = safe(self.given_up_since.map(|since| since.elapsed()), self.last);
        if let Ok(mut until) = self.current.safe_until.lock() {
            *until = self.started + safe;
        }
        self.current.is_overtaken.store(false, Ordering::Relaxed);
    }

    /// The build came to its end.
    pub fn end(&mut self) {
        self.given_up_since = None;
        self.last = self.started.elapsed();
    }

    /// The build was given up.
    pub fn give_up(&mut self) {
        self.given_up_since.get_or_insert_with(Instant::now);
    }
}

/// How long a build is not given up, where others before it have been given up for so long.
fn safe(given_up_for: Option<Duration>, last: Duration) -> Duration {
    if given_up_for.is_some_and(|time| time >= PATIENCE) { HOPELESS.max(last * TIMES) } else { BEGINNING }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_is_left_to_end_after_others_were_given_up_for_a_second() {
        let (moment, second) = (Duration::from_millis(1), Duration::from_secs(1));
        assert_eq!(safe(None, second), BEGINNING);
        assert_eq!(safe(Some(moment), second), BEGINNING);
        assert_eq!(safe(Some(second), moment), Duration::from_secs(2));
        assert_eq!(safe(Some(second), second), Duration::from_secs(3));
    }
}

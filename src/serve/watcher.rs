//! The watcher of the sources: it reports paths at which something may have changed. Only this file knows notify.
//!
//! An event is a hint, not a fact: the disk is read to see what changed. A save of a known file is reported at once. Anything
//! else (new files, removals, folders, many files together) is reported once the disk has been quiet for a moment, so that
//! a save through a temporary file and a change of branch are each reported once. If the system has no watcher, or too few
//! watches, all files are polled.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::disk::{FOLDERS, Sources, concerns};

/// How long the disk must be quiet before anything but a plain save is reported.
const QUIET: Duration = Duration::from_millis(15);

/// How long such changes are collected at most, while they go on.
const PATIENCE: Duration = Duration::from_millis(250);

/// How many files saved together count as plain saves; more are a change of branch, or a script.
const FEW: usize = 4;

/// The paths that may have changed.
#[derive(Debug, Default)]
pub struct PossibleChanges {
    saved: BTreeSet<PathBuf>,
    touched: BTreeSet<PathBuf>,
    /// Whether anything at all may have changed.
    pub anything: bool,
    /// Whether a few known files were saved, and nothing else happened.
    pub is_plain: bool,
}

impl PossibleChanges {
    /// The paths to read again.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.saved.union(&self.touched).map(PathBuf::as_path)
    }

    fn add(&mut self, event: WatchEvent) {
        match event {
            WatchEvent::Saved(path) => {
                self.touched.remove(&path);
                self.saved.insert(path);
            }
            WatchEvent::Touched(path) if self.saved.contains(&path) => {}
            WatchEvent::Touched(path) => {
                self.touched.insert(path);
            }
            WatchEvent::Lost => self.anything = true,
        }
    }

    /// Determines whether a few known files were saved and nothing else happened.
    fn classify(&mut self, sources: &Sources) {
        // A path that appeared and vanished was a temporary file.
        self.touched.retain(|path| sources.has(path) || path.exists());
        self.is_plain = !self.anything
            && self.touched.is_empty()
            && !self.saved.is_empty()
            && self.saved.len() <= FEW
            && self.saved.iter().all(|path| sources.knows(path));
    }

    fn is_empty(&self) -> bool {
        !self.anything && self.saved.is_empty() && self.touched.is_empty()
    }
}

/// An event of the watcher.
enum WatchEvent {
    /// A file was closed after it was written, or moved to this path.
    Saved(PathBuf),
    /// Something else happened at this path.
    Touched(PathBuf),
    /// Events were lost.
    Lost,
}

/// The watcher, or a stand-in that never reports anything while files are polled.
pub struct SourceWatcher {
    events: Receiver<WatchEvent>,
    watcher: Option<RecommendedWatcher>,
    failure_sender: Sender<String>,
    failures: Receiver<String>,
    counter: EventCounter,
}

/// The numbers of events that were received and that were handled.
#[derive(Clone, Debug, Default)]
pub struct EventCounter {
    received: Arc<AtomicUsize>,
    handled: Arc<AtomicUsize>,
}

impl EventCounter {
    /// Whether events wait to be handled.
    pub fn are_pending(&self) -> bool {
        self.received.load(Ordering::Relaxed) != self.handled.load(Ordering::Relaxed)
    }
}

impl SourceWatcher {
    /// Watches the sources below a folder, unless it `polls`. Also returns the system's error if it cannot watch them.
    pub fn new(folder: &Path, polls: bool) -> (Self, Option<String>) {
        let (event_sender, events) = channel();
        let (failure_sender, failures) = channel();
        let counter = EventCounter::default();
        let received = Arc::clone(&counter.received);
        let mut source_watcher =
            Self { events, watcher: None, failure_sender: failure_sender.clone(), failures, counter };
        if polls {
            return (source_watcher, None);
        }
        let here = folder.to_owned();
        let watch = || -> notify::Result<RecommendedWatcher> {
            let handler = move |event| {
                for event in
                    watch_events(event, &failure_sender).into_iter().filter(|event| event.concerns(&here))
                {
                    received.fetch_add(1, Ordering::Relaxed);
                    // It fails only if the receiver was dropped.
                    let _ = event_sender.send(event);
                }
            };
            let mut watcher = notify::recommended_watcher(handler)?;
            watch_all(&mut watcher, folder)?;
            Ok(watcher)
        };
        match watch() {
            Ok(watcher) => {
                source_watcher.watcher = Some(watcher);
                (source_watcher, None)
            }
            Err(error) => (source_watcher, Some(error.to_string())),
        }
    }

    /// Whether files must be polled, because there is no watcher.
    pub fn is_polling(&self) -> bool {
        self.watcher.is_none()
    }

    /// The error by which the watcher was lost, returned once.
    pub fn take_failure(&mut self) -> Option<String> {
        let why = self.failures.try_recv().ok()?;
        self.watcher = None;
        Some(why)
    }

    /// The counter of events, which goes on counting.
    pub fn events(&self) -> EventCounter {
        self.counter.clone()
    }

    /// Whether events wait to be handled.
    pub fn has_pending_events(&self) -> bool {
        self.counter.are_pending()
    }

    /// Watches all folders again, because one that was removed and created again is no longer watched.
    pub fn rewatch(&mut self, folder: &Path) {
        let Some(watcher) = &mut self.watcher else { return };
        for path in std::iter::once(folder.to_owned()).chain(FOLDERS.map(|top| folder.join(top))) {
            // It may not have been watched.
            let _ = watcher.unwatch(&path);
        }
        if let Err(error) = watch_all(watcher, folder) {
            let _ = self.failure_sender.send(error.to_string());
        }
    }

    /// Waits until something may have changed, but no longer than `longest`.
    pub fn wait(&mut self, longest: Duration, sources: &Sources) -> Option<PossibleChanges> {
        let end = Instant::now() + longest;
        let mut possible = PossibleChanges::default();
        while possible.is_empty() {
            match self.events.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(event) => {
                    self.counter.handled.fetch_add(1, Ordering::Relaxed);
                    possible.add(event);
                }
                Err(RecvTimeoutError::Timeout) => return None,
                Err(RecvTimeoutError::Disconnected) => {
                    std::thread::sleep(end.saturating_duration_since(Instant::now()));
                    return None;
                }
            }
        }
        let patience = Instant::now() + PATIENCE;
        loop {
            while let Ok(event) = self.events.try_recv() {
                self.counter.handled.fetch_add(1, Ordering::Relaxed);
                possible.add(event);
            }
            possible.classify(sources);
            if possible.is_plain || Instant::now() > patience {
                break;
            }
            match self.events.recv_timeout(QUIET) {
                Ok(event) => {
                    self.counter.handled.fetch_add(1, Ordering::Relaxed);
                    possible.add(event);
                }
                Err(_) => break,
            }
        }
        if FOLDERS.iter().any(|top| possible.paths().any(|path| path == sources.folder().join(top))) {
            self.rewatch(sources.folder());
        }
        Some(possible)
    }
}

/// Watches a briefing's folder for new entries, and the folders of its sources recursively.
fn watch_all(watcher: &mut RecommendedWatcher, folder: &Path) -> notify::Result<()> {
    watcher.watch(folder, RecursiveMode::NonRecursive)?;
    for top in FOLDERS.map(|top| folder.join(top)).iter().filter(|top| top.is_dir()) {
        match watcher.watch(top, RecursiveMode::Recursive) {
            // It was removed in the meantime, which the parent folder's watch reports.
            Err(_) if !top.is_dir() => {}
            watched => watched?,
        }
    }
    Ok(())
}

impl WatchEvent {
    /// Whether it concerns a source of the briefing in a folder.
    fn concerns(&self, folder: &Path) -> bool {
        match self {
            WatchEvent::Saved(path) | WatchEvent::Touched(path) => concerns(folder, path),
            WatchEvent::Lost => true,
        }
    }
}

/// Converts an event of notify; an error is sent on, because later events may be lost. Reading a file is no event.
fn watch_events(event: notify::Result<Event>, failure_sender: &Sender<String>) -> Vec<WatchEvent> {
    match event {
        Err(error) => {
            let _ = failure_sender.send(error.to_string());
            vec![WatchEvent::Lost]
        }
        Ok(event) if event.need_rescan() => vec![WatchEvent::Lost],
        Ok(event) => match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To)) => {
                event.paths.into_iter().map(WatchEvent::Saved).collect()
            }
            // The two halves of a rename were reported before it.
            EventKind::Modify(ModifyKind::Name(RenameMode::Both)) | EventKind::Access(_) => Vec::new(),
            _ => event.paths.into_iter().map(WatchEvent::Touched).collect(),
        },
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, CreateKind, DataChange, Flag, RemoveKind};

    use super::*;

    /// One letter for each converted event: `s` for saved, `t` for touched, `l` for lost, `!` for an error.
    fn letters(event: notify::Result<Event>) -> String {
        let (failure_sender, failures) = channel();
        let events = watch_events(event, &failure_sender).into_iter().map(|event| match event {
            WatchEvent::Saved(_) => 's',
            WatchEvent::Touched(_) => 't',
            WatchEvent::Lost => 'l',
        });
        events.chain(failures.try_iter().map(|_| '!')).collect()
    }

    #[test]
    fn complete_files_are_saved_others_touched_and_reading_is_no_event() {
        let of = |kind| letters(Ok(Event::new(kind).add_path("x.md".into())));
        assert_eq!(of(EventKind::Access(AccessKind::Close(AccessMode::Write))), "s");
        assert_eq!(of(EventKind::Modify(ModifyKind::Name(RenameMode::To))), "s");
        assert_eq!(of(EventKind::Modify(ModifyKind::Name(RenameMode::From))), "t");
        assert_eq!(of(EventKind::Modify(ModifyKind::Data(DataChange::Any))), "t");
        assert_eq!(of(EventKind::Create(CreateKind::File)), "t");
        assert_eq!(of(EventKind::Remove(RemoveKind::Folder)), "t");
        assert_eq!(of(EventKind::Access(AccessKind::Open(AccessMode::Any))), "");
        assert_eq!(of(EventKind::Access(AccessKind::Close(AccessMode::Read))), "");
    }

    #[test]
    fn lost_events_and_a_lost_watcher_are_reported() {
        assert_eq!(letters(Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan))), "l");
        assert_eq!(letters(Err(notify::Error::new(notify::ErrorKind::MaxFilesWatch))), "l!");
    }
}

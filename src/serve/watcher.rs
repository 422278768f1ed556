//! The watcher of the sources: it says that something may have changed, and where. The only file that knows notify.
//!
//! A ring is a doorbell, not a fact: whoever answers it looks at the disk. A file that is known and was saved is
//! answered at once; whatever else happens (new files, removals, folders, many files together) is answered once
//! the disk has been quiet for a moment, so that a save by way of a second file or a change of branch is one call.
//! Where the system gives no watcher, or too few watches, every file is looked at again and again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::disk::{FOLDERS, Sources, concerns};

/// How long the disk is quiet before a change that is not a plain save is answered.
const QUIET: Duration = Duration::from_millis(15);

/// How long such a change is waited for at most, while it goes on.
const PATIENCE: Duration = Duration::from_millis(250);

/// How many files saved together are plain saves; more are a change of branch, or a script at work.
const FEW: usize = 4;

/// What may have changed.
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
    /// The paths to look at.
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

    /// Looks whether nothing but a few known files was saved.
    fn classify(&mut self, sources: &Sources) {
        // What came and went in between was the means of a save.
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

/// One thing that the watcher says.
enum WatchEvent {
    /// A file was closed after it was written, or moved to this path.
    Saved(PathBuf),
    /// Something else happened at this path.
    Touched(PathBuf),
    /// Events were lost.
    Lost,
}

/// The watcher, or what stands in for it.
pub struct SourceWatcher {
    events: Receiver<WatchEvent>,
    watcher: Option<RecommendedWatcher>,
    failure_sender: Sender<String>,
    failures: Receiver<String>,
    counter: EventCounter,
}

/// How often the doorbell has rung, and how many of these rings were heard.
#[derive(Clone, Debug, Default)]
pub struct EventCounter {
    received: Arc<AtomicUsize>,
    handled: Arc<AtomicUsize>,
}

impl EventCounter {
    /// Whether it has rung and nobody has answered yet.
    pub fn are_pending(&self) -> bool {
        self.received.load(Ordering::Relaxed) != self.handled.load(Ordering::Relaxed)
    }
}

impl SourceWatcher {
    /// Watches the sources; when the system cannot, or is not to be asked, says so instead.
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
                    // Whoever listened has gone when it cannot be told.
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

    /// Whether files have to be looked at again and again, because nothing says when they change.
    pub fn is_polling(&self) -> bool {
        self.watcher.is_none()
    }

    /// Why there is no watcher any more, once after it was lost.
    pub fn take_failure(&mut self) -> Option<String> {
        let why = self.failures.try_recv().ok()?;
        self.watcher = None;
        Some(why)
    }

    /// How often it has rung, as it goes on.
    pub fn events(&self) -> EventCounter {
        self.counter.clone()
    }

    /// Whether it has rung and nobody has answered yet.
    pub fn has_pending_events(&self) -> bool {
        self.counter.are_pending()
    }

    /// Watches all anew: what was watched may have been removed and made again, which nobody tells.
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

    /// Waits until something may have changed, for so long at most.
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

/// Watches a briefing's folder, for what is made there, and the folders of its sources with all that they hold.
fn watch_all(watcher: &mut RecommendedWatcher, folder: &Path) -> notify::Result<()> {
    watcher.watch(folder, RecursiveMode::NonRecursive)?;
    for top in FOLDERS.map(|top| folder.join(top)).iter().filter(|top| top.is_dir()) {
        match watcher.watch(top, RecursiveMode::Recursive) {
            // It was removed meanwhile, which the folder above tells.
            Err(_) if !top.is_dir() => {}
            watched => watched?,
        }
    }
    Ok(())
}

impl WatchEvent {
    /// Whether it is of a source of the briefing in a folder.
    fn concerns(&self, folder: &Path) -> bool {
        match self {
            WatchEvent::Saved(path) | WatchEvent::Touched(path) => concerns(folder, path),
            WatchEvent::Lost => true,
        }
    }
}

/// Turns what notify says into rings, and tells why nothing may be heard any more. Files that are only read ring
/// nothing.
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
            // It comes after the two of its halves.
            EventKind::Modify(ModifyKind::Name(RenameMode::Both)) | EventKind::Access(_) => Vec::new(),
            _ => event.paths.into_iter().map(WatchEvent::Touched).collect(),
        },
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, CreateKind, DataChange, Flag, RemoveKind};

    use super::*;

    /// What the rings of an event are: `s` for saved, `t` for stirred, `l` for lost.
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
    fn a_file_that_is_whole_is_saved_what_may_not_be_is_stirred_and_what_is_read_rings_nothing() {
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
    fn lost_events_and_a_lost_watcher_are_told() {
        assert_eq!(letters(Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan))), "l");
        assert_eq!(letters(Err(notify::Error::new(notify::ErrorKind::MaxFilesWatch))), "l!");
    }
}

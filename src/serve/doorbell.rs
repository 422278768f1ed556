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
pub struct Call {
    saved: BTreeSet<PathBuf>,
    stirred: BTreeSet<PathBuf>,
    /// Whether anything at all may have changed.
    pub anything: bool,
    /// Whether a few known files were saved, and nothing else happened.
    pub is_plain: bool,
}

impl Call {
    /// The paths to look at.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.saved.union(&self.stirred).map(PathBuf::as_path)
    }

    fn add(&mut self, ring: Ring) {
        match ring {
            Ring::Saved(path) => {
                self.stirred.remove(&path);
                self.saved.insert(path);
            }
            Ring::Stirred(path) if self.saved.contains(&path) => {}
            Ring::Stirred(path) => {
                self.stirred.insert(path);
            }
            Ring::Lost => self.anything = true,
        }
    }

    /// Looks whether nothing but a few known files was saved.
    fn weigh(&mut self, sources: &Sources) {
        // What came and went in between was the means of a save.
        self.stirred.retain(|path| sources.has(path) || path.exists());
        self.is_plain = !self.anything
            && self.stirred.is_empty()
            && !self.saved.is_empty()
            && self.saved.len() <= FEW
            && self.saved.iter().all(|path| sources.knows(path));
    }

    fn is_empty(&self) -> bool {
        !self.anything && self.saved.is_empty() && self.stirred.is_empty()
    }
}

/// One thing that the watcher says.
enum Ring {
    /// A file was closed after it was written, or moved to this path.
    Saved(PathBuf),
    /// Something else happened at this path.
    Stirred(PathBuf),
    /// Events were lost.
    Lost,
}

/// The watcher, or what stands in for it.
pub struct Doorbell {
    rings: Receiver<Ring>,
    watcher: Option<RecommendedWatcher>,
    telling: Sender<String>,
    why_deaf: Receiver<String>,
    rings_so_far: Rings,
}

/// How often the doorbell has rung, and how many of these rings were heard.
#[derive(Clone, Debug, Default)]
pub struct Rings {
    rung: Arc<AtomicUsize>,
    heard: Arc<AtomicUsize>,
}

impl Rings {
    /// Whether it has rung and nobody has answered yet.
    pub fn are_waiting(&self) -> bool {
        self.rung.load(Ordering::Relaxed) != self.heard.load(Ordering::Relaxed)
    }
}

impl Doorbell {
    /// Watches the sources; when the system cannot, or is not to be asked, says so instead.
    pub fn new(folder: &Path, polls: bool) -> (Self, Option<String>) {
        let (ringing, rings) = channel();
        let (telling, why_deaf) = channel();
        let rings_so_far = Rings::default();
        let rung = Arc::clone(&rings_so_far.rung);
        let mut doorbell = Self { rings, watcher: None, telling: telling.clone(), why_deaf, rings_so_far };
        if polls {
            return (doorbell, None);
        }
        let here = folder.to_owned();
        let watch = || -> notify::Result<RecommendedWatcher> {
            let handler = move |event| {
                for ring in hear(event, &telling).into_iter().filter(|ring| ring.concerns(&here)) {
                    rung.fetch_add(1, Ordering::Relaxed);
                    // Whoever listened has gone when it cannot be told.
                    let _ = ringing.send(ring);
                }
            };
            let mut watcher = notify::recommended_watcher(handler)?;
            watch_all(&mut watcher, folder)?;
            Ok(watcher)
        };
        match watch() {
            Ok(watcher) => {
                doorbell.watcher = Some(watcher);
                (doorbell, None)
            }
            Err(error) => (doorbell, Some(error.to_string())),
        }
    }

    /// Whether files have to be looked at again and again, because nothing says when they change.
    pub fn is_deaf(&self) -> bool {
        self.watcher.is_none()
    }

    /// Why there is no watcher any more, once after it was lost.
    pub fn went_deaf(&mut self) -> Option<String> {
        let why = self.why_deaf.try_recv().ok()?;
        self.watcher = None;
        Some(why)
    }

    /// How often it has rung, as it goes on.
    pub fn rings(&self) -> Rings {
        self.rings_so_far.clone()
    }

    /// Whether it has rung and nobody has answered yet.
    pub fn has_rung(&self) -> bool {
        self.rings_so_far.are_waiting()
    }

    /// Watches all anew: what was watched may have been removed and made again, which nobody tells.
    pub fn watch_anew(&mut self, folder: &Path) {
        let Some(watcher) = &mut self.watcher else { return };
        for path in std::iter::once(folder.to_owned()).chain(FOLDERS.map(|top| folder.join(top))) {
            // It may not have been watched.
            let _ = watcher.unwatch(&path);
        }
        if let Err(error) = watch_all(watcher, folder) {
            let _ = self.telling.send(error.to_string());
        }
    }

    /// Waits until something may have changed, for so long at most.
    pub fn wait(&mut self, longest: Duration, sources: &Sources) -> Option<Call> {
        let end = Instant::now() + longest;
        let mut call = Call::default();
        while call.is_empty() {
            match self.rings.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(ring) => {
                    self.rings_so_far.heard.fetch_add(1, Ordering::Relaxed);
                    call.add(ring);
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
            while let Ok(ring) = self.rings.try_recv() {
                self.rings_so_far.heard.fetch_add(1, Ordering::Relaxed);
                call.add(ring);
            }
            call.weigh(sources);
            if call.is_plain || Instant::now() > patience {
                break;
            }
            match self.rings.recv_timeout(QUIET) {
                Ok(ring) => {
                    self.rings_so_far.heard.fetch_add(1, Ordering::Relaxed);
                    call.add(ring);
                }
                Err(_) => break,
            }
        }
        if FOLDERS.iter().any(|top| call.paths().any(|path| path == sources.folder().join(top))) {
            self.watch_anew(sources.folder());
        }
        Some(call)
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

impl Ring {
    /// Whether it is of a source of the briefing in a folder.
    fn concerns(&self, folder: &Path) -> bool {
        match self {
            Ring::Saved(path) | Ring::Stirred(path) => concerns(folder, path),
            Ring::Lost => true,
        }
    }
}

/// Turns what notify says into rings, and tells why nothing may be heard any more. Files that are only read ring
/// nothing.
fn hear(event: notify::Result<Event>, telling: &Sender<String>) -> Vec<Ring> {
    match event {
        Err(error) => {
            let _ = telling.send(error.to_string());
            vec![Ring::Lost]
        }
        Ok(event) if event.need_rescan() => vec![Ring::Lost],
        Ok(event) => match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To)) => {
                event.paths.into_iter().map(Ring::Saved).collect()
            }
            // It comes after the two of its halves.
            EventKind::Modify(ModifyKind::Name(RenameMode::Both)) | EventKind::Access(_) => Vec::new(),
            _ => event.paths.into_iter().map(Ring::Stirred).collect(),
        },
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, CreateKind, DataChange, Flag, RemoveKind};

    use super::*;

    /// What the rings of an event are: `s` for saved, `t` for stirred, `l` for lost.
    fn letters(event: notify::Result<Event>) -> String {
        let (telling, told) = channel();
        let rings = hear(event, &telling).into_iter().map(|ring| match ring {
            Ring::Saved(_) => 's',
            Ring::Stirred(_) => 't',
            Ring::Lost => 'l',
        });
        rings.chain(told.try_iter().map(|_| '!')).collect()
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

//! The development server: it watches the sources, rebuilds the site after each change, and updates open pages.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod current_edition;
mod edition;
mod guard;
mod handler;
mod headers;
mod kept;
mod last_good;
mod limits;
mod live;
mod overtaking;
mod problem;
mod rebuild_loop;
mod response;
mod server;
mod socket;
mod watcher;

use std::collections::BTreeSet;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::Semaphore;

use crate::disk::{Change, DiskError, Published, Publisher, Sources};
use crate::model::source::tree::{FilePath, Tree};
use crate::pipeline::{Options, Report};

use current_edition::CurrentEdition;
use guard::Guard;
use handler::Desk;
use limits::Limits;
use rebuild_loop::{Rebuild, RebuildLoop};
use watcher::SourceWatcher;

pub use server::Address;

/// How long requests have the machine to themselves after a rebuild, before the search index is made.
const GRACE: Duration = Duration::from_millis(10);

/// How soon the output folder is tried again after a failure.
const TRY_AGAIN: Duration = Duration::from_secs(2);

/// The result of a rebuild, as it is reported.
#[derive(Debug)]
pub struct Done<'a> {
    /// The files that changed; empty for the first build.
    pub changed: Vec<FilePath>,
    /// The report of the build.
    pub report: &'a Report,
    /// The sources.
    pub tree: &'a Tree,
    /// What was published, if there is an output folder.
    pub published: Option<Published>,
    /// The time from reading the disk until the new pages were available.
    pub took: Duration,
}

/// A message of the server.
#[derive(Debug)]
pub enum Word<'a> {
    /// The server listens, perhaps on another port than requested.
    Listening {
        /// The address.
        at: SocketAddr,
        /// The path of the site's first page.
        base: &'a str,
    },
    /// A rebuild is finished.
    Done(Done<'a>),
    /// There is no watcher, for this reason; files are polled.
    Polling(String),
    /// Another build is publishing into the output folder, and this one waits for it.
    Waiting,
    /// Sources cannot be read or the output folder cannot be written, for this reason; it is tried again.
    Trouble(String),
}

/// The options of a server.
#[derive(Clone, Debug)]
pub struct Serving {
    /// The address that it listens on.
    pub address: Address,
    /// The path of the site.
    pub base: String,
    /// Whether files are polled even if the system has a watcher.
    pub polls: bool,
}

/// Serves the briefing in a folder until the process ends, and reports to `tell`.
///
/// # Errors
/// If the folder does not exist, no port is free, or the system closes the socket.
pub fn serve(
    folder: &Path,
    options: Options,
    serving: &Serving,
    mut tell: impl FnMut(Word<'_>),
) -> Result<(), DiskError> {
    let sources = Sources::open(folder)?;
    let socket = |error: io::Error| DiskError::Io(format!("port {}", serving.address.port).into(), error);
    // Requests that come during the first build wait for it.
    let listener = server::listen(&serving.address).map_err(socket)?;
    let at = listener.local_addr().map_err(socket)?;
    let (mut watcher, why) = SourceWatcher::new(sources.folder(), serving.polls);
    let mut rebuilds = RebuildLoop::new(sources, options, watcher.events());
    let mut current = CurrentEdition::new(&serving.base);
    let mut started = Instant::now();
    let mut rebuild = rebuilds.first(&mut watcher);
    let mut changes = Vec::new();
    let limits = Limits::of_process();
    let desk = Desk {
        editions: current.editions(),
        places: current.places(),
        guard: Guard::new(serving.address.ip, &serving.address.names),
        life: life().into(),
        streams: Arc::new(Semaphore::new(limits.streams)),
    };
    let mut unheard = Some((listener, desk, why));
    let mut server = None;
    loop {
        let tree = rebuilds.sources().tree();
        let before = current.replace(&rebuild, tree, &changes);
        let took = started.elapsed();
        if let Some((listener, desk, why)) = unheard.take() {
            server = Some(std::thread::spawn(move || server::run(listener, desk, limits)));
            tell(Word::Listening { at, base: &serving.base });
            why.into_iter().for_each(|why| tell(Word::Polling(why)));
        }
        let changed = files(&changes);
        tell(Word::Done(Done { changed, report: rebuild.report(), tree, published: None, took }));
        let mut next = Vec::new();
        if rebuild.shown.awaits_index() {
            next = rebuilds.wait(&mut watcher, GRACE);
            current.complete(rebuilds.indexed(&rebuild));
        }
        drop(before);
        let last = rebuild;
        if next.is_empty() {
            next = next_changes(&mut rebuilds, &mut watcher, &mut tell);
        }
        changes = next;
        if server.as_ref().is_some_and(JoinHandle::is_finished) {
            let ended = server.take().and_then(|server| server.join().ok());
            return ended.unwrap_or(Ok(())).map_err(socket);
        }
        started = Instant::now();
        let is_bad_news = |rebuild: &Rebuild| {
            !rebuild.report().is_publishable() && rebuild.report().diagnostics != last.report().diagnostics
        };
        rebuild = rebuilds.until_quiet(&mut watcher, &mut changes, RebuildLoop::rebuild, is_bad_news);
    }
}

/// Keeps an output folder equal to the site of a briefing until the process ends. Reports that are `is_blocked` are not
/// published.
///
/// # Errors
/// If the folder does not exist, or the output folder cannot be written at first.
pub fn watch_into(
    folder: &Path,
    options: Options,
    output: &Path,
    polls: bool,
    is_blocked: impl Fn(&Report) -> bool,
    mut tell: impl FnMut(Word<'_>),
) -> Result<(), DiskError> {
    let sources = Sources::open(folder)?;
    let (mut watcher, why) = SourceWatcher::new(sources.folder(), polls);
    why.into_iter().for_each(|why| tell(Word::Polling(why)));
    let mut rebuilds = RebuildLoop::new(sources, options, watcher.events());
    let mut publisher = Publisher::new(output, folder);
    let mut changes = Vec::new();
    let mut is_first = true;
    let mut trouble: Option<String> = None;
    loop {
        let started = Instant::now();
        let report =
            rebuilds.until_quiet(&mut watcher, &mut changes, |rebuilds, _| rebuilds.build(), &is_blocked);
        let published = match is_blocked(&report) {
            true => Ok(None),
            false => publisher.publish(&report.output, &mut || tell(Word::Waiting)).map(Some),
        };
        match published {
            // An error from the start will not go away by waiting.
            Err(error) if is_first => return Err(error),
            Err(error) => {
                let why = error.to_string();
                if trouble.as_ref() != Some(&why) {
                    tell(Word::Trouble(why.clone()));
                }
                trouble = Some(why);
            }
            // A success after trouble is reported like any other.
            Ok(published) => {
                trouble = None;
                let (tree, changed, took) = (rebuilds.sources().tree(), files(&changes), started.elapsed());
                tell(Word::Done(Done { changed, report: &report, tree, published, took }));
                changes.clear();
            }
        }
        is_first = false;
        if trouble.is_some() {
            changes.extend(rebuilds.wait(&mut watcher, TRY_AGAIN));
        } else {
            changes = next_changes(&mut rebuilds, &mut watcher, &mut tell);
        }
    }
}

/// Waits for the next changes. Reports a lost watcher and unreadable files.
fn next_changes(
    rebuilds: &mut RebuildLoop,
    watcher: &mut SourceWatcher,
    tell: &mut impl FnMut(Word<'_>),
) -> Vec<Change> {
    loop {
        let changes = rebuilds.wait(watcher, Duration::MAX);
        if let Some(why) = watcher.take_failure() {
            tell(Word::Polling(why));
        }
        if let Some(why) = rebuilds.take_read_failure() {
            tell(Word::Trouble(why));
        }
        if !changes.is_empty() {
            return changes;
        }
    }
}

/// The files of changes, each once.
fn files(changes: &[Change]) -> Vec<FilePath> {
    let files: BTreeSet<&FilePath> = changes.iter().map(|change| &change.file).collect();
    files.into_iter().cloned().collect()
}

/// An id that no other run of a server has.
fn life() -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("{}-{}", std::process::id(), now.as_nanos())
}

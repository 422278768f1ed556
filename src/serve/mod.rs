//! The development server: it watches the sources, rebuilds the site after each change, and updates open pages.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod allowed_hosts;
mod cancel_policy;
mod current_edition;
mod edition;
mod handler;
mod headers;
mod last_good;
mod limits;
mod live;
mod page_cache;
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

use allowed_hosts::AllowedHosts;
use current_edition::CurrentEdition;
use handler::ServerState;
use limits::Limits;
use rebuild_loop::{Rebuild, RebuildLoop};
use watcher::SourceWatcher;

pub use server::Address;

/// How long requests have the machine to themselves after a rebuild, before the search index is made.
const GRACE: Duration = Duration::from_millis(10);

/// How soon publishing is retried after a failure.
const PUBLISH_RETRY: Duration = Duration::from_secs(2);

/// A finished rebuild.
#[derive(Debug)]
pub struct Rebuilt<'a> {
    /// The files that changed; empty for the first build.
    pub changed: Vec<FilePath>,
    /// The report of the build.
    pub report: &'a Report,
    /// The sources.
    pub tree: &'a Tree,
    /// What was published, if there is an output folder.
    pub published: Option<Published>,
    /// The time from reading the disk until the new pages were available.
    pub elapsed: Duration,
}

/// A notice from the server to whoever started it.
#[derive(Debug)]
pub enum Notice<'a> {
    /// The server listens, perhaps on another port than requested.
    Listening {
        /// The address.
        at: SocketAddr,
        /// The path of the site's first page.
        base: &'a str,
    },
    /// A rebuild is finished.
    Rebuilt(Rebuilt<'a>),
    /// There is no watcher, for this reason; files are polled.
    Polling(String),
    /// Another build is publishing into the output folder, and this one waits for it.
    Waiting,
    /// Sources cannot be read or the output folder cannot be written, for this reason; it is retried.
    Failed(String),
}

/// The options of a server.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// The address that it listens on.
    pub address: Address,
    /// The path of the site.
    pub base: String,
    /// Whether files are polled even if the system has a watcher.
    pub polls: bool,
}

/// Serves the briefing in a folder until the process ends, and passes notices to `notify`.
///
/// # Errors
/// If the folder does not exist, no port is free, or the system closes the socket.
pub fn serve(
    folder: &Path,
    options: Options,
    serving: &ServeOptions,
    mut notify: impl FnMut(Notice<'_>),
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
    let state = ServerState {
        editions: current.editions(),
        site_paths: current.site_paths(),
        allowed_hosts: AllowedHosts::new(serving.address.ip, &serving.address.names),
        instance_id: instance_id().into(),
        streams: Arc::new(Semaphore::new(limits.streams)),
    };
    let mut pending_server = Some((listener, state, why));
    let mut server = None;
    loop {
        let tree = rebuilds.sources().tree();
        let before = current.replace(&rebuild, tree, &changes);
        let elapsed = started.elapsed();
        if let Some((listener, state, why)) = pending_server.take() {
            server = Some(std::thread::spawn(move || server::run(listener, state, limits)));
            notify(Notice::Listening { at, base: &serving.base });
            why.into_iter().for_each(|why| notify(Notice::Polling(why)));
        }
        let changed = files(&changes);
        notify(Notice::Rebuilt(Rebuilt {
            changed,
            report: rebuild.report(),
            tree,
            published: None,
            elapsed,
        }));
        let mut next = Vec::new();
        if rebuild.shown.awaits_index() {
            next = rebuilds.wait(&mut watcher, GRACE);
            current.complete(rebuilds.indexed(&rebuild));
        }
        drop(before);
        let last = rebuild;
        if next.is_empty() {
            next = next_changes(&mut rebuilds, &mut watcher, &mut notify);
        }
        changes = next;
        if server.as_ref().is_some_and(JoinHandle::is_finished) {
            let ended = server.take().and_then(|server| server.join().ok());
            return ended.unwrap_or(Ok(())).map_err(socket);
        }
        started = Instant::now();
        let has_new_errors = |rebuild: &Rebuild| {
            !rebuild.report().is_publishable() && rebuild.report().diagnostics != last.report().diagnostics
        };
        rebuild = rebuilds.until_quiet(&mut watcher, &mut changes, RebuildLoop::rebuild, has_new_errors);
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
    mut notify: impl FnMut(Notice<'_>),
) -> Result<(), DiskError> {
    let sources = Sources::open(folder)?;
    let (mut watcher, why) = SourceWatcher::new(sources.folder(), polls);
    why.into_iter().for_each(|why| notify(Notice::Polling(why)));
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
            false => publisher.publish(&report.output, &mut || notify(Notice::Waiting)).map(Some),
        };
        match published {
            // An error from the start will not go away by waiting.
            Err(error) if is_first => return Err(error),
            Err(error) => {
                let why = error.to_string();
                if trouble.as_ref() != Some(&why) {
                    notify(Notice::Failed(why.clone()));
                }
                trouble = Some(why);
            }
            // A success after trouble is reported like any other.
            Ok(published) => {
                trouble = None;
                let (tree, changed, elapsed) =
                    (rebuilds.sources().tree(), files(&changes), started.elapsed());
                notify(Notice::Rebuilt(Rebuilt { changed, report: &report, tree, published, elapsed }));
                changes.clear();
            }
        }
        is_first = false;
        if trouble.is_some() {
            changes.extend(rebuilds.wait(&mut watcher, PUBLISH_RETRY));
        } else {
            changes = next_changes(&mut rebuilds, &mut watcher, &mut notify);
        }
    }
}

/// Waits for the next changes. Reports a lost watcher and unreadable files.
fn next_changes(
    rebuilds: &mut RebuildLoop,
    watcher: &mut SourceWatcher,
    notify: &mut impl FnMut(Notice<'_>),
) -> Vec<Change> {
    loop {
        let changes = rebuilds.wait(watcher, Duration::MAX);
        if let Some(why) = watcher.take_failure() {
            notify(Notice::Polling(why));
        }
        if let Some(why) = rebuilds.take_read_failure() {
            notify(Notice::Failed(why));
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

/// An id that is unique to this run of the server.
fn instance_id() -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("{}-{}", std::process::id(), now.as_nanos())
}

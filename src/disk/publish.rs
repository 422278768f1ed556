//! An output, written into a folder.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::model::output::artifact::{Artifacts, MARKER, Output};
use crate::model::source::tree::Bytes;
use crate::model::value::address::Address;

use super::failure::is_missing;
use super::folders::create_folders;
use super::look::Look;
use super::new_folder;
use super::output_folder::OutputFolder;
use super::regular::{self, Kind};
use super::{DiskError, at, bytes, name, temporary};

/// How often publishing begins again when the folder is changed under its hands.
const ATTEMPTS: usize = 8;

/// What publishing changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files written because they were new or different.
    pub written: usize,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files removed because they are no longer in the output.
    pub removed: usize,
}

/// Makes a folder equal to the output of the briefing in `sources`. A folder that does not exist yet is written whole beside
/// its place and renamed; in one that exists, a changed file is written beside and renamed over, an unchanged one keeps
/// its time. Nothing below the folder is read or written through a symbolic link. Before it waits for another build that
/// publishes into the folder, `waits` is called.
///
/// # Errors
/// If the folder is not Chancery's own to replace, cannot be written, or is changed by another program all the time.
pub fn publish(
    output: &impl Artifacts,
    folder: &Path,
    sources: &Path,
    waits: &mut dyn FnMut(),
) -> Result<Published, DiskError> {
    Ok(settled(output, folder, sources, &LastSeen::new(), waits)?.0)
}

/// A folder that is published into again and again: a file that was written last and looks as it did then is not read.
#[derive(Debug)]
pub struct Publisher {
    folder: PathBuf,
    sources: PathBuf,
    last: LastSeen,
}

impl Publisher {
    /// For an output folder of which nothing is known yet, and the briefing's folder.
    pub fn new(folder: &Path, sources: &Path) -> Self {
        Self { folder: folder.to_owned(), sources: sources.to_owned(), last: LastSeen::new() }
    }

    /// Makes the folder equal to an output, as [`publish`] does, whatever happened to the folder since the last time.
    ///
    /// # Errors
    /// As those of [`publish`].
    pub fn publish(&mut self, output: &Output, waits: &mut dyn FnMut()) -> Result<Published, DiskError> {
        let last = std::mem::take(&mut self.last);
        let (published, settled) = settled(output, &self.folder, &self.sources, &last, waits)?;
        let seen = output.iter().zip(settled);
        let seen = seen.filter_map(|((address, bytes), settled)| {
            Some((address.clone(), (Arc::clone(bytes), settled.look?)))
        });
        self.last = seen.collect();
        Ok(published)
    }
}

/// What is in a published folder, and how it looked there.
type LastSeen = BTreeMap<Address, (Bytes, Look)>;

/// What became of an artifact: whether it had to be written, and how its file looks now, if that is known.
#[derive(Default)]
struct Settled {
    is_written: bool,
    look: Option<Look>,
}

/// Publishes, and begins again when another program removes what is being written.
fn settled(
    output: &impl Artifacts,
    folder: &Path,
    sources: &Path,
    last: &LastSeen,
    waits: &mut dyn FnMut(),
) -> Result<(Published, Vec<Settled>), DiskError> {
    for _ in 0..ATTEMPTS {
        let published = match OutputFolder::claim(folder, sources, waits)? {
            None => new_folder::publish(output, folder)
                .map(|written| (Published { written, ..Published::default() }, Vec::new())),
            Some(claimed) => update(output, &claimed, last),
        };
        match published {
            Err(error) if error.is_disturbance() => {}
            published => {
                new_folder::remove_leftovers(folder);
                return published;
            }
        }
    }
    Err(DiskError::Disturbed(folder.to_owned()))
}

/// Makes a folder that is there equal to an output. Gives what became of each artifact.
fn update(
    output: &impl Artifacts,
    folder: &OutputFolder,
    last: &LastSeen,
) -> Result<(Published, Vec<Settled>), DiskError> {
    let addresses = output.addresses();
    create_folders(&addresses, &folder.path)?;
    let settled = addresses.par_iter().enumerate().map(|(number, address)| {
        let bytes = bytes(output, number, address)?;
        if address.as_str() == MARKER {
            return Ok(Settled { is_written: folder.settle_marker(&bytes)?, look: None });
        }
        settle(&folder.path.join(address.as_str()), &bytes, last.get(*address))
    });
    let settled = settled.collect::<Result<Vec<_>, DiskError>>()?;
    let written = settled.iter().filter(|settled| settled.is_written).count();
    let (kept, removed) = remove_others(&addresses, &folder.path)?;
    if kept < addresses.len() || !folder.is_in_place() {
        return Err(DiskError::Disturbed(folder.path.clone()));
    }
    folder.finish();
    Ok((Published { written, unchanged: addresses.len() - written, removed }, settled))
}

/// Writes an artifact, unless it is there.
fn settle(path: &Path, bytes: &Bytes, last: Option<&(Bytes, Look)>) -> Result<Settled, DiskError> {
    let look = match Kind::at(path).map_err(at(path))? {
        Kind::File(metadata) => Some(Look::of(&metadata)),
        Kind::Folder => {
            fs::remove_dir_all(path).map_err(at(path))?;
            None
        }
        Kind::Nothing | Kind::Other => None,
    };
    let is_known = last.is_some_and(|(last, then)| Arc::ptr_eq(last, bytes) && then.still(look.as_ref()));
    let may_be_same = look.as_ref().is_some_and(|look| look.size == bytes.len() as u64);
    let is_same = || regular::read(path).is_ok_and(|old| old.is_some_and(|old| old == **bytes));
    if is_known || (may_be_same && is_same()) {
        return Ok(Settled { is_written: false, look });
    }
    temporary::replace(path, bytes).map_err(at(path))?;
    Ok(Settled { is_written: true, look: Look::at(path) })
}

/// Removes what is not in the output, and the folders that are empty then. Gives how many of the output's files are there,
/// and how many others were removed. A repository's `.git` stays: the folder may be a branch that is checked out to be
/// published.
fn remove_others(addresses: &[&Address], folder: &Path) -> Result<(usize, usize), DiskError> {
    let (mut kept, mut removed) = (0, 0);
    for entry in WalkDir::new(folder).min_depth(1).contents_first(true) {
        let entry = match entry {
            Ok(entry) => entry,
            // Somebody else removed it first.
            Err(error) if error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound) => {
                continue;
            }
            Err(error) => return Err(DiskError::Io(folder.to_owned(), error.into())),
        };
        let (path, below) = (entry.path(), name(folder, entry.path()));
        if below.split('/').next() == Some(".git") {
            continue;
        }
        if entry.file_type().is_dir() {
            // One that still holds something stays.
            let _ = fs::remove_dir(path);
        } else if is_at(addresses, &below) {
            kept += 1;
        } else {
            match regular::remove(path) {
                Err(error) if !is_missing(&error) => return Err(at(path)(error)),
                _ => removed += 1,
            }
        }
    }
    Ok((kept, removed))
}

/// Whether there is an artifact at an address; these come in their order.
fn is_at(addresses: &[&Address], path: &str) -> bool {
    addresses.binary_search_by(|address| address.as_str().cmp(path)).is_ok()
}

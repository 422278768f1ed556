//! Writes an output into a folder.

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
use super::file_stamp::FileStamp;
use super::folders::create_folders;
use super::new_folder;
use super::output_folder::OutputFolder;
use super::regular::{self, Kind};
use super::{DiskError, at, bytes, name, temporary};

/// The number of attempts to publish into a folder that another program changes meanwhile.
const ATTEMPTS: usize = 8;

/// The number of files that publishing changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files written because they were new or different.
    pub written: usize,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files removed because they are no longer in the output.
    pub removed: usize,
}

/// Makes a folder equal to the output of the briefing in `sources`. A new folder is written beside its place and
/// renamed. In an existing folder, a changed file is written beside its place and renamed, and an unchanged file
/// keeps its time. Nothing below the folder is read or written through a symbolic link. Calls `on_wait` before it
/// waits for another build that publishes into the folder.
///
/// # Errors
/// If the folder is not Chancery's to replace, cannot be written, or another program keeps changing it.
pub fn publish(
    output: &impl Artifacts,
    folder: &Path,
    sources: &Path,
    on_wait: &mut dyn FnMut(),
) -> Result<Published, DiskError> {
    Ok(publish_with_retries(output, folder, sources, &LastSeen::new(), on_wait)?.0)
}

/// Publishes into a folder repeatedly: a file that has the same stamp as after it was written is not read.
#[derive(Debug)]
pub struct Publisher {
    folder: PathBuf,
    sources: PathBuf,
    last: LastSeen,
}

impl Publisher {
    /// A publisher for an output folder with unknown content, and the briefing's folder.
    pub fn new(folder: &Path, sources: &Path) -> Self {
        Self { folder: folder.to_owned(), sources: sources.to_owned(), last: LastSeen::new() }
    }

    /// Makes the folder equal to an output, as [`publish`] does, whatever happened to the folder since the last time.
    ///
    /// # Errors
    /// As for [`publish`].
    pub fn publish(&mut self, output: &Output, on_wait: &mut dyn FnMut()) -> Result<Published, DiskError> {
        let last = std::mem::take(&mut self.last);
        let (published, outcomes) =
            publish_with_retries(output, &self.folder, &self.sources, &last, on_wait)?;
        let seen = output.iter().zip(outcomes);
        let seen = seen.filter_map(|((address, bytes), outcome)| {
            Some((address.clone(), (Arc::clone(bytes), outcome.stamp?)))
        });
        self.last = seen.collect();
        Ok(published)
    }
}

/// The content of each published file, and its stamp.
type LastSeen = BTreeMap<Address, (Bytes, FileStamp)>;

/// The result for an artifact: whether it had to be written, and the stamp of its file, if it is known.
#[derive(Default)]
struct Outcome {
    is_written: bool,
    stamp: Option<FileStamp>,
}

/// Publishes, and starts again if another program interferes.
fn publish_with_retries(
    output: &impl Artifacts,
    folder: &Path,
    sources: &Path,
    last: &LastSeen,
    on_wait: &mut dyn FnMut(),
) -> Result<(Published, Vec<Outcome>), DiskError> {
    for _ in 0..ATTEMPTS {
        let published = match OutputFolder::claim(folder, sources, on_wait)? {
            None => new_folder::publish(output, folder)
                .map(|written| (Published { written, ..Published::default() }, Vec::new())),
            Some(claimed) => update(output, &claimed, last),
        };
        match published {
            Err(error) if error.is_interference() => {}
            published => {
                new_folder::remove_leftovers(folder);
                return published;
            }
        }
    }
    Err(DiskError::Interfered(folder.to_owned()))
}

/// Makes an existing folder equal to an output. Returns the outcome for each artifact.
fn update(
    output: &impl Artifacts,
    folder: &OutputFolder,
    last: &LastSeen,
) -> Result<(Published, Vec<Outcome>), DiskError> {
    let addresses = output.addresses();
    create_folders(&addresses, &folder.path)?;
    let outcomes = addresses.par_iter().enumerate().map(|(number, address)| {
        let bytes = bytes(output, number, address)?;
        if address.as_str() == MARKER {
            return Ok(Outcome { is_written: folder.write_marker(&bytes)?, stamp: None });
        }
        write_if_different(&folder.path.join(address.as_str()), &bytes, last.get(*address))
    });
    let outcomes = outcomes.collect::<Result<Vec<_>, DiskError>>()?;
    let written = outcomes.iter().filter(|outcome| outcome.is_written).count();
    let (kept, removed) = remove_others(&addresses, &folder.path)?;
    if kept < addresses.len() || !folder.is_in_place() {
        return Err(DiskError::Interfered(folder.path.clone()));
    }
    folder.finish();
    Ok((Published { written, unchanged: addresses.len() - written, removed }, outcomes))
}

/// Writes an artifact, unless its file is up to date.
fn write_if_different(
    path: &Path,
    bytes: &Bytes,
    last: Option<&(Bytes, FileStamp)>,
) -> Result<Outcome, DiskError> {
    let stamp = match Kind::at(path).map_err(at(path))? {
        Kind::File(metadata) => Some(FileStamp::of(&metadata)),
        Kind::Folder => {
            fs::remove_dir_all(path).map_err(at(path))?;
            None
        }
        Kind::Nothing | Kind::Other => None,
    };
    let is_known =
        last.is_some_and(|(last, then)| Arc::ptr_eq(last, bytes) && then.is_unchanged(stamp.as_ref()));
    let may_be_same = stamp.as_ref().is_some_and(|stamp| stamp.size == bytes.len() as u64);
    let is_same = || regular::read(path).is_ok_and(|old| old.is_some_and(|old| old == **bytes));
    if is_known || (may_be_same && is_same()) {
        return Ok(Outcome { is_written: false, stamp });
    }
    temporary::replace(path, bytes).map_err(at(path))?;
    Ok(Outcome { is_written: true, stamp: FileStamp::at(path) })
}

/// Removes all files that are not in the output, and empty folders. Returns how many files of the output exist, and
/// how many others were removed. A repository's `.git` stays: the folder may be a checked-out branch for publishing.
fn remove_others(addresses: &[&Address], folder: &Path) -> Result<(usize, usize), DiskError> {
    let (mut kept, mut removed) = (0, 0);
    for entry in WalkDir::new(folder).min_depth(1).contents_first(true) {
        let entry = match entry {
            Ok(entry) => entry,
            // Another program removed it first.
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
            // A folder that is not empty stays.
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

/// Whether there is an artifact at an address. Addresses are sorted.
fn is_at(addresses: &[&Address], path: &str) -> bool {
    addresses.binary_search_by(|address| address.as_str().cmp(path)).is_ok()
}

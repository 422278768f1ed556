//! An output, written into a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::model::address::Address;
use crate::model::output::{Artifacts, MARKER, Output};
use crate::model::source::Bytes;

use super::look::Look;
use super::scan::FOLDERS;
use super::{DiskError, at, name};

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

/// Makes a folder equal to the output of the briefing in `sources`. A folder that does not exist yet is written
/// whole beside its place and moved there; in one that exists, a changed file is written beside and moved over,
/// an unchanged one is left with its time.
///
/// # Errors
/// When the folder is not Chancery's own to replace, or cannot be written.
pub fn publish(output: &impl Artifacts, folder: &Path, sources: &Path) -> Result<Published, DiskError> {
    if is_new(folder, sources)? {
        return publish_new(output, folder);
    }
    Ok(update(output, folder, &Standing::new())?.0)
}

/// A folder that is published into again and again: what was written last and looks as it did then is not read.
#[derive(Debug)]
pub struct Publisher {
    folder: PathBuf,
    last: Standing,
}

impl Publisher {
    /// For a folder of which nothing is known yet.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), last: Standing::new() }
    }

    /// Makes the folder equal to an output, as [`publish`] does, whatever happened to the folder since the last time.
    ///
    /// # Errors
    /// When the folder is not Chancery's own to replace, or cannot be written.
    pub fn publish(&mut self, output: &Output, sources: &Path) -> Result<Published, DiskError> {
        if is_new(&self.folder, sources)? {
            self.last.clear();
            return publish_new(output, &self.folder);
        }
        let last = std::mem::take(&mut self.last);
        let (published, settled) = update(output, &self.folder, &last)?;
        let standing = output.iter().zip(settled);
        let standing = standing.filter_map(|((address, bytes), settled)| {
            Some((address.clone(), (Arc::clone(bytes), settled.look?)))
        });
        self.last = standing.collect();
        Ok(published)
    }
}

/// Whether there is no folder yet.
///
/// # Errors
/// When it is not Chancery's own to replace.
fn is_new(folder: &Path, sources: &Path) -> Result<bool, DiskError> {
    refuse_sources(folder, sources)?;
    if !folder.exists() {
        return Ok(true);
    }
    if is_ours(folder)? { Ok(false) } else { Err(DiskError::Foreign(folder.to_owned())) }
}

/// What stands in a published folder, and how it looks there.
type Standing = BTreeMap<Address, (Bytes, Look)>;

/// Whether a folder may be replaced: it carries the marker, or holds nothing.
fn is_ours(folder: &Path) -> Result<bool, DiskError> {
    if folder.join(MARKER).is_file() {
        return Ok(true);
    }
    Ok(fs::read_dir(folder).map_err(at(folder))?.next().is_none())
}

fn refuse_sources(folder: &Path, sources: &Path) -> Result<(), DiskError> {
    let Ok(sources) = fs::canonicalize(sources) else { return Ok(()) };
    let Some(place) = resolved(folder) else { return Ok(()) };
    let real = |name: &str| fs::canonicalize(sources.join(name)).unwrap_or_else(|_| sources.join(name));
    let over =
        FOLDERS.iter().any(|name| place.starts_with(sources.join(name)) || place.starts_with(real(name)));
    if over || sources.starts_with(&place) { Err(DiskError::OverSources(folder.to_owned())) } else { Ok(()) }
}

/// The real path of a folder that perhaps does not exist yet: of its nearest ancestor that does, and the rest.
fn resolved(folder: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(folder).ok()?;
    let existing = absolute.ancestors().find(|ancestor| ancestor.exists())?;
    Some(fs::canonicalize(existing).ok()?.join(absolute.strip_prefix(existing).ok()?))
}

fn publish_new(output: &impl Artifacts, folder: &Path) -> Result<Published, DiskError> {
    let parent = match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).map_err(at(parent))?;
    let beside = tempfile::Builder::new().prefix(".chancery-").tempdir_in(parent).map_err(at(parent))?;
    let addresses = output.addresses();
    create_folders(&addresses, beside.path())?;
    addresses.par_iter().enumerate().try_for_each(|(number, address)| {
        let path = beside.path().join(address.as_str());
        fs::write(&path, bytes(output, number, address)?.as_slice()).map_err(at(&path))
    })?;
    share(beside.path())?;
    fs::rename(beside.path(), folder).map_err(at(folder))?;
    // The folder is no longer where it would be removed from.
    let _ = beside.keep();
    Ok(Published { written: addresses.len(), ..Published::default() })
}

fn bytes(output: &impl Artifacts, number: usize, address: &Address) -> Result<Bytes, DiskError> {
    output.bytes(number).ok_or_else(|| DiskError::Unmade(address.clone()))
}

/// A temporary folder is its owner's alone; a site is for everyone.
fn share(folder: &Path) -> Result<(), DiskError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).map_err(at(folder))?;
    }
    Ok(())
}

fn create_folders(addresses: &[&Address], folder: &Path) -> Result<(), DiskError> {
    folders(addresses).iter().try_for_each(|inner| {
        let path = folder.join(inner);
        fs::create_dir_all(&path).map_err(at(&path))
    })
}

/// The folders that artifacts stand in.
fn folders<'a>(addresses: &[&'a Address]) -> BTreeSet<&'a str> {
    addresses.iter().map(|address| address.folder()).collect()
}

/// What became of an artifact: whether it had to be written, and how its file looks now.
struct Settled {
    is_written: bool,
    look: Option<Look>,
}

/// Makes a folder that is there equal to an output. Gives what became of each artifact.
fn update(
    output: &impl Artifacts,
    folder: &Path,
    last: &Standing,
) -> Result<(Published, Vec<Settled>), DiskError> {
    let addresses = output.addresses();
    clear_way(&addresses, folder)?;
    create_folders(&addresses, folder)?;
    let settled = addresses.par_iter().enumerate().map(|(number, address)| {
        let bytes = bytes(output, number, address)?;
        settle(&folder.join(address.as_str()), number, &bytes, last.get(*address))
    });
    let settled = settled.collect::<Result<Vec<_>, DiskError>>()?;
    let written = settled.iter().filter(|settled| settled.is_written).count();
    let removed = remove_others(&addresses, folder)?;
    Ok((Published { written, unchanged: addresses.len() - written, removed }, settled))
}

/// Writes an artifact, unless it stands there.
fn settle(
    path: &Path,
    number: usize,
    bytes: &Bytes,
    last: Option<&(Bytes, Look)>,
) -> Result<Settled, DiskError> {
    let look = Look::at(path);
    let is_known = last.is_some_and(|(last, then)| Arc::ptr_eq(last, bytes) && then.still(look.as_ref()));
    let may_be_same = look.as_ref().is_some_and(|look| look.size == bytes.len() as u64);
    if is_known || (may_be_same && fs::read(path).is_ok_and(|old| old == **bytes)) {
        return Ok(Settled { is_written: false, look });
    }
    if path.is_dir() {
        fs::remove_dir_all(path).map_err(at(path))?;
    }
    replace(path, number, bytes)?;
    Ok(Settled { is_written: true, look: Look::at(path) })
}

/// Removes files and links where a folder has to be.
fn clear_way(addresses: &[&Address], folder: &Path) -> Result<(), DiskError> {
    for inner in folders(addresses) {
        let mut path = folder.to_owned();
        for part in inner.split('/').filter(|part| !part.is_empty()) {
            path.push(part);
            if fs::symlink_metadata(&path).is_ok_and(|metadata| !metadata.is_dir()) {
                fs::remove_file(&path).map_err(at(&path))?;
            }
        }
    }
    Ok(())
}

/// Writes a file beside its place and moves it there, so that a reader sees the old one or the new one whole.
fn replace(path: &Path, number: usize, bytes: &[u8]) -> Result<(), DiskError> {
    let beside = path.with_file_name(format!(".chancery-{number}"));
    fs::write(&beside, bytes).map_err(at(&beside))?;
    fs::rename(&beside, path).map_err(at(path))
}

/// Removes what is not in the output, and the folders that are empty then. A repository's `.git` stays: the folder
/// may be a branch that is checked out to be published.
fn remove_others(addresses: &[&Address], folder: &Path) -> Result<usize, DiskError> {
    let mut removed = 0;
    for entry in WalkDir::new(folder).min_depth(1).contents_first(true) {
        let entry = match entry {
            Ok(entry) => entry,
            // Somebody else removed it first.
            Err(error) if error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound) => {
                continue;
            }
            Err(error) => return Err(DiskError::Io(folder.to_owned(), error.into())),
        };
        let path = entry.path();
        if name(folder, path).split('/').next() == Some(".git") {
            continue;
        }
        if entry.file_type().is_dir() {
            if fs::read_dir(path).map_err(at(path))?.next().is_none() {
                fs::remove_dir(path).map_err(at(path))?;
            }
        } else if !is_at(addresses, &name(folder, path)) {
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(at(path)(error)),
                _ => removed += 1,
            }
        }
    }
    Ok(removed)
}

/// Whether there is an artifact at an address; these come in their order.
fn is_at(addresses: &[&Address], path: &str) -> bool {
    addresses.binary_search_by(|address| address.as_str().cmp(path)).is_ok()
}

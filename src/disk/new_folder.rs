//! An output folder that does not exist yet: written whole beside its place, and renamed into it.

use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;
use tempfile::TempDir;

use crate::model::output::artifact::{Artifacts, MARKER};

use super::folders::create_folders;
use super::marker::Marker;
use super::regular::Kind;
use super::{DiskError, at, bytes, temporary};

/// Writes an output into a folder that does not exist yet. Gives how many files were written.
///
/// # Errors
/// If the folder cannot be written, or something is in its place by then.
pub fn publish(output: &impl Artifacts, folder: &Path) -> Result<usize, DiskError> {
    let (parent, name) = (parent(folder), name(folder));
    fs::create_dir_all(parent).map_err(at(parent))?;
    let beside = temporary::new_folder(parent, &name).map_err(at(parent))?;
    // Held until the folder is whole: an abandoned one has a marker that nobody holds.
    let marker = Marker::lock(beside.path(), &mut || {}).map_err(at(beside.path()))?;
    let addresses = output.addresses();
    create_folders(&addresses, beside.path())?;
    addresses.par_iter().enumerate().try_for_each(|(number, address)| {
        let bytes = bytes(output, number, address)?;
        if address.as_str() == MARKER {
            return marker.settle(&bytes).map(|_| ()).map_err(at(beside.path()));
        }
        let path = beside.path().join(address.as_str());
        temporary::create(&path, &bytes).map_err(at(&path))
    })?;
    share(beside.path())?;
    // Windows renames no folder in which a file is open.
    drop(marker);
    move_to(beside, folder)?;
    Ok(addresses.len())
}

fn move_to(beside: TempDir, folder: &Path) -> Result<(), DiskError> {
    fs::rename(beside.path(), folder).map_err(|error| match error.kind() {
        // Another build, or another program, was there first.
        io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            DiskError::Disturbed(folder.to_owned())
        }
        _ => at(folder)(error),
    })?;
    // It is no longer where it would be removed from.
    let _ = beside.keep();
    Ok(())
}

/// Removes the folders that builds which were killed left beside an output folder.
pub fn remove_leftovers(folder: &Path) {
    let prefix = temporary::folder_prefix(&name(folder));
    let entries = fs::read_dir(parent(folder)).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(&prefix)) {
        remove_leftover(&entry.path());
    }
}

fn remove_leftover(folder: &Path) {
    if !matches!(Kind::at(folder), Ok(Kind::Folder)) {
        return;
    }
    // What cannot be removed now is tried by the next build.
    let _ = match Marker::lock_if_free(folder) {
        Some(_marker) => fs::remove_dir_all(folder),
        // One without a marker holds nothing, or is not ours.
        None => fs::remove_dir(folder),
    };
}

fn parent(folder: &Path) -> &Path {
    match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// The folder's own name.
fn name(folder: &Path) -> String {
    folder.file_name().map_or_else(|| "site".to_owned(), |name| name.to_string_lossy().into_owned())
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

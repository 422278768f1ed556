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

/// Writes an output into a folder that does not exist yet. Returns the number of files.
///
/// # Errors
/// If the folder cannot be written, or something else has taken its place.
pub fn publish(output: &impl Artifacts, folder: &Path) -> Result<usize, DiskError> {
    let (parent, name) = (parent(folder), name(folder));
    fs::create_dir_all(parent).map_err(at(parent))?;
    let beside = temporary::new_folder(parent, &name).map_err(at(parent))?;
    // The lock is held until the folder is complete: the marker of an abandoned folder is unlocked.
    let marker = Marker::lock(beside.path(), &mut || {}).map_err(at(beside.path()))?;
    let addresses = output.addresses();
    create_folders(&addresses, beside.path())?;
    addresses.par_iter().enumerate().try_for_each(|(number, address)| {
        let bytes = bytes(output, number, address)?;
        if address.as_str() == MARKER {
            return marker.write_if_different(&bytes).map(|_| ()).map_err(at(beside.path()));
        }
        let path = beside.path().join(address.as_str());
        temporary::create(&path, &bytes).map_err(at(&path))
    })?;
    share(beside.path())?;
    // Windows cannot rename a folder that contains an open file.
    drop(marker);
    move_to(beside, folder)?;
    Ok(addresses.len())
}

fn move_to(beside: TempDir, folder: &Path) -> Result<(), DiskError> {
    fs::rename(beside.path(), folder).map_err(|error| match error.kind() {
        // Another build or program was first.
        io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            DiskError::Interfered(folder.to_owned())
        }
        _ => at(folder)(error),
    })?;
    // The folder has moved, so there is nothing to remove.
    let _ = beside.keep();
    Ok(())
}

/// Removes folders beside an output folder that killed builds left behind.
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
    // The next build tries again if it cannot be removed now.
    let _ = match Marker::lock_if_free(folder) {
        Some(_marker) => fs::remove_dir_all(folder),
        // A folder without a marker is empty, or not ours.
        None => fs::remove_dir(folder),
    };
}

fn parent(folder: &Path) -> &Path {
    match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// The last part of a folder's path.
fn name(folder: &Path) -> String {
    folder.file_name().map_or_else(|| "site".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// Makes a folder readable for everyone: temporary folders are private.
fn share(folder: &Path) -> Result<(), DiskError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).map_err(at(folder))?;
    }
    Ok(())
}

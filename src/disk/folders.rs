//! Creates the folders of an output one by one. Anything else in their places is replaced; the output folder itself
//! is never created.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::model::value::address::Address;

use super::regular::{self, Kind};
use super::{DiskError, at};

/// Creates the folders of artifacts below an existing folder. Files and links in their places are removed.
///
/// # Errors
/// If one cannot be created, or the output folder is gone.
pub fn create_folders(addresses: &[&Address], folder: &Path) -> Result<(), DiskError> {
    let inner: BTreeSet<&str> = addresses.iter().map(|address| address.folder()).collect();
    let mut done = BTreeSet::new();
    for inner in inner {
        let ends = inner.match_indices('/').map(|(at, _)| at).chain([inner.len()]);
        for part in ends.map(|end| &inner[..end]).filter(|part| !part.is_empty()) {
            if done.insert(part) {
                create_folder(&folder.join(part))?;
            }
        }
    }
    Ok(())
}

fn create_folder(path: &Path) -> Result<(), DiskError> {
    match Kind::at(path).map_err(at(path))? {
        Kind::Folder => return Ok(()),
        Kind::Nothing => {}
        Kind::File(_) | Kind::Other => regular::remove(path).map_err(at(path))?,
    }
    fs::create_dir(path).map_err(at(path))
}

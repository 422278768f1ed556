//! The folders of an output, created one by one: what is in their places is replaced, and the folder that holds them is
//! never created anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::model::value::address::Address;

use super::regular::{self, Kind};
use super::{DiskError, at};

/// Creates the folders that artifacts are in, below a folder that is there. Files and links in their places are removed.
///
/// # Errors
/// If one cannot be created, or the folder above is gone.
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

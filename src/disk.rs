//! The file system: scanning a briefing's folder into a tree, and publishing an output into a folder.
//! The only room that reads and writes files.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod entry;
mod failure;
mod look;
mod publish;
mod scan;
mod seal;

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::model::address::Address;

pub use publish::{Published, Publisher, publish};
pub use scan::{Change, FOLDERS, Sources, concerns, scan};
pub use seal::{Digested, Seal, question, seal, unchanged};

/// Why a folder could not be read or written.
#[derive(Debug)]
pub enum DiskError {
    /// The folder to read is not there.
    NoFolder(PathBuf),
    /// The output folder holds something and does not carry Chancery's marker.
    Foreign(PathBuf),
    /// The output folder is, or holds, a folder of the sources.
    OverSources(PathBuf),
    /// The folder for a new briefing holds something.
    NotEmpty(PathBuf),
    /// The folder holds no edition with ids to compare with.
    NoIds(PathBuf),
    /// An artifact that could not be made, in templates where that cannot be.
    Unmade(Address),
    /// The operating system's own words about a path.
    Io(PathBuf, io::Error),
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DiskError::NoFolder(path) => write!(f, "there is no folder `{}`", path.display()),
            DiskError::Foreign(path) => write!(
                f,
                "`{}` is not empty and was not made by Chancery, so nothing in it was touched\n  help: name another folder \
                 with `--output`, or empty this one if it may be replaced",
                path.display()
            ),
            DiskError::OverSources(path) => write!(
                f,
                "`{}` holds sources of the briefing, so it cannot be the output folder\n  help: name another folder with \
                 `--output`, such as `site`",
                path.display()
            ),
            DiskError::NotEmpty(path) => write!(
                f,
                "`{}` is not empty\n  help: name a folder that does not exist yet, or an empty one",
                path.display()
            ),
            DiskError::NoIds(path) => write!(
                f,
                "`{}` has no `ids.txt` to compare with\n  help: name the folder of a published edition that has registers",
                path.display()
            ),
            DiskError::Unmade(address) => {
                write!(
                    f,
                    "`{address}` could not be made; that is a fault of this program's own: please tell its makers"
                )
            }
            DiskError::Io(path, error) => write!(f, "`{}`: {error}", path.display()),
        }
    }
}

impl std::error::Error for DiskError {}

fn at(path: &Path) -> impl FnOnce(io::Error) -> DiskError + '_ {
    move |error| DiskError::Io(path.to_owned(), error)
}

/// A path from the briefing's folder, separated by `/`.
fn name(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let mut name = String::with_capacity(below.as_os_str().len());
    for part in below.components() {
        if !name.is_empty() {
            name.push('/');
        }
        name.push_str(&part.as_os_str().to_string_lossy());
    }
    name
}

/// The ids of the edition that a folder holds, its `ids.txt`; nothing where it has none.
///
/// # Errors
/// When there is such a file and it cannot be read.
pub fn published_ids(folder: &Path) -> Result<Option<String>, DiskError> {
    let path = folder.join("ids.txt");
    match fs::read_to_string(&path) {
        Ok(ids) => Ok(Some(ids)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(DiskError::Io(path, error)),
    }
}

/// Writes the files of a new briefing into a folder that does not exist yet or is empty.
///
/// # Errors
/// When the folder holds something, or cannot be written.
pub fn found(folder: &Path, files: &[(&str, String)]) -> Result<(), DiskError> {
    if folder.exists() && (!folder.is_dir() || fs::read_dir(folder).map_err(at(folder))?.next().is_some()) {
        return Err(DiskError::NotEmpty(folder.to_owned()));
    }
    for (name, text) in files {
        let path = folder.join(name);
        let above = path.parent().unwrap_or(folder);
        fs::create_dir_all(above).map_err(at(above))?;
        fs::write(&path, text).map_err(at(&path))?;
    }
    Ok(())
}

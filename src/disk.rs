//! The file system: scanning a briefing's folder into a tree, and publishing an output into a folder.
//! The only room that reads and writes files.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod entry;
mod failure;
mod file_stamp;
mod folders;
mod marker;
mod new_folder;
mod output_folder;
mod paths;
mod publish;
mod regular;
mod scan;
mod seal;
mod state;
mod temporary;
mod walk;

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::model::output::artifact::Artifacts;
use crate::model::source::tree::Bytes;
use crate::model::value::address::Address;

pub use paths::{FOLDERS, concerns};
pub use publish::{Published, Publisher, publish};
pub use scan::{Change, Sources, scan};
pub use seal::{Digested, Seal, build_input, matching_seal, seal};

/// Why a folder could not be read or written.
#[derive(Debug)]
pub enum DiskError {
    /// The folder to read does not exist.
    NoFolder(PathBuf),
    /// The output folder is not empty and does not have Chancery's marker.
    NotOurs(PathBuf),
    /// The output folder is or contains a folder of the sources.
    OverlapsSources(PathBuf),
    /// Something other than a folder is in the output folder's place.
    NotAFolder(PathBuf),
    /// The output folder is a symbolic link to a path that does not exist.
    DanglingLink(PathBuf, PathBuf),
    /// Another program removed or changed the output folder in each attempt to write it.
    Interfered(PathBuf),
    /// The folder for a new briefing is not empty.
    NotEmpty(PathBuf),
    /// The folder has no published site with ids to compare with.
    NoIds(PathBuf),
    /// An artifact could not be rendered, although its templates allow no failure.
    NotRendered(Address),
    /// An error of the operating system at a path.
    Io(PathBuf, io::Error),
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DiskError::NoFolder(path) => write!(f, "there is no folder `{}`", path.display()),
            DiskError::NotOurs(path) => write!(
                f,
                "`{}` is not empty and was not made by Chancery, so nothing in it was touched\n  help: name another folder \
                 with `--output`, or empty this one if it may be replaced",
                path.display()
            ),
            DiskError::OverlapsSources(path) => write!(
                f,
                "`{}` holds sources of the briefing, so it cannot be the output folder\n  help: name another folder with \
                 `--output`, such as `site`",
                path.display()
            ),
            DiskError::NotAFolder(path) => write!(
                f,
                "`{}` is not a folder, so no site can be written there\n  help: name another folder with `--output`, or \
                 remove the file if it is not needed",
                path.display()
            ),
            DiskError::DanglingLink(path, target) => write!(
                f,
                "`{}` is a symbolic link to `{}`, which does not exist\n  help: create that folder, or remove the link",
                path.display(),
                target.display()
            ),
            DiskError::Interfered(path) => write!(
                f,
                "another program kept removing or replacing files in `{}` while the site was written\n  help: build again \
                 when it has finished",
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
            DiskError::NotRendered(address) => {
                write!(f, "`{address}` could not be rendered; this is a bug in Chancery: please report it")
            }
            DiskError::Io(path, error) => write!(f, "`{}`: {error}", path.display()),
        }
    }
}

impl std::error::Error for DiskError {}

impl DiskError {
    /// Whether publishing failed because another program removed or replaced what was being written.
    fn is_interference(&self) -> bool {
        match self {
            Self::Interfered(_) => true,
            Self::Io(_, error) => {
                failure::is_missing(error) || error.kind() == io::ErrorKind::DirectoryNotEmpty
            }
            _ => false,
        }
    }
}

/// The bytes of an artifact by its number.
fn bytes(output: &impl Artifacts, number: usize, address: &Address) -> Result<Bytes, DiskError> {
    output.bytes(number).ok_or_else(|| DiskError::NotRendered(address.clone()))
}

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

/// The ids of the site published in a folder, from its `ids.txt`; `None` if it has none. A link in place of that file
/// is not followed, because messages quote ids.
///
/// # Errors
/// If there is such a file and it cannot be read, or is not UTF-8.
pub fn published_ids(folder: &Path) -> Result<Option<String>, DiskError> {
    let path = folder.join("ids.txt");
    let ids = regular::read(&path).map_err(at(&path))?;
    let text =
        |bytes| String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error));
    ids.map(text).transpose().map_err(at(&path))
}

/// Writes the files of a new briefing into a folder that does not exist yet or is empty.
///
/// # Errors
/// If the folder is not empty, or cannot be written.
pub fn create_briefing(folder: &Path, files: &[(&str, String)]) -> Result<(), DiskError> {
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

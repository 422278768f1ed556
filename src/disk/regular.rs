//! What is at a path, looked at without following symbolic links.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

use super::failure::is_missing;

/// What is at a path. A link is a link, whatever it leads to.
#[derive(Debug)]
pub enum Kind {
    /// Nothing.
    Nothing,
    /// A regular file.
    File(Metadata),
    /// A folder.
    Folder,
    /// A symbolic link, a pipe, a socket or a device.
    Other,
}

impl Kind {
    /// Looks at a path.
    ///
    /// # Errors
    /// If the system does not say what is there.
    pub fn at(path: &Path) -> io::Result<Self> {
        match fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_file() => Ok(Self::File(metadata)),
            Ok(metadata) if metadata.is_dir() => Ok(Self::Folder),
            Ok(_) => Ok(Self::Other),
            Err(error) if is_missing(&error) => Ok(Self::Nothing),
            Err(error) => Err(error),
        }
    }
}

/// Opens a regular file. `None` if there is none at the path, or a link, or something else.
///
/// # Errors
/// If the file cannot be opened.
pub fn open(path: &Path, options: &OpenOptions) -> io::Result<Option<File>> {
    let Kind::File(found) = Kind::at(path)? else { return Ok(None) };
    let file = options.open(path)?;
    // A link may have taken the file's place in between.
    Ok((identity(&file.metadata()?) == identity(&found)).then_some(file))
}

/// The content of a regular file. `None` if there is none at the path, or a link, or something else.
///
/// # Errors
/// If the file cannot be read.
pub fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let Some(mut file) = open(path, OpenOptions::new().read(true))? else { return Ok(None) };
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Removes a file, a link or anything else that is not a folder.
///
/// # Errors
/// If it cannot be removed.
pub fn remove(path: &Path) -> io::Result<()> {
    // Windows removes a link to a folder as a folder.
    fs::remove_file(path).or_else(|error| fs::remove_dir(path).map_err(|_| error))
}

/// What tells a file or folder from every other one that ever was at its path, as far as the system says: device, number
/// and time of birth.
#[cfg(unix)]
pub fn identity(metadata: &Metadata) -> String {
    use std::os::unix::fs::MetadataExt;
    format!("{}:{}:{}", metadata.dev(), metadata.ino(), born(metadata))
}

/// See above; where a file has no number, its time of birth alone.
#[cfg(not(unix))]
pub fn identity(metadata: &Metadata) -> String {
    born(metadata)
}

fn born(metadata: &Metadata) -> String {
    let born = metadata.created().ok();
    let since = born.and_then(|born| born.duration_since(std::time::UNIX_EPOCH).ok());
    since.map_or(String::new(), |since| since.as_nanos().to_string())
}

//! Access to regular files, which follows no symbolic links.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

use super::failure::is_missing;

/// The kind of entry at a path. A link is a link, whatever its target.
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
    /// The kind of entry at a path.
    ///
    /// # Errors
    /// If the system cannot tell.
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

/// Opens a regular file; `None` if there is none at the path, but perhaps a link or something else.
///
/// # Errors
/// If the file cannot be opened.
pub fn open(path: &Path, options: &OpenOptions) -> io::Result<Option<File>> {
    let Kind::File(found) = Kind::at(path)? else { return Ok(None) };
    let file = options.open(path)?;
    // A link may have taken the file's place in between.
    Ok((identity(&file.metadata()?) == identity(&found)).then_some(file))
}

/// The content of a regular file; `None` if there is none at the path, but perhaps a link or something else.
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
    // On Windows, a link to a folder is removed as a folder.
    fs::remove_file(path).or_else(|error| fs::remove_dir(path).map_err(|_| error))
}

/// The identity of a file or folder, different from all others that ever were at its path, as far as the system
/// knows: device, inode and creation time.
#[cfg(unix)]
pub fn identity(metadata: &Metadata) -> String {
    use std::os::unix::fs::MetadataExt;
    format!("{}:{}:{}", metadata.dev(), metadata.ino(), creation_time(metadata))
}

/// The same on systems without inodes: the creation time only.
#[cfg(not(unix))]
pub fn identity(metadata: &Metadata) -> String {
    creation_time(metadata)
}

fn creation_time(metadata: &Metadata) -> String {
    let creation_time = metadata.created().ok();
    let since =
        creation_time.and_then(|creation_time| creation_time.duration_since(std::time::UNIX_EPOCH).ok());
    since.map_or(String::new(), |since| since.as_nanos().to_string())
}

//! Temporary files and folders. They are created exclusively under unpredictable names, beside what they will
//! replace. A later run removes them if the program was killed.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::{Builder, NamedTempFile, TempDir};

/// The prefix of the names of temporary files and folders.
const PREFIX: &str = ".chancery-";

/// Writes a file beside its place and renames it, so that readers see either the old or the new file as a whole. A
/// link in its place is replaced, not followed.
///
/// # Errors
/// If the file cannot be written, or a folder is in its place.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut beside = new_file(folder)?;
    beside.write_all(bytes)?;
    beside.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Removes the temporary files in a folder.
pub fn remove_files(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)) {
        // A program that still writes one writes it again, or does without.
        let _ = fs::remove_file(entry.path());
    }
}

fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // A site is readable for everyone, within the user's umask.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// The prefix of the names of temporary folders that will be renamed to `name`.
pub fn folder_prefix(name: &str) -> String {
    format!("{PREFIX}{name}-")
}

/// A temporary folder that will be renamed to `name`, private until then.
///
/// # Errors
/// If it cannot be created.
pub fn new_folder(parent: &Path, name: &str) -> io::Result<TempDir> {
    Builder::new().prefix(&folder_prefix(name)).tempdir_in(parent)
}

/// Writes a new file.
///
/// # Errors
/// If anything exists at the path, or the file cannot be written.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
}

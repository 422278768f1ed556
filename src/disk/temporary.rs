//! Temporary files and folders: created exclusively under names that nobody can guess, beside what they will replace, and
//! removed by a later run if the program was killed.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::{Builder, NamedTempFile, TempDir};

/// How the name of every temporary file and folder begins.
const PREFIX: &str = ".chancery-";

/// Writes a file beside its place and renames it over what is there, so that a reader sees the old file or the new one
/// whole. A link at its place is replaced, not followed.
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
        // Whoever still writes one writes it again, or does without.
        let _ = fs::remove_file(entry.path());
    }
}

fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // A site is for everyone; what the user's own mask takes away is taken away.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// How the names of temporary folders begin that will be renamed to `name`.
pub fn folder_prefix(name: &str) -> String {
    format!("{PREFIX}{name}-")
}

/// A temporary folder that will be renamed to `name`, and is its owner's alone until then.
///
/// # Errors
/// If it cannot be created.
pub fn new_folder(parent: &Path, name: &str) -> io::Result<TempDir> {
    Builder::new().prefix(&folder_prefix(name)).tempdir_in(parent)
}

/// Writes a file that must not exist yet.
///
/// # Errors
/// If anything is at the path, or the file cannot be written.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
}

//! The marker of an output folder: the file that shows that Chancery may replace it, and the lock that one build at a
//! time holds.
//!
//! The lock belongs to an open file, so it ends with the process in any case.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use crate::model::output::artifact::MARKER;

use super::failure::is_missing;
use super::regular::{self, Kind, identity};

/// The number of attempts to open a marker that others remove or replace.
const ATTEMPTS: usize = 16;

/// The marker of a folder, locked.
#[derive(Debug)]
pub struct Marker {
    path: PathBuf,
    file: File,
}

impl Marker {
    /// Whether a folder has a marker. A link in its place counts, and is replaced when it is locked.
    pub fn is_in(folder: &Path) -> bool {
        matches!(Kind::at(&folder.join(MARKER)), Ok(Kind::File(_) | Kind::Other))
    }

    /// Locks a folder's marker, which is created if there is none. If another build holds the lock, calls `on_wait`
    /// once and waits.
    ///
    /// # Errors
    /// If the marker cannot be created or open, or the folder is gone.
    pub fn lock(folder: &Path, on_wait: &mut dyn FnMut()) -> io::Result<Self> {
        let path = folder.join(MARKER);
        for _ in 0..ATTEMPTS {
            let Some(file) = open(&path)? else { continue };
            lock(&file, on_wait)?;
            let marker = Self { path: path.clone(), file };
            // While it waited, the marker may have been removed, or replaced by one that others lock.
            if marker.is_in_place() {
                return Ok(marker);
            }
        }
        Err(io::Error::other("the marker is removed again and again"))
    }

    /// Locks a folder's marker, unless another build holds the lock or there is no marker.
    pub fn lock_if_free(folder: &Path) -> Option<Self> {
        let path = folder.join(MARKER);
        let file = regular::open(&path, OpenOptions::new().read(true)).ok()??;
        file.try_lock().ok()?;
        let marker = Self { path, file };
        marker.is_in_place().then_some(marker)
    }

    /// Whether the file that is locked is still the one in the folder.
    pub fn is_in_place(&self) -> bool {
        let found = fs::symlink_metadata(&self.path).ok();
        let locked = self.file.metadata().ok();
        found.zip(locked).is_some_and(|(found, locked)| identity(&found) == identity(&locked))
    }

    /// Writes the content of the marker, if it differs. Returns whether it did. The file stays the same, and so does
    /// the lock.
    ///
    /// # Errors
    /// If it cannot be read or written.
    pub fn write_if_different(&self, bytes: &[u8]) -> io::Result<bool> {
        let (mut file, mut now) = (&self.file, Vec::new());
        file.rewind()?;
        file.read_to_end(&mut now)?;
        if now == bytes {
            return Ok(false);
        }
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(bytes)?;
        Ok(true)
    }
}

/// The marker's file; `None` if it changed while it was open.
fn open(path: &Path) -> io::Result<Option<File>> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    match Kind::at(path)? {
        Kind::File(_) => match regular::open(path, &options) {
            Err(error) if is_missing(&error) => Ok(None),
            // A copy from a read-only medium.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                regular::remove(path).map(|()| None).map_err(|_| error)
            }
            open => open,
        },
        Kind::Folder => Err(io::Error::from(io::ErrorKind::IsADirectory)),
        Kind::Other => regular::remove(path).map(|()| None),
        Kind::Nothing => match options.create_new(true).open(path) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(None),
            Err(error) => Err(error),
        },
    }
}

fn lock(file: &File, on_wait: &mut dyn FnMut()) -> io::Result<()> {
    match file.try_lock() {
        Ok(()) => return Ok(()),
        Err(TryLockError::WouldBlock) => on_wait(),
        // Some network file systems have no locks: concurrent builds there are not kept apart.
        Err(TryLockError::Error(_)) => return Ok(()),
    }
    loop {
        match file.lock() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            locked => return locked,
        }
    }
}

//! The marker of a published folder: the file by which it is known as Chancery's own to replace, and the lock that one build
//! at a time holds.
//!
//! The lock belongs to an open file, so it ends with its process, however that ends.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use crate::model::output::artifact::MARKER;

use super::failure::is_missing;
use super::regular::{self, Kind, identity};

/// How often a marker is opened again that somebody else removes or replaces meanwhile.
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

    /// Locks a folder's marker, which is created if there is none. If another build holds it, says so once and waits.
    ///
    /// # Errors
    /// If the marker cannot be created or opened, or the folder is gone.
    pub fn lock(folder: &Path, waits: &mut dyn FnMut()) -> io::Result<Self> {
        let path = folder.join(MARKER);
        for _ in 0..ATTEMPTS {
            let Some(file) = opened(&path)? else { continue };
            lock(&file, waits)?;
            let marker = Self { path: path.clone(), file };
            // While it waited, the marker may have been removed, or replaced by one that others lock.
            if marker.is_in_place() {
                return Ok(marker);
            }
        }
        Err(io::Error::other("the marker is removed again and again"))
    }

    /// The same, unless another build holds it or there is none; never creates one.
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

    /// Gives the marker its content; says whether it had another. The file stays the same, and so does the lock.
    ///
    /// # Errors
    /// If it cannot be read or written.
    pub fn settle(&self, bytes: &[u8]) -> io::Result<bool> {
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

/// The marker's file; `None` if it changed while it was opened.
fn opened(path: &Path) -> io::Result<Option<File>> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    match Kind::at(path)? {
        Kind::File(_) => match regular::open(path, &options) {
            Err(error) if is_missing(&error) => Ok(None),
            // A copy from a medium that is read only.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                regular::remove(path).map(|()| None).map_err(|_| error)
            }
            opened => opened,
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

fn lock(file: &File, waits: &mut dyn FnMut()) -> io::Result<()> {
    match file.try_lock() {
        Ok(()) => return Ok(()),
        Err(TryLockError::WouldBlock) => waits(),
        // Some network file systems have no locks: builds there are not kept apart.
        Err(TryLockError::Error(_)) => return Ok(()),
    }
    loop {
        match file.lock() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            locked => return locked,
        }
    }
}

//! The state folder `.chancery` beside the sources, with what one build on this machine leaves for the next. Removing
//! it only costs time.
//!
//! Nothing in it is read or written through a symbolic link, which a repository may contain.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::regular::{self, Kind};
use super::temporary;

/// The folder's name.
const FOLDER: &str = ".chancery";

/// The state folder of one briefing.
#[derive(Clone, Debug)]
pub struct State {
    folder: PathBuf,
}

impl State {
    /// The state folder of the briefing in a folder; it may not exist.
    pub fn of(sources: &Path) -> Self {
        Self { folder: sources.join(FOLDER) }
    }

    /// The content of a state file; `None` if it does not exist or cannot be read.
    pub fn read<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        if !self.is_folder() {
            return None;
        }
        let text = regular::read(&self.folder.join(name)).ok()??;
        serde_json::from_slice(&text).ok()
    }

    /// Writes a state file. If it cannot be written, the next build knows less, and nothing else is different.
    pub fn write(&self, name: &str, value: &impl Serialize) {
        let text = serde_json::to_vec(value).ok();
        let _ = text.and_then(|text| self.try_write(name, &text));
    }

    /// Removes a state file, if it exists.
    pub fn remove(&self, name: &str) {
        if self.is_folder() {
            // A file that remains is read, but checked.
            let _ = fs::remove_file(self.folder.join(name));
        }
    }

    fn is_folder(&self) -> bool {
        matches!(Kind::at(&self.folder), Ok(Kind::Folder))
    }

    fn try_write(&self, name: &str, bytes: &[u8]) -> Option<()> {
        if !self.is_folder() {
            fs::create_dir(&self.folder).ok()?;
        }
        // It is about this machine and must not be committed.
        let ignore = OpenOptions::new().write(true).create_new(true).open(self.folder.join(".gitignore"));
        if let Ok(mut ignore) = ignore {
            ignore.write_all(b"*\n").ok()?;
        }
        temporary::remove_files(&self.folder);
        temporary::replace(&self.folder.join(name), bytes).ok()
    }
}

//! The folder `.chancery` beside the sources: what one build on this machine leaves for the next. Removing it costs time
//! and nothing else.
//!
//! Nothing in it is read or written through a symbolic link: a repository may hold one.

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
    /// The state folder of the briefing in a folder; it need not exist.
    pub fn of(sources: &Path) -> Self {
        Self { folder: sources.join(FOLDER) }
    }

    /// What a file of the state holds; `None` if there is none that can be read.
    pub fn read<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        if !self.is_folder() {
            return None;
        }
        let text = regular::read(&self.folder.join(name)).ok()??;
        serde_json::from_slice(&text).ok()
    }

    /// Writes a file of the state whole. If it cannot be written, the next build knows less, and nothing else is different.
    pub fn write(&self, name: &str, value: &impl Serialize) {
        let text = serde_json::to_vec(value).ok();
        let _ = text.and_then(|text| self.try_write(name, &text));
    }

    /// Removes a file of the state, if there is one.
    pub fn remove(&self, name: &str) {
        if self.is_folder() {
            // A file that stays is read, and not believed.
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
        // No repository is to hold it: it is about this machine.
        let ignore = OpenOptions::new().write(true).create_new(true).open(self.folder.join(".gitignore"));
        if let Ok(mut ignore) = ignore {
            ignore.write_all(b"*\n").ok()?;
        }
        temporary::remove_files(&self.folder);
        temporary::replace(&self.folder.join(name), bytes).ok()
    }
}

//! The output folder: checks that Chancery may replace it, lets only one build at a time write to it, and recognizes
//! it after a build was killed.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::model::output::artifact::MARKER;
use crate::model::source::tree::Bytes;
use crate::text::fingerprint::fingerprint;

use super::failure::is_missing;
use super::marker::Marker;
use super::paths::FOLDERS;
use super::regular::{Kind, identity};
use super::state::State;
use super::{DiskError, at};

/// An existing output folder that no other build writes to.
#[derive(Debug)]
pub struct OutputFolder {
    /// Its path without symbolic links.
    pub path: PathBuf,
    marker: Marker,
    journal: Journal,
}

impl OutputFolder {
    /// The output folder at a path, once no other build holds it; `None` if nothing exists at the path. Calls
    /// `on_wait` before it waits for another build.
    ///
    /// # Errors
    /// If the folder contains sources, is not Chancery's to replace, or is not a folder.
    pub fn claim(
        folder: &Path,
        sources: &Path,
        on_wait: &mut dyn FnMut(),
    ) -> Result<Option<Self>, DiskError> {
        refuse_sources(folder, sources)?;
        let Some(path) = existing(folder)? else { return Ok(None) };
        let journal = Journal::of(&path, sources);
        if !Marker::is_in(&path) && !is_empty(&path)? && !journal.knows(&path) {
            return Err(DiskError::NotOurs(folder.to_owned()));
        }
        let marker = Marker::lock(&path, on_wait).map_err(at(&path))?;
        journal.begin(&path);
        Ok(Some(Self { path, marker, journal }))
    }

    /// Writes the content of the marker, if it differs. Returns whether it did.
    pub fn write_marker(&self, bytes: &Bytes) -> Result<bool, DiskError> {
        self.marker.write_if_different(bytes).map_err(at(&self.path.join(MARKER)))
    }

    /// Whether the folder is still the one that was claimed.
    pub fn is_in_place(&self) -> bool {
        self.marker.is_in_place()
    }

    /// Records that the folder is complete.
    pub fn finish(&self) {
        self.journal.end();
    }
}

/// The canonical path of a folder; `None` if nothing exists at the path.
fn existing(folder: &Path) -> Result<Option<PathBuf>, DiskError> {
    match Kind::at(folder).map_err(at(folder))? {
        Kind::Nothing => return Ok(None),
        Kind::File(_) => return Err(DiskError::NotAFolder(folder.to_owned())),
        Kind::Folder => {}
        Kind::Other => match fs::metadata(folder) {
            Ok(target) if target.is_dir() => {}
            Ok(_) => return Err(DiskError::NotAFolder(folder.to_owned())),
            Err(error) if is_missing(&error) => {
                let target = fs::read_link(folder).unwrap_or_default();
                return Err(DiskError::DanglingLink(folder.to_owned(), target));
            }
            Err(error) => return Err(at(folder)(error)),
        },
    }
    match fs::canonicalize(folder) {
        Ok(path) => Ok(Some(path)),
        Err(error) if is_missing(&error) => Ok(None),
        Err(error) => Err(at(folder)(error)),
    }
}

fn is_empty(folder: &Path) -> Result<bool, DiskError> {
    Ok(fs::read_dir(folder).map_err(at(folder))?.next().is_none())
}

fn refuse_sources(folder: &Path, sources: &Path) -> Result<(), DiskError> {
    let Ok(sources) = fs::canonicalize(sources) else { return Ok(()) };
    let Some(place) = resolved(folder) else { return Ok(()) };
    let real = |name: &str| fs::canonicalize(sources.join(name)).unwrap_or_else(|_| sources.join(name));
    let over =
        FOLDERS.iter().any(|name| place.starts_with(sources.join(name)) || place.starts_with(real(name)));
    if over || sources.starts_with(&place) {
        Err(DiskError::OverlapsSources(folder.to_owned()))
    } else {
        Ok(())
    }
}

/// The canonical path of a folder that may not exist yet: that of its nearest existing ancestor, and the rest.
fn resolved(folder: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(folder).ok()?;
    let existing = absolute.ancestors().find(|ancestor| ancestor.exists())?;
    Some(fs::canonicalize(existing).ok()?.join(absolute.strip_prefix(existing).ok()?))
}

/// The note in the state folder that a build is writing to an output folder. It remains if the build is killed, so
/// that the next build recognizes the folder even if it lost its marker.
#[derive(Debug)]
struct Journal {
    state: State,
    name: String,
}

/// The content of the note.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    folder: PathBuf,
    identity: String,
}

impl Note {
    /// The note about an existing folder.
    fn about(folder: &Path) -> Option<Self> {
        let identity = identity(&fs::symlink_metadata(folder).ok()?);
        Some(Self { folder: folder.to_owned(), identity })
    }
}

impl Journal {
    fn of(folder: &Path, sources: &Path) -> Self {
        let digest = fingerprint(folder.as_os_str().as_encoded_bytes());
        Self { state: State::of(sources), name: format!("publishing-{digest}.json") }
    }

    /// Whether a killed build was writing to this very folder.
    fn knows(&self, folder: &Path) -> bool {
        let note = self.state.read::<Note>(&self.name);
        note.is_some() && note == Note::about(folder)
    }

    fn begin(&self, folder: &Path) {
        // Without a note, a folder that lost its marker would be refused.
        Note::about(folder).into_iter().for_each(|note| self.state.write(&self.name, &note));
    }

    fn end(&self) {
        self.state.remove(&self.name);
    }
}

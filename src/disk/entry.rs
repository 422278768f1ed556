//! Something that was found in a briefing's folder, and what it holds.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::model::source::{File, Refusal};

use super::look::Look;

/// The most bytes of a page, template, strings file or configuration. A page of this size holds a long book.
const TEXT_LIMIT: u64 = 4 * 1024 * 1024;

/// Something that was found in a folder.
#[derive(Debug)]
pub enum Entry {
    /// A file to read.
    File(PathBuf),
    /// What is not read, and why.
    Refused(Refusal),
}

impl Entry {
    /// Whether this is a file that looks as one did.
    pub fn still_looks_like(&self, last: &Look) -> bool {
        matches!(self, Self::File(path) if last.still(Look::at(path).as_ref()))
    }

    /// What it holds; nothing when it was removed since it was found.
    pub fn read(self) -> Option<Read> {
        match self {
            Self::Refused(refusal) => Some((File::Refused(refusal), None)),
            Self::File(path) => read(&path),
        }
    }
}

/// A file that was read, and how it looked just before.
pub type Read = (File, Option<Look>);

/// The content of a file; nothing when it was removed since it was found.
fn read(path: &Path) -> Option<Read> {
    let mut file = match fs::File::open(path) {
        Ok(file) => file,
        Err(_) if fs::symlink_metadata(path).is_err() => return None,
        Err(error) => return Some((File::Refused(Refusal::Unreadable(error.to_string())), Look::at(path))),
    };
    let look = file.metadata().ok().map(|metadata| Look::of(&metadata));
    let is_text = path
        .extension()
        .and_then(OsStr::to_str)
        .is_some_and(|ext| matches!(ext, "md" | "yaml" | "html" | "xml"));
    let size = look.as_ref().map_or(0, |look| look.size);
    let read = if is_text && size > TEXT_LIMIT {
        File::Refused(Refusal::TooLarge { size, limit: TEXT_LIMIT })
    } else {
        match content(&mut file, size) {
            Ok(bytes) => File::from(bytes),
            Err(error) => File::Refused(Refusal::Unreadable(error.to_string())),
        }
    };
    Some((read, look))
}

/// What is in a file of so many bytes. Where it has so many still, it is read in one go.
fn content(file: &mut fs::File, size: u64) -> io::Result<Vec<u8>> {
    let size = usize::try_from(size).unwrap_or(usize::MAX - 1);
    let mut bytes = Vec::new();
    // The byte that is too many shows that there are no more.
    bytes.try_reserve_exact(size + 1)?;
    bytes.resize(size + 1, 0);
    let end = match file.read(&mut bytes) {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
        read => read?,
    };
    bytes.truncate(end);
    if end != size || size == 0 {
        file.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

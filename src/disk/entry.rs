//! Something that was found in a briefing's folder, and what it holds.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::model::source::tree::{File, Refusal};

use super::failure::{is_gone, is_passing};
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
    /// A file or folder that the system could not look at this time, and its reason.
    Unseen(String),
}

impl Entry {
    /// Whether this is a file that looks as one did.
    pub fn still_looks_like(&self, last: &Look) -> bool {
        matches!(self, Self::File(path) if last.still(Look::at(path).as_ref()))
    }

    /// What it holds; nothing when it was removed since it was found.
    pub fn read(self) -> Option<Read> {
        match self {
            Self::Refused(refusal) => Some(Read::Seen(File::Refused(refusal), None)),
            Self::Unseen(why) => Some(Read::Unseen(why)),
            Self::File(path) => read(&path),
        }
    }
}

/// What came of reading an entry.
#[derive(Debug)]
pub enum Read {
    /// What it is, and how it looked just before.
    Seen(File, Option<Look>),
    /// Why the system could not look at it this time. It may be as it was.
    Unseen(String),
}

impl Read {
    /// How the file looked just before it was read.
    pub fn look(&self) -> Option<&Look> {
        match self {
            Self::Seen(_, look) => look.as_ref(),
            Self::Unseen(_) => None,
        }
    }

    /// Why the system could not look at it.
    pub fn why_unseen(&self) -> Option<&str> {
        match self {
            Self::Seen(..) => None,
            Self::Unseen(why) => Some(why),
        }
    }

    /// Whether what it holds is not known. A folder of which that is so may have files in it.
    pub fn is_unread(&self) -> bool {
        matches!(self, Self::Unseen(_) | Self::Seen(File::Refused(Refusal::Unreadable(_)), _))
    }

    /// The file, where nothing is known of how it was before.
    pub fn file(self) -> File {
        match self {
            Self::Seen(file, _) => file,
            Self::Unseen(why) => File::Refused(Refusal::Unreadable(why)),
        }
    }
}

/// The content of a file; nothing when it was removed since it was found.
fn read(path: &Path) -> Option<Read> {
    let mut file = match fs::File::open(path) {
        Ok(file) => file,
        Err(_) if is_gone(path) => return None,
        Err(error) => return Some(unread(&error)),
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
            Err(error) => return Some(unread(&error)),
        }
    };
    Some(Read::Seen(read, look))
}

/// What is known of a file that could not be read. It has no look: once it can be read, it may look the same.
fn unread(error: &io::Error) -> Read {
    let why = error.to_string();
    if is_passing(error) {
        Read::Unseen(why)
    } else {
        Read::Seen(File::Refused(Refusal::Unreadable(why)), None)
    }
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

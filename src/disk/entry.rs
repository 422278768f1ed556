//! Entries of a briefing's folder, and how they are read.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::model::source::tree::{File, Refusal};

use super::failure::{is_gone, is_transient};
use super::file_stamp::FileStamp;

/// The maximum size of a page, template, strings file or configuration in bytes. A page of this size holds a long
/// book.
const TEXT_LIMIT: u64 = 4 * 1024 * 1024;

/// An entry of a folder.
#[derive(Debug)]
pub enum Entry {
    /// A file to read.
    File(PathBuf),
    /// An entry that is not read, and why.
    Refused(Refusal),
    /// A file or folder that the system cannot access at the moment, and why.
    Unavailable(String),
}

impl Entry {
    /// Whether this is a file with this stamp.
    pub fn has_stamp(&self, last: &FileStamp) -> bool {
        matches!(self, Self::File(path) if last.is_unchanged(FileStamp::at(path).as_ref()))
    }

    /// Its content; `None` if it was removed since it was found.
    pub fn read(self) -> Option<Read> {
        match self {
            Self::Refused(refusal) => Some(Read::Found(File::Refused(refusal), None)),
            Self::Unavailable(why) => Some(Read::Unavailable(why)),
            Self::File(path) => read(&path),
        }
    }
}

/// The result of reading an entry.
#[derive(Debug)]
pub enum Read {
    /// Its content, and its stamp just before.
    Found(File, Option<FileStamp>),
    /// Why the system cannot access it at the moment. It may be unchanged.
    Unavailable(String),
}

impl Read {
    /// The stamp of the file just before it was read.
    pub fn stamp(&self) -> Option<&FileStamp> {
        match self {
            Self::Found(_, stamp) => stamp.as_ref(),
            Self::Unavailable(_) => None,
        }
    }

    /// Why the system could not access it.
    pub fn why_unavailable(&self) -> Option<&str> {
        match self {
            Self::Found(..) => None,
            Self::Unavailable(why) => Some(why),
        }
    }

    /// Whether its content is unknown. A folder with unknown content may contain files.
    pub fn is_content_unknown(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Found(File::Refused(Refusal::Unreadable(_)), _))
    }

    /// The file, if no earlier version of it is known.
    pub fn file(self) -> File {
        match self {
            Self::Found(file, _) => file,
            Self::Unavailable(why) => File::Refused(Refusal::Unreadable(why)),
        }
    }
}

/// Reads a file; `None` if it was removed since it was found.
fn read(path: &Path) -> Option<Read> {
    let mut file = match fs::File::open(path) {
        Ok(file) => file,
        Err(_) if is_gone(path) => return None,
        Err(error) => return Some(unreadable(&error)),
    };
    let stamp = file.metadata().ok().map(|metadata| FileStamp::of(&metadata));
    let is_text = path
        .extension()
        .and_then(OsStr::to_str)
        .is_some_and(|ext| matches!(ext, "md" | "yaml" | "html" | "xml"));
    let size = stamp.as_ref().map_or(0, |stamp| stamp.size);
    let read = if is_text && size > TEXT_LIMIT {
        File::Refused(Refusal::TooLarge { size, limit: TEXT_LIMIT })
    } else {
        match content(&mut file, size) {
            Ok(bytes) => File::from(bytes),
            Err(error) => return Some(unreadable(&error)),
        }
    };
    Some(Read::Found(read, stamp))
}

/// The result for a file that could not be read. It has no stamp, because that may be the same once the file can be
/// read.
fn unreadable(error: &io::Error) -> Read {
    let why = error.to_string();
    if is_transient(error) {
        Read::Unavailable(why)
    } else {
        Read::Found(File::Refused(Refusal::Unreadable(why)), None)
    }
}

/// The content of a file of about this size, read at once if it still has that size.
fn content(file: &mut fs::File, size: u64) -> io::Result<Vec<u8>> {
    let size = usize::try_from(size).unwrap_or(usize::MAX - 1);
    let mut bytes = Vec::new();
    // The extra byte shows whether there are more.
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

//! The source tree: every source file of a briefing, as path and bytes.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Bound;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::text::shared_text::SharedText;

/// The path of a source file, relative to the briefing's folder, with `/` between its parts on every
/// platform: `content/economic/trade.md`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilePath(SharedText);

impl FilePath {
    /// Creates a path from a relative path separated by `/`.
    pub fn new(path: impl AsRef<str>) -> Self {
        Self(SharedText::from(path))
    }

    /// The whole path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder of the file, without a trailing slash; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file's name with its extension.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The file's name without its last extension.
    pub fn stem(&self) -> &str {
        self.name().rsplit_once('.').map_or(self.name(), |(stem, _)| stem)
    }

    /// The path relative to `folder`, if the file is in it: `economic/trade.md` below `content`.
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for FilePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Serialize for FilePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// The file of the configuration.
pub const CONFIG: &str = "chancery.yaml";

/// The folder of the pages and other published files.
pub const CONTENT: &str = "content";

/// A folder beside `content/` that is read only to report registers in the wrong place.
pub const MISPLACED_REGISTERS: &str = "registers";

/// The folder of the registers.
pub const REGISTERS: &str = "content/registers";

/// The register of retired ids.
pub const RETIRED: &str = "content/registers/retired.yaml";

/// The folder of the templates and strings files.
pub const TEMPLATES: &str = "templates";

/// The folder of the files that are copied unchanged.
pub const STATIC: &str = "static";

/// The bytes of a file; a clone shares them.
pub type Bytes = Arc<Vec<u8>>;

/// Why a file or folder could not be taken into the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A text file larger than the limit for its kind.
    TooLarge {
        /// The size of the file, in bytes.
        size: u64,
        /// The limit, in bytes.
        limit: u64,
    },
    /// A symbolic link whose target is outside its folder.
    LinkOutside {
        /// The target, as the file system names it.
        target: String,
    },
    /// A symbolic link to a folder that contains the link.
    LinkCircle {
        /// The folder that the link leads back to.
        target: String,
    },
    /// A symbolic link without a target.
    LinkBroken,
    /// A pipe, a device or something else in the place of a file.
    NotAFile {
        /// What it is, as in "a named pipe".
        what: &'static str,
    },
    /// A file in the place of a source folder.
    NotAFolder,
    /// A file name that is not UTF-8; the path shows it with replacement characters.
    NameNotUtf8,
    /// The message of the operating system.
    Unreadable(String),
}

/// One entry of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum File {
    /// A file that was read.
    Bytes(Bytes),
    /// A file that exists but was not read.
    Refused(Refusal),
}

impl<T: Into<Vec<u8>>> From<T> for File {
    fn from(bytes: T) -> Self {
        File::Bytes(Arc::new(bytes.into()))
    }
}

/// Every source file of a briefing, by path: a snapshot of the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    files: BTreeMap<FilePath, File>,
}

impl Tree {
    /// A tree without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl AsRef<str>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(FilePath::new(path), File::from(bytes));
    }

    /// Adds or replaces an entry. Returns whether the tree changed.
    pub fn put(&mut self, path: FilePath, file: File) -> bool {
        let is_new = self.files.get(&path) != Some(&file);
        if is_new {
            self.files.insert(path, file);
        }
        is_new
    }

    /// Records a file that was refused.
    pub fn refuse(&mut self, path: impl AsRef<str>, refusal: Refusal) {
        self.files.insert(FilePath::new(path), File::Refused(refusal));
    }

    /// Removes an entry. Returns whether it existed.
    pub fn remove(&mut self, path: &str) -> bool {
        self.files.remove(path).is_some()
    }

    /// Whether the tree has an entry for a path, read or refused.
    pub fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The entry of a path.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// The path in the tree's own allocation, if it has it: paths that share their text compare by pointer.
    pub fn key(&self, path: &str) -> FilePath {
        self.files.get_key_value(path).map_or_else(|| FilePath::new(path), |(key, _)| key.clone())
    }

    /// The bytes of a file that was read.
    pub fn bytes(&self, path: &str) -> Option<&Bytes> {
        match self.files.get(path)? {
            File::Bytes(bytes) => Some(bytes),
            File::Refused(_) => None,
        }
    }

    /// Every entry in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (&FilePath, &File)> {
        self.files.iter()
    }

    /// Every entry at or below a path, in the order of the paths; every entry for an empty path.
    pub fn within<'a>(&'a self, path: &'a str) -> impl Iterator<Item = (&'a FilePath, &'a File)> {
        self.files
            .range::<str, _>((Bound::Included(path), Bound::Unbounded))
            .take_while(move |(other, _)| other.as_str().starts_with(path))
            .filter(move |(other, _)| {
                path.is_empty() || other.as_str() == path || other.below(path).is_some()
            })
    }

    /// The files that were read below a folder, in the order of their paths.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a FilePath, &'a Bytes)> {
        self.files
            .range::<str, _>((Bound::Included(folder), Bound::Unbounded))
            .take_while(move |(path, _)| path.as_str().starts_with(folder))
            .filter(move |(path, _)| path.below(folder).is_some())
            .filter_map(|(path, file)| match file {
                File::Bytes(bytes) => Some((path, bytes)),
                File::Refused(_) => None,
            })
    }
}

impl FromIterator<(FilePath, File)> for Tree {
    /// Collects a tree. It is fastest if the entries are sorted by path.
    fn from_iter<Entries: IntoIterator<Item = (FilePath, File)>>(entries: Entries) -> Self {
        Self { files: entries.into_iter().collect() }
    }
}

//! Reads a briefing's folder into a tree, and later reads again what changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::model::source::tree::{CONFIG, File, FilePath, Tree};

use super::DiskError;
use super::entry::{Entry, Read};
use super::file_stamp::FileStamp;
use super::paths::{below, is_source, topmost_link};
use super::walk::{scan_path, scan_sources};

/// Reads the sources of the briefing in a folder: its configuration, `content/`, `templates/` and `static/`. Files
/// that cannot be read are in the tree as refused.
///
/// # Errors
/// If the folder does not exist.
pub fn scan(folder: &Path) -> Result<Tree, DiskError> {
    Ok(Sources::open(folder)?.tree)
}

/// A change of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub file: FilePath,
    /// Its old version, if it existed.
    pub before: Option<File>,
    /// Its new version, if it exists.
    pub after: Option<File>,
}

/// The sources of a briefing as they were last read, with the stamp of each file.
#[derive(Debug)]
pub struct Sources {
    folder: PathBuf,
    tree: Tree,
    stamps: BTreeMap<FilePath, FileStamp>,
    has_links: bool,
    unavailable: BTreeMap<FilePath, String>,
}

impl Sources {
    /// Reads the sources of the briefing in a folder.
    ///
    /// # Errors
    /// If the folder does not exist.
    pub fn open(folder: &Path) -> Result<Self, DiskError> {
        if !folder.is_dir() {
            return Err(DiskError::NoFolder(folder.to_owned()));
        }
        let folder = fs::canonicalize(folder).map_err(|error| DiskError::Io(folder.to_owned(), error))?;
        let (found, has_links) = scan_sources(&folder, &|| true).unwrap_or_default();
        let read = found.into_par_iter();
        let read = read.filter_map(|(path, entry)| Some((FilePath::new(path), entry.read()?)));
        let mut read: Vec<(FilePath, Read)> = read.collect();
        // Maps are built faster from sorted entries.
        read.par_sort_by(|(one, _), (other, _)| one.cmp(other));
        let stamp = |(path, read): &(FilePath, Read)| Some((path.clone(), read.stamp()?.clone()));
        let stamps = read.iter().filter_map(stamp).collect();
        let why = |(path, read): &(FilePath, Read)| Some((path.clone(), read.why_unavailable()?.to_owned()));
        let unavailable = read.iter().filter_map(why).collect();
        let tree = read.into_iter().map(|(path, read)| (path, read.file())).collect();
        Ok(Self { folder, tree, stamps, has_links, unavailable })
    }

    /// The folder, without symbolic links in its path.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Every source file as it was last read.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Whether the tree has a file at a path of the file system.
    pub fn knows(&self, path: &Path) -> bool {
        below(&self.folder, path).is_some_and(|below| self.tree.contains(&below))
    }

    /// Whether the tree has anything at a path of the file system or below it.
    pub fn has(&self, path: &Path) -> bool {
        below(&self.folder, path).is_some_and(|below| self.tree.within(&below).next().is_some())
    }

    /// Whether there are symbolic links among the sources: their targets may also be read under other names.
    pub fn has_links(&self) -> bool {
        self.has_links
    }

    /// The first file or folder that the system could not access last time, and why. In the tree, everything at that
    /// path and below it stays unchanged until it can be accessed. `None` if everything was accessible.
    pub fn unavailable(&self) -> Option<(&FilePath, &str)> {
        self.unavailable.first_key_value().map(|(path, why)| (path, why.as_str()))
    }

    /// Reads these paths again, with everything below them. Returns the files that changed.
    pub fn refresh<'a>(&mut self, paths: impl IntoIterator<Item = &'a Path>) -> Vec<Change> {
        let mut changed = Vec::new();
        for path in paths {
            let path = &topmost_link(&self.folder, path);
            match below(&self.folder, path) {
                Some(below) if below == CONFIG || is_source(&below) => {
                    let (found, has_links) = scan_path(&self.folder, &below).unwrap_or_default();
                    self.has_links |= has_links;
                    changed.extend(self.update(&below, found, true));
                }
                Some(below) if !below.is_empty() => {}
                // The folder itself, or a path that the system reports in another form.
                _ => changed.extend(self.rescan(|| true).unwrap_or_default()),
            }
        }
        changed
    }

    /// Checks every file, and reads those with a different stamp. Returns the files that changed; `None` if
    /// `keep_going` returned false before the end.
    pub fn rescan(&mut self, keep_going: impl Fn() -> bool) -> Option<Vec<Change>> {
        let (found, has_links) = scan_sources(&self.folder, &keep_going)?;
        let changed = self.update("", found, false);
        // A link may be in a folder that could not be read.
        self.has_links = has_links || (self.has_links && self.unavailable().is_some());
        Some(changed)
    }

    /// Updates the tree at and below a path to what was found there. Reads files with a different stamp, or all. A
    /// file that could not be accessed stays unchanged, and so do the files of a folder that could not be read,
    /// because they may still exist.
    fn update(&mut self, within: &str, found: Vec<(String, Entry)>, all: bool) -> Vec<Change> {
        let (tree, stamps) = (&self.tree, &self.stamps);
        let read: Vec<(FilePath, Option<Read>)> = found
            .into_par_iter()
            .filter_map(|(path, entry)| {
                let last = if all { None } else { stamps.get(path.as_str()) };
                let is_same = last.is_some_and(|last| entry.has_stamp(last));
                let now = if is_same { None } else { Some(entry.read()?) };
                Some((tree.key(&path), now))
            })
            .collect();
        let gone: Vec<FilePath> = {
            let found: BTreeMap<&str, ()> = read.iter().map(|(path, _)| (path.as_str(), ())).collect();
            let unreadable =
                read.iter().filter(|(_, read)| read.as_ref().is_some_and(Read::is_content_unknown));
            let unreadable: Vec<&str> = unreadable.map(|(path, _)| path.as_str()).collect();
            let may_be_there = |path: &FilePath| unreadable.iter().any(|folder| path.below(folder).is_some());
            let known = tree.within(within).map(|(path, _)| path);
            known.filter(|path| !found.contains_key(path.as_str()) && !may_be_there(path)).cloned().collect()
        };
        self.unavailable.retain(|path, _| {
            !(within.is_empty() || path.as_str() == within || path.below(within).is_some())
        });
        let mut changed = Vec::new();
        for file in gone {
            let before = self.tree.get(file.as_str()).cloned();
            self.tree.remove(file.as_str());
            self.stamps.remove(&file);
            changed.push(Change { file, before, after: None });
        }
        for (path, now) in read {
            let (file, stamp) = match now {
                Some(Read::Found(file, stamp)) => (file, stamp),
                Some(Read::Unavailable(why)) => {
                    self.stamps.remove(&path);
                    self.unavailable.insert(path, why);
                    continue;
                }
                None => continue,
            };
            match stamp {
                Some(stamp) => self.stamps.insert(path.clone(), stamp),
                None => self.stamps.remove(&path),
            };
            let before = self.tree.get(path.as_str()).cloned();
            if self.tree.put(path.clone(), file.clone()) {
                changed.push(Change { file: path, before, after: Some(file) });
            }
        }
        changed
    }
}

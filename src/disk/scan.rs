//! A briefing's folder, read into a tree; and read again where it changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::model::source::tree::{CONFIG, File, FilePath, Tree};

use super::DiskError;
use super::entry::{Entry, Read};
use super::look::Look;
use super::paths::{above_links, below, is_source};
use super::walk::{at_and_below, look_through};

/// Reads the sources of the briefing in a folder: its configuration, `content/`, `templates/` and `static/`.
/// What cannot be read is in the tree as refused.
///
/// # Errors
/// When the folder itself is not there.
pub fn scan(folder: &Path) -> Result<Tree, DiskError> {
    Ok(Sources::open(folder)?.tree)
}

/// A file that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub file: FilePath,
    /// What it was, where it was there.
    pub before: Option<File>,
    /// What it is, where it is there.
    pub after: Option<File>,
}

/// The sources of a briefing as the disk gave them last, and how each file looked then.
#[derive(Debug)]
pub struct Sources {
    folder: PathBuf,
    tree: Tree,
    looks: BTreeMap<FilePath, Look>,
    has_links: bool,
    unseen: BTreeMap<FilePath, String>,
}

impl Sources {
    /// Reads the sources of the briefing in a folder.
    ///
    /// # Errors
    /// When the folder itself is not there.
    pub fn open(folder: &Path) -> Result<Self, DiskError> {
        if !folder.is_dir() {
            return Err(DiskError::NoFolder(folder.to_owned()));
        }
        let folder = fs::canonicalize(folder).map_err(|error| DiskError::Io(folder.to_owned(), error))?;
        let (found, has_links) = look_through(&folder, &|| true).unwrap_or_default();
        let read = found.into_par_iter();
        let read = read.filter_map(|(path, entry)| Some((FilePath::new(path), entry.read()?)));
        let mut read: Vec<(FilePath, Read)> = read.collect();
        // Both are made of what is in order without a search for each place.
        read.par_sort_by(|(one, _), (other, _)| one.cmp(other));
        let look = |(path, read): &(FilePath, Read)| Some((path.clone(), read.look()?.clone()));
        let looks = read.iter().filter_map(look).collect();
        let why = |(path, read): &(FilePath, Read)| Some((path.clone(), read.why_unseen()?.to_owned()));
        let unseen = read.iter().filter_map(why).collect();
        let tree = read.into_iter().map(|(path, read)| (path, read.file())).collect();
        Ok(Self { folder, tree, looks, has_links, unseen })
    }

    /// The folder, without symbolic links in its path.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Every source file as it was read last.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Whether a path of the file system is that of a file in the tree.
    pub fn knows(&self, path: &Path) -> bool {
        below(&self.folder, path).is_some_and(|below| self.tree.contains(&below))
    }

    /// Whether the tree has anything at a path of the file system or below it.
    pub fn has(&self, path: &Path) -> bool {
        below(&self.folder, path).is_some_and(|below| self.tree.within(&below).next().is_some())
    }

    /// Whether a symbolic link was met among the sources: what it leads to may be read under other names too.
    pub fn has_links(&self) -> bool {
        self.has_links
    }

    /// The first file or folder that the system could not look at last time, and its reason. In the tree, whatever is
    /// at that path or below it stays as it was until it can be looked at. `None` if all was seen.
    pub fn unseen(&self) -> Option<(&FilePath, &str)> {
        self.unseen.first_key_value().map(|(path, why)| (path, why.as_str()))
    }

    /// Reads again what is at these paths: a file, all that is in a folder, or nothing where nothing is any more.
    /// Gives the files that are different now.
    pub fn refresh<'a>(&mut self, paths: impl IntoIterator<Item = &'a Path>) -> Vec<Change> {
        let mut changed = Vec::new();
        for path in paths {
            let path = &above_links(&self.folder, path);
            match below(&self.folder, path) {
                Some(below) if below == CONFIG || is_source(&below) => {
                    let (found, has_links) = at_and_below(&self.folder, &below).unwrap_or_default();
                    self.has_links |= has_links;
                    changed.extend(self.settle(&below, found, true));
                }
                Some(below) if !below.is_empty() => {}
                // The folder itself, or a path that is told of in another way than it was asked for.
                _ => changed.extend(self.rescan(|| true).unwrap_or_default()),
            }
        }
        changed
    }

    /// Looks at every file and reads those that look different from how they did. Gives the files that are
    /// different; nothing when `goes_on` said no before the end.
    pub fn rescan(&mut self, goes_on: impl Fn() -> bool) -> Option<Vec<Change>> {
        let (found, has_links) = look_through(&self.folder, &goes_on)?;
        let changed = self.settle("", found, false);
        // A link may be in a folder that could not be looked at.
        self.has_links = has_links || (self.has_links && self.unseen().is_some());
        Some(changed)
    }

    /// Makes the tree at and below a path what was found there. Files are read that look different, or all. A file that
    /// could not be looked at stays as it was, and so do the files of a folder that could not be read: they may be there.
    fn settle(&mut self, within: &str, found: Vec<(String, Entry)>, all: bool) -> Vec<Change> {
        let (tree, looks) = (&self.tree, &self.looks);
        let read: Vec<(FilePath, Option<Read>)> = found
            .into_par_iter()
            .filter_map(|(path, entry)| {
                let last = if all { None } else { looks.get(path.as_str()) };
                let is_same = last.is_some_and(|last| entry.still_looks_like(last));
                let now = if is_same { None } else { Some(entry.read()?) };
                Some((tree.key(&path), now))
            })
            .collect();
        let gone: Vec<FilePath> = {
            let found: BTreeMap<&str, ()> = read.iter().map(|(path, _)| (path.as_str(), ())).collect();
            let unread = read.iter().filter(|(_, read)| read.as_ref().is_some_and(Read::is_unread));
            let unread: Vec<&str> = unread.map(|(path, _)| path.as_str()).collect();
            let may_be_there = |path: &FilePath| unread.iter().any(|folder| path.below(folder).is_some());
            let known = tree.within(within).map(|(path, _)| path);
            known.filter(|path| !found.contains_key(path.as_str()) && !may_be_there(path)).cloned().collect()
        };
        self.unseen.retain(|path, _| {
            !(within.is_empty() || path.as_str() == within || path.below(within).is_some())
        });
        let mut changed = Vec::new();
        for file in gone {
            let before = self.tree.get(file.as_str()).cloned();
            self.tree.remove(file.as_str());
            self.looks.remove(&file);
            changed.push(Change { file, before, after: None });
        }
        for (path, now) in read {
            let (file, look) = match now {
                Some(Read::Seen(file, look)) => (file, look),
                Some(Read::Unseen(why)) => {
                    self.looks.remove(&path);
                    self.unseen.insert(path, why);
                    continue;
                }
                None => continue,
            };
            match look {
                Some(look) => self.looks.insert(path.clone(), look),
                None => self.looks.remove(&path),
            };
            let before = self.tree.get(path.as_str()).cloned();
            if self.tree.put(path.clone(), file.clone()) {
                changed.push(Change { file: path, before, after: Some(file) });
            }
        }
        changed
    }
}

//! A briefing's folder, read into a tree; and read again where it changed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::model::source::{CONFIG, CONTENT, File, FilePath, Refusal, STATIC, TEMPLATES, Tree};

use super::entry::{Entry, Read};
use super::failure::{is_gone, is_passing};
use super::look::Look;
use super::{DiskError, name};

/// The folders of the sources.
pub const FOLDERS: [&str; 3] = [CONTENT, TEMPLATES, STATIC];

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
                Some(below) if below == CONFIG => {
                    changed.extend(self.settle(CONFIG, config(&self.folder), true));
                }
                Some(below) if is_source(&below) => {
                    let found = if is_gone(path) {
                        Vec::new()
                    } else {
                        let top = self.folder.join(below.split('/').next().unwrap_or_default());
                        let (found, has_links) = walk(&self.folder, &top, path, &|| true).unwrap_or_default();
                        self.has_links |= has_links;
                        found
                    };
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

/// Whether a path of the file system may be that of a source in a briefing's folder: not outside, not hidden, nothing
/// that editors leave.
pub fn concerns(folder: &Path, path: &Path) -> bool {
    match below(folder, path) {
        Some(below) => below.is_empty() || below == CONFIG || is_source(&below),
        None => true,
    }
}

/// A path from a folder, separated by `/`; nothing for what is outside.
fn below(folder: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(folder).ok()?;
    let plain = inside.components().all(|part| matches!(part, Component::Normal(_)));
    plain.then(|| name(folder, path))
}

/// A path, or the topmost symbolic link on the way to it from one of the folders of the sources: whether what is
/// behind a link may be read is asked of the link.
fn above_links(folder: &Path, path: &Path) -> PathBuf {
    let Ok(inside) = path.strip_prefix(folder) else { return path.to_owned() };
    let mut parts = inside.components();
    let mut above = folder.to_owned();
    above.extend(parts.next());
    for part in parts {
        above.push(part);
        if above.is_symlink() {
            return above;
        }
    }
    path.to_owned()
}

/// Whether a path from the briefing's folder is in one of the folders of the sources, and not hidden.
fn is_source(path: &str) -> bool {
    let mut parts = path.split('/');
    parts.next().is_some_and(|top| FOLDERS.contains(&top)) && !parts.any(is_hidden)
}

fn config(folder: &Path) -> Vec<(String, Entry)> {
    let config = folder.join(CONFIG);
    let entry = if config.is_file() {
        Entry::File(config)
    } else if config.is_symlink() {
        Entry::Refused(Refusal::LinkBroken)
    } else if config.exists() {
        Entry::Refused(Refusal::Unreadable("it is no file".into()))
    } else if let Some(why) = why_unseen(&config) {
        Entry::Unseen(why)
    } else {
        return Vec::new();
    };
    vec![(CONFIG.to_owned(), entry)]
}

/// Why the system cannot say now what is at a path; `None` if it can.
fn why_unseen(path: &Path) -> Option<String> {
    fs::metadata(path).err().filter(is_passing).map(|error| error.to_string())
}

/// All that is found in a briefing's folder, and whether a symbolic link was met. Nothing when `goes_on` said no before
/// the end.
fn look_through(folder: &Path, goes_on: &dyn Fn() -> bool) -> Option<(Vec<(String, Entry)>, bool)> {
    let mut found = config(folder);
    let mut has_links = false;
    for top in &FOLDERS.map(|top| folder.join(top)) {
        if let Some(why) = why_unseen(top) {
            found.push((name(folder, top), Entry::Unseen(why)));
        }
        if !top.is_dir() {
            continue;
        }
        let (of_top, links) = walk(folder, top, top, goes_on)?;
        found.extend(of_top);
        has_links |= links;
    }
    Some((found, has_links))
}

/// What is at and below a path in a folder of the sources, by its path from the briefing's folder. Hidden files are
/// passed over. Symbolic links are followed as long as they stay below the folder `top`; whether there was one comes
/// back too. Nothing when `goes_on` said no before the end.
fn walk(
    folder: &Path,
    top: &Path,
    start: &Path,
    goes_on: &dyn Fn() -> bool,
) -> Option<(Vec<(String, Entry)>, bool)> {
    let mut found = Vec::new();
    let mut has_links = false;
    let real_top = fs::canonicalize(top).unwrap_or_else(|_| top.to_owned());
    let mut entries = WalkDir::new(start).follow_links(true).into_iter();
    while let Some(entry) = entries.next() {
        if !goes_on() {
            return None;
        }
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(start).to_owned();
                // What was removed while it was looked for is not there.
                if !is_gone(&path) {
                    let entry = match error.io_error().filter(|error| is_passing(error)) {
                        Some(passing) => Entry::Unseen(passing.to_string()),
                        None => Entry::Refused(refusal(folder, &error, &path)),
                    };
                    found.push((name(folder, &path), entry));
                }
                continue;
            }
        };
        if entry.depth() > 0 && is_hidden(&entry.file_name().to_string_lossy()) {
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
            continue;
        }
        let path = entry.path();
        if entry.path_is_symlink() {
            has_links = true;
            let target = match fs::canonicalize(path) {
                Err(error) if is_passing(&error) => {
                    found.push((name(folder, path), Entry::Unseen(error.to_string())));
                    if entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                    continue;
                }
                target => target.unwrap_or_default(),
            };
            if !target.starts_with(&real_top) {
                let target = fs::read_link(path).unwrap_or_default().display().to_string();
                found.push((name(folder, path), Entry::Refused(Refusal::LinkOutside { target })));
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
                continue;
            }
        }
        if entry.file_type().is_file() {
            let is_named = path.to_str().is_some();
            let file =
                if is_named { Entry::File(path.to_owned()) } else { Entry::Refused(Refusal::NameNotUtf8) };
            found.push((name(folder, path), file));
        }
    }
    Some((found, has_links))
}

/// What editors and file managers leave beside files, for good or while they save, and names that begin with a full
/// stop.
fn is_hidden(name: &str) -> bool {
    const ENDINGS: &[&str] = &["~", ".swp", ".swo", ".swx", ".tmp", "___jb_tmp___", "___jb_old___"];
    name.starts_with('.')
        || name.starts_with("~$")
        || (name.starts_with('#') && name.ends_with('#'))
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
        || ["thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str())
}

fn refusal(folder: &Path, error: &walkdir::Error, path: &Path) -> Refusal {
    if let Some(ancestor) = error.loop_ancestor() {
        return Refusal::LinkCircle { target: name(folder, ancestor) };
    }
    let linked = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.file_type().is_symlink());
    let reason = error.io_error();
    // A link that leads back to itself, or through another link: the system gives up (ELOOP).
    if linked && reason.is_some_and(|reason| reason.kind() != io::ErrorKind::NotFound) {
        let target = fs::read_link(path).unwrap_or_default().display().to_string();
        return Refusal::LinkCircle { target };
    }
    if linked {
        return Refusal::LinkBroken;
    }
    Refusal::Unreadable(reason.map_or_else(|| error.to_string(), ToString::to_string))
}

//! The file system: scanning a briefing's folder into a tree, and publishing an output into a folder.
//! The only file that reads and writes files.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::model::output::{MARKER, Output};
use crate::model::source::{CONFIG, CONTENT, Refusal, STATIC, TEMPLATES, Tree};

/// The most bytes of a page, template, strings file or configuration. A page of this size holds a long book.
const TEXT_LIMIT: u64 = 4 * 1024 * 1024;

/// Why a folder could not be read or written.
#[derive(Debug)]
pub enum DiskError {
    /// The folder to read is not there.
    NoFolder(PathBuf),
    /// The output folder holds something and does not carry Chancery's marker.
    Foreign(PathBuf),
    /// The output folder is, or holds, a folder of the sources.
    OverSources(PathBuf),
    /// The folder for a new briefing holds something.
    NotEmpty(PathBuf),
    /// The operating system's own words about a path.
    Io(PathBuf, io::Error),
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DiskError::NoFolder(path) => write!(f, "there is no folder `{}`", path.display()),
            DiskError::Foreign(path) => write!(
                f,
                "`{}` is not empty and was not made by Chancery, so nothing in it was touched\n  help: name another folder \
                 with `--output`, or empty this one if it may be replaced",
                path.display()
            ),
            DiskError::OverSources(path) => write!(
                f,
                "`{}` holds sources of the briefing, so it cannot be the output folder\n  help: name another folder with \
                 `--output`, such as `site`",
                path.display()
            ),
            DiskError::NotEmpty(path) => write!(
                f,
                "`{}` is not empty\n  help: name a folder that does not exist yet, or an empty one",
                path.display()
            ),
            DiskError::Io(path, error) => write!(f, "`{}`: {error}", path.display()),
        }
    }
}

impl std::error::Error for DiskError {}

fn at(path: &Path) -> impl FnOnce(io::Error) -> DiskError + '_ {
    move |error| DiskError::Io(path.to_owned(), error)
}

/// Reads the sources of the briefing in a folder: its configuration, `content/`, `templates/` and `static/`.
/// What cannot be read is in the tree as refused.
///
/// # Errors
/// When the folder itself is not there.
pub fn scan(folder: &Path) -> Result<Tree, DiskError> {
    if !folder.is_dir() {
        return Err(DiskError::NoFolder(folder.to_owned()));
    }
    let mut tree = Tree::new();
    let config = folder.join(CONFIG);
    if config.is_file() {
        take(&mut tree, CONFIG.to_owned(), read(&config));
    } else if config.is_symlink() {
        tree.refuse(CONFIG, Refusal::LinkBroken);
    } else if config.exists() {
        tree.refuse(CONFIG, Refusal::Unreadable("it is no file".into()));
    }
    for name in [CONTENT, TEMPLATES, STATIC] {
        let top = folder.join(name);
        if !top.is_dir() {
            continue;
        }
        let (files, refused) = walk(folder, &top);
        for (path, refusal) in refused {
            tree.refuse(path, refusal);
        }
        let contents: Vec<_> = files.par_iter().map(|(_, file)| read(file)).collect();
        for ((path, _), content) in files.into_iter().zip(contents) {
            take(&mut tree, path, content);
        }
    }
    Ok(tree)
}

fn take(tree: &mut Tree, path: String, content: Result<Vec<u8>, Refusal>) {
    match content {
        Ok(bytes) => tree.insert(path, bytes),
        Err(refusal) => tree.refuse(path, refusal),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    let is_text = path
        .extension()
        .and_then(OsStr::to_str)
        .is_some_and(|ext| matches!(ext, "md" | "yaml" | "html" | "xml"));
    if is_text {
        let size = fs::metadata(path).map_err(unreadable)?.len();
        if size > TEXT_LIMIT {
            return Err(Refusal::TooLarge { size, limit: TEXT_LIMIT });
        }
    }
    fs::read(path).map_err(unreadable)
}

fn unreadable(error: io::Error) -> Refusal {
    Refusal::Unreadable(error.to_string())
}

type Files = Vec<(String, PathBuf)>;
type Refused = Vec<(String, Refusal)>;

/// The files below a folder, by their paths from the briefing's folder. Hidden files are passed over. Symbolic
/// links are followed as long as they stay below the folder.
fn walk(folder: &Path, top: &Path) -> (Files, Refused) {
    let mut files = Vec::new();
    let mut refused = Vec::new();
    let real_top = fs::canonicalize(top).unwrap_or_else(|_| top.to_owned());
    let mut entries = WalkDir::new(top).follow_links(true).into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(top).to_owned();
                refused.push((name(folder, &path), refusal(folder, &error, &path)));
                continue;
            }
        };
        if entry.depth() > 0 && is_hidden(&entry) {
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
            continue;
        }
        let path = entry.path();
        if entry.path_is_symlink() {
            let target = fs::canonicalize(path).unwrap_or_default();
            if !target.starts_with(&real_top) {
                let target = fs::read_link(path).unwrap_or_default().display().to_string();
                refused.push((name(folder, path), Refusal::LinkOutside { target }));
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
                continue;
            }
        }
        if entry.file_type().is_file() {
            if path.to_str().is_none() {
                refused.push((name(folder, path), Refusal::NameNotUtf8));
            } else {
                files.push((name(folder, path), path.to_owned()));
            }
        }
    }
    (files, refused)
}

fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    // What editors and file managers leave beside files, and names that begin with a full stop.
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || ["thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str())
}

/// A path from the briefing's folder, separated by `/`.
fn name(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
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

/// What publishing changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files written because they were new or different.
    pub written: usize,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files removed because they are no longer in the output.
    pub removed: usize,
}

/// Makes a folder equal to the output of the briefing in `sources`. A folder that does not exist yet is written
/// whole beside its place and moved there; in one that exists, a changed file is written beside and moved over,
/// an unchanged one is left with its time.
///
/// # Errors
/// When the folder is not Chancery's own to replace, or cannot be written.
pub fn publish(output: &Output, folder: &Path, sources: &Path) -> Result<Published, DiskError> {
    refuse_sources(folder, sources)?;
    if !folder.exists() {
        return publish_new(output, folder);
    }
    if !is_ours(folder)? {
        return Err(DiskError::Foreign(folder.to_owned()));
    }
    let mut published = write_changed(output, folder)?;
    published.removed = remove_others(output, folder)?;
    Ok(published)
}

/// Whether a folder may be replaced: it carries the marker, or holds nothing.
fn is_ours(folder: &Path) -> Result<bool, DiskError> {
    if folder.join(MARKER).is_file() {
        return Ok(true);
    }
    Ok(fs::read_dir(folder).map_err(at(folder))?.next().is_none())
}

fn refuse_sources(folder: &Path, sources: &Path) -> Result<(), DiskError> {
    let Ok(sources) = fs::canonicalize(sources) else { return Ok(()) };
    let Some(place) = resolved(folder) else { return Ok(()) };
    let over = [CONTENT, TEMPLATES, STATIC].iter().any(|name| place.starts_with(sources.join(name)));
    if over || sources.starts_with(&place) { Err(DiskError::OverSources(folder.to_owned())) } else { Ok(()) }
}

/// The real path of a folder that perhaps does not exist yet: of its nearest ancestor that does, and the rest.
fn resolved(folder: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(folder).ok()?;
    let existing = absolute.ancestors().find(|ancestor| ancestor.exists())?;
    Some(fs::canonicalize(existing).ok()?.join(absolute.strip_prefix(existing).ok()?))
}

fn publish_new(output: &Output, folder: &Path) -> Result<Published, DiskError> {
    let parent = match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).map_err(at(parent))?;
    let beside = tempfile::Builder::new().prefix(".chancery-").tempdir_in(parent).map_err(at(parent))?;
    create_folders(output, beside.path())?;
    let files: Vec<_> = output.iter().collect();
    files.par_iter().try_for_each(|(address, bytes)| {
        let path = beside.path().join(address.as_str());
        fs::write(&path, bytes.as_slice()).map_err(at(&path))
    })?;
    share(beside.path())?;
    fs::rename(beside.path(), folder).map_err(at(folder))?;
    // The folder is no longer where it would be removed from.
    let _ = beside.keep();
    Ok(Published { written: output.len(), ..Published::default() })
}

/// A temporary folder is its owner's alone; a site is for everyone.
fn share(folder: &Path) -> Result<(), DiskError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).map_err(at(folder))?;
    }
    Ok(())
}

fn create_folders(output: &Output, folder: &Path) -> Result<(), DiskError> {
    let folders: BTreeSet<&str> = output.iter().map(|(address, _)| address.folder()).collect();
    folders.iter().try_for_each(|inner| {
        let path = folder.join(inner);
        fs::create_dir_all(&path).map_err(at(&path))
    })
}

fn write_changed(output: &Output, folder: &Path) -> Result<Published, DiskError> {
    clear_way(output, folder)?;
    create_folders(output, folder)?;
    let files: Vec<_> = output.iter().collect();
    let written = files
        .par_iter()
        .enumerate()
        .map(|(number, (address, bytes))| {
            let path = folder.join(address.as_str());
            let same = fs::read(&path).is_ok_and(|old| old == **bytes.as_ref());
            if same {
                return Ok(0);
            }
            if path.is_dir() {
                fs::remove_dir_all(&path).map_err(at(&path))?;
            }
            replace(&path, number, bytes)?;
            Ok(1)
        })
        .try_reduce(|| 0, |one, other| Ok(one + other))?;
    Ok(Published { written, unchanged: output.len() - written, removed: 0 })
}

/// Removes files and links where a folder has to be.
fn clear_way(output: &Output, folder: &Path) -> Result<(), DiskError> {
    let folders: BTreeSet<&str> = output.iter().map(|(address, _)| address.folder()).collect();
    for inner in folders {
        let mut path = folder.to_owned();
        for part in inner.split('/').filter(|part| !part.is_empty()) {
            path.push(part);
            if fs::symlink_metadata(&path).is_ok_and(|metadata| !metadata.is_dir()) {
                fs::remove_file(&path).map_err(at(&path))?;
            }
        }
    }
    Ok(())
}

/// Writes a file beside its place and moves it there, so that a reader sees the old one or the new one whole.
fn replace(path: &Path, number: usize, bytes: &[u8]) -> Result<(), DiskError> {
    let beside = path.with_file_name(format!(".chancery-{number}"));
    fs::write(&beside, bytes).map_err(at(&beside))?;
    fs::rename(&beside, path).map_err(at(path))
}

/// Removes what is not in the output, and the folders that are empty then. A repository's `.git` stays: the folder
/// may be a branch that is checked out to be published.
fn remove_others(output: &Output, folder: &Path) -> Result<usize, DiskError> {
    let mut removed = 0;
    for entry in WalkDir::new(folder).min_depth(1).contents_first(true) {
        let entry = entry.map_err(|error| DiskError::Io(folder.to_owned(), error.into()))?;
        let path = entry.path();
        if name(folder, path).split('/').next() == Some(".git") {
            continue;
        }
        if entry.file_type().is_dir() {
            if fs::read_dir(path).map_err(at(path))?.next().is_none() {
                fs::remove_dir(path).map_err(at(path))?;
            }
        } else if output.get(&name(folder, path)).is_none() {
            fs::remove_file(path).map_err(at(path))?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Writes the files of a new briefing into a folder that does not exist yet or is empty.
///
/// # Errors
/// When the folder holds something, or cannot be written.
pub fn found(folder: &Path, files: &[(&str, String)]) -> Result<(), DiskError> {
    if folder.exists() && (!folder.is_dir() || fs::read_dir(folder).map_err(at(folder))?.next().is_some()) {
        return Err(DiskError::NotEmpty(folder.to_owned()));
    }
    for (name, text) in files {
        let path = folder.join(name);
        let above = path.parent().unwrap_or(folder);
        fs::create_dir_all(above).map_err(at(above))?;
        fs::write(&path, text).map_err(at(&path))?;
    }
    Ok(())
}

//! A briefing's folder, read into a tree.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::model::source::{CONFIG, CONTENT, Refusal, STATIC, TEMPLATES, Tree};

use super::{DiskError, name};

/// The most bytes of a page, template, strings file or configuration. A page of this size holds a long book.
const TEXT_LIMIT: u64 = 4 * 1024 * 1024;

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

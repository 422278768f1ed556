//! Converts paths of the file system to paths of a briefing's sources.

use std::path::{Component, Path, PathBuf};

use crate::model::source::tree::{CONFIG, CONTENT, MISPLACED_REGISTERS, STATIC, TEMPLATES};

use super::name;

/// The folders of the sources.
pub const FOLDERS: [&str; 4] = [CONTENT, MISPLACED_REGISTERS, TEMPLATES, STATIC];

/// Whether a path of the file system may be a source in a briefing's folder: neither outside, nor hidden, nor an
/// editor's temporary file.
pub fn concerns(folder: &Path, path: &Path) -> bool {
    match below(folder, path) {
        Some(below) => below.is_empty() || below == CONFIG || is_source(&below),
        None => true,
    }
}

/// The path relative to a folder, separated by `/`; `None` if it is outside.
pub fn below(folder: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(folder).ok()?;
    let plain = inside.components().all(|part| matches!(part, Component::Normal(_)));
    plain.then(|| name(folder, path))
}

/// A path, or the topmost symbolic link on the way to it from a briefing's folder: the link decides whether the path
/// may be read.
pub fn topmost_link(folder: &Path, path: &Path) -> PathBuf {
    let Ok(inside) = path.strip_prefix(folder) else { return path.to_owned() };
    let mut above = folder.to_owned();
    for part in inside.components() {
        above.push(part);
        if above.is_symlink() {
            return above;
        }
    }
    path.to_owned()
}

/// Whether a path relative to the briefing's folder is in one of the source folders, and not hidden.
pub fn is_source(path: &str) -> bool {
    let mut parts = path.split('/');
    parts.next().is_some_and(|top| FOLDERS.contains(&top)) && !parts.any(is_hidden)
}

/// Whether a name belongs to a hidden file, or to one that editors and file managers leave beside others, for good or
/// while they save.
pub fn is_hidden(name: &str) -> bool {
    const ENDINGS: &[&str] = &["~", ".swp", ".swo", ".swx", ".tmp", "___jb_tmp___", "___jb_old___"];
    name.starts_with('.')
        || name.starts_with("~$")
        || (name.starts_with('#') && name.ends_with('#'))
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
        || ["thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str())
}

//! Walks through a briefing's folder.

use std::fs;
use std::io;
use std::path::Path;

use walkdir::WalkDir;

use crate::model::source::tree::{CONFIG, Refusal};

use super::entry::Entry;
use super::failure::{is_gone, is_missing, is_transient};
use super::name;
use super::paths::{FOLDERS, below, is_hidden};

/// Entries by their paths relative to the briefing's folder, and whether any is a symbolic link.
pub type Found = (Vec<(String, Entry)>, bool);

/// All entries of a briefing's source folders. `None` if `keep_going` returned false before the end.
pub fn scan_sources(folder: &Path, keep_going: &dyn Fn() -> bool) -> Option<Found> {
    let mut found = config(folder);
    let mut has_links = false;
    for top in FOLDERS {
        let (of_top, links) = scan_top(folder, top, keep_going)?;
        found.extend(of_top);
        has_links |= links;
    }
    Some((found, has_links))
}

/// The entries at and below a path relative to a briefing's folder: the configuration, or a source folder or
/// something in it. `None` if nothing exists there.
pub fn scan_path(folder: &Path, path: &str) -> Option<Found> {
    let whole = folder.join(path);
    match path.split_once('/') {
        None if path == CONFIG => Some((config(folder), false)),
        None => scan_top(folder, path, &|| true),
        Some(_) if is_gone(&whole) => None,
        Some((top, _)) => walk(folder, &folder.join(top), &whole, &|| true),
    }
}

/// The configuration file of the briefing in a folder; empty if it has none.
fn config(folder: &Path) -> Vec<(String, Entry)> {
    let entry = match entry_at_top(folder, CONFIG) {
        TopEntry::Nothing => return Vec::new(),
        TopEntry::File => Entry::File(folder.join(CONFIG)),
        TopEntry::Folder => Entry::Refused(Refusal::NotAFile { what: "a folder" }),
        TopEntry::Unreadable(entry) => entry,
    };
    vec![(CONFIG.to_owned(), entry)]
}

/// All entries of one of the source folders. `None` if `keep_going` returned false before the end.
fn scan_top(folder: &Path, top: &str, keep_going: &dyn Fn() -> bool) -> Option<Found> {
    let path = folder.join(top);
    let is_link = path.is_symlink();
    let entry = match entry_at_top(folder, top) {
        TopEntry::Nothing => return Some((Vec::new(), is_link)),
        TopEntry::Folder => return walk(folder, &path, &path, keep_going),
        TopEntry::File => Entry::Refused(Refusal::NotAFolder),
        TopEntry::Unreadable(entry) => entry,
    };
    Some((vec![(top.to_owned(), entry)], is_link))
}

/// An entry at the top of a briefing's folder.
enum TopEntry {
    Nothing,
    File,
    Folder,
    Unreadable(Entry),
}

/// The entry with a name at the top of a briefing's folder.
fn entry_at_top(folder: &Path, name: &str) -> TopEntry {
    let path = folder.join(name);
    if path.is_symlink()
        && let Some(entry) = why_not_followed(folder, &path)
    {
        return TopEntry::Unreadable(entry);
    }
    match fs::metadata(&path) {
        Ok(metadata) if metadata.is_file() => TopEntry::File,
        Ok(metadata) if metadata.is_dir() => TopEntry::Folder,
        Ok(metadata) => {
            TopEntry::Unreadable(Entry::Refused(Refusal::NotAFile { what: kind_name(metadata.file_type()) }))
        }
        Err(error) if is_missing(&error) => TopEntry::Nothing,
        Err(error) if is_transient(&error) => TopEntry::Unreadable(Entry::Unavailable(error.to_string())),
        Err(error) => TopEntry::Unreadable(Entry::Refused(Refusal::Unreadable(error.to_string()))),
    }
}

/// Why a symbolic link at the top of a briefing's folder is not followed; `None` if it is. It is followed if its
/// target is in the folder and not hidden, unlike the content of `.git`, for example.
fn why_not_followed(folder: &Path, link: &Path) -> Option<Entry> {
    let target = || fs::read_link(link).unwrap_or_default().display().to_string();
    Some(Entry::Refused(match fs::canonicalize(link) {
        Ok(real) if real == folder => Refusal::LinkCircle { target: target() },
        Ok(real) if below(folder, &real).is_some_and(|below| !below.split('/').any(is_hidden)) => {
            return None;
        }
        Ok(_) => Refusal::LinkOutside { target: target() },
        Err(error) if is_missing(&error) => Refusal::LinkBroken,
        Err(error) if is_transient(&error) => return Some(Entry::Unavailable(error.to_string())),
        Err(_) => Refusal::LinkCircle { target: target() },
    }))
}

/// What to call an entry that is not a file, folder or link.
fn kind_name(kind: fs::FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "a named pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_block_device() || kind.is_char_device() {
            return "a device";
        }
    }
    let _ = kind;
    "a special file"
}

/// The entries at and below a path in a source folder, by their paths relative to the briefing's folder. Hidden files
/// are skipped. Symbolic links are followed as long as they stay below the folder `top`. `None` if `keep_going`
/// returned false before the end.
fn walk(folder: &Path, top: &Path, start: &Path, keep_going: &dyn Fn() -> bool) -> Option<Found> {
    let mut found = Vec::new();
    let mut has_links = false;
    let real_top = fs::canonicalize(top).unwrap_or_else(|_| top.to_owned());
    let mut entries = WalkDir::new(start).follow_links(true).into_iter();
    while let Some(entry) = entries.next() {
        if !keep_going() {
            return None;
        }
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(start).to_owned();
                // Anything that was removed meanwhile does not exist.
                if !is_gone(&path) {
                    let entry = match error.io_error().filter(|error| is_transient(error)) {
                        Some(passing) => Entry::Unavailable(passing.to_string()),
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
                Err(error) if is_transient(&error) => {
                    found.push((name(folder, path), Entry::Unavailable(error.to_string())));
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
        } else if !entry.file_type().is_dir() {
            let what = kind_name(entry.file_type());
            found.push((name(folder, path), Entry::Refused(Refusal::NotAFile { what })));
        }
    }
    Some((found, has_links))
}

fn refusal(folder: &Path, error: &walkdir::Error, path: &Path) -> Refusal {
    if let Some(ancestor) = error.loop_ancestor() {
        return Refusal::LinkCircle { target: name(folder, ancestor) };
    }
    let linked = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.file_type().is_symlink());
    let reason = error.io_error();
    // A link to itself, or a cycle of links (ELOOP).
    if linked && reason.is_some_and(|reason| reason.kind() != io::ErrorKind::NotFound) {
        let target = fs::read_link(path).unwrap_or_default().display().to_string();
        return Refusal::LinkCircle { target };
    }
    if linked {
        return Refusal::LinkBroken;
    }
    match reason {
        Some(reason) if reason.kind() == io::ErrorKind::InvalidFilename => {
            Refusal::Unreadable("its path is too long for this system".to_owned())
        }
        reason => Refusal::Unreadable(reason.map_or_else(|| error.to_string(), ToString::to_string)),
    }
}

//! What is found in a briefing's folder.

use std::fs;
use std::io;
use std::path::Path;

use walkdir::WalkDir;

use crate::model::source::tree::{CONFIG, Refusal};

use super::entry::Entry;
use super::failure::{is_gone, is_missing, is_passing};
use super::name;
use super::paths::{FOLDERS, below, is_hidden};

/// Entries by their paths from the briefing's folder, and whether a symbolic link was met.
pub type Found = (Vec<(String, Entry)>, bool);

/// All that is found in a briefing's folder, and whether a symbolic link was met. `None` if `goes_on` said no before the end.
pub fn look_through(folder: &Path, goes_on: &dyn Fn() -> bool) -> Option<Found> {
    let mut found = config(folder);
    let mut has_links = false;
    for top in FOLDERS {
        let (of_top, links) = look_at_top(folder, top, goes_on)?;
        found.extend(of_top);
        has_links |= links;
    }
    Some((found, has_links))
}

/// What is found at and below a path from a briefing's folder: the configuration, or one of the folders of the sources or
/// what is in it. `None` if it is nothing.
pub fn at_and_below(folder: &Path, path: &str) -> Option<Found> {
    let whole = folder.join(path);
    match path.split_once('/') {
        None if path == CONFIG => Some((config(folder), false)),
        None => look_at_top(folder, path, &|| true),
        Some(_) if is_gone(&whole) => None,
        Some((top, _)) => walk(folder, &folder.join(top), &whole, &|| true),
    }
}

/// The configuration of the briefing in a folder; nothing if it has none.
fn config(folder: &Path) -> Vec<(String, Entry)> {
    let entry = match look_at(folder, CONFIG) {
        Top::Nothing => return Vec::new(),
        Top::File => Entry::File(folder.join(CONFIG)),
        Top::Folder => Entry::Refused(Refusal::NotAFile { what: "a folder" }),
        Top::Unread(entry) => entry,
    };
    vec![(CONFIG.to_owned(), entry)]
}

/// All that is found in one of the folders of the sources, and whether a symbolic link was met. `None` if `goes_on` said no
/// before the end.
fn look_at_top(folder: &Path, top: &str, goes_on: &dyn Fn() -> bool) -> Option<Found> {
    let path = folder.join(top);
    let is_link = path.is_symlink();
    let entry = match look_at(folder, top) {
        Top::Nothing => return Some((Vec::new(), is_link)),
        Top::Folder => return walk(folder, &path, &path, goes_on),
        Top::File => Entry::Refused(Refusal::NotAFolder),
        Top::Unread(entry) => entry,
    };
    Some((vec![(top.to_owned(), entry)], is_link))
}

/// What is at the top of a briefing's folder under a name.
enum Top {
    Nothing,
    File,
    Folder,
    Unread(Entry),
}

/// Looks at an entry at the top of a briefing's folder.
fn look_at(folder: &Path, name: &str) -> Top {
    let path = folder.join(name);
    if path.is_symlink()
        && let Some(entry) = why_not_followed(folder, &path)
    {
        return Top::Unread(entry);
    }
    match fs::metadata(&path) {
        Ok(metadata) if metadata.is_file() => Top::File,
        Ok(metadata) if metadata.is_dir() => Top::Folder,
        Ok(metadata) => {
            Top::Unread(Entry::Refused(Refusal::NotAFile { what: what_it_is(metadata.file_type()) }))
        }
        Err(error) if is_missing(&error) => Top::Nothing,
        Err(error) if is_passing(&error) => Top::Unread(Entry::Unseen(error.to_string())),
        Err(error) => Top::Unread(Entry::Refused(Refusal::Unreadable(error.to_string()))),
    }
}

/// Why a symbolic link at the top of a briefing's folder is not followed. It is followed if it leads to something in the
/// folder that is not hidden: what `.git` holds, say, is no source.
fn why_not_followed(folder: &Path, link: &Path) -> Option<Entry> {
    let target = || fs::read_link(link).unwrap_or_default().display().to_string();
    Some(Entry::Refused(match fs::canonicalize(link) {
        Ok(real) if real == folder => Refusal::LinkCircle { target: target() },
        Ok(real) if below(folder, &real).is_some_and(|below| !below.split('/').any(is_hidden)) => {
            return None;
        }
        Ok(_) => Refusal::LinkOutside { target: target() },
        Err(error) if is_missing(&error) => Refusal::LinkBroken,
        Err(error) if is_passing(&error) => return Some(Entry::Unseen(error.to_string())),
        Err(_) => Refusal::LinkCircle { target: target() },
    }))
}

/// What an entry is that is neither a file nor a folder nor a link.
fn what_it_is(kind: fs::FileType) -> &'static str {
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
    "something that only the system knows"
}

/// What is at and below a path in a folder of the sources, by its path from the briefing's folder. Hidden files are
/// passed over. Symbolic links are followed as long as they stay below the folder `top`; whether there was one comes
/// back too. Nothing when `goes_on` said no before the end.
fn walk(folder: &Path, top: &Path, start: &Path, goes_on: &dyn Fn() -> bool) -> Option<Found> {
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
        } else if !entry.file_type().is_dir() {
            let what = what_it_is(entry.file_type());
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
    // A link that leads back to itself, or through another link: the system gives up (ELOOP).
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

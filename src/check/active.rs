//! Files among the content that are published as they are and that a browser runs or reads as pages of the site: whoever
//! can add such a file can do to readers what the site itself can. They are let through only where the configuration names
//! them, so that a change that brings one says so.

use std::collections::BTreeSet;

use crate::model::source::config::Config;
use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::tree::{Bytes, CONFIG, CONTENT, FilePath, Tree};
use crate::text::nearest::{did_you_mean, nearest};

use super::place::Unplaced;
use super::svg;

/// Endings of documents of HTML, and of what holds some.
const PAGES: &[&str] =
    &["html", "htm", "xhtml", "xht", "xhtm", "shtml", "shtm", "stm", "hta", "htc", "mht", "mhtml", "dhtml"];

/// Endings of documents of XML, in which scripts of HTML and SVG run too. Types that end in `+xml` are read so.
const DOCUMENTS: &[&str] = &[
    "xml", "xsl", "xslt", "xsd", "xbl", "xul", "rdf", "rss", "atom", "mathml", "mml", "kml", "gpx", "gml",
    "dae", "smil", "smi", "wsdl", "xspf", "ncx", "opf", "xpl", "owl", "dtd", "ent", "svgz",
];

/// Endings of scripts and of other code that browsers run.
const SCRIPTS: &[&str] = &["js", "mjs", "cjs", "jsm", "es", "wasm", "swf", "vbs"];

/// Endings of what browsers show, play or save, whatever is in it.
const PASSIVE: &[&str] = &[
    "png",
    "jpg",
    "jpeg",
    "gif",
    "webp",
    "avif",
    "apng",
    "bmp",
    "ico",
    "tif",
    "tiff",
    "heic",
    "jxl",
    "pdf",
    "csv",
    "tsv",
    "txt",
    "json",
    "geojson",
    "jsonld",
    "topojson",
    "md",
    "yaml",
    "yml",
    "toml",
    "bib",
    "ris",
    "ics",
    "vcf",
    "css",
    "woff",
    "woff2",
    "ttf",
    "otf",
    "mp3",
    "m4a",
    "ogg",
    "oga",
    "opus",
    "wav",
    "flac",
    "mp4",
    "m4v",
    "webm",
    "ogv",
    "mov",
    "vtt",
    "srt",
    "zip",
    "7z",
    "tar",
    "epub",
    "docx",
    "xlsx",
    "pptx",
    "odt",
    "ods",
    "odp",
    "doc",
    "xls",
    "ppt",
    "rtf",
    "parquet",
    "sqlite",
    "webmanifest",
    "map",
];

/// How many bytes at the beginning of a file of no known kind are looked at.
const BEGINNING: usize = 1024;

/// What in a file a browser would run; `None` if nothing is known that it would.
pub fn active_part((file, bytes): &(FilePath, Bytes)) -> Option<String> {
    let mut endings = file.name().rsplit('.').map(str::to_ascii_lowercase);
    // A server that does not know the last ending of a name may go by the one before it.
    let kind = endings.by_ref().take(file.name().matches('.').count()).find_map(|ending| kind(&ending));
    match kind {
        Some(Kind::Passive) => None,
        Some(Kind::Drawing) => svg::active_part(bytes),
        Some(Kind::Page) => Some("a page of HTML".to_owned()),
        Some(Kind::Document) => Some("a document of XML".to_owned()),
        Some(Kind::Script) => Some("a script".to_owned()),
        None => begins_like_markup(bytes).then(|| "what looks like HTML or XML".to_owned()),
    }
}

/// What browsers do with a file.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Page,
    Document,
    Drawing,
    Script,
    Passive,
}

/// What browsers do with files of an ending; `None` if it is not known.
fn kind(ending: &str) -> Option<Kind> {
    let kinds =
        [(PAGES, Kind::Page), (DOCUMENTS, Kind::Document), (SCRIPTS, Kind::Script), (PASSIVE, Kind::Passive)];
    let known = kinds.into_iter().find(|(endings, _)| endings.contains(&ending)).map(|(_, kind)| kind);
    known.or_else(|| (ending == "svg").then_some(Kind::Drawing))
}

/// Whether a file begins as HTML and XML do, by which some servers and browsers guess what it is.
fn begins_like_markup(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(BEGINNING)];
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    matches!(start, [b'<', next, ..] if next.is_ascii_alphabetic() || matches!(next, b'!' | b'?' | b'/'))
}

/// A diagnostic for a file in which there is an active part, where the configuration does not name it.
pub fn check(file: &FilePath, part: &str, config: &Config) -> Option<Diagnostic> {
    if config.trusted_files.iter().any(|trusted| names(trusted, file)) {
        return None;
    }
    let message =
        format!("{part}: it would be published as it is, and run in readers' browsers as a part of the site");
    let help =
        format!("take it out; or look through it, and add `{file}` to `trusted_files` in `chancery.yaml`");
    Some(Diagnostic::of_file(Code::ActiveFile, file, message).help(help))
}

/// Whether an entry of `trusted_files` names a file: by its path, or by a folder that ends in `/`.
fn names(trusted: &str, file: &FilePath) -> bool {
    match trusted.ends_with('/') {
        true => file.as_str().starts_with(trusted),
        false => file.as_str() == trusted,
    }
}

/// A diagnostic for each entry of `trusted_files` that names nothing among the content.
pub fn trusted<'a>(config: &'a Config, tree: &'a Tree) -> impl Iterator<Item = Unplaced> + 'a {
    let files = || tree.below(CONTENT).map(|(file, _)| file);
    let unknown =
        config.trusted_files.iter().filter(move |trusted| !files().any(|file| names(trusted, file)));
    unknown.map(move |trusted| {
        let is_folder = files().any(|file| file.below(trusted).is_some());
        let help = match is_folder {
            true => format!("write `{trusted}/` for all files in the folder"),
            false => did_you_mean(near(trusted, files()).as_deref(), || {
                "write a path from the briefing's folder, as in `content/economic/map.html`, or take it out"
                    .to_owned()
            }),
        };
        let message = format!("`trusted_files`: there is no `{trusted}` among the content");
        let found = Diagnostic::of_file(Code::WrongValue, &FilePath::new(CONFIG), message);
        Unplaced::at_word(found.help(help), trusted)
    })
}

/// The file that an entry was probably meant to name, or the folder.
fn near<'a>(trusted: &str, files: impl Iterator<Item = &'a FilePath>) -> Option<String> {
    if !trusted.ends_with('/') {
        return nearest(trusted, files.map(FilePath::as_str)).map(str::to_owned);
    }
    let folders: BTreeSet<&str> = files.map(FilePath::folder).collect();
    nearest(trusted.trim_end_matches('/'), folders.into_iter()).map(|folder| format!("{folder}/"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn part(name: &str, content: &str) -> Option<String> {
        active_part(&(FilePath::new(format!("content/{name}")), Arc::new(content.into())))
    }

    #[test]
    fn files_are_known_by_their_endings_whatever_their_case_and_number() {
        let page = Some("a page of HTML".to_owned());
        for name in
            ["x.html", "X.HTM", "x.Xhtml", "x.shtml", "x.html.bak", "x.html.en", "x.png.html", "x.html.gz"]
        {
            assert_eq!(part(name, ""), page, "{name}");
        }
        for name in ["x.xml", "x.XSL", "x.rdf", "x.kml", "x.svgz", "x.svg.xml"] {
            assert_eq!(part(name, "").as_deref(), Some("a document of XML"), "{name}");
        }
        for name in ["x.js", "x.MJS", "x.min.js", "x.wasm"] {
            assert_eq!(part(name, "").as_deref(), Some("a script"), "{name}");
        }
        for name in
            ["x.png", "x.html.png", "x.js.json", "x.PDF", "x", "x.unknown", "CNAME", "_headers", "html"]
        {
            assert_eq!(part(name, "text < text"), None, "{name}");
        }
    }

    #[test]
    fn a_file_of_no_known_kind_is_looked_into() {
        for content in ["<html>", " \n<!DOCTYPE html>", "\u{FEFF}<?xml?>", "<script>"] {
            assert!(part("x", content).is_some() && part("x.unknown", content).is_some(), "{content}");
            assert_eq!(part("x.csv", content), None);
        }
    }
}

//! Checks for active files in the content: files that are published as they are, and that a browser runs or shows as
//! pages of the site. Whoever can add such a file can do anything to readers that the site itself can. Active files
//! are allowed only if the configuration names them, so that a change that adds one shows it.

use std::collections::BTreeSet;

use crate::model::source::config::Config;
use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::tree::{Bytes, CONFIG, CONTENT, FilePath, Tree};
use crate::text::nearest::{did_you_mean, nearest};

use super::svg;
use super::unlocated::UnlocatedDiagnostic;

/// The extensions of HTML documents and of containers for them.
const PAGES: &[&str] =
    &["html", "htm", "xhtml", "xht", "xhtm", "shtml", "shtm", "stm", "hta", "htc", "mht", "mhtml", "dhtml"];

/// The extensions of XML documents, which may contain scripts in HTML or SVG. Media types that end in `+xml` are
/// treated as XML.
const DOCUMENTS: &[&str] = &[
    "xml", "xsl", "xslt", "xsd", "xbl", "xul", "rdf", "rss", "atom", "mathml", "mml", "kml", "gpx", "gml",
    "dae", "smil", "smi", "wsdl", "xspf", "ncx", "opf", "xpl", "owl", "dtd", "ent", "svgz",
];

/// The extensions of scripts and of other code that browsers run.
const SCRIPTS: &[&str] = &["js", "mjs", "cjs", "jsm", "es", "wasm", "swf", "vbs"];

/// The extensions of files that browsers show, play or save, whatever they contain.
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

/// The number of bytes that are checked at the start of a file with an unknown extension.
const SNIFFED_BYTES: usize = 1024;

/// What a browser would run in a file; `None` if nothing is known.
pub fn active_part((file, bytes): &(FilePath, Bytes)) -> Option<String> {
    let mut endings = file.name().rsplit('.').map(str::to_ascii_lowercase);
    // A server that does not know the last extension may use the one before it.
    let kind = endings.by_ref().take(file.name().matches('.').count()).find_map(|ending| kind(&ending));
    match kind {
        Some(Kind::Passive) => None,
        Some(Kind::Drawing) => svg::active_part(bytes),
        Some(Kind::Page) => Some("a page of HTML".to_owned()),
        Some(Kind::Document) => Some("a document of XML".to_owned()),
        Some(Kind::Script) => Some("a script".to_owned()),
        None => starts_like_markup(bytes).then(|| "what looks like HTML or XML".to_owned()),
    }
}

/// How browsers treat a file.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Page,
    Document,
    Drawing,
    Script,
    Passive,
}

/// How browsers treat files with an extension; `None` if it is unknown.
fn kind(ending: &str) -> Option<Kind> {
    let kinds =
        [(PAGES, Kind::Page), (DOCUMENTS, Kind::Document), (SCRIPTS, Kind::Script), (PASSIVE, Kind::Passive)];
    let known = kinds.into_iter().find(|(endings, _)| endings.contains(&ending)).map(|(_, kind)| kind);
    known.or_else(|| (ending == "svg").then_some(Kind::Drawing))
}

/// Whether a file starts like HTML or XML, by which some servers and browsers guess its type.
fn starts_like_markup(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(SNIFFED_BYTES)];
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    matches!(start, [b'<', next, ..] if next.is_ascii_alphabetic() || matches!(next, b'!' | b'?' | b'/'))
}

/// A diagnostic for a file with an active part, unless the configuration names it.
pub fn check(file: &FilePath, part: &str, config: &Config) -> Option<Diagnostic> {
    if config.trusted_files.iter().any(|trusted| names(trusted, file)) {
        return None;
    }
    let message =
        format!("{part}: it would be published as it is, and run in readers' browsers as part of the site");
    let help = format!("remove it; or check it, and add `{file}` to `trusted_files` in `chancery.yaml`");
    Some(Diagnostic::of_file(Code::ActiveFile, file, message).help(help))
}

/// Whether an entry of `trusted_files` matches a file: by its path, or by a folder that ends in `/`.
fn names(trusted: &str, file: &FilePath) -> bool {
    match trusted.ends_with('/') {
        true => file.as_str().starts_with(trusted),
        false => file.as_str() == trusted,
    }
}

/// A diagnostic for each entry of `trusted_files` that matches nothing in the content.
pub fn trusted<'a>(config: &'a Config, tree: &'a Tree) -> impl Iterator<Item = UnlocatedDiagnostic> + 'a {
    let files = || tree.below(CONTENT).map(|(file, _)| file);
    let unknown =
        config.trusted_files.iter().filter(move |trusted| !files().any(|file| names(trusted, file)));
    unknown.map(move |trusted| {
        let is_folder = files().any(|file| file.below(trusted).is_some());
        let help = match is_folder {
            true => format!("write `{trusted}/` for all files in the folder"),
            false => did_you_mean(near(trusted, files()).as_deref(), || {
                "write a path from the briefing's folder, as in `content/economic/map.html`, or remove it"
                    .to_owned()
            }),
        };
        let message = format!("`trusted_files`: there is no `{trusted}` in the content");
        let found = Diagnostic::of_file(Code::WrongValue, &FilePath::new(CONFIG), message);
        UnlocatedDiagnostic::at_word(found.help(help), trusted)
    })
}

/// The file or folder that an entry was probably meant to match.
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
    fn files_are_recognized_by_any_of_their_extensions() {
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
    fn the_content_of_files_of_unknown_kind_is_checked() {
        for content in ["<html>", " \n<!DOCTYPE html>", "\u{FEFF}<?xml?>", "<script>"] {
            assert!(part("x", content).is_some() && part("x.unknown", content).is_some(), "{content}");
            assert_eq!(part("x.csv", content), None);
        }
    }
}

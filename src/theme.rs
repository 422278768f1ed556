//! The default theme, which is embedded in the program. A site's file with the same path replaces the theme's.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::source::tree::{Bytes, FilePath, Tree};

macro_rules! embedded {
    ($($path:literal,)*) => {
        /// The theme's files, by their paths in a briefing's folder.
        pub const FILES: &[(&str, &[u8])] = &[$(($path, include_bytes!(concat!("../", $path))),)*];
    };
}

embedded! {
    "static/comfort.js",
    "static/icon-180.png",
    "static/icon-192.png",
    "static/icon-512.png",
    "static/icon.svg",
    "static/search.js",
    "static/theme.css",
    "static/theme.js",
    "templates/404.html",
    "templates/a-z.html",
    "templates/accessibility.html",
    "templates/base.html",
    "templates/chart.html",
    "templates/diagram.html",
    "templates/feed.xml",
    "templates/figures.html",
    "templates/glossary.html",
    "templates/home.html",
    "templates/name.html",
    "templates/names.html",
    "templates/nav.html",
    "templates/page.html",
    "templates/parts/cite.html",
    "templates/parts/comfort.html",
    "templates/parts/contents.html",
    "templates/parts/credits.html",
    "templates/parts/data.html",
    "templates/parts/date.html",
    "templates/parts/event.html",
    "templates/parts/figures.html",
    "templates/parts/foot.html",
    "templates/parts/groups.html",
    "templates/parts/head.html",
    "templates/parts/meta.html",
    "templates/parts/number.html",
    "templates/parts/origin.html",
    "templates/parts/panels.html",
    "templates/parts/previews.html",
    "templates/parts/registers.html",
    "templates/parts/retired.html",
    "templates/parts/settings.html",
    "templates/print.html",
    "templates/redirect.html",
    "templates/search.html",
    "templates/section.html",
    "templates/sitemap.xml",
    "templates/sources.html",
    "templates/strings/en.yaml",
    "templates/strings/fr.yaml",
    "templates/strings/ja.yaml",
    "templates/tag.html",
    "templates/tags.html",
    "templates/timeline.html",
}

/// The text of the theme's file at a path; `None` if there is none, or it is a picture.
pub fn file(path: &str) -> Option<&'static str> {
    let (_, bytes) = FILES.iter().find(|(known, _)| *known == path)?;
    std::str::from_utf8(bytes).ok()
}

/// The files of the theme below a folder.
pub fn files(folder: &str) -> BTreeMap<FilePath, Bytes> {
    let files = FILES.iter().map(|(path, bytes)| (FilePath::new(path), *bytes));
    let below = files.filter(|(path, _)| path.below(folder).is_some());
    below.map(|(path, bytes)| (path, Arc::new(bytes.to_vec()))).collect()
}

/// The files of a folder: the theme's, each replaced by the site's file with the same path, and the site's other
/// files.
pub fn overlay(theme: &BTreeMap<FilePath, Bytes>, tree: &Tree, folder: &str) -> BTreeMap<FilePath, Bytes> {
    let embedded = theme.iter().map(|(path, bytes)| (path.clone(), Arc::clone(bytes)));
    let own = tree.below(folder).map(|(path, bytes)| (path.clone(), Arc::clone(bytes)));
    embedded.chain(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::view::template_name::TemplateName;

    #[test]
    fn every_template_that_a_view_names_is_embedded() {
        for name in TemplateName::ALL {
            assert!(file(name.file().as_str()).is_some(), "{name}");
        }
    }
}

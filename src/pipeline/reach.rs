//! The templates that each entry of a site reaches.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::tree::FilePath;
use crate::write::templates::{Mentioning, Source, Templates};

/// The templates that a site is made with: those that views name, and those of the parts that pages share.
const ENTRIES: &[&str] = &[
    "404.html",
    "a-z.html",
    "accessibility.html",
    "chart.html",
    "diagram.html",
    "feed.xml",
    "figures.html",
    "glossary.html",
    "home.html",
    "name.html",
    "names.html",
    "nav.html",
    "page.html",
    "print.html",
    "redirect.html",
    "search.html",
    "section.html",
    "sitemap.xml",
    "sources.html",
    "tag.html",
    "tags.html",
    "timeline.html",
];

/// A template that views name, with those that it reaches and what is wrong with the reach.
pub(super) type Reach = (&'static str, Vec<Source>, Vec<Diagnostic>);

pub(super) fn reach(templates: &Templates) -> Arc<Vec<Reach>> {
    let mentioning = Mentioning::new(templates);
    let reached = ENTRIES.iter().map(|entry| {
        let (sources, problems) = mentioning.reached(entry);
        (*entry, sources, problems)
    });
    Arc::new(reached.collect())
}

/// The templates that the site is made with.
pub(super) fn in_use(reach: &[Reach]) -> BTreeSet<FilePath> {
    reach.iter().flat_map(|(_, sources, _)| sources).map(|(file, _)| file.clone()).collect()
}

//! Checks for sections without a landing page, translations into unknown languages, and tags with two spellings.

use crate::graph::Graph;
use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::tree::{CONTENT, FilePath};

use super::unlocated::UnlocatedDiagnostic;

/// A diagnostic for each section without an `index.md`.
pub fn landing_pages(graph: &Graph) -> Vec<Diagnostic> {
    let without = graph.sections.iter().filter(|section| section.landing.is_none());
    without
        .map(|section| {
            let file = FilePath::new(format!("{}/index.md", section.folder));
            let what = if section.folder == CONTENT {
                "the site has no home page"
            } else {
                "the section has no landing page"
            };
            let (why, help) = if graph.drafts.contains(&file) {
                ("is a draft", "publish it, or make the other pages of its folder drafts too")
            } else {
                ("is missing", "add the file, with a title in its front matter")
            };
            Diagnostic::of_file(Code::MissingIndex, &file, format!("{what}: `{file}` {why}")).help(help)
        })
        .collect()
}

/// A diagnostic for each page whose file name ends in a language that the site does not have: `trade.fr.md`.
pub fn languages(graph: &Graph) -> Vec<Diagnostic> {
    let suffixed = graph.pages.iter().filter_map(|page| {
        let (_, suffix) = page.outline.file.stem().rsplit_once('.')?;
        let primary = suffix.split('-').next().unwrap_or(suffix);
        let tag = primary.len() == 2 && primary.bytes().all(|b| b.is_ascii_lowercase());
        tag.then_some((&page.outline.file, suffix))
    });
    suffixed
        .map(|(file, suffix)| {
            let message =
                format!("the file name marks the language `{suffix}`, which the site does not have");
            Diagnostic::of_file(Code::UnknownLanguage, file, message)
                .help("one language is supported for now: rename the file without the full stop in its name")
        })
        .collect()
}

/// A diagnostic for each second spelling of a tag.
pub fn tags(graph: &Graph) -> Vec<UnlocatedDiagnostic> {
    let spellings =
        graph.tags.iter().flat_map(|tag| tag.spellings.iter().map(move |spelling| (tag, spelling)));
    spellings
        .map(|(tag, (other, page))| {
            let message = format!("the tag `{other}` is written `{}` elsewhere", tag.title);
            let found = Diagnostic::of_file(Code::TagSpelling, &graph.pages[*page].outline.file, message);
            UnlocatedDiagnostic::at_word(found.help(format!("write `{}` here too", tag.title)), other)
        })
        .collect()
}

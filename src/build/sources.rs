//! The files of a tree, sorted by what they are for.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Options;
use crate::check;
use crate::model::address::Address;
use crate::model::config::Config;
use crate::model::document::Document;
use crate::model::front_matter::Status;
use crate::model::language::Language;
use crate::model::source::{Bytes, CONTENT, FilePath, STATIC, Tree};
use crate::read::document::PageFile;
use crate::read::strings::StringsFile;
use crate::theme;

pub(super) fn with_options(config: Arc<Config>, options: &Options) -> Arc<Config> {
    match &options.base_url {
        Some(base_url) => Arc::new(Config { base_url: Some(base_url.clone()), ..Config::clone(&config) }),
        None => config,
    }
}

/// The strings of a language: of its whole tag, of its primary subtag, or of the theme's own language.
pub(super) fn strings_file(language: &Language, templates: &BTreeMap<FilePath, Bytes>) -> StringsFile {
    let own = "templates/strings/en.yaml";
    let names = [language.tag(), language.primary(), "en"]
        .map(|tag| FilePath::new(format!("templates/strings/{tag}.yaml")));
    let found = names.into_iter().find_map(|name| templates.get_key_value(&name));
    let (file, bytes) = found.expect("the theme has strings of its own");
    StringsFile {
        file: file.clone(),
        bytes: Arc::clone(bytes),
        reference: theme::file(own).unwrap_or_default(),
    }
}

/// What is below `content/`.
pub(super) type ContentFiles = (Vec<(FilePath, PageFile)>, ContentFileList);

/// The files beside the pages.
pub(super) type ContentFileList = Vec<(FilePath, Bytes)>;

/// The pages below `content/`, and the other files beside them. Registers are neither.
pub(super) fn content(tree: &Tree, language: &Language) -> ContentFiles {
    let mut pages = Vec::new();
    let mut files = Vec::new();
    for (file, bytes) in tree.below(CONTENT) {
        let path = file.below(CONTENT).unwrap_or_default();
        if path.starts_with("registers/") {
            continue;
        }
        if path.ends_with(".md") {
            let page = PageFile { file: file.clone(), bytes: Arc::clone(bytes), language: language.clone() };
            pages.push((file.clone(), page));
        } else {
            files.push((file.clone(), Arc::clone(bytes)));
        }
    }
    (pages, files)
}

/// The files beside the pages, but those in folders whose pages are all drafts: they are of the drafts.
pub(super) fn without_drafts(
    files: ContentFileList,
    documents: &[Arc<Document>],
    drafts: bool,
) -> ContentFileList {
    let is_draft = |document: &Document| !drafts && document.outline.front_matter.status == Status::Draft;
    let mut folders: BTreeMap<&str, bool> = BTreeMap::new();
    for document in documents {
        *folders.entry(document.outline.file.folder()).or_insert(true) &= is_draft(document);
    }
    files.into_iter().filter(|(file, _)| !folders.get(file.folder()).copied().unwrap_or(false)).collect()
}

/// Something that is published as it is: where, from which file, and what.
pub(super) type Copy = (Address, FilePath, Bytes);

/// The static files, and the files beside the pages.
pub(super) fn copies(tree: &Tree, files: Vec<(FilePath, Bytes)>) -> Vec<Copy> {
    let beside = files.into_iter().map(|(file, bytes)| (check::addresses::copied(&file), file, bytes));
    let fixed = theme::overlay(tree, STATIC);
    let fixed = fixed.into_iter().map(|(file, bytes)| (Address::new(file.as_str()), file, bytes));
    fixed.chain(beside).collect()
}

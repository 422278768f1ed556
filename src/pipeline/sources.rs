//! The files of a tree, sorted by what they are for.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Options, SiteMemory};
use crate::memo::{Cancelled, Row, Shared};
use crate::model::page::document::Document;
use crate::model::source::config::Config;
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::picture::Picture;
use crate::model::source::tree::{Bytes, CONTENT, FilePath, Tree};
use crate::model::value::language::Language;
use crate::read::document::PageFile;
use crate::read::picture;
use crate::read::register::RegisterFile;
use crate::read::strings::StringsFile;
use crate::theme;

pub(super) fn with_options(config: Arc<Config>, options: &Options) -> Arc<Config> {
    match &options.base_url {
        Some(base_url) => Arc::new(Config { base_url: Some(base_url.clone()), ..Config::clone(&config) }),
        None => config,
    }
}

/// What the picture that the configuration names says of itself, where it can be read.
pub(super) fn share_picture(config: &Config, tree: &Tree) -> Option<Picture> {
    let wanted = config.share_image.as_ref()?;
    picture::read(tree.bytes(&wanted.file)?)
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

/// A register's file, where the site has it.
pub(super) fn register_file(tree: &Tree, file: &str) -> RegisterFile {
    RegisterFile { file: tree.key(file), bytes: tree.bytes(file).cloned() }
}

/// A file that is published as it is.
pub(super) type Beside = (FilePath, Bytes);

/// The pages below `content/`, and the other files beside them. Registers are neither.
pub(super) fn content(tree: &Tree) -> (Vec<(FilePath, Bytes)>, Vec<Beside>) {
    let mut pages = Vec::new();
    let mut files = Vec::new();
    for (file, bytes) in tree.below(CONTENT) {
        let path = file.below(CONTENT).unwrap_or_default();
        if path.starts_with("registers/") {
            continue;
        }
        if path.ends_with(".md") {
            pages.push((file.clone(), Arc::clone(bytes)));
        } else {
            files.push((file.clone(), Arc::clone(bytes)));
        }
    }
    (pages, files)
}

/// The static files, and those beside the pages that are published; both lists come in the order of their paths.
pub(super) fn copies(
    fixed: BTreeMap<FilePath, Bytes>,
    beside: Vec<Beside>,
    published: &[FilePath],
) -> Vec<Beside> {
    let mut published = published.iter().peekable();
    let beside = beside.into_iter().filter(|(file, _)| published.next_if_eq(&file).is_some());
    fixed.into_iter().chain(beside).collect()
}

/// How all pages are read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Manner {
    language: Language,
    keeps_words: bool,
}

/// The question of what a page's file says.
pub(super) fn reading(
    manner: &Shared<Manner>,
    _: usize,
    (file, bytes): &(FilePath, Bytes),
) -> (FilePath, PageFile) {
    let page = PageFile {
        file: file.clone(),
        bytes: Arc::clone(bytes),
        language: manner.language.clone(),
        keeps_words: manner.keeps_words,
    };
    (file.clone(), page)
}

/// What is wrong with some documents, each on its own.
pub(super) fn found(documents: &[Arc<Document>]) -> Vec<Diagnostic> {
    documents.iter().flat_map(|document| document.diagnostics.iter().cloned()).collect()
}

impl SiteMemory {
    /// The pages' files as they were read.
    pub(super) fn documents(
        &mut self,
        config: &Config,
        pages: Vec<(FilePath, Bytes)>,
    ) -> Result<Row<Arc<Document>>, Cancelled> {
        let (language, keeps_words) = (config.language(), config.outputs.search);
        let manner = self.manner.keep(Manner { language, keeps_words });
        let pages = self.page_files.follow(pages);
        self.read.ask(&manner, &pages, &self.cancellation)
    }
}

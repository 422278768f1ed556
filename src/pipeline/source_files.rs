//! The source files of a site, by purpose.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Options;
use crate::model::source::config::Config;
use crate::model::source::picture::Picture;
use crate::model::source::tree::{Bytes, CONTENT, FilePath, Tree};
use crate::model::value::language::Language;
use crate::read::picture;
use crate::read::register::RegisterFile;
use crate::read::strings::StringsFile;
use crate::theme;

/// The configuration with the options that take precedence over it.
pub(super) fn with_options(config: Arc<Config>, options: &Options) -> Arc<Config> {
    match &options.base_url {
        Some(base_url) => Arc::new(Config { base_url: Some(base_url.clone()), ..Config::clone(&config) }),
        None => config,
    }
}

/// The size and kind of the share image that the configuration names; `None` if there is none or it cannot be read.
pub(super) fn share_picture(config: &Config, tree: &Tree) -> Option<Picture> {
    let wanted = config.share_image.as_ref()?;
    picture::read(tree.bytes(&wanted.file)?)
}

/// The strings file of a language: that of the whole tag, else of the primary subtag, else the English one.
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

/// A register's file, if the site has it. A register in the wrong folder is read too: it is one error, and references to
/// its records are not errors as well.
pub(super) fn register_file(tree: &Tree, file: &str) -> RegisterFile {
    let misplaced = file.strip_prefix(CONTENT).map(|file| file.trim_start_matches('/'));
    let misplaced =
        misplaced.filter(|misplaced| tree.bytes(file).is_none() && tree.bytes(misplaced).is_some());
    let file = misplaced.unwrap_or(file);
    RegisterFile { file: tree.key(file), bytes: tree.bytes(file).cloned() }
}

/// A file that may be published unchanged.
pub(super) type PlainFile = (FilePath, Bytes);

/// The files below `content/`, without the registers.
#[derive(Debug, Default)]
pub(super) struct ContentFiles {
    /// The Markdown files.
    pub pages: Vec<(FilePath, Bytes)>,
    /// The other files: images and downloads.
    pub others: Vec<PlainFile>,
}

/// Sorts the files below `content/`, each list in the order of the paths.
pub(super) fn content_files(tree: &Tree) -> ContentFiles {
    let mut found = ContentFiles::default();
    for (file, bytes) in tree.below(CONTENT) {
        let path = file.below(CONTENT).unwrap_or_default();
        if path.starts_with("registers/") {
            continue;
        }
        let files = if path.ends_with(".md") { &mut found.pages } else { &mut found.others };
        files.push((file.clone(), Arc::clone(bytes)));
    }
    found
}

/// The static files, and those of the `others` below `content/` that are published. All lists are in the order of the paths.
pub(super) fn copied_files(
    static_files: BTreeMap<FilePath, Bytes>,
    others: &[PlainFile],
    published: &[FilePath],
) -> Vec<PlainFile> {
    static_files.into_iter().chain(published_files(others, published).cloned()).collect()
}

/// Those of the files that are published. Both lists are in the order of the paths.
pub(super) fn published_files<'a>(
    files: &'a [PlainFile],
    published: &'a [FilePath],
) -> impl Iterator<Item = &'a PlainFile> {
    let mut published = published.iter().peekable();
    files.iter().filter(move |(file, _)| published.next_if_eq(&file).is_some())
}

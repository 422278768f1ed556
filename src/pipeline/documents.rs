//! Reads each source on its own: configuration, strings, pages and registers.

use std::sync::Arc;

use super::registers::RegisterMemory;
use crate::memo::{
    Cancellation, Cancelled, LEAF, MappedRow, Row, RowStage, Shared, Stable, Stage, VersionedRow,
};
use crate::model::page::document::Document;
use crate::model::source::config::Config;
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::strings::Strings;
use crate::model::source::tree::{Bytes, CONFIG, FilePath, Tree};
use crate::model::value::language::Language;
use crate::read::config as read_config;
use crate::read::document::{self, PageFile};
use crate::read::strings::{self as read_strings, StringsFile};

/// The input to reading pages that all pages share.
#[derive(Debug, PartialEq, Eq)]
struct ReadOptions {
    language: Language,
    /// Whether the words of a page are kept for the search index.
    keeps_words: bool,
}

/// The stages that read sources.
#[derive(Debug)]
pub(super) struct ReadMemory {
    config: Stage<(), Option<Bytes>, (Arc<Config>, Vec<Diagnostic>)>,
    strings: Stage<(), StringsFile, (Arc<Strings>, Vec<Diagnostic>)>,
    options: Stable<ReadOptions>,
    page_files: VersionedRow<(FilePath, Bytes)>,
    documents: RowStage<ReadOptions, (FilePath, Bytes), FilePath, PageFile, Arc<Document>>,
    problems: MappedRow<Arc<Document>, Vec<Diagnostic>>,
    /// The registers.
    pub registers: RegisterMemory,
}

impl ReadMemory {
    pub fn new(forgets: bool) -> Self {
        Self {
            config: Stage::new(forgets, read_config::read),
            strings: Stage::new(forgets, read_strings::read),
            options: Stable::default(),
            page_files: VersionedRow::new(forgets),
            documents: RowStage::new(page_file, Stage::new(forgets, document::read)),
            problems: MappedRow::new(forgets, LEAF, problems),
            registers: RegisterMemory::new(forgets),
        }
    }

    /// The configuration and its diagnostics.
    pub fn config(&mut self, tree: &Tree) -> (Arc<Config>, Vec<Diagnostic>) {
        self.config.ask(tree.bytes(CONFIG).cloned())
    }

    /// The texts of the interface and their diagnostics.
    pub fn strings(&mut self, file: StringsFile) -> (Arc<Strings>, Vec<Diagnostic>) {
        self.strings.ask(file)
    }

    /// The document of each page's file.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn documents(
        &mut self,
        config: &Config,
        pages: Vec<(FilePath, Bytes)>,
        cancellation: &Cancellation,
    ) -> Result<Row<Arc<Document>>, Cancelled> {
        let (language, keeps_words) = (config.language(), config.outputs.search);
        let options = self.options.keep(ReadOptions { language, keeps_words });
        let pages = self.page_files.follow(pages);
        self.documents.ask(&options, &pages, cancellation)
    }

    /// The diagnostics of each document on its own.
    pub fn problems(&mut self, documents: &Row<Arc<Document>>) -> Vec<Diagnostic> {
        self.problems.of(documents).iter().flatten().cloned().collect()
    }

    /// The number of pages that were read rather than remembered.
    pub fn read(&self) -> usize {
        self.documents.computed()
    }
}

/// The input to reading one page.
fn page_file(
    options: &Shared<ReadOptions>,
    _: usize,
    (file, bytes): &(FilePath, Bytes),
) -> (FilePath, PageFile) {
    let page = PageFile {
        file: file.clone(),
        bytes: Arc::clone(bytes),
        language: options.language.clone(),
        keeps_words: options.keeps_words,
    };
    (file.clone(), page)
}

fn problems(documents: &[Arc<Document>]) -> Vec<Diagnostic> {
    documents.iter().flat_map(|document| document.diagnostics.iter().cloned()).collect()
}

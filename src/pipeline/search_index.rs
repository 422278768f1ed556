//! The search index that the browser loads: the words and texts of pages and records, in files.

use std::sync::Arc;

use super::search_stages::{BlockMemory, TextFileMemory, WordFileMemory};
use crate::graph::{Graph, PageId};
use crate::memo::{
    self, Cancellation, Cancelled, MappedRow, Row, RowStage, SelectedRow, Shared, Stage, VersionedRow,
};
use crate::model::output::artifact::{Artifact, Order, Output};
use crate::model::output::search::{Directory, FindableKind, Indexed};
use crate::model::page::document::Document;
use crate::model::page::parts::Parts;
use crate::model::value::address::Address;
use crate::model::value::language::Language;
use crate::search::block::{BLOCK, Block};
use crate::search::index::{Indexing, index};
use crate::search::stemmer as stems;
use crate::view::search::{self, Findables};
use crate::write::search as write;

/// The number of pages, and of records, whose texts are in one file. static/search.js has the same numbers.
const TEXTS_IN_FILE: (usize, usize) = (2, 32);

/// The number of pages and records that a single build indexes at once: whole blocks and whole files.
const STEP: usize = 32 * BLOCK;

/// Everything that readers can find on a site.
#[derive(Debug)]
pub(super) struct Found {
    graph: Shared<Graph>,
    /// The pages, and after them the records.
    findables: Findables,
    /// The numbers of the pages, in their order.
    pages: Arc<Vec<usize>>,
}

/// The input of an index: the pages and records that can be found, and the texts of the pages.
#[derive(Clone, Debug)]
pub(super) struct SearchInput {
    found: Shared<Found>,
    texts: Row<Arc<Parts>>,
}

/// The index of a plan.
pub(super) enum Index {
    /// Its files; none if the site has no index.
    Made(Vec<Artifact>),
    /// It is generated after the plan.
    Later(LaterIndex),
}

/// A pending index.
pub(super) struct LaterIndex {
    pub input: SearchInput,
    /// The last index, which is used until then.
    pub last: Output,
}

impl Index {
    /// The generated files, and the pending index.
    pub fn into_parts(self) -> (Vec<Artifact>, Option<LaterIndex>) {
        match self {
            Self::Made(files) => (files, None),
            Self::Later(later) => (Vec::new(), Some(later)),
        }
    }
}

impl Found {
    /// The inputs to indexing the records.
    fn records(&self) -> impl Iterator<Item = Indexing> + '_ {
        let records = self.findables.iter().filter(|(findable, _)| findable.kind != FindableKind::Page);
        records.map(|(findable, text)| Indexing {
            findable: Arc::clone(findable),
            parts: Arc::clone(text),
            resolved_references: Arc::default(),
        })
    }

    /// The number of pages or records of each kind.
    fn counts(&self) -> Vec<usize> {
        let of = |kind| self.findables.iter().filter(|(findable, _)| findable.kind == kind).count();
        FindableKind::all().map(of).collect()
    }
}

/// The addresses of the files of the index whose names never change.
pub(super) fn search_addresses(graph: &Graph) -> impl Iterator<Item = Address> {
    [write::INDEX, write::STEMMER].into_iter().filter(|_| graph.site.search).map(Address::new)
}

/// The words and texts of a site on their way into files.
struct Sorted {
    blocks: Row<Arc<Block>>,
    /// The files of the pages' texts.
    texts: Vec<Artifact>,
    /// The length of each page's and record's text, one digit each.
    lengths: String,
}

/// The stage that indexes the words of pages.
type IndexPage = RowStage<Found, Arc<Parts>, usize, Indexing, Arc<Indexed>>;

/// The stages that generate the search index.
#[derive(Debug)]
pub(super) struct SearchMemory {
    /// Whether this is a memory for a single build.
    forgets: bool,
    /// The shared input of stages that have none.
    nothing: Shared<()>,
    found: Stage<(), Shared<Graph>, Shared<Found>>,
    texts_of_documents: MappedRow<Arc<Document>, Arc<Parts>>,
    texts_of_pages: SelectedRow<Arc<Parts>>,
    index_page: IndexPage,
    index_record: Stage<(FindableKind, usize), Indexing, Arc<Indexed>>,
    records: VersionedRow<Arc<Indexed>>,
    blocks: BlockMemory,
    word_files: WordFileMemory,
    page_texts: TextFileMemory,
    record_texts: TextFileMemory,
    directory: Stage<(), Directory, Artifact>,
    stemmer: Stage<(), Language, Artifact>,
    order: Order,
    last: Output,
}

impl SearchMemory {
    pub(super) fn new(forgets: bool) -> Self {
        Self {
            forgets,
            nothing: Shared::new(()),
            found: Stage::new(forgets, found),
            texts_of_documents: MappedRow::new(forgets, 1, |document| Arc::clone(&document[0].parts)),
            texts_of_pages: SelectedRow::new(forgets),
            index_page: RowStage::new(index_input, Stage::new(forgets, index)),
            index_record: Stage::new(forgets, index),
            records: VersionedRow::new(forgets),
            blocks: BlockMemory::new(forgets),
            word_files: WordFileMemory::new(forgets),
            page_texts: TextFileMemory::new(forgets, TEXTS_IN_FILE.0),
            record_texts: TextFileMemory::new(forgets, TEXTS_IN_FILE.1),
            directory: Stage::new(forgets, write::directory),
            stemmer: Stage::new(forgets, stemmer),
            order: Order::default(),
            last: Output::default(),
        }
    }

    /// The input of the index; `None` if the site has no index. `documents` are those of the pages.
    pub(super) fn input(
        &mut self,
        graph: &Shared<Graph>,
        documents: &Row<Arc<Document>>,
    ) -> Option<SearchInput> {
        if !graph.site.search {
            return None;
        }
        let found = self.found.ask(graph.clone());
        let texts = self.texts_of_documents.of(documents);
        let texts = self.texts_of_pages.of(&texts, &found.pages);
        Some(SearchInput { found, texts })
    }

    /// The index of a site with this input.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub(super) fn index(
        &mut self,
        input: Option<SearchInput>,
        cancellation: &Cancellation,
    ) -> Result<Index, Cancelled> {
        let files = input.map(|input| self.files(input, cancellation)).transpose()?;
        Ok(Index::Made(files.unwrap_or_default()))
    }

    /// The pending index of a site with this input.
    pub(super) fn later(&self, input: Option<SearchInput>) -> Index {
        match input {
            Some(input) => Index::Later(LaterIndex { input, last: self.last.clone() }),
            None => Index::Made(Vec::new()),
        }
    }

    /// Generates a pending index.
    pub(super) fn make(&mut self, input: SearchInput) -> Output {
        let files = self.files(input, &Cancellation::never()).expect("nobody cancels it");
        let addresses = files.iter().map(|file| file.address.clone()).collect();
        self.order = std::mem::take(&mut self.order).next(addresses);
        self.last = Output::in_order(files, &self.order);
        self.last.clone()
    }

    fn files(
        &mut self,
        SearchInput { found, texts }: SearchInput,
        cancellation: &Cancellation,
    ) -> Result<Vec<Artifact>, Cancelled> {
        let language = found.graph.config.language();
        let records = found.records().map(|one| (key(&one), one)).collect();
        let records = self.index_record.ask_all(records, cancellation)?;
        let records = self.records.follow(records);
        let sorted = if self.forgets {
            self.sort_by_steps(&found, texts, &records, &language, cancellation)?
        } else {
            let pages = self.index_page.ask(&found, &texts, cancellation)?;
            self.sort(&pages, &records, &language, cancellation)?
        };
        let Sorted { blocks, mut texts, lengths } = sorted;
        texts.extend(self.record_texts.files(&records, &self.nothing, cancellation)?.into_values());
        let words = self.word_files.files(&blocks, &self.nothing, cancellation)?;
        memo::drop_in_background(blocks);
        let directory = self.directory.ask(Directory {
            language: language.tag().to_owned(),
            counts: found.counts(),
            lengths,
            texts: texts.iter().map(write::name).collect(),
            words: words.iter().map(|(first, file)| (first.clone(), write::name(file))).collect(),
        });
        let stemmer = self.stemmer.ask(language);
        let words = words.into_iter().map(|(_, file)| file);
        Ok([directory, stemmer].into_iter().chain(words).chain(texts).collect())
    }

    /// Sorts words into blocks, and texts into files.
    fn sort(
        &mut self,
        pages: &Row<Arc<Indexed>>,
        records: &Row<Arc<Indexed>>,
        language: &Language,
        cancellation: &Cancellation,
    ) -> Result<Sorted, Cancelled> {
        let (blocks, lengths) = self.blocks.blocks(pages, records, language, cancellation)?;
        let texts = self.page_texts.files(pages, &self.nothing, cancellation)?;
        Ok(Sorted { blocks, texts: texts.iter().cloned().collect(), lengths })
    }

    /// The same in steps; each drops the words of its pages once they are in blocks.
    fn sort_by_steps(
        &mut self,
        found: &Shared<Found>,
        texts: Row<Arc<Parts>>,
        records: &Row<Arc<Indexed>>,
        language: &Language,
        cancellation: &Cancellation,
    ) -> Result<Sorted, Cancelled> {
        let (mut blocks, mut files, mut all_lengths) = (Vec::new(), Vec::new(), String::new());
        let mut pages = texts.into_values().enumerate().map(|(place, text)| index_input(found, place, &text));
        loop {
            let step = memo::map(pages.by_ref().take(STEP).collect(), |(_, one)| index(&one));
            let is_last = step.len() < STEP;
            let (pages, none) = (Row::new(step), Row::default());
            let after = if is_last { records } else { &none };
            let of_step = self.sort(&pages, after, language, cancellation)?;
            blocks.extend(of_step.blocks.into_values());
            files.extend(of_step.texts);
            all_lengths.push_str(&of_step.lengths);
            if is_last {
                return Ok(Sorted { blocks: Row::new(blocks), texts: files, lengths: all_lengths });
            }
        }
    }
}

/// Collects the pages and records that readers can find.
fn found(graph: &Shared<Graph>) -> Shared<Found> {
    let findables = search::all_findables(graph);
    let pages = findables.iter().filter(|(findable, _)| findable.kind == FindableKind::Page);
    let pages = Arc::new(pages.map(|(findable, _)| findable.number).collect());
    Shared::new(Found { graph: graph.clone(), findables, pages })
}

/// The input to indexing a page.
fn index_input(found: &Shared<Found>, place: usize, parts: &Arc<Parts>) -> (usize, Indexing) {
    let number = found.pages[place];
    let input = Indexing {
        findable: Arc::clone(&found.findables[place].0),
        parts: Arc::clone(parts),
        resolved_references: Arc::clone(&found.graph.pages[PageId::new(number)].resolved_references),
    };
    (number, input)
}

/// The script that reduces words to stems.
fn stemmer(language: &Language) -> Artifact {
    Artifact::new(Address::new(write::STEMMER), stems::script(language))
}

fn key(input: &Indexing) -> (FindableKind, usize) {
    (input.findable.kind, input.findable.number)
}

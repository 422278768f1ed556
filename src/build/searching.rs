//! The index that the browser searches: pages and records taken apart, put together in blocks, gathered into files.

use std::slice::Chunks;
use std::sync::Arc;

use crate::graph::Graph;
use crate::graph::search_view::{self, Findables};
use crate::memo::{Following, Row, Rows, Shared, Stage};
use crate::model::address::Address;
use crate::model::document::{Document, Part};
use crate::model::language::Language;
use crate::model::output::Artifact;
use crate::model::search::{Directory, FindableKind, Indexed, Piece};
use crate::search::block::{BLOCK, Block, Blocking, block};
use crate::search::digits::length_digit;
use crate::search::gather::{Gathering, SHELF, Shelf, Shelving, files, gather, gatherings, shelve};
use crate::search::index::{Indexing, index};
use crate::search::stemmer as stems;
use crate::write::search as write;

/// What words each page has, where it can be found.
type IndexPage = Rows<Found, Arc<Vec<Part>>, usize, Option<Indexing>, Option<Arc<Indexed>>>;

/// How many pages' texts, and how many records', are in one file. static/search.js knows both.
const TEXTS: (usize, usize) = (2, 32);

/// How many pages and records are taken apart at once where nothing is remembered: whole blocks, whole files.
const STEP: usize = 32 * BLOCK;

/// All that can be found on a site, and which of it each page is.
#[derive(Debug)]
pub(super) struct Found {
    graph: Shared<Graph>,
    /// The pages and records.
    findables: Findables,
    /// The places of the pages among them, by the numbers of the pages.
    of_pages: Vec<Option<usize>>,
}

/// The same with the texts of the pages.
pub(super) type Findings = (Shared<Found>, Row<Arc<Vec<Part>>>);

/// Looks for what can be found.
pub(super) fn found(graph: &Shared<Graph>) -> Shared<Found> {
    let findables = search_view::findables(graph);
    let mut of_pages = vec![None; graph.pages.len()];
    for (place, (findable, _)) in findables.iter().enumerate() {
        if findable.kind == FindableKind::Page {
            of_pages[findable.number] = Some(place);
        }
    }
    Shared::new(Found { graph: graph.clone(), findables, of_pages })
}

/// The question of what words a page has; nothing where it cannot be found.
pub(super) fn indexing(
    found: &Shared<Found>,
    number: usize,
    parts: &Arc<Vec<Part>>,
) -> (usize, Option<Indexing>) {
    let indexing = found.of_pages[number].map(|place| Indexing {
        findable: Arc::clone(&found.findables[place].0),
        parts: Arc::clone(parts),
        answers: Arc::clone(&found.graph.pages[number].answers),
    });
    (number, indexing)
}

impl Found {
    /// The questions of what words the records have.
    fn records(&self) -> impl Iterator<Item = Indexing> + '_ {
        let records = self.findables.iter().filter(|(findable, _)| findable.kind != FindableKind::Page);
        records.map(|(findable, text)| Indexing {
            findable: Arc::clone(findable),
            parts: Arc::clone(text),
            answers: Arc::default(),
        })
    }

    /// How many there are of each kind.
    fn counts(&self) -> Vec<usize> {
        let of = |kind| self.findables.iter().filter(|(findable, _)| findable.kind == kind).count();
        FindableKind::ALL.iter().map(|kind| of(*kind)).collect()
    }
}

/// What was put together of pages and records that were taken apart.
#[derive(Default)]
struct Collected {
    blocks: Vec<Arc<Block>>,
    texts: Vec<Artifact>,
    records: Vec<Arc<Indexed>>,
    /// How long each text is, a digit each.
    lengths: String,
}

/// Where the files of the index stand whose names are always the same.
pub(super) fn search_addresses(graph: &Graph) -> impl Iterator<Item = Address> {
    [write::INDEX, write::STEMMER].into_iter().filter(|_| graph.site.search).map(Address::new)
}

/// The last answers of the stages that make the index.
#[derive(Debug)]
pub(super) struct SearchMemory {
    /// Whether this is a memory for one build alone.
    forgets: bool,
    found: Stage<(), Shared<Graph>, Shared<Found>>,
    texts_of_pages: Following<Arc<Vec<Part>>>,
    index_page: IndexPage,
    index: Stage<(FindableKind, usize), Indexing, Arc<Indexed>>,
    block: Stage<usize, Blocking, Arc<Block>>,
    shelve: Stage<usize, Shelving, Arc<Shelf>>,
    gather: Stage<Box<str>, Gathering, Arc<Vec<Arc<Piece>>>>,
    words: Stage<Box<str>, Vec<Arc<Piece>>, Artifact>,
    texts_of_records: Stage<usize, Vec<Arc<Indexed>>, Artifact>,
    texts: Stage<usize, Vec<Arc<Indexed>>, Artifact>,
    directory: Stage<(), Directory, Artifact>,
    stemmer: Stage<(), Language, Artifact>,
}

impl SearchMemory {
    /// Of nothing yet; one that `forgets` stays so.
    pub(super) fn new(forgets: bool) -> Self {
        Self {
            forgets,
            found: Stage::new(forgets, found),
            texts_of_pages: Following::new(forgets),
            index_page: Rows::new(indexing, Stage::new(forgets, |page| page.as_ref().map(index))),
            index: Stage::new(forgets, index),
            block: Stage::new(forgets, block),
            shelve: Stage::new(forgets, shelve),
            gather: Stage::new(forgets, gather),
            words: Stage::new(forgets, |pieces| write::words(pieces)),
            texts_of_records: Stage::new(forgets, |indexed| write::texts(indexed)),
            texts: Stage::new(forgets, |indexed| write::texts(indexed)),
            directory: Stage::new(forgets, write::directory),
            stemmer: Stage::new(forgets, stemmer),
        }
    }

    /// The files of the index, where the site has one.
    pub(super) fn files(&mut self, findings: Option<Findings>) -> Vec<Artifact> {
        let Some((found, texts)) = findings else { return Vec::new() };
        let language = found.graph.config.language();
        let mut collected = Collected::default();
        if self.forgets {
            // What a page says is let go of when its words are known.
            let pages = texts.into_values().into_iter().enumerate();
            let pages = pages.filter_map(|(number, text)| indexing(&found, number, &text).1);
            let mut indexings = pages.chain(found.records()).map(|one| (key(&one), one)).peekable();
            while indexings.peek().is_some() {
                let indexed = self.index.ask_all(indexings.by_ref().take(STEP).collect());
                self.collect(indexed, &language, &mut collected);
            }
        } else {
            let pages = self.index_page.ask(&found, &texts);
            let records = self.index.ask_all(found.records().map(|one| (key(&one), one)).collect());
            let indexed = pages.values().iter().flatten().cloned().chain(records);
            self.collect(indexed.collect(), &language, &mut collected);
        }
        let Collected { blocks, mut texts, records, lengths } = collected;
        texts.extend(self.files_of_records(records.chunks(TEXTS.1)));
        let words = self.files_of_words(&blocks);
        let directory = self.directory.ask(Directory {
            language: language.tag().to_owned(),
            counts: found.counts(),
            lengths,
            texts: texts.iter().map(write::name).collect(),
            words: words.iter().map(|(first, file)| (first.clone(), write::name(file))).collect(),
        });
        let stemmer = self.stemmer.ask(language);
        let words = words.into_iter().map(|(_, file)| file);
        [directory, stemmer].into_iter().chain(words).chain(texts).collect()
    }

    /// Puts together what was taken apart: all of it, or whole blocks and files.
    fn collect(&mut self, mut indexed: Vec<Arc<Indexed>>, language: &Language, collected: &mut Collected) {
        collected.lengths.extend(indexed.iter().map(|one| length_digit(one.length)));
        collected.blocks.extend(self.blocks(&indexed, language));
        let pages = indexed.iter().take_while(|one| one.findable.kind == FindableKind::Page).count();
        collected.records.extend(indexed.drain(pages..));
        collected.texts.extend(self.files_of_texts(indexed.chunks(TEXTS.0)));
    }

    /// Every page and record that can be found, where the site has an index. `documents` are those of the pages.
    pub(super) fn findings(
        &mut self,
        graph: &Shared<Graph>,
        documents: &Row<Arc<Document>>,
    ) -> Option<Findings> {
        if !graph.site.search {
            return None;
        }
        let texts = documents.values().iter().map(|document| Arc::clone(&document.parts));
        Some((self.found.ask(graph.clone()), self.texts_of_pages.follow(texts.collect())))
    }

    fn blocks(&mut self, indexed: &[Arc<Indexed>], language: &Language) -> Vec<Arc<Block>> {
        let blocks =
            indexed.chunks(BLOCK).map(|pages| Blocking { language: language.clone(), pages: pages.to_vec() });
        self.block.ask_all(blocks.enumerate().collect())
    }

    /// The words in files of about one size, each with its first stem.
    fn files_of_words(&mut self, blocks: &[Arc<Block>]) -> Vec<(Box<str>, Artifact)> {
        let shelves = blocks
            .chunks(SHELF)
            .enumerate()
            .map(|(number, blocks)| (number, Shelving { first: number * SHELF, blocks: blocks.to_vec() }));
        let shelves = self.shelve.ask_all(shelves.collect());
        let pieces = self.gather.ask_all(gatherings(&shelves)).into_iter();
        let files = files(pieces.flat_map(|pieces| pieces.iter().cloned().collect::<Vec<_>>()).collect());
        let first = |file: &Vec<Arc<Piece>>| file[0].first.clone();
        let firsts: Vec<Box<str>> = files.iter().map(first).collect();
        let made = self.words.ask_all(files.into_iter().map(|file| (first(&file), file)).collect());
        firsts.into_iter().zip(made).collect()
    }

    /// The texts of pages, in files of a few each.
    fn files_of_texts(&mut self, files: Chunks<'_, Arc<Indexed>>) -> Vec<Artifact> {
        self.texts.ask_all(files.map(<[_]>::to_vec).enumerate().collect())
    }

    /// The texts of records, in files of a few each.
    fn files_of_records(&mut self, files: Chunks<'_, Arc<Indexed>>) -> Vec<Artifact> {
        self.texts_of_records.ask_all(files.map(<[_]>::to_vec).enumerate().collect())
    }
}

/// The script that stems words.
pub(super) fn stemmer(language: &Language) -> Artifact {
    Artifact::new(Address::new(write::STEMMER), stems::script(language))
}

fn key(indexing: &Indexing) -> (FindableKind, usize) {
    (indexing.findable.kind, indexing.findable.number)
}

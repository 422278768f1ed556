//! The index that the browser searches: pages and records taken apart, put together in blocks, gathered into files.

use std::slice::Chunks;
use std::sync::Arc;

use super::Memory;
use super::pages::read_pages;
use crate::graph::Graph;
use crate::memo::Shared;
use crate::model::address::Address;
use crate::model::document::Document;
use crate::model::language::Language;
use crate::model::output::Artifact;
use crate::model::search::{Directory, FindableKind, Indexed, Piece};
use crate::search::block::{BLOCK, Block, Blocking};
use crate::search::digits::length_digit;
use crate::search::gather::{SHELF, Shelving, files, gatherings};
use crate::search::index::Indexing;
use crate::search::stemmer;
use crate::write::search as write;

/// How many pages' texts, and how many records', are in one file. static/search.js knows both.
const TEXTS: (usize, usize) = (2, 32);

/// How many pages and records are taken apart at once where nothing is remembered: whole blocks, whole files.
const STEP: usize = 32 * BLOCK;

/// What can be found, by its kind and number.
pub(super) type FindableKey = (FindableKind, usize);

/// Where the files of the index stand whose names are always the same.
pub(super) fn search_addresses(graph: &Graph) -> impl Iterator<Item = Address> {
    [write::INDEX, write::STEMMER].into_iter().filter(|_| graph.site.search).map(Address::new)
}

impl Memory {
    /// The files of the index, where the site has one.
    pub(super) fn searching(
        &mut self,
        graph: &Graph,
        indexings: Vec<(FindableKey, Indexing)>,
    ) -> Vec<Artifact> {
        if !graph.site.search {
            return Vec::new();
        }
        let language = graph.config.language();
        let counts =
            FindableKind::ALL.map(|kind| indexings.iter().filter(|((of, _), _)| *of == kind).count());
        let (mut blocks, mut texts, mut records) = (Vec::new(), Vec::new(), Vec::new());
        let mut lengths = String::new();
        // In one step all questions are asked that are to be remembered.
        let step = if self.forgets { STEP } else { indexings.len().max(1) };
        let mut indexings = indexings.into_iter();
        while indexings.len() > 0 {
            let mut indexed = self.index.ask_all(indexings.by_ref().take(step).collect());
            lengths.extend(indexed.iter().map(|one| length_digit(one.length)));
            blocks.extend(self.blocks(&indexed, &language));
            let pages = indexed.iter().take_while(|one| one.findable.kind == FindableKind::Page).count();
            records.extend(indexed.drain(pages..));
            texts.extend(self.files_of_texts(indexed.chunks(TEXTS.0)));
        }
        texts.extend(self.files_of_records(records.chunks(TEXTS.1)));
        let words = self.files_of_words(&blocks);
        let directory = self.directory.ask(Directory {
            language: language.tag().to_owned(),
            counts: counts.to_vec(),
            lengths,
            texts: texts.iter().map(write::name).collect(),
            words: words.iter().map(|(first, file)| (first.clone(), write::name(file))).collect(),
        });
        let stemmer = self.stemmer.ask(language);
        let words = words.into_iter().map(|(_, file)| file);
        [directory, stemmer].into_iter().chain(words).chain(texts).collect()
    }

    /// Every page and record that can be found, to be taken apart.
    pub(super) fn indexings(
        &mut self,
        graph: &Shared<Graph>,
        documents: &[Arc<Document>],
    ) -> Vec<(FindableKey, Indexing)> {
        if !graph.site.search {
            return Vec::new();
        }
        let findables = self.findables.ask(graph.clone());
        let mut pages = read_pages(graph, documents);
        let none = Arc::default();
        let questions = findables.iter().map(|(findable, record)| {
            let (parts, answers) = if findable.kind == FindableKind::Page {
                let found = pages.find(|(number, ..)| *number == findable.number);
                let (_, page, document) = found.expect("the pages that can be found come in their order");
                (&document.parts, &page.answers)
            } else {
                (record, &none)
            };
            let (parts, answers) = (Arc::clone(parts), Arc::clone(answers));
            let indexing = Indexing { findable: Arc::clone(findable), parts, answers };
            ((findable.kind, findable.number), indexing)
        });
        questions.collect()
    }

    fn blocks(&mut self, indexed: &[Arc<Indexed>], language: &Language) -> Vec<Arc<Block>> {
        let blocks =
            indexed.chunks(BLOCK).map(|pages| Blocking { language: language.clone(), pages: pages.to_vec() });
        self.block.ask_all(blocks.enumerate().collect())
    }

    /// The words in files of about one size, each with its first stem.
    fn files_of_words(&mut self, blocks: &[Arc<Block>]) -> Vec<(Box<str>, Artifact)> {
        let shelves = blocks.chunks(SHELF).enumerate().map(|(number, blocks)| {
            (number, Shelving { first: number * SHELF, blocks: blocks.to_vec() })
        });
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
    Artifact::new(Address::new(write::STEMMER), stemmer::script(language))
}

//! The index that the browser searches: pages and records taken apart, put together in blocks, gathered into files.

use std::collections::BTreeMap;
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
use crate::search::gather::{Gathering, files};
use crate::search::index::Indexing;
use crate::search::stemmer;
use crate::write::search as write;

/// How many pages' texts, and how many records', are in one file. static/search.js knows both.
const TEXTS: (usize, usize) = (2, 32);

impl Memory {
    /// The files of the index, where the site has one.
    pub(super) fn searching(&mut self, graph: &Shared<Graph>, documents: &[Arc<Document>]) -> Vec<Artifact> {
        if !graph.site.search {
            return Vec::new();
        }
        let language = graph.config.language();
        let indexed = self.indexed(graph, documents);
        let words = self.files_of_words(&indexed, &language);
        let counts =
            FindableKind::ALL.map(|kind| indexed.iter().filter(|one| one.findable.kind == kind).count());
        let texts = self.files_of_texts(&indexed, counts[0]);
        let directory = self.directory.ask(Directory {
            language: language.tag().to_owned(),
            counts: counts.to_vec(),
            lengths: indexed.iter().map(|one| length_digit(one.length)).collect(),
            texts: texts.iter().map(write::name).collect(),
            words: words.iter().map(|(first, file)| (first.clone(), write::name(file))).collect(),
        });
        let stemmer = self.stemmer.ask(language);
        let words = words.into_iter().map(|(_, file)| file);
        [directory, stemmer].into_iter().chain(words).chain(texts).collect()
    }

    /// Every page and record that can be found, its words taken apart.
    fn indexed(&mut self, graph: &Shared<Graph>, documents: &[Arc<Document>]) -> Vec<Arc<Indexed>> {
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
        self.index.ask_all(questions.collect())
    }

    /// The words in files of about one size, each with its first stem.
    fn files_of_words(&mut self, indexed: &[Arc<Indexed>], language: &Language) -> Vec<(Box<str>, Artifact)> {
        let blocks = indexed.chunks(BLOCK).enumerate();
        let blocks = blocks
            .map(|(number, pages)| (number, Blocking { language: language.clone(), pages: pages.to_vec() }));
        let blocks = self.block.ask_all(blocks.collect());
        let pieces = self.gather.ask_all(gatherings(&blocks)).into_iter();
        let files = files(pieces.flat_map(|pieces| pieces.iter().cloned().collect::<Vec<_>>()).collect());
        let first = |file: &Vec<Arc<Piece>>| file[0].first.clone();
        let firsts: Vec<Box<str>> = files.iter().map(first).collect();
        let made = self.words.ask_all(files.into_iter().map(|file| (first(&file), file)).collect());
        firsts.into_iter().zip(made).collect()
    }

    /// The texts in files of a few each; the first so many are pages'.
    fn files_of_texts(&mut self, indexed: &[Arc<Indexed>], pages: usize) -> Vec<Artifact> {
        let (pages, records) = indexed.split_at(pages);
        let chunks = pages.chunks(TEXTS.0).chain(records.chunks(TEXTS.1));
        self.texts.ask_all(chunks.map(<[_]>::to_vec).enumerate().collect())
    }
}

/// What each group of words has in the blocks.
fn gatherings(blocks: &[Arc<Block>]) -> Vec<(Box<str>, Gathering)> {
    let mut gatherings: BTreeMap<&str, Gathering> = BTreeMap::new();
    for (number, block) in blocks.iter().enumerate() {
        for cell in block.iter() {
            gatherings.entry(&cell.prefix).or_default().push((number, Arc::clone(cell)));
        }
    }
    gatherings.into_iter().map(|(prefix, cells)| (Box::from(prefix), cells)).collect()
}

/// The script that stems words.
pub(super) fn stemmer(language: &Language) -> Artifact {
    Artifact::new(Address::new(write::STEMMER), stemmer::script(language))
}

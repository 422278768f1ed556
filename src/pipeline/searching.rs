//! The index that the browser searches: pages and records taken apart, put together in blocks, gathered into files.

use std::sync::Arc;

use crate::graph::Graph;
use crate::memo::{
    self, Cancellation, Cancelled, Chained, Derived, Following, Row, Rows, Selected, Shared, Stage, Still,
};
use crate::model::output::artifact::{Artifact, Order, Output};
use crate::model::output::search::{Directory, FindableKind, Indexed, Piece};
use crate::model::page::document::Document;
use crate::model::page::parts::Parts;
use crate::model::value::address::Address;
use crate::model::value::language::Language;
use crate::search::block::{BLOCK, Block, Blocking, block};
use crate::search::digits::length_digit;
use crate::search::gather::{Gathering, SHELF, Shelf, Shelving, files, gather, gatherings, shelve};
use crate::search::index::{Indexing, index};
use crate::search::stemmer as stems;
use crate::view::search::{self, Findables};
use crate::write::search as write;

/// A few values that follow each other in a row.
type Few<T> = Arc<Vec<Arc<T>>>;

/// What words each page has that can be found.
type IndexPage = Rows<Found, Arc<Parts>, usize, Indexing, Arc<Indexed>>;

/// How many pages' texts, and how many records', are in one file. static/search.js knows both.
const TEXTS: (usize, usize) = (2, 32);

/// How many pages and records are taken apart at once where nothing is remembered: whole blocks, whole files.
const STEP: usize = 32 * BLOCK;

/// All that can be found on a site.
#[derive(Debug)]
pub(super) struct Found {
    graph: Shared<Graph>,
    /// The pages, and behind them the records.
    findables: Findables,
    /// The numbers of the pages, in their order.
    pages: Arc<Vec<usize>>,
}

/// The same with the texts of these pages.
pub(super) type Findings = (Shared<Found>, Row<Arc<Parts>>);

/// Looks for what can be found.
pub(super) fn found(graph: &Shared<Graph>) -> Shared<Found> {
    let findables = search::findables(graph);
    let pages = findables.iter().filter(|(findable, _)| findable.kind == FindableKind::Page);
    let pages = Arc::new(pages.map(|(findable, _)| findable.number).collect());
    Shared::new(Found { graph: graph.clone(), findables, pages })
}

/// The question of what words a page has.
fn indexing(found: &Shared<Found>, place: usize, parts: &Arc<Parts>) -> (usize, Indexing) {
    let number = found.pages[place];
    let indexing = Indexing {
        findable: Arc::clone(&found.findables[place].0),
        parts: Arc::clone(parts),
        answers: Arc::clone(&found.graph.pages[number].answers),
    };
    (number, indexing)
}

/// The question of what words a few pages and records have together.
fn blocking(language: &Shared<Language>, number: usize, pages: &Few<Indexed>) -> (usize, Blocking) {
    (number, Blocking { language: Language::clone(language), pages: Arc::clone(pages) })
}

/// The question of what stands on a shelf.
fn shelving(_: &Shared<()>, number: usize, blocks: &Few<Block>) -> (usize, Shelving) {
    (number, Shelving { first: number * SHELF, blocks: Arc::clone(blocks) })
}

/// The question of a file of texts.
fn telling(_: &Shared<()>, number: usize, indexed: &Few<Indexed>) -> (usize, Few<Indexed>) {
    (number, Arc::clone(indexed))
}

/// Some values that follow each other in a row, as one.
fn few<T>(values: &[Arc<T>]) -> Few<T> {
    Arc::new(values.to_vec())
}

/// How long some texts are, a digit each.
fn lengths(indexed: &[Arc<Indexed>]) -> Arc<str> {
    indexed.iter().map(|one| length_digit(one.length)).collect::<String>().into()
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

/// Where the files of the index stand whose names are always the same.
pub(super) fn search_addresses(graph: &Graph) -> impl Iterator<Item = Address> {
    [write::INDEX, write::STEMMER].into_iter().filter(|_| graph.site.search).map(Address::new)
}

/// The words in blocks, the texts of the pages, and how long each text is.
type PutTogether = (Row<Arc<Block>>, Vec<Artifact>, String);

/// The last answers of the stages that make the index.
#[derive(Debug)]
pub(super) struct SearchMemory {
    /// Whether this is a memory for one build alone.
    forgets: bool,
    /// What all questions share where that is nothing.
    nothing: Shared<()>,
    found: Stage<(), Shared<Graph>, Shared<Found>>,
    texts_of_documents: Derived<Arc<Document>, Arc<Parts>>,
    texts_of_pages: Selected<Arc<Parts>>,
    index_page: IndexPage,
    index_record: Stage<(FindableKind, usize), Indexing, Arc<Indexed>>,
    records: Following<Arc<Indexed>>,
    all: Chained<Arc<Indexed>>,
    lengths: Derived<Arc<Indexed>, Arc<str>>,
    language: Still<Language>,
    in_blocks: Derived<Arc<Indexed>, Few<Indexed>>,
    block: Rows<Language, Few<Indexed>, usize, Blocking, Arc<Block>>,
    on_shelves: Derived<Arc<Block>, Few<Block>>,
    shelve: Rows<(), Few<Block>, usize, Shelving, Arc<Shelf>>,
    gather: Stage<u64, Gathering, Arc<Vec<Arc<Piece>>>>,
    words: Stage<Box<str>, Vec<Arc<Piece>>, Artifact>,
    in_texts: Derived<Arc<Indexed>, Few<Indexed>>,
    texts: Rows<(), Few<Indexed>, usize, Few<Indexed>, Artifact>,
    in_texts_of_records: Derived<Arc<Indexed>, Few<Indexed>>,
    texts_of_records: Rows<(), Few<Indexed>, usize, Few<Indexed>, Artifact>,
    directory: Stage<(), Directory, Artifact>,
    stemmer: Stage<(), Language, Artifact>,
    order: Order,
    last: Output,
}

impl SearchMemory {
    /// Of nothing yet; one that `forgets` stays so.
    pub(super) fn new(forgets: bool) -> Self {
        let texts =
            || Rows::new(telling, Stage::new(forgets, |indexed: &Few<Indexed>| write::texts(indexed)));
        Self {
            forgets,
            nothing: Shared::new(()),
            found: Stage::new(forgets, found),
            texts_of_documents: Derived::new(forgets, 1, |document| Arc::clone(&document[0].parts)),
            texts_of_pages: Selected::new(forgets),
            index_page: Rows::new(indexing, Stage::new(forgets, index)),
            index_record: Stage::new(forgets, index),
            records: Following::new(forgets),
            all: Chained::new(forgets),
            lengths: Derived::new(forgets, BLOCK, lengths),
            language: Still::default(),
            in_blocks: Derived::new(forgets, BLOCK, few),
            block: Rows::new(blocking, Stage::new(forgets, block)),
            on_shelves: Derived::new(forgets, SHELF, few),
            shelve: Rows::new(shelving, Stage::new(forgets, shelve)),
            gather: Stage::new(forgets, gather),
            words: Stage::new(forgets, |pieces| write::words(pieces)),
            in_texts: Derived::new(forgets, TEXTS.0, few),
            texts: texts(),
            in_texts_of_records: Derived::new(forgets, TEXTS.1, few),
            texts_of_records: texts(),
            directory: Stage::new(forgets, write::directory),
            stemmer: Stage::new(forgets, stemmer),
            order: Order::default(),
            last: Output::default(),
        }
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
        let found = self.found.ask(graph.clone());
        let texts = self.texts_of_documents.of(documents);
        let texts = self.texts_of_pages.of(&texts, &found.pages);
        Some((found, texts))
    }

    /// The index, in the order of the addresses of its files.
    pub(super) fn index(&mut self, findings: Findings) -> Output {
        let files = self.files(Some(findings), &Cancellation::never()).expect("nobody cancels it");
        let addresses = files.iter().map(|file| file.address.clone()).collect();
        self.order = std::mem::take(&mut self.order).next(addresses);
        self.last = Output::in_order(files, &self.order);
        self.last()
    }

    /// The index that was made last in this way.
    pub(super) fn last(&self) -> Output {
        self.last.clone()
    }

    /// The files of the index, where the site has one.
    ///
    /// # Errors
    /// That the build was cancelled.
    pub(super) fn files(
        &mut self,
        findings: Option<Findings>,
        cancellation: &Cancellation,
    ) -> Result<Vec<Artifact>, Cancelled> {
        let Some((found, texts)) = findings else { return Ok(Vec::new()) };
        let language = self.language.keep(found.graph.config.language());
        let records = found.records().map(|one| (key(&one), one)).collect();
        let records = self.index_record.ask_all(records, cancellation)?;
        let records = self.records.follow(records);
        let (blocks, mut texts, lengths) = if self.forgets {
            self.put_together_by_steps(&found, texts, &records, &language, cancellation)?
        } else {
            let pages = self.index_page.ask(&found, &texts, cancellation)?;
            self.put_together(&pages, &records, &language, cancellation)?
        };
        let groups = self.in_texts_of_records.of(&records);
        texts.extend(self.texts_of_records.ask(&self.nothing, &groups, cancellation)?.into_values());
        let words = self.files_of_words(&blocks, cancellation)?;
        memo::let_go(blocks);
        let directory = self.directory.ask(Directory {
            language: language.tag().to_owned(),
            counts: found.counts(),
            lengths,
            texts: texts.iter().map(write::name).collect(),
            words: words.iter().map(|(first, file)| (first.clone(), write::name(file))).collect(),
        });
        let stemmer = self.stemmer.ask(Language::clone(&language));
        let words = words.into_iter().map(|(_, file)| file);
        Ok([directory, stemmer].into_iter().chain(words).chain(texts).collect())
    }

    /// Puts together what was taken apart: the words in blocks, the texts of the pages, how long each text is.
    fn put_together(
        &mut self,
        pages: &Row<Arc<Indexed>>,
        records: &Row<Arc<Indexed>>,
        language: &Shared<Language>,
        cancellation: &Cancellation,
    ) -> Result<PutTogether, Cancelled> {
        let all = self.all.of(pages, records);
        let groups = self.in_blocks.of(&all);
        let blocks = self.block.ask(language, &groups, cancellation)?;
        let lengths = self.lengths.of(&all).iter().map(|lengths| &**lengths).collect();
        let groups = self.in_texts.of(pages);
        let texts = self.texts.ask(&self.nothing, &groups, cancellation)?;
        Ok((blocks, texts.iter().cloned().collect(), lengths))
    }

    /// The same, a step after the other: what a page says is let go of when its words are in a block.
    fn put_together_by_steps(
        &mut self,
        found: &Shared<Found>,
        texts: Row<Arc<Parts>>,
        records: &Row<Arc<Indexed>>,
        language: &Shared<Language>,
        cancellation: &Cancellation,
    ) -> Result<PutTogether, Cancelled> {
        let (mut blocks, mut files, mut all_lengths) = (Vec::new(), Vec::new(), String::new());
        let mut pages = texts.into_values().enumerate().map(|(place, text)| indexing(found, place, &text));
        loop {
            let step = memo::map(pages.by_ref().take(STEP).collect(), |(_, one)| index(&one));
            let is_last = step.len() < STEP;
            let (pages, none) = (Row::new(step), Row::default());
            let behind = if is_last { records } else { &none };
            let (of_step, texts, lengths) = self.put_together(&pages, behind, language, cancellation)?;
            blocks.extend(of_step.into_values());
            files.extend(texts);
            all_lengths.push_str(&lengths);
            if is_last {
                return Ok((Row::new(blocks), files, all_lengths));
            }
        }
    }

    /// The words in files of about one size, each with its first stem.
    fn files_of_words(
        &mut self,
        blocks: &Row<Arc<Block>>,
        cancellation: &Cancellation,
    ) -> Result<Vec<(Box<str>, Artifact)>, Cancelled> {
        let groups = self.on_shelves.of(blocks);
        let shelves = self.shelve.ask(&self.nothing, &groups, cancellation)?;
        let pieces = self.gather.ask_all(gatherings(shelves.iter()), cancellation)?.into_iter();
        let files = files(pieces.flat_map(|pieces| pieces.iter().cloned().collect::<Vec<_>>()).collect());
        let first = |file: &Vec<Arc<Piece>>| file[0].first.clone();
        let firsts: Vec<Box<str>> = files.iter().map(first).collect();
        let questions = files.into_iter().map(|file| (first(&file), file)).collect();
        let made = self.words.ask_all(questions, cancellation)?;
        Ok(firsts.into_iter().zip(made).collect())
    }
}

/// The script that stems words.
pub(super) fn stemmer(language: &Language) -> Artifact {
    Artifact::new(Address::new(write::STEMMER), stems::script(language))
}

fn key(indexing: &Indexing) -> (FindableKind, usize) {
    (indexing.findable.kind, indexing.findable.number)
}

//! The stages of the search index that take pages and records in groups: blocks of words, files of words, files of texts.

use std::sync::Arc;

use crate::memo::{Cancellation, Cancelled, ChainedRow, MappedRow, Row, RowStage, Shared, Stable, Stage};
use crate::model::output::artifact::Artifact;
use crate::model::output::search::{Chunk, Indexed};
use crate::model::value::language::Language;
use crate::search::block::{BLOCK, Block, BlockInput, block};
use crate::search::digits::length_digit;
use crate::search::merge::{MergeInput, SHARD, Shard, ShardInput, files, merge, merge_inputs, shard};
use crate::write::search as write;

/// Consecutive values of a row.
type Few<T> = Arc<Vec<Arc<T>>>;

/// The stages that sort the words of pages and records into blocks, each of [`BLOCK`] pages or records.
#[derive(Debug)]
pub(super) struct BlockMemory {
    all: ChainedRow<Arc<Indexed>>,
    lengths: MappedRow<Arc<Indexed>, Arc<str>>,
    language: Stable<Language>,
    groups: MappedRow<Arc<Indexed>, Few<Indexed>>,
    block: RowStage<Language, Few<Indexed>, usize, BlockInput, Arc<Block>>,
}

impl BlockMemory {
    pub fn new(forgets: bool) -> Self {
        Self {
            all: ChainedRow::new(forgets),
            lengths: MappedRow::new(forgets, BLOCK, lengths),
            language: Stable::default(),
            groups: MappedRow::new(forgets, BLOCK, few),
            block: RowStage::new(block_input, Stage::new(forgets, block)),
        }
    }

    /// The blocks of pages and then records, and the length of each text as one digit.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn blocks(
        &mut self,
        pages: &Row<Arc<Indexed>>,
        records: &Row<Arc<Indexed>>,
        language: &Language,
        cancellation: &Cancellation,
    ) -> Result<(Row<Arc<Block>>, String), Cancelled> {
        let language = self.language.keep(language.clone());
        let all = self.all.of(pages, records);
        let groups = self.groups.of(&all);
        let blocks = self.block.ask(&language, &groups, cancellation)?;
        Ok((blocks, self.lengths.of(&all).iter().map(|lengths| &**lengths).collect()))
    }
}

/// The stages that merge blocks into files of words.
#[derive(Debug)]
pub(super) struct WordFileMemory {
    groups: MappedRow<Arc<Block>, Few<Block>>,
    shards: RowStage<(), Few<Block>, usize, ShardInput, Arc<Shard>>,
    merge: Stage<u64, MergeInput, Arc<Vec<Arc<Chunk>>>>,
    files: Stage<Box<str>, Vec<Arc<Chunk>>, Artifact>,
}

impl WordFileMemory {
    pub fn new(forgets: bool) -> Self {
        Self {
            groups: MappedRow::new(forgets, SHARD, few),
            shards: RowStage::new(shard_input, Stage::new(forgets, shard)),
            merge: Stage::new(forgets, merge),
            files: Stage::new(forgets, |chunks| write::words(chunks)),
        }
    }

    /// The words of all blocks in files of similar size, each with its first stem.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn files(
        &mut self,
        blocks: &Row<Arc<Block>>,
        nothing: &Shared<()>,
        cancellation: &Cancellation,
    ) -> Result<Vec<(Box<str>, Artifact)>, Cancelled> {
        let groups = self.groups.of(blocks);
        let shards = self.shards.ask(nothing, &groups, cancellation)?;
        let chunks = self.merge.ask_all(merge_inputs(shards.iter()), cancellation)?.into_iter();
        let files = files(chunks.flat_map(|chunks| chunks.iter().cloned().collect::<Vec<_>>()).collect());
        let first = |file: &Vec<Arc<Chunk>>| file[0].first.clone();
        let firsts: Vec<Box<str>> = files.iter().map(first).collect();
        let questions = files.into_iter().map(|file| (first(&file), file)).collect();
        let made = self.files.ask_all(questions, cancellation)?;
        Ok(firsts.into_iter().zip(made).collect())
    }
}

/// The stages that write files of texts, each with the same number of pages or records.
#[derive(Debug)]
pub(super) struct TextFileMemory {
    groups: MappedRow<Arc<Indexed>, Few<Indexed>>,
    files: RowStage<(), Few<Indexed>, usize, Few<Indexed>, Artifact>,
}

impl TextFileMemory {
    /// `size` is the number of texts in a file; it divides [`LEAF`](crate::memo::LEAF).
    pub fn new(forgets: bool, size: usize) -> Self {
        let write = |texts: &Few<Indexed>| write::texts(texts);
        Self {
            groups: MappedRow::new(forgets, size, few),
            files: RowStage::new(text_input, Stage::new(forgets, write)),
        }
    }

    /// The files of some texts.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn files(
        &mut self,
        texts: &Row<Arc<Indexed>>,
        nothing: &Shared<()>,
        cancellation: &Cancellation,
    ) -> Result<Row<Artifact>, Cancelled> {
        let groups = self.groups.of(texts);
        self.files.ask(nothing, &groups, cancellation)
    }
}

fn block_input(language: &Shared<Language>, number: usize, pages: &Few<Indexed>) -> (usize, BlockInput) {
    (number, BlockInput { language: Language::clone(language), pages: Arc::clone(pages) })
}

fn shard_input(_: &Shared<()>, number: usize, blocks: &Few<Block>) -> (usize, ShardInput) {
    (number, ShardInput { first: number * SHARD, blocks: Arc::clone(blocks) })
}

fn text_input(_: &Shared<()>, number: usize, texts: &Few<Indexed>) -> (usize, Few<Indexed>) {
    (number, Arc::clone(texts))
}

/// Consecutive values of a row as one value.
fn few<T>(values: &[Arc<T>]) -> Few<T> {
    Arc::new(values.to_vec())
}

/// The lengths of some texts, one digit each.
fn lengths(indexed: &[Arc<Indexed>]) -> Arc<str> {
    indexed.iter().map(|one| length_digit(one.length)).collect::<String>().into()
}

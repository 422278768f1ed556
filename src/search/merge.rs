//! Merges the words of all blocks into the files that the browser reads, in shards and by prefix.
//!
//! A line is `stem TAB forms, separated by spaces TAB pages`. The pages are groups separated by spaces, one for each
//! block that contains the word: the distance from the previous block (the first counts from -1) in base 36, a colon,
//! and two digits of [`DIGITS`](super::digits::DIGITS) for each page: its number in the block, and the weight of the
//! word on it.

use std::sync::Arc;

use memchr::memchr;

use crate::model::output::search::{Chunk, PrefixBucket};

use super::block::Block;
use super::digits::push_base_36;
use super::head::{head, ranked};

/// The approximate number of bytes in a file of words.
pub const FILE: usize = 32 * 1024;

/// The buckets of one prefix in consecutive blocks, each with the number of its block.
pub type Buckets = Vec<(usize, Arc<PrefixBucket>)>;

/// The buckets of one prefix in all blocks, shard by shard.
pub type MergeInput = Vec<Arc<Buckets>>;

/// The number of blocks in a shard. A change of a block changes its shard and no other.
pub const SHARD: usize = 16;

/// The input of a shard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShardInput {
    /// The number of the first block.
    pub first: usize,
    /// Consecutive blocks, at most [`SHARD`].
    pub blocks: Arc<Vec<Arc<Block>>>,
}

/// The buckets of the blocks of a shard, ordered by prefix.
pub type Shard = Vec<(u64, Arc<Buckets>)>;

/// Groups the buckets of a shard's blocks by prefix.
pub fn shard(input: &ShardInput) -> Arc<Shard> {
    let blocks = (input.first..).zip(input.blocks.iter());
    let buckets =
        blocks.flat_map(|(number, block)| block.iter().map(move |bucket| (bucket.prefix, number, bucket)));
    let mut buckets: Vec<(u64, usize, &Arc<PrefixBucket>)> = buckets.collect();
    // A stable sort is fast on sorted runs, as those of each block, and keeps the blocks in order.
    buckets.sort_by_key(|(prefix, ..)| *prefix);
    let group = |buckets: &[(u64, usize, &Arc<PrefixBucket>)]| {
        let group = buckets.iter().map(|(_, number, bucket)| (*number, Arc::clone(bucket)));
        (buckets[0].0, Arc::new(group.collect()))
    };
    Arc::new(buckets.chunk_by(|(one, ..), (other, ..)| one == other).map(group).collect())
}

/// The buckets of each prefix in all shards, ordered by prefix.
pub fn merge_inputs<'a>(shards: impl Iterator<Item = &'a Arc<Shard>>) -> Vec<(u64, MergeInput)> {
    let mut groups: Vec<&(u64, Arc<Buckets>)> = shards.flat_map(|shard| shard.iter()).collect();
    groups.sort_by_key(|(prefix, _)| *prefix);
    let input = |groups: &[&(u64, Arc<Buckets>)]| {
        (groups[0].0, groups.iter().map(|(_, group)| Arc::clone(group)).collect())
    };
    groups.chunk_by(|(one, _), (other, _)| one == other).map(input).collect()
}

/// The line of a word in a block.
struct Line<'a> {
    stem: &'a str,
    block: usize,
    forms: &'a str,
    pages: &'a str,
}

impl<'a> Line<'a> {
    fn read(block: usize, line: &'a str) -> Self {
        let (stem, rest) = split_at_byte(line, b'\t');
        let (forms, pages) = split_at_byte(rest, b'\t');
        Self { stem, block, forms, pages }
    }
}

/// The text before and after the first occurrence of a byte.
fn split_at_byte(text: &str, by: u8) -> (&str, &str) {
    let at = memchr(by, text.as_bytes());
    at.map_or((text, ""), |at| (&text[..at], &text[at + 1..]))
}

/// Merges the buckets of one prefix; a large prefix is split into several chunks.
pub fn merge(input: &MergeInput) -> Arc<Vec<Arc<Chunk>>> {
    let mut lines = Vec::new();
    for (block, bucket) in input.iter().flat_map(|group| group.iter()) {
        let mut rest = &*bucket.lines;
        while !rest.is_empty() {
            let line;
            (line, rest) = split_at_byte(rest, b'\n');
            lines.push(Line::read(*block, line));
        }
    }
    let places = ranked(lines.iter().map(|line| head(line.stem)), |place| lines[place].stem);
    let lines: Vec<&Line<'_>> = places.into_iter().map(|(_, place)| &lines[place]).collect();
    let mut chunks: Vec<Chunk> = Vec::new();
    for same in lines.chunk_by(|one, other| one.stem == other.stem) {
        let line = merged(same);
        match chunks.last_mut().filter(|chunk| chunk.text.len() + line.len() <= FILE) {
            Some(chunk) => chunk.text.push_str(&line),
            None => chunks.push(Chunk { first: Box::from(same[0].stem), text: line }),
        }
    }
    Arc::new(chunks.into_iter().map(Arc::new).collect())
}

/// The line of a word in all blocks, from its lines in each block.
fn merged(lines: &[&Line<'_>]) -> String {
    let forms = lines.iter().flat_map(|line| line.forms.split(' ')).filter(|form| !form.is_empty());
    let mut forms: Vec<&str> = forms.collect();
    forms.sort_unstable();
    forms.dedup();
    let mut merged = [lines[0].stem, "\t", &forms.join(" "), "\t"].concat();
    let mut before = 0;
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            merged.push(' ');
        }
        push_base_36(&mut merged, line.block + 1 - before);
        merged.push(':');
        merged.push_str(line.pages);
        before = line.block + 1;
    }
    merged.push('\n');
    merged
}

/// Groups chunks into files of about [`FILE`] bytes.
pub fn files(chunks: Vec<Arc<Chunk>>) -> Vec<Vec<Arc<Chunk>>> {
    let mut files: Vec<Vec<Arc<Chunk>>> = Vec::new();
    let mut size = FILE;
    for chunk in chunks {
        if size + chunk.text.len() > FILE {
            files.push(Vec::new());
            size = 0;
        }
        size += chunk.text.len();
        files.last_mut().expect("a file was begun").push(chunk);
    }
    files
}

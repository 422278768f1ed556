//! The words that begin alike, of all blocks, as the pieces of files that the browser reads.
//!
//! A line is `stem TAB forms, parted by spaces TAB pages`. The pages are groups parted by spaces, one for each block that
//! has the word: how many blocks it is behind the one before (from -1), in base 36, a colon, and for each page two
//! digits of [`DIGITS`](super::digits::DIGITS): its number in the block, and what the word counts there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::search::{Cell, Piece};

use super::block::Block;
use super::digits::base_36;

/// About how many bytes of words the browser gets in one file.
pub const FILE: usize = 32 * 1024;

/// The same group of some blocks that follow each other, each with the block's number.
pub type Group = Vec<(usize, Arc<Cell>)>;

/// The same group of all blocks, shelf by shelf.
pub type Gathering = Vec<Arc<Group>>;

/// How many blocks stand on a shelf: a change in one of them is a change of the shelf, and of no other.
pub const SHELF: usize = 32;

/// Some blocks that follow each other, at most [`SHELF`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelving {
    /// The number of the first.
    pub first: usize,
    /// The blocks.
    pub blocks: Vec<Arc<Block>>,
}

/// The groups of the blocks of a shelf, in the order of their prefixes.
pub type Shelf = Vec<(Box<str>, Arc<Group>)>;

/// Sorts what some blocks have by its group.
pub fn shelve(question: &Shelving) -> Arc<Shelf> {
    let mut groups: BTreeMap<&str, Group> = BTreeMap::new();
    for (number, block) in (question.first..).zip(&question.blocks) {
        for cell in block.iter() {
            groups.entry(&cell.prefix).or_default().push((number, Arc::clone(cell)));
        }
    }
    Arc::new(groups.into_iter().map(|(prefix, group)| (Box::from(prefix), Arc::new(group))).collect())
}

/// What each group of words has on the shelves, in the order of the prefixes.
pub fn gatherings(shelves: &[Arc<Shelf>]) -> Vec<(Box<str>, Gathering)> {
    let mut gatherings: BTreeMap<&str, Gathering> = BTreeMap::new();
    for (prefix, group) in shelves.iter().flat_map(|shelf| shelf.iter()) {
        gatherings.entry(prefix).or_default().push(Arc::clone(group));
    }
    gatherings.into_iter().map(|(prefix, groups)| (Box::from(prefix), groups)).collect()
}

/// A word in all blocks.
#[derive(Default)]
struct Gathered<'a> {
    forms: BTreeSet<&'a str>,
    pages: String,
    block: usize,
}

/// Gathers a group; a large one makes several pieces.
pub fn gather(question: &Gathering) -> Arc<Vec<Arc<Piece>>> {
    let mut words: BTreeMap<&str, Gathered<'_>> = BTreeMap::new();
    for (block, cell) in question.iter().flat_map(|group| group.iter()) {
        for line in cell.lines.lines() {
            let mut parts = line.split('\t');
            let mut part = || parts.next().unwrap_or_default();
            let word = words.entry(part()).or_default();
            word.forms.extend(part().split(' ').filter(|form| !form.is_empty()));
            if !word.pages.is_empty() {
                word.pages.push(' ');
            }
            word.pages.push_str(&base_36(block + 1 - word.block));
            word.pages.push(':');
            word.block = block + 1;
            word.pages.push_str(part());
        }
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for (stem, word) in words {
        let forms: Vec<&str> = word.forms.into_iter().collect();
        let line = format!("{stem}\t{}\t{}\n", forms.join(" "), word.pages);
        match pieces.last_mut().filter(|piece| piece.text.len() + line.len() <= FILE) {
            Some(piece) => piece.text.push_str(&line),
            None => pieces.push(Piece { first: Box::from(stem), text: line }),
        }
    }
    Arc::new(pieces.into_iter().map(Arc::new).collect())
}

/// Pieces put together into files of about [`FILE`] bytes.
pub fn files(pieces: Vec<Arc<Piece>>) -> Vec<Vec<Arc<Piece>>> {
    let mut files: Vec<Vec<Arc<Piece>>> = Vec::new();
    let mut size = FILE;
    for piece in pieces {
        if size + piece.text.len() > FILE {
            files.push(Vec::new());
            size = 0;
        }
        size += piece.text.len();
        files.last_mut().expect("a file was begun").push(piece);
    }
    files
}

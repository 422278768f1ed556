//! The words that begin alike, of all blocks, as the pieces of files that the browser reads.
//!
//! A line is `stem TAB forms, parted by spaces TAB pages`. The pages are groups parted by spaces, one for each block that
//! has the word: how many blocks it is behind the one before (from -1), in base 36, a colon, and for each page two
//! digits of [`DIGITS`](super::digits::DIGITS): its number in the block, and what the word counts there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::search::{Cell, Piece};

use super::digits::base_36;

/// About how many bytes of words the browser gets in one file.
pub const FILE: usize = 32 * 1024;

/// The same group of some blocks, each with the block's number.
pub type Gathering = Vec<(usize, Arc<Cell>)>;

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
    for (block, cell) in question {
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

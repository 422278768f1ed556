//! The words that begin alike, of all blocks, as the pieces of files that the browser reads.
//!
//! A line is `stem TAB forms, parted by spaces TAB pages`. The pages are groups parted by spaces, one for each block that
//! has the word: how many blocks it is behind the one before (from -1), in base 36, a colon, and for each page two
//! digits of [`DIGITS`]: its number in the block, and what the word counts there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::search::{Cell, Piece, Weight};

/// 64 digits that need no escaping in a script.
pub const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

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
        for line in &cell.lines {
            let word = words.entry(&line.stem).or_default();
            word.forms.extend(line.forms.iter().map(|form| &**form));
            if !word.pages.is_empty() {
                word.pages.push(' ');
            }
            word.pages.push_str(&base_36(block + 1 - word.block));
            word.pages.push(':');
            word.block = block + 1;
            for (page, weight) in &line.pages {
                word.pages.push(digit(usize::from(*page)));
                word.pages.push(digit(weight_digit(*weight)));
            }
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

/// How long a text is, as a digit: the length in words is 8 · (2^(digit / 6) − 1).
pub fn length_digit(words: usize) -> char {
    let length = 6.0 * (1.0 + words as f64 / 8.0).log2();
    digit(length.round().min(63.0) as usize)
}

fn weight_digit(weight: Weight) -> usize {
    usize::from(weight.title) * 15 + usize::from(weight.headings) * 5 + usize::from(weight.text)
}

fn digit(number: usize) -> char {
    char::from(DIGITS[number.min(63)])
}

fn base_36(mut number: usize) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit((number % 36) as u32, 36).expect("it is below 36"));
        number /= 36;
        if number == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

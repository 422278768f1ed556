//! The words that begin alike, of all blocks, as the pieces of files that the browser reads.
//!
//! A line is `stem TAB forms, parted by spaces TAB pages`. The pages are groups parted by spaces, one for each block that
//! has the word: how many blocks it is behind the one before (from -1), in base 36, a colon, and for each page two
//! digits of [`DIGITS`](super::digits::DIGITS): its number in the block, and what the word counts there.

use std::sync::Arc;

use memchr::memchr;

use crate::model::output::search::{Cell, Piece};

use super::block::Block;
use super::digits::push_base_36;
use super::head::{head, ranked};

/// About how many bytes of words the browser gets in one file.
pub const FILE: usize = 32 * 1024;

/// The same group of some blocks that follow each other, each with the block's number.
pub type Group = Vec<(usize, Arc<Cell>)>;

/// The same group of all blocks, shelf by shelf.
pub type Gathering = Vec<Arc<Group>>;

/// How many blocks stand on a shelf: a change in one of them is a change of the shelf, and of no other.
pub const SHELF: usize = 16;

/// Some blocks that follow each other, at most [`SHELF`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelving {
    /// The number of the first.
    pub first: usize,
    /// The blocks.
    pub blocks: Arc<Vec<Arc<Block>>>,
}

/// The groups of the blocks of a shelf, in the order of their prefixes.
pub type Shelf = Vec<(u64, Arc<Group>)>;

/// Sorts what some blocks have by its group.
pub fn shelve(question: &Shelving) -> Arc<Shelf> {
    let blocks = (question.first..).zip(question.blocks.iter());
    let cells = blocks.flat_map(|(number, block)| block.iter().map(move |cell| (cell.prefix, number, cell)));
    let mut cells: Vec<(u64, usize, &Arc<Cell>)> = cells.collect();
    // Those of each block are in order: a stable sort takes up such runs, and leaves the blocks in theirs.
    cells.sort_by_key(|(prefix, ..)| *prefix);
    let group = |cells: &[(u64, usize, &Arc<Cell>)]| {
        let group = cells.iter().map(|(_, number, cell)| (*number, Arc::clone(cell)));
        (cells[0].0, Arc::new(group.collect()))
    };
    Arc::new(cells.chunk_by(|(one, ..), (other, ..)| one == other).map(group).collect())
}

/// What each group of words has on the shelves, in the order of the prefixes.
pub fn gatherings<'a>(shelves: impl Iterator<Item = &'a Arc<Shelf>>) -> Vec<(u64, Gathering)> {
    let mut groups: Vec<&(u64, Arc<Group>)> = shelves.flat_map(|shelf| shelf.iter()).collect();
    groups.sort_by_key(|(prefix, _)| *prefix);
    let gathering = |groups: &[&(u64, Arc<Group>)]| {
        (groups[0].0, groups.iter().map(|(_, group)| Arc::clone(group)).collect())
    };
    groups.chunk_by(|(one, _), (other, _)| one == other).map(gathering).collect()
}

/// A word in a block.
struct Line<'a> {
    stem: &'a str,
    block: usize,
    forms: &'a str,
    pages: &'a str,
}

impl<'a> Line<'a> {
    fn read(block: usize, line: &'a str) -> Self {
        let (stem, rest) = parted(line, b'\t');
        let (forms, pages) = parted(rest, b'\t');
        Self { stem, block, forms, pages }
    }
}

/// What stands before a byte, and behind it.
fn parted(text: &str, by: u8) -> (&str, &str) {
    let at = memchr(by, text.as_bytes());
    at.map_or((text, ""), |at| (&text[..at], &text[at + 1..]))
}

/// Gathers a group; a large one makes several pieces.
pub fn gather(question: &Gathering) -> Arc<Vec<Arc<Piece>>> {
    let mut lines = Vec::new();
    for (block, cell) in question.iter().flat_map(|group| group.iter()) {
        let mut rest = &*cell.lines;
        while !rest.is_empty() {
            let line;
            (line, rest) = parted(rest, b'\n');
            lines.push(Line::read(*block, line));
        }
    }
    let places = ranked(lines.iter().map(|line| head(line.stem)), |place| lines[place].stem);
    let lines: Vec<&Line<'_>> = places.into_iter().map(|(_, place)| &lines[place]).collect();
    let mut pieces: Vec<Piece> = Vec::new();
    for same in lines.chunk_by(|one, other| one.stem == other.stem) {
        let line = gathered(same);
        match pieces.last_mut().filter(|piece| piece.text.len() + line.len() <= FILE) {
            Some(piece) => piece.text.push_str(&line),
            None => pieces.push(Piece { first: Box::from(same[0].stem), text: line }),
        }
    }
    Arc::new(pieces.into_iter().map(Arc::new).collect())
}

/// One line of a word in all blocks, from those of each.
fn gathered(lines: &[&Line<'_>]) -> String {
    let forms = lines.iter().flat_map(|line| line.forms.split(' ')).filter(|form| !form.is_empty());
    let mut forms: Vec<&str> = forms.collect();
    forms.sort_unstable();
    forms.dedup();
    let mut gathered = [lines[0].stem, "\t", &forms.join(" "), "\t"].concat();
    let mut before = 0;
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            gathered.push(' ');
        }
        push_base_36(&mut gathered, line.block + 1 - before);
        gathered.push(':');
        gathered.push_str(line.pages);
        before = line.block + 1;
    }
    gathered.push('\n');
    gathered
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

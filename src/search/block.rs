//! The words of a few pages together: their stems, grouped by their first letters.

use std::borrow::Cow;
use std::sync::Arc;

use crate::model::language::Language;
use crate::model::search::{Cell, Indexed, Weight};
use crate::model::unicode::folded;

use super::digits::{digit, weight_digit};
use super::head::{head, order};
use super::stemmer::Stemmer;

/// How many pages and records make a block.
pub const BLOCK: usize = 32;

/// All that a block depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocking {
    /// The language whose stems are looked for.
    pub language: Language,
    /// The pages, at most [`BLOCK`].
    pub pages: Arc<Vec<Arc<Indexed>>>,
}

/// The words of a block, grouped, in the order of their prefixes.
pub type Block = Vec<Arc<Cell>>;

/// A word in a block, and what it counts on each page.
struct Said<'a> {
    head: u64,
    stem: Cow<'a, str>,
    pages: &'a [Word<'a>],
}

/// A word on a page.
struct Word<'a> {
    head: u64,
    word: &'a str,
    page: u8,
    weight: Weight,
}

/// Groups the words of a few pages.
pub fn block(question: &Blocking) -> Arc<Block> {
    let stemmer = Stemmer::new(&question.language);
    let pages = (0_u8..).zip(question.pages.iter());
    let mut words: Vec<Word<'_>> =
        Vec::with_capacity(question.pages.iter().map(|page| page.words.len()).sum());
    for (page, indexed) in pages {
        let said = indexed.words.iter();
        words.extend(said.map(|(word, weight)| Word { head: head(word), word, page, weight }));
    }
    // Those of each page are in order: a stable sort takes up such runs, and leaves the pages in theirs.
    words.sort_by(|one, other| order((one.head, one.word), (other.head, other.word)));
    let said = words
        .chunk_by(|one, other| order((one.head, one.word), (other.head, other.word)).is_eq())
        .map(|pages| {
            let stem = stemmer.stem(pages[0].word);
            Said { head: head(&stem), stem, pages }
        });
    let mut said: Vec<Said<'_>> = said.collect();
    said.sort_by(|one, other| order((one.head, &one.stem), (other.head, &other.stem)));
    Arc::new(cells(&said))
}

/// The lines of the stems, in cells.
fn cells(said: &[Said<'_>]) -> Block {
    let mut cells: Vec<(u64, String)> = Vec::new();
    for same in said.chunk_by(|one, other| one.stem == other.stem) {
        let stem = &*same[0].stem;
        let prefix = head(beginning(stem));
        if cells.last().is_none_or(|(last, _)| *last != prefix) {
            cells.push((prefix, String::new()));
        }
        let (_, lines) = cells.last_mut().expect("a cell was begun");
        let mut forms: Vec<_> =
            same.iter().map(|said| folded(said.pages[0].word)).filter(|form| form != stem).collect();
        forms.sort_unstable();
        forms.dedup();
        lines.push_str(stem);
        lines.push('\t');
        lines.push_str(&forms.join(" "));
        lines.push('\t');
        for (page, weight) in counted(same) {
            lines.push(digit(usize::from(page)));
            lines.push(weight_digit(weight));
        }
        lines.push('\n');
    }
    let cell = |(prefix, lines): (u64, String)| Arc::new(Cell { prefix, lines: lines.into() });
    cells.into_iter().map(cell).collect()
}

/// The first two letters of a word.
fn beginning(word: &str) -> &str {
    word.char_indices().nth(2).map_or(word, |(end, _)| &word[..end])
}

/// What the forms of one word count together, for each page.
fn counted(forms: &[Said<'_>]) -> Vec<(u8, Weight)> {
    let mut pages: Vec<(u8, Weight)> =
        forms.iter().flat_map(|said| said.pages).map(|word| (word.page, word.weight)).collect();
    pages.sort_by_key(|(page, _)| *page);
    pages.dedup_by(|(page, weight), (kept, sum)| {
        if page == kept {
            *sum = Weight {
                title: sum.title.max(weight.title),
                headings: (sum.headings + weight.headings).min(2),
                text: (sum.text + weight.text).min(4),
            };
        }
        page == kept
    });
    pages
}

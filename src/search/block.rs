//! The words of a few pages together: their stems, grouped by their first letters.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::language::Language;
use crate::model::search::{Cell, Indexed, Weight};
use crate::model::unicode::folded;

use super::digits::{digit, weight_digit};
use super::stemmer::Stemmer;

/// How many pages and records make a block.
pub const BLOCK: usize = 32;

/// All that a block depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocking {
    /// The language whose stems are looked for.
    pub language: Language,
    /// The pages, at most [`BLOCK`].
    pub pages: Vec<Arc<Indexed>>,
}

/// The words of a block, grouped, in the order of their prefixes.
pub type Block = Vec<Arc<Cell>>;

/// A stem in a block: its forms, and what it counts on each page.
#[derive(Default)]
struct Line<'a> {
    forms: Vec<Cow<'a, str>>,
    pages: Vec<(u8, Weight)>,
}

/// Groups the words of a few pages.
pub fn block(question: &Blocking) -> Arc<Block> {
    let stemmer = Stemmer::new(&question.language);
    let pages = (0_u8..).zip(&question.pages);
    let mut words: Vec<(&str, u8, Weight)> = pages
        .flat_map(|(number, page)| page.words.iter().map(move |(word, weight)| (word, number, weight)))
        .collect();
    words.sort_unstable_by_key(|(word, number, _)| (*word, *number));
    let mut stems: BTreeMap<Cow<'_, str>, Line<'_>> = BTreeMap::new();
    for same in words.chunk_by(|(one, ..), (other, ..)| one == other) {
        let word = same[0].0;
        let stem = stemmer.stem(word);
        let form = Some(folded(word)).filter(|form| *form != stem);
        let line = stems.entry(stem).or_default();
        line.forms.extend(form.filter(|form| !line.forms.contains(form)));
        line.pages.extend(same.iter().map(|(_, number, weight)| (*number, *weight)));
    }
    Arc::new(cells(stems))
}

/// The lines of the stems, in cells.
fn cells(stems: BTreeMap<Cow<'_, str>, Line<'_>>) -> Block {
    let mut cells: Vec<(String, String)> = Vec::new();
    for (stem, mut line) in stems {
        let prefix = prefix(&stem);
        if cells.last().is_none_or(|(last, _)| last != prefix) {
            cells.push((prefix.to_owned(), String::new()));
        }
        let (_, lines) = cells.last_mut().expect("a cell was begun");
        line.forms.sort_unstable();
        lines.push_str(&stem);
        lines.push('\t');
        lines.push_str(&line.forms.join(" "));
        lines.push('\t');
        for (page, weight) in added(line.pages) {
            lines.push(digit(usize::from(page)));
            lines.push(weight_digit(weight));
        }
        lines.push('\n');
    }
    let cell =
        |(prefix, lines): (String, String)| Arc::new(Cell { prefix: prefix.into(), lines: lines.into() });
    cells.into_iter().map(cell).collect()
}

/// The first two letters of a word.
fn prefix(word: &str) -> &str {
    word.char_indices().nth(2).map_or(word, |(end, _)| &word[..end])
}

/// What the forms of one word count together, for each page.
fn added(mut pages: Vec<(u8, Weight)>) -> Vec<(u8, Weight)> {
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

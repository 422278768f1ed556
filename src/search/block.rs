//! The words of a few pages together: their stems, grouped by their first letters.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::language::Language;
use crate::model::search::{Cell, Indexed, Line, Weight};
use crate::model::unicode::folded;

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

/// Groups the words of a few pages.
pub fn block(question: &Blocking) -> Arc<Block> {
    let stemmer = Stemmer::new(&question.language);
    let mut forms: BTreeMap<&str, Vec<(u8, Weight)>> = BTreeMap::new();
    for (number, page) in (0..).zip(&question.pages) {
        for (word, weight) in &page.words {
            forms.entry(word).or_default().push((number, *weight));
        }
    }
    let mut stems: BTreeMap<Box<str>, Line> = BTreeMap::new();
    for (word, pages) in forms {
        let stem = stemmer.stem(word);
        let form = folded(word);
        let line = stems.entry(Box::from(&*stem)).or_insert_with(|| Line {
            stem: Box::from(&*stem),
            forms: Vec::new(),
            pages: Vec::new(),
        });
        if form != stem && !line.forms.iter().any(|known| **known == *form) {
            line.forms.push(Box::from(&*form));
        }
        line.pages.extend(pages);
    }
    let mut cells: Vec<Cell> = Vec::new();
    for (_, mut line) in stems {
        line.forms.sort_unstable();
        line.pages = added(line.pages);
        let prefix = prefix(&line.stem);
        match cells.last_mut().filter(|cell| *cell.prefix == *prefix) {
            Some(cell) => cell.lines.push(line),
            None => cells.push(Cell { prefix: Box::from(prefix), lines: vec![line] }),
        }
    }
    Arc::new(cells.into_iter().map(Arc::new).collect())
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

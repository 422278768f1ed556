//! The words of a few pages together: their stems, grouped by their first letters.

use std::borrow::Cow;
use std::sync::Arc;

use crate::model::language::Language;
use crate::model::search::{Cell, Indexed, Weight};
use crate::model::unicode::folded;

use super::digits::{digit, weight_digit};
use super::head::{Ranked, head, ranked, same};
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

/// A word in a block, and where among the words of the pages it is.
struct Said<'a> {
    stem: Cow<'a, str>,
    places: &'a [Ranked],
}

/// A word on a page.
struct Word<'a> {
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
        words.extend(said.map(|(word, weight)| Word { word, page, weight }));
    }
    // Those of each page are in order, and so are the pages.
    let word = |place: usize| words[place].word;
    let places = ranked(words.iter().map(|word| head(word.word)), word);
    let said = same(&places, word).map(|places| Said { stem: stemmer.stem(word(places[0].1)), places });
    let said: Vec<Said<'_>> = said.collect();
    let places = ranked(said.iter().map(|said| head(&said.stem)), |place| &said[place].stem);
    let said: Vec<&Said<'_>> = places.into_iter().map(|(_, place)| &said[place]).collect();
    Arc::new(cells(&said, &words))
}

/// The lines of the stems, in cells.
fn cells(said: &[&Said<'_>], words: &[Word<'_>]) -> Block {
    let mut cells: Vec<(u64, String)> = Vec::new();
    for same in said.chunk_by(|one, other| one.stem == other.stem) {
        let stem = &*same[0].stem;
        let prefix = head(beginning(stem));
        if cells.last().is_none_or(|(last, _)| *last != prefix) {
            cells.push((prefix, String::new()));
        }
        let (_, lines) = cells.last_mut().expect("a cell was begun");
        let mut forms: Vec<_> = same
            .iter()
            .map(|said| folded(words[said.places[0].1].word))
            .filter(|form| form != stem)
            .collect();
        forms.sort_unstable();
        forms.dedup();
        lines.push_str(stem);
        lines.push('\t');
        lines.push_str(&forms.join(" "));
        lines.push('\t');
        for (page, weight) in counted(same, words) {
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
fn counted(forms: &[&Said<'_>], words: &[Word<'_>]) -> Vec<(u8, Weight)> {
    let words = forms.iter().flat_map(|said| said.places).map(|(_, place)| &words[*place]);
    let mut pages: Vec<(u8, Weight)> = words.map(|word| (word.page, word.weight)).collect();
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

//! The words of a few pages together: their stems, grouped by their first letters.

use std::borrow::Cow;
use std::sync::Arc;

use crate::model::output::search::{Cell, Indexed, Weight};
use crate::model::value::language::Language;
use crate::text::unicode::folded;

use super::digits::{digit, weight_digit};
use super::head::{Headed, head, ranked};
use super::lexicon::Lexicon;
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

/// A page, and what a word counts there.
type Page = (u8, Weight);

/// A word in a block, and the pages that have it, in their order.
struct Word<'a> {
    word: &'a str,
    stem: Cow<'a, str>,
    pages: &'a [Page],
}

/// Of so many words on pages, about one is on no page of the block before.
const NEW: usize = 4;

/// Groups the words of a few pages.
pub fn block(question: &Blocking) -> Arc<Block> {
    let all = question.pages.iter().map(|page| page.words.len()).sum();
    let mut lexicon = Lexicon::with_room(all / NEW);
    let mut said = Vec::with_capacity(all);
    for (page, indexed) in (0_u8..).zip(question.pages.iter()) {
        let words = indexed.words.iter();
        said.extend(words.map(|(word, weight)| (lexicon.number(Headed::of(word)), (page, weight))));
    }
    let (pages, ends) = by_word(&said, lexicon.len());
    let stemmer = Stemmer::new(&question.language);
    let mut start = 0;
    let words = ends.into_iter().enumerate().map(|(number, end)| {
        let word = lexicon.word(number);
        let pages = &pages[std::mem::replace(&mut start, end)..end];
        Word { word, stem: stemmer.stem(word), pages }
    });
    let words: Vec<Word<'_>> = words.collect();
    let places = ranked(words.iter().map(|word| head(&word.stem)), |place| &words[place].stem);
    let words: Vec<&Word<'_>> = places.into_iter().map(|(_, place)| &words[place]).collect();
    Arc::new(cells(&words))
}

/// The pages of each word, one word after the other, and where those of each end. Pages stay in their order.
fn by_word(said: &[(usize, Page)], words: usize) -> (Vec<Page>, Vec<usize>) {
    let mut places = vec![0; words];
    for (word, _) in said {
        places[*word] += 1;
    }
    // From how many pages a word has, to where the next of them goes.
    let mut all = 0;
    for place in &mut places {
        all += *place;
        *place = all - *place;
    }
    let mut pages = vec![(0, Weight::default()); all];
    for (word, page) in said {
        pages[places[*word]] = *page;
        places[*word] += 1;
    }
    (pages, places)
}

/// About how many bytes a word takes in the lines.
const LINE: usize = 24;

/// The lines of the stems, in cells.
fn cells(words: &[&Word<'_>]) -> Block {
    let mut lines = String::with_capacity(LINE * words.len());
    // The prefix of each cell, and where its lines begin.
    let mut cells: Vec<(u64, usize)> = Vec::new();
    for same in words.chunk_by(|one, other| one.stem == other.stem) {
        let stem = &*same[0].stem;
        let prefix = head(beginning(stem));
        if cells.last().is_none_or(|(last, _)| *last != prefix) {
            cells.push((prefix, lines.len()));
        }
        let mut forms: Vec<_> =
            same.iter().map(|form| folded(form.word)).filter(|form| form != stem).collect();
        forms.sort_unstable();
        forms.dedup();
        lines.push_str(stem);
        lines.push('\t');
        lines.push_str(&forms.join(" "));
        lines.push('\t');
        let pages = match same {
            [word] => Cow::Borrowed(word.pages),
            forms => Cow::Owned(counted(forms)),
        };
        for (page, weight) in pages.iter() {
            lines.push(digit(usize::from(*page)));
            lines.push(weight_digit(*weight));
        }
        lines.push('\n');
    }
    let ends = cells.iter().skip(1).map(|(_, start)| *start).chain([lines.len()]);
    let cell = |((prefix, start), end): (&(u64, usize), usize)| {
        Arc::new(Cell { prefix: *prefix, lines: Box::from(&lines[*start..end]) })
    };
    cells.iter().zip(ends).map(cell).collect()
}

/// The first two letters of a word.
fn beginning(word: &str) -> &str {
    word.char_indices().nth(2).map_or(word, |(end, _)| &word[..end])
}

/// What the forms of one word count together, for each page.
fn counted(forms: &[&Word<'_>]) -> Vec<Page> {
    let mut pages = forms.iter().map(|form| form.pages).collect::<Vec<_>>().concat();
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

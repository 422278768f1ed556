//! A block: the words of a few pages by stem, grouped by their first letters.

use std::borrow::Cow;
use std::sync::Arc;

use crate::model::output::search::{Indexed, PrefixBucket, Weight};
use crate::model::value::language::Language;
use crate::text::unicode::folded;

use super::digits::{digit, weight_digit};
use super::head::{HeadedWord, head, ranked};
use super::lexicon::Lexicon;
use super::stemmer::Stemmer;

/// The number of pages and records in a block.
pub const BLOCK: usize = 32;

/// The input of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockInput {
    /// The language of the stemmer.
    pub language: Language,
    /// The pages, at most [`BLOCK`].
    pub pages: Arc<Vec<Arc<Indexed>>>,
}

/// The words of a block in buckets, ordered by prefix.
pub type Block = Vec<Arc<PrefixBucket>>;

/// The number of a page in the block, and the weight of a word on it.
type Page = (u8, Weight);

/// A word in a block, and the pages that contain it, in order.
struct Word<'a> {
    word: &'a str,
    stem: Cow<'a, str>,
    pages: &'a [Page],
}

/// About one in this many words of the pages is new to the block.
const WORDS_PER_NEW_WORD: usize = 4;

/// Groups the words of a block's pages.
pub fn block(input: &BlockInput) -> Arc<Block> {
    let all = input.pages.iter().map(|page| page.words.len()).sum();
    let mut lexicon = Lexicon::with_room(all / WORDS_PER_NEW_WORD);
    let mut occurrences = Vec::with_capacity(all);
    for (page, indexed) in (0_u8..).zip(input.pages.iter()) {
        let words = indexed.words.iter();
        occurrences
            .extend(words.map(|(word, weight)| (lexicon.number(HeadedWord::of(word)), (page, weight))));
    }
    let (pages, ends) = by_word(&occurrences, lexicon.len());
    let stemmer = Stemmer::new(&input.language);
    let mut start = 0;
    let words = ends.into_iter().enumerate().map(|(number, end)| {
        let word = lexicon.word(number);
        let pages = &pages[std::mem::replace(&mut start, end)..end];
        Word { word, stem: stemmer.stem(word), pages }
    });
    let words: Vec<Word<'_>> = words.collect();
    let places = ranked(words.iter().map(|word| head(&word.stem)), |place| &words[place].stem);
    let words: Vec<&Word<'_>> = places.into_iter().map(|(_, place)| &words[place]).collect();
    Arc::new(buckets(&words))
}

/// The pages of all words, concatenated in the order of the words' numbers, and the end of each word's pages. Pages
/// keep their order.
fn by_word(occurrences: &[(usize, Page)], words: usize) -> (Vec<Page>, Vec<usize>) {
    let mut places = vec![0; words];
    for (word, _) in occurrences {
        places[*word] += 1;
    }
    // Turns the number of pages of each word into the index of its next page.
    let mut all = 0;
    for place in &mut places {
        all += *place;
        *place = all - *place;
    }
    let mut pages = vec![(0, Weight::default()); all];
    for (word, page) in occurrences {
        pages[places[*word]] = *page;
        places[*word] += 1;
    }
    (pages, places)
}

/// The estimated number of bytes of a line.
const BYTES_PER_LINE: usize = 24;

/// The buckets with a line for each stem.
fn buckets(words: &[&Word<'_>]) -> Block {
    let mut lines = String::with_capacity(BYTES_PER_LINE * words.len());
    // The prefix of each bucket, and the start of its lines.
    let mut buckets: Vec<(u64, usize)> = Vec::new();
    for same in words.chunk_by(|one, other| one.stem == other.stem) {
        let stem = &*same[0].stem;
        let prefix = head(prefix(stem));
        if buckets.last().is_none_or(|(last, _)| *last != prefix) {
            buckets.push((prefix, lines.len()));
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
            forms => Cow::Owned(merged_weights(forms)),
        };
        for (page, weight) in pages.iter() {
            lines.push(digit(usize::from(*page)));
            lines.push(weight_digit(*weight));
        }
        lines.push('\n');
    }
    let ends = buckets.iter().skip(1).map(|(_, start)| *start).chain([lines.len()]);
    let bucket = |((prefix, start), end): (&(u64, usize), usize)| {
        Arc::new(PrefixBucket { prefix: *prefix, lines: Box::from(&lines[*start..end]) })
    };
    buckets.iter().zip(ends).map(bucket).collect()
}

/// The first two letters of a word.
fn prefix(word: &str) -> &str {
    word.char_indices().nth(2).map_or(word, |(end, _)| &word[..end])
}

/// The weight of all forms of one word together on each page.
fn merged_weights(forms: &[&Word<'_>]) -> Vec<Page> {
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

//! Indexes one page or record: its words, and the weight of each.

use std::sync::Arc;

use crate::model::output::search::{Counted, Findable, Indexed, Weight};
use crate::model::page::outline::TITLE_MARK;
use crate::model::page::parts::{Part, Parts};
use crate::model::page::resolved_reference::{ResolvedReference, with_titles};

use super::lexicon::Lexicon;
use super::words::words;

/// The input of the index of one page or record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indexing {
    /// The page or record.
    pub findable: Arc<Findable>,
    /// Its text.
    pub parts: Arc<Parts>,
    /// The answers to its references: its text may contain their titles.
    pub resolved_references: Arc<Vec<ResolvedReference>>,
}

/// The part of a page that contains a word.
#[derive(Clone, Copy)]
enum Field {
    Title,
    Heading,
    Text,
}

/// Splits a page or record into weighted words.
pub fn index(input: &Indexing) -> Arc<Indexed> {
    let Indexing { findable, parts, resolved_references } = input;
    let parts = with_titles_filled(parts, resolved_references);
    let mut all = Words::with_room(parts.bytes());
    let title = all.add(&findable.title, Field::Title);
    all.add(&findable.also, Field::Heading);
    let mut length = all.add(&findable.summary, Field::Text);
    for part in parts.iter() {
        all.add(part.title, Field::Heading);
        length += all.add(part.text, Field::Text);
    }
    Arc::new(Indexed { findable: Arc::clone(findable), words: all.weighted(title), length, parts })
}

/// The text with the titles of its references filled in.
fn with_titles_filled(parts: &Arc<Parts>, resolved_references: &[ResolvedReference]) -> Arc<Parts> {
    if !parts.contains(TITLE_MARK) {
        return Arc::clone(parts);
    }
    let mut filled = Parts::default();
    for part in parts.iter() {
        filled.push(Part { text: &with_titles(part.text, resolved_references), ..part });
    }
    Arc::new(filled.fitted())
}

/// The words of a page, and the number of their occurrences in each field.
struct Words {
    lexicon: Lexicon,
    counts: Vec<[usize; 3]>,
}

/// The estimated number of bytes of text for each distinct word.
const BYTES_PER_WORD: usize = 12;

impl Words {
    /// An empty list, with capacity for the words of a text of this many bytes.
    fn with_room(bytes: usize) -> Self {
        let words = bytes / BYTES_PER_WORD;
        Self { lexicon: Lexicon::with_room(words), counts: Vec::with_capacity(words) }
    }

    /// Adds the words of a text. Returns their number.
    fn add(&mut self, text: &str, field: Field) -> usize {
        let mut length = 0;
        words(text, |word| {
            let number = self.lexicon.number(word);
            if number == self.counts.len() {
                self.counts.push([0; 3]);
            }
            self.counts[number][field as usize] += 1;
            length += 1;
        });
        length
    }

    /// Each word once with its weight. `title` is the number of words in the title.
    fn weighted(self, title: usize) -> Counted {
        let (text, ends) = self.lexicon.into_words();
        let weights = self.counts.into_iter().map(|[in_title, in_headings, in_text]| Weight {
            title: if in_title == 0 { 0 } else { title_weight(title) },
            headings: in_headings.min(2) as u8,
            text: text_weight(in_text),
        });
        Counted::new(text, ends.zip(weights))
    }
}

fn title_weight(words: usize) -> u8 {
    match words {
        0 | 1 => 3,
        2 | 3 => 2,
        _ => 1,
    }
}

fn text_weight(count: usize) -> u8 {
    match count {
        0..=2 => count as u8,
        3 | 4 => 3,
        _ => 4,
    }
}

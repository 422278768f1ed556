//! One page or record to its words, and what each counts.

use std::sync::Arc;

use crate::model::answer::{Answer, with_titles};
use crate::model::outline::TITLE_MARK;
use crate::model::parts::{Part, Parts};
use crate::model::search::{Counted, Findable, Indexed, Weight};

use super::head::{head, ranked, same};
use super::words::words;

/// All that the words of a page depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indexing {
    /// The page or record.
    pub findable: Arc<Findable>,
    /// Its text.
    pub parts: Arc<Parts>,
    /// The answers to its references, whose titles its text may hold.
    pub answers: Arc<Vec<Answer>>,
}

/// Where a word stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    Title,
    Heading,
    Text,
}

/// Takes a page apart.
pub fn index(question: &Indexing) -> Arc<Indexed> {
    let Indexing { findable, parts, answers } = question;
    let parts = with_answers(parts, answers);
    let mut all = Words::with_room(parts.bytes());
    let title = all.add(&findable.title, Field::Title);
    all.add(&findable.also, Field::Heading);
    let mut length = all.add(&findable.summary, Field::Text);
    for part in parts.iter() {
        all.add(part.title, Field::Heading);
        length += all.add(part.text, Field::Text);
    }
    Arc::new(Indexed { findable: Arc::clone(findable), words: all.counted(title), length, parts })
}

/// The text with the titles that the page shows.
fn with_answers(parts: &Arc<Parts>, answers: &[Answer]) -> Arc<Parts> {
    if !parts.contains(TITLE_MARK) {
        return Arc::clone(parts);
    }
    let mut filled = Parts::default();
    for part in parts.iter() {
        filled.push(Part { text: &with_titles(part.text, answers), ..part });
    }
    Arc::new(filled.fitted())
}

/// Words in one text, one behind the other, each with the byte behind it, where it stands on the page, and its head.
struct Words {
    text: String,
    places: Vec<(usize, Field)>,
    heads: Vec<u64>,
}

/// About how many bytes a word takes in a text, with what parts it from the next.
const WORD: usize = 6;

impl Words {
    /// None, with room for those of a text of so many bytes.
    fn with_room(bytes: usize) -> Self {
        let words = bytes / WORD;
        Self {
            text: String::with_capacity(bytes),
            places: Vec::with_capacity(words),
            heads: Vec::with_capacity(words),
        }
    }

    /// Adds the words of a text, and gives how many they are.
    fn add(&mut self, text: &str, field: Field) -> usize {
        let before = self.places.len();
        words(text, |word| {
            self.text.push_str(word);
            self.places.push((self.text.len(), field));
            self.heads.push(head(word));
        });
        self.places.len() - before
    }

    fn word(&self, place: usize) -> &str {
        let start = place.checked_sub(1).map_or(0, |before| self.places[before].0);
        &self.text[start..self.places[place].0]
    }

    /// Each word once, with what it counts; the title has so many words.
    fn counted(&self, title: usize) -> Counted {
        let word = |place: usize| self.word(place);
        let ranked = ranked(self.heads.iter().copied(), word);
        let mut counted = Counted::default();
        for same in same(&ranked, word) {
            let count =
                |field: Field| same.iter().filter(|(_, place)| self.places[*place].1 == field).count();
            let weight = Weight {
                title: if count(Field::Title) == 0 { 0 } else { title_weight(title) },
                headings: count(Field::Heading).min(2) as u8,
                text: text_weight(count(Field::Text)),
            };
            counted.push(word(same[0].1), weight);
        }
        counted.finished()
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

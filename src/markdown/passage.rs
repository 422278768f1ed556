//! The plain text of the open block, and the sentence around each reference in it.

use std::ops::Range;
use std::sync::Arc;

use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;

use crate::model::page::outline::{TITLE_MARK, shortened, title_mark};

/// The separator between the cells of a table row, and between a term and its definition.
const JOINT: &str = " · ";

/// The sign in [`JOINT`].
const BETWEEN: char = '·';

/// The text of one paragraph, heading, list item, table row or definition.
#[derive(Debug, Default)]
pub struct Passage {
    text: String,
    /// The last character that is not white space.
    last: Option<char>,
    mentions: Vec<(usize, Range<usize>)>,
}

impl Passage {
    /// Whether text that is added now begins a sentence.
    pub fn is_at_start(&self) -> bool {
        self.last.is_none_or(|last| matches!(last, '.' | '!' | '?' | ':' | '…' | BETWEEN))
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds text of the block.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.last = text.trim_end().chars().next_back().or(self.last);
    }

    /// Adds a mark for the title of the page that answers a reference, which is not known here.
    pub fn push_title(&mut self, reference: usize) {
        self.push(&title_mark(reference));
    }

    /// Separates the next cell from the one before.
    pub fn join(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(JOINT) {
            self.push(JOINT);
        }
    }

    /// Notes that a reference, by its number, begins here.
    pub fn begin_mention(&mut self, reference: usize) {
        self.mentions.push((reference, self.text.len()..self.text.len()));
    }

    /// Notes that the reference begun last ends here.
    pub fn end_mention(&mut self, reference: usize) {
        let end = self.text.len();
        if let Some((_, range)) = self.mentions.iter_mut().rev().find(|(number, _)| *number == reference) {
            range.end = end;
        }
    }

    /// Ends the block, and gives the sentence around each reference in it by number.
    pub fn finish(&mut self) -> Vec<(usize, Arc<str>)> {
        let sentences = if self.mentions.is_empty() { Vec::new() } else { self.sentences() };
        self.text.clear();
        self.last = None;
        self.mentions.clear();
        sentences
    }

    fn sentences(&self) -> Vec<(usize, Arc<str>)> {
        let mut breaks = breaks(&self.text);
        let (mut start, mut end) = (0, 0);
        let mut found = Vec::with_capacity(self.mentions.len());
        let mut last: Option<((usize, usize), Arc<str>)> = None;
        for (reference, range) in &self.mentions {
            while end < range.end.max(range.start + 1) {
                // A mention across two sentences keeps them together.
                let before = end;
                let Some(next) = breaks.next() else { break };
                end = next;
                if before <= range.start {
                    start = before;
                }
            }
            let place = (start, end.max(range.end));
            // References in one sentence share it.
            let shared = last.filter(|(known, _)| *known == place).map(|(_, sentence)| sentence);
            let sentence = shared.unwrap_or_else(|| self.sentence(place.0, place.1));
            found.push((*reference, Arc::clone(&sentence)));
            last = Some((place, sentence));
        }
        found
    }

    fn sentence(&self, start: usize, end: usize) -> Arc<str> {
        let text = self.text.get(start..end).unwrap_or(&self.text);
        let text = text.trim().trim_end_matches(JOINT.trim()).trim();
        // With titles to be filled in, the sentence is shortened after that.
        let short = if text.contains(TITLE_MARK) { None } else { shortened(text) };
        short.map_or_else(|| Arc::from(text), Arc::from)
    }
}

/// The bytes at which the sentences of a text end (UAX 29, by ICU). ICU is given only the signs that may end one, each with the
/// letter before it: nothing between them ends a sentence, and no letter further back matters.
fn breaks(text: &str) -> impl Iterator<Item = usize> + '_ {
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        start = match rest.bytes().position(may_end) {
            Some(sign) => {
                let letter = usize::from(sign > 0);
                let from = start + sign - letter;
                from + segmenter.segment_str(&text[from..]).nth(1)?
            }
            None => text.len(),
        };
        Some(start)
    })
}

/// Whether a byte may be part of a sign that ends a sentence: a full stop, a mark, a line's end, or any that is not ASCII.
fn may_end(byte: u8) -> bool {
    matches!(byte, b'.' | b'!' | b'?' | b'\n' | b'\r') || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sentences(parts: &[(&str, bool)]) -> Vec<String> {
        let mut passage = Passage::default();
        for (number, (text, mention)) in parts.iter().enumerate() {
            if *mention {
                passage.begin_mention(number);
            }
            passage.push(text);
            if *mention {
                passage.end_mention(number);
            }
        }
        passage.finish().into_iter().map(|(_, sentence)| sentence.to_string()).collect()
    }

    #[test]
    fn a_reference_gets_the_sentence_around_it() {
        let text = [
            ("One. Two sees ", false),
            ("trade", true),
            (". Three. See ", false),
            ("four", true),
            (".", false),
        ];
        assert_eq!(sentences(&text), ["Two sees trade.", "See four."]);
    }

    #[test]
    fn japanese_sentences_end_without_a_space() {
        assert_eq!(
            sentences(&[("一つ。", false), ("貿易", true), ("は減った。終わり。", false)]),
            ["貿易は減った。"]
        );
    }

    proptest! {
        #[test]
        fn sentences_end_where_icu_ends_them(text in "([a-cA-C1é。 ]|[.!?] ?|[)\"',:;\n\r\t-]|\\PC){0,24}") {
            let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
            let expected: Vec<usize> = segmenter.segment_str(&text).skip(1).collect();
            prop_assert_eq!(breaks(&text).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn two_references_in_one_sentence_share_it() {
        assert_eq!(
            sentences(&[("a", true), (" and ", false), ("b", true), (".", false)]),
            ["a and b.", "a and b."]
        );
    }
}

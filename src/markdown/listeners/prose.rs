//! The plain words of a text: those of the open block, and all of them by heading.

use std::sync::Arc;

use crate::markdown::passage::Passage;
use crate::model::page::outline::Heading;
use crate::model::page::parts::Parts;

/// The words so far.
#[derive(Debug, Default)]
pub struct Prose {
    passage: Passage,
    /// The words by heading; empty if they are not kept.
    parts: Parts,
    keeps_words: bool,
    /// Whether the open block is code.
    is_code: bool,
}

impl Prose {
    /// No words so far; `keeps_words` if they are wanted by heading.
    pub fn new(keeps_words: bool) -> Self {
        let mut parts = Parts::default();
        if keeps_words {
            parts.open("", "");
        }
        Self { passage: Passage::default(), parts, keeps_words, is_code: false }
    }

    /// Adds words to the open block.
    pub fn push(&mut self, text: &str) {
        self.passage.push(text);
    }

    /// Adds the title of the page that answers a reference, which is not known yet.
    pub fn push_title(&mut self, reference: usize) {
        self.passage.push_title(reference);
    }

    /// Whether words that are added now begin a sentence.
    pub fn is_at_start(&self) -> bool {
        self.passage.is_at_start()
    }

    /// Separates the next words from those before, as the cells of a row are.
    pub fn join(&mut self) {
        self.passage.join();
    }

    /// Notes that the words of a reference begin.
    pub fn start_mention(&mut self, reference: usize) {
        self.passage.begin_mention(reference);
    }

    /// Notes that the words of a reference end.
    pub fn end_mention(&mut self, reference: usize) {
        self.passage.end_mention(reference);
    }

    /// Begins a block of code.
    pub fn start_code(&mut self) {
        self.is_code = true;
    }

    /// Ends a block of code.
    pub fn end_code(&mut self) {
        self.is_code = false;
    }

    /// Whether the open block is code.
    pub fn is_code(&self) -> bool {
        self.is_code
    }

    /// Ends the open block: gives the sentence around each reference in it, by number.
    pub fn end_block(&mut self, is_heading: bool) -> Vec<(usize, Arc<str>)> {
        if !is_heading {
            self.parts.add(self.passage.text());
        }
        self.passage.finish()
    }

    /// Begins the words below a heading.
    pub fn start_part(&mut self, heading: &Heading) {
        if self.keeps_words {
            self.parts.open(heading.id(), heading.title());
        }
    }

    /// The words by heading.
    pub fn finish(self) -> Parts {
        self.parts
    }
}

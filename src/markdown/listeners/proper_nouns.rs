//! The acronyms of a text, and its words that look like names: the registers may have them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::markdown::Text;
use crate::markdown::proper_nouns::{is_obscure, names};
use crate::model::page::document::Proper;
use crate::model::source::diagnostic::Span;

/// The first word of a comment that lists words no register needs: `<!-- unregistered: NATO, Foreign Affairs -->`.
const SILENCE: &str = "unregistered:";

/// The findings so far.
#[derive(Debug, Default)]
pub struct ProperNouns {
    acronyms: Vec<Arc<str>>,
    /// The number of each acronym.
    numbers: BTreeMap<Arc<str>, usize>,
    found: Vec<Proper>,
    /// The words in `found`.
    known: BTreeSet<String>,
    /// Words that no register needs.
    silenced: BTreeSet<String>,
    run: Run,
}

impl ProperNouns {
    /// Adds words in which names are looked for, together with those before them if no markup is between; `range` is their place
    /// in the Markdown.
    pub fn push(&mut self, words: &str, range: &Range<usize>, begins_sentence: bool) {
        let run = &mut self.run;
        if run.is_empty() {
            run.begins_sentence = begins_sentence;
        }
        run.places.push((run.text.len(), range.start, range.len() == words.len()));
        run.text.push_str(words);
        run.end = range.end;
    }

    /// Whether words are waiting for others that follow them.
    pub fn has_run(&self) -> bool {
        !self.run.is_empty()
    }

    /// Looks for names in the words that follow each other: markup comes next.
    pub fn end_run(&mut self, text: Text<'_>) {
        if self.run.is_empty() {
            return;
        }
        let run = std::mem::take(&mut self.run);
        for place in names(&run.text, run.begins_sentence) {
            let span = text.span(&(run.source(place.start)..run.source_end(place.end)));
            self.note(&run.text[place], span, false);
        }
        self.run = run.emptied();
    }

    /// The number of an acronym among those of the page.
    pub fn number(&mut self, acronym: &str) -> usize {
        if let Some(number) = self.numbers.get(acronym) {
            return *number;
        }
        let (acronym, number) = (Arc::<str>::from(acronym), self.acronyms.len());
        self.acronyms.push(Arc::clone(&acronym));
        self.numbers.insert(acronym, number);
        number
    }

    /// Notes an acronym that readers may not know.
    pub fn note_acronym(&mut self, acronym: &str, span: impl FnOnce() -> Span) {
        if is_obscure(acronym) {
            self.note(acronym, span(), true);
        }
    }

    fn note(&mut self, words: &str, span: Span, is_acronym: bool) {
        if self.known.insert(words.to_owned()) {
            self.found.push(Proper { text: words.to_owned(), is_acronym, span });
        }
    }

    /// Reads a comment, which may list words that no register needs.
    pub fn read_comment(&mut self, comment: &str) {
        let list = comment.strip_prefix(SILENCE).unwrap_or_default();
        self.silenced.extend(list.split(',').map(|words| words.trim().to_owned()));
    }

    /// The acronyms, each once; and the words that look like acronyms or names and are not silenced.
    pub fn finish(mut self) -> (Vec<Arc<str>>, Vec<Proper>) {
        self.found.retain(|found| !self.silenced.contains(&found.text));
        (self.acronyms, self.found)
    }
}

/// Words without markup between them, and their places.
#[derive(Debug, Default)]
struct Run {
    text: String,
    begins_sentence: bool,
    /// Bytes of the words, the bytes of the Markdown at which they are, and whether both are the same from there on.
    places: Vec<(usize, usize, bool)>,
    /// The byte of the Markdown at which they end.
    end: usize,
}

impl Run {
    fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The same without words, its allocations kept for the next ones.
    fn emptied(mut self) -> Self {
        self.text.clear();
        self.places.clear();
        self
    }

    /// The byte of the Markdown for a byte of the words.
    fn source(&self, at: usize) -> usize {
        let (text, source, is_same) = self.places[self.places.partition_point(|(text, ..)| *text <= at) - 1];
        if is_same { source + at - text } else { source }
    }

    /// The byte of the Markdown at which the words before a byte end.
    fn source_end(&self, at: usize) -> usize {
        let next = self.places.partition_point(|(text, ..)| *text < at);
        let (text, source, is_same) = self.places[next - 1];
        if is_same {
            source + at - text
        } else {
            self.places.get(next).map_or(self.end, |(_, source, _)| *source)
        }
    }
}

/// Whether an acronym is part of a longer expression that no expansion may split, such as `EU-Japan`, `CUF's` or `US$5`. `place` is
/// its place in the words, which are at `range` in the Markdown.
pub fn is_joined(markdown: &str, words: &str, place: &Range<usize>, range: &Range<usize>) -> bool {
    let is_joint = |c: Option<char>| {
        c.is_some_and(|c| matches!(c, '-' | '–' | '\'' | '’' | '$' | '€' | '£' | '/' | '&' | '+'))
    };
    // Emphasis may be within a word, and smart punctuation makes an apostrophe an event of its own.
    let is_mark = |c: &char| matches!(c, '*' | '_' | '~');
    let (before, after) = match range.len() == words.len() {
        true => (&markdown[..range.start + place.start], &markdown[range.start + place.end..]),
        false => (&words[..place.start], &words[place.end..]),
    };
    is_joint(before.chars().rev().find(|c| !is_mark(c))) || is_joint(after.chars().find(|c| !is_mark(c)))
}

//! Finds a word in a file, because front matter is read into values without positions.

use crate::model::source::diagnostic::{Diagnostic, Span};
use crate::model::source::tree::Tree;

/// A problem at a word in its file, whose position is not known yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// The problem, without a position.
    pub found: Diagnostic,
    /// The word.
    pub word: Option<String>,
}

impl Unplaced {
    /// A problem at a word.
    pub fn at_word(found: Diagnostic, word: &str) -> Self {
        Self { found, word: Some(word.to_owned()) }
    }

    /// The problem at the first occurrence of the word in its file; without a position if there is none.
    pub fn placed(&self, tree: &Tree) -> Diagnostic {
        Diagnostic { span: self.place(tree).map(|span| (span.start, span.end)), ..self.found.clone() }
    }

    fn place(&self, tree: &Tree) -> Option<Span> {
        let word = self.word.as_ref().filter(|word| !word.is_empty())?;
        // Positions in a file that is not UTF-8 would be displayed differently.
        let text = str::from_utf8(tree.bytes(self.found.file.as_str())?).ok()?;
        let mut places = text.match_indices(word.as_str()).map(|(at, _)| at..at + word.len());
        // A longer word is another one: `jobs` if the word is `job`.
        places.clone().find(|place| is_whole(text, place)).or_else(|| places.next())
    }
}

fn is_whole(text: &str, place: &Span) -> bool {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '@');
    let (before, after) = (&text[..place.start], &text[place.end..]);
    !before.ends_with(joins) && !after.starts_with(joins)
}

impl From<Diagnostic> for Unplaced {
    fn from(found: Diagnostic) -> Self {
        Self { found, word: None }
    }
}

//! Finds a word in a file, because front matter is read into values without positions.

use crate::model::source::diagnostic::{Diagnostic, Span};
use crate::model::source::tree::Tree;

/// A diagnostic about a word in its file, before the word is located.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnlocatedDiagnostic {
    /// The diagnostic, without a position.
    pub diagnostic: Diagnostic,
    /// The word.
    pub word: Option<String>,
}

impl UnlocatedDiagnostic {
    /// A diagnostic about a word.
    pub fn at_word(diagnostic: Diagnostic, word: &str) -> Self {
        Self { diagnostic, word: Some(word.to_owned()) }
    }

    /// The diagnostic at the first occurrence of the word in its file, or without a position if the word does not occur.
    pub fn located(&self, tree: &Tree) -> Diagnostic {
        Diagnostic { span: self.span(tree).map(|span| (span.start, span.end)), ..self.diagnostic.clone() }
    }

    fn span(&self, tree: &Tree) -> Option<Span> {
        let word = self.word.as_ref().filter(|word| !word.is_empty())?;
        // Positions in a file that is not UTF-8 would be displayed differently.
        let text = str::from_utf8(tree.bytes(self.diagnostic.file.as_str())?).ok()?;
        let mut places = text.match_indices(word.as_str()).map(|(at, _)| at..at + word.len());
        // Whole words take precedence: `job` rather than the start of `jobs`.
        places.clone().find(|place| is_whole(text, place)).or_else(|| places.next())
    }
}

fn is_whole(text: &str, place: &Span) -> bool {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '@');
    let (before, after) = (&text[..place.start], &text[place.end..]);
    !before.ends_with(joins) && !after.starts_with(joins)
}

impl From<Diagnostic> for UnlocatedDiagnostic {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { diagnostic, word: None }
    }
}

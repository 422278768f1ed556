//! Where a word of a page's front matter stands: front matter is read into values that hold no places.

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::source::{FilePath, Tree};

/// A problem at the first place in a file where a word stands; of the file as a whole when it is not found.
pub fn at_word(tree: &Tree, code: Code, file: &FilePath, word: &str, message: String) -> Diagnostic {
    let text = tree.bytes(file.as_str()).map(|bytes| String::from_utf8_lossy(bytes));
    match text.and_then(|text| text.find(word)).filter(|_| !word.is_empty()) {
        Some(at) => Diagnostic::at(code, file, at..at + word.len(), message),
        None => Diagnostic::of_file(code, file, message),
    }
}

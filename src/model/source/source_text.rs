//! A source file as text, with the way back to its bytes.

use super::diagnostic::{Diagnostic, Span};

/// The text of a file: UTF-8 with line feeds alone at its line ends, without a byte order mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceText {
    /// The text.
    pub text: String,
    /// Bytes of the file before the text's first: 3 for a byte order mark.
    start: usize,
    /// The bytes of the text before each of which a carriage return was taken out, in their order.
    returns: Vec<usize>,
    /// What the editor should know of the file's bytes.
    pub diagnostics: Vec<Diagnostic>,
}

impl SourceText {
    /// A text whose carriage returns before line feeds are taken out; `start` bytes of the file stand before it.
    pub fn new(text: String, start: usize, diagnostics: Vec<Diagnostic>) -> Self {
        if !text.contains("\r\n") {
            return Self { text, start, returns: Vec::new(), diagnostics };
        }
        let mut plain = String::with_capacity(text.len());
        let mut returns = Vec::new();
        for line in text.split_inclusive('\n') {
            match line.strip_suffix("\r\n") {
                Some(words) => {
                    plain.push_str(words);
                    returns.push(plain.len());
                    plain.push('\n');
                }
                None => plain.push_str(line),
            }
        }
        Self { text: plain, start, returns, diagnostics }
    }

    /// A place in the text as a place in the file.
    pub fn span_in_file(&self, span: &Span) -> Span {
        self.in_file(span.start)..self.in_file(span.end)
    }

    /// A problem at a place in the text, at its place in the file.
    pub fn found_in_file(&self, found: Diagnostic) -> Diagnostic {
        let span = found.span.map(|(start, end)| (self.in_file(start), self.in_file(end)));
        Diagnostic { span, ..found }
    }

    fn in_file(&self, at: usize) -> usize {
        self.start + at + self.returns.partition_point(|before| *before < at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_the_text_are_found_again_in_the_file() {
        let file = "\u{FEFF}ab\r\ncd\r\nef";
        let source = SourceText::new(file[3..].to_owned(), 3, Vec::new());
        assert_eq!(source.text, "ab\ncd\nef");
        for word in ["ab", "cd", "ef"] {
            let at = source.text.find(word).unwrap();
            let span = source.span_in_file(&(at..at + 2));
            assert_eq!(&file[span], word);
        }
    }
}

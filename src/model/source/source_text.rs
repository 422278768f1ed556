//! A source file as text, with a mapping of spans to the file's bytes.

use super::diagnostic::{Diagnostic, Span};

/// The text of a file: UTF-8 with line feeds as line ends, without a byte order mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceText {
    /// The text.
    pub text: String,
    /// The number of bytes of the file before the text: 3 for a byte order mark.
    start: usize,
    /// The bytes of the text before which a carriage return was removed, in ascending order.
    returns: Vec<usize>,
    /// The diagnostics of the file's encoding.
    pub diagnostics: Vec<Diagnostic>,
}

impl SourceText {
    /// Removes carriage returns before line feeds. `start` is the number of bytes of the file before the text.
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

    /// Maps a span in the text to the file.
    pub fn span_in_file(&self, span: &Span) -> Span {
        self.in_file(span.start)..self.in_file(span.end)
    }

    /// Maps the span of a diagnostic from the text to the file.
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

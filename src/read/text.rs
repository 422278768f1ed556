//! Bytes to text: UTF-8 without a byte order mark and without U+0000.

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::source::FilePath;

/// A file's text, and what is unusual about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    /// The text without its byte order mark; what is not UTF-8 is shown as U+FFFD.
    pub text: String,
    /// The byte of the file at which the text begins: 3 after a byte order mark, else 0.
    pub start: usize,
    /// What the editor should know.
    pub diagnostics: Vec<Diagnostic>,
}

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads a file's bytes as text. Line ends stay as they are, so that places in the text are places in the file.
pub fn read(file: &FilePath, bytes: &[u8]) -> SourceText {
    let mut diagnostics = Vec::new();
    let start = if bytes.starts_with(MARK) { MARK.len() } else { 0 };
    if start > 0 {
        diagnostics.push(
            Diagnostic::at(Code::ByteOrderMark, file, 0..start, "the file begins with a byte order mark")
                .help("save it as UTF-8 without one (\"UTF-8\", not \"UTF-8 with BOM\")"),
        );
    }
    let text = match str::from_utf8(&bytes[start..]) {
        Ok(text) => text.to_owned(),
        Err(error) => {
            diagnostics.push(not_utf8(file, bytes, start + error.valid_up_to()));
            // A place in replaced text is not a place in the file: one byte stands for each that was wrong.
            String::from_utf8_lossy(&bytes[start..]).replace('\u{FFFD}', "?")
        }
    };
    if let Some(at) = text.find('\0') {
        diagnostics.push(
            Diagnostic::at(
                Code::NulCharacter,
                file,
                start + at..start + at + 1,
                "the text holds the character U+0000",
            )
            .help("take it out; a file that holds several was perhaps saved as UTF-16: save it as UTF-8"),
        );
    }
    if let Some(at) = text.find("\r\n") {
        diagnostics.push(
            Diagnostic::at(
                Code::CarriageReturn,
                file,
                start + at..start + at + 2,
                "the lines end in carriage return and line feed",
            )
            .help(
                "it is read all the same; for one form in git, add `* text=auto eol=lf` to `.gitattributes`",
            ),
        );
    }
    let text = if text.contains('\0') { text.replace('\0', " ") } else { text };
    SourceText { text, start, diagnostics }
}

fn not_utf8(file: &FilePath, bytes: &[u8], at: usize) -> Diagnostic {
    let message = format!("the file is not UTF-8: the byte {:#04X} cannot stand here", bytes[at]);
    Diagnostic::at(Code::NotUtf8, file, at..at + 1, message)
        .help("open it in its own encoding and save it as UTF-8")
}

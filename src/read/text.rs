//! Decodes bytes to text: UTF-8 without a byte order mark or control characters.

use std::sync::Arc;

use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::source_text::SourceText;
use crate::model::source::tree::{Bytes, FilePath};

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads a template's bytes as text.
pub fn read_template((file, bytes): &(FilePath, Bytes)) -> Arc<SourceText> {
    Arc::new(read(file, bytes))
}

/// Reads a file's bytes as text. Each byte that is not UTF-8 becomes a `?`, so that positions stay the same.
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
            repaired(&bytes[start..])
        }
    };
    let suspicious = may_hold_control(text.as_bytes());
    let control = suspicious.then(|| text.char_indices().find(|(_, c)| is_control(*c))).flatten();
    if let Some((at, control)) = control {
        let span = start + at..start + at + control.len_utf8();
        let message = format!("the text contains the control character U+{:04X}", u32::from(control));
        diagnostics.push(
            Diagnostic::at(Code::ControlCharacter, file, span, message)
                .help("remove it; a file with many of them may have been saved as UTF-16: save it as UTF-8"),
        );
    }
    let may_hold_return = text.as_bytes().contains(&b'\r');
    if let Some(at) = may_hold_return.then(|| text.find("\r\n")).flatten() {
        diagnostics.push(
            Diagnostic::at(
                Code::CarriageReturn,
                file,
                start + at..start + at + 2,
                "the lines end in carriage return and line feed",
            )
            .help(
                "the file is read anyway; for uniform line endings in git, add `* text=auto eol=lf` to `.gitattributes`",
            ),
        );
    }
    let text = if control.is_some() { spaced(&text) } else { text };
    SourceText::new(text, start, diagnostics)
}

/// Characters that are allowed in neither HTML nor XML: control characters except tab and line ends, and
/// noncharacters.
fn is_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// Whether a byte occurs that is or begins a control character. There is almost never one, and bytes are searched
/// faster than characters.
fn may_hold_control(bytes: &[u8]) -> bool {
    let suspicious = |byte: u8| {
        ((byte < b' ') & !matches!(byte, b'\t' | b'\n' | b'\r')) | matches!(byte, 0x7F | 0xC2 | 0xEF)
    };
    // A loop that never ends early is one that the compiler makes look at many bytes at once.
    bytes.iter().fold(false, |found, byte| found | suspicious(*byte))
}

/// A text with each control character replaced by as many spaces as it has bytes, so that positions stay the same.
fn spaced(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if is_control(c) { plain.extend(std::iter::repeat_n(' ', c.len_utf8())) } else { plain.push(c) }
    }
    plain
}

fn repaired(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}

fn not_utf8(file: &FilePath, bytes: &[u8], at: usize) -> Diagnostic {
    let message = format!("the file is not UTF-8: the byte {:#04X} is not valid here", bytes[at]);
    Diagnostic::at(Code::NotUtf8, file, at..at + 1, message)
        .help("open it in its own encoding and save it as UTF-8")
}

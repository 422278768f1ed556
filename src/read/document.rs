//! One Markdown file to a document.

use std::sync::Arc;

use crate::markdown::{self, Text};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::document::Document;
use crate::model::language::Language;
use crate::model::outline::Outline;
use crate::model::source::{Bytes, FilePath};

use super::{front_matter, text};

/// One page's file, and what its name alone does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFile {
    /// The path.
    pub file: FilePath,
    /// The content.
    pub bytes: Bytes,
    /// The language that the page is written in.
    pub language: Language,
}

/// Reads a page. There is always a document, however little of the file was right.
pub fn read(page: &PageFile) -> Arc<Document> {
    let file = &page.file;
    let source = text::read(file, &page.bytes);
    let parted = front_matter::part(file, &source.text);
    let parsed = markdown::parse(Text { file, markdown: parted.markdown, start: parted.start });
    let mut front_matter = parted.front_matter;
    let given = front_matter.title.take().filter(|title| !title.trim().is_empty());
    let title = given.or(parsed.title).unwrap_or_else(|| file.stem().to_owned());
    let mut diagnostics = source.diagnostics.clone();
    let found = parted.diagnostics.into_iter().chain(parsed.diagnostics);
    diagnostics.extend(found.map(|found| source.found_in_file(found)));
    diagnostics.extend(empty_tags(file, &mut front_matter.tags));
    Arc::new(Document {
        outline: Arc::new(Outline {
            file: file.clone(),
            language: page.language.clone(),
            title,
            front_matter,
            headings: parsed.headings,
            anchors: parsed.anchors,
            references: parsed.references,
        }),
        body: Arc::new(parsed.body),
        spans: parsed.spans.iter().map(|span| source.span_in_file(span)).collect(),
        diagnostics,
    })
}

/// A tag without a word has no page.
fn empty_tags(file: &FilePath, tags: &mut Vec<String>) -> Option<Diagnostic> {
    let before = tags.len();
    tags.retain(|tag| !tag.trim().is_empty());
    (tags.len() < before).then(|| {
        Diagnostic::of_file(Code::WrongValue, file, "`tags`: a tag is empty")
            .help("write a word, or take it out")
    })
}

//! Reads a Markdown file into a document.

use std::sync::Arc;

use crate::markdown::{self, Destination, Parsed, Text};
use crate::model::page::document::{Document, Proper};
use crate::model::page::outline::{Outline, Reference, Successor};
use crate::model::source::diagnostic::{Code, Diagnostic, Span};
use crate::model::source::front_matter::FrontMatter;
use crate::model::source::source_text::SourceText;
use crate::model::source::tree::{Bytes, FilePath};
use crate::model::value::language::Language;
use crate::text::fitted::fitted;

use super::{front_matter, text};

/// The file of a page, and how to read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFile {
    /// The path.
    pub file: FilePath,
    /// The content.
    pub bytes: Bytes,
    /// The language of the page.
    pub language: Language,
    /// Whether to keep its words for the search index.
    pub keeps_words: bool,
}

/// Reads a page. There is always a document, however many problems the file has.
pub fn read(page: &PageFile) -> Arc<Document> {
    let file = &page.file;
    let source = text::read(file, &page.bytes);
    let page_text = front_matter::split(file, &source.text);
    let (markdown, start) = (page_text.markdown, page_text.start);
    let mut parsed = markdown::parse(Text {
        file,
        markdown,
        start,
        language: &page.language,
        keeps_words: page.keeps_words,
    });
    let mut front_matter = page_text.front_matter;
    let given = front_matter.title.take().filter(|title| !title.trim().is_empty());
    let title = given.or(parsed.title.take()).unwrap_or_else(|| file.stem().to_owned());
    let (successor, wrong) = match successor(file, &front_matter, &mut parsed, &source.text) {
        Ok(successor) => (successor, None),
        Err(wrong) => (None, Some(wrong)),
    };
    let mut diagnostics = source.diagnostics.clone();
    diagnostics.extend(wrong.map(|found| source.found_in_file(found)));
    let found = page_text.diagnostics.into_iter().chain(parsed.diagnostics);
    diagnostics.extend(found.map(|found| source.found_in_file(found)));
    diagnostics.extend(empty_tags(file, &mut front_matter.tags));
    Arc::new(Document {
        outline: Arc::new(Outline {
            file: file.clone(),
            language: page.language.clone(),
            title,
            front_matter,
            headings: fitted(parsed.headings),
            anchors: fitted(parsed.anchors),
            references: fitted(parsed.references),
            acronyms: fitted(parsed.acronyms),
            successor,
        }),
        body: Arc::new(parsed.body),
        parts: Arc::new(parsed.parts.fitted()),
        start: source.span_in_file(&(page_text.start..page_text.start)).start,
        labels: parsed.labels.iter().map(|label| Some(source.span_in_file(label.as_ref()?))).collect(),
        comments: parsed.comments.iter().map(|span| source.span_in_file(span)).collect(),
        spans: parsed.spans.iter().map(|span| source.span_in_file(span)).collect(),
        proper: Arc::new(fitted(place_proper(parsed.proper, &source))),
        wording: Arc::new(parsed.wording.fitted().placed(|span| source.span_in_file(span))),
        diagnostics,
    })
}

/// The successor of a page by its front matter. It adds a reference if it is a page of this site.
fn successor(
    file: &FilePath,
    front_matter: &FrontMatter,
    parsed: &mut Parsed,
    text: &str,
) -> Result<Option<Successor>, Diagnostic> {
    let Some(written) = &front_matter.superseded_by else { return Ok(None) };
    let span = place_behind(text, "superseded_by", written);
    match markdown::destination(file, written) {
        Ok(Destination::Elsewhere) => Ok(Some(Successor::Elsewhere(written.clone()))),
        Ok(Destination::Target(target)) => {
            parsed.references.push(Reference { target, written: written.clone(), sentence: Arc::from("") });
            parsed.spans.push(span);
            parsed.labels.push(None);
            Ok(Some(Successor::Reference(parsed.references.len() - 1)))
        }
        Err(refused) => Err(Diagnostic::at(refused.code, file, span, refused.message).help(refused.help)),
    }
}

/// The span of a value after its key; of the key itself if the value is written differently, such as with escapes.
fn place_behind(text: &str, key: &str, value: &str) -> Span {
    let Some((before, rest)) = text.split_once(key) else { return 0..0 };
    match rest.find(value) {
        Some(at) => {
            let start = before.len() + key.len() + at;
            start..start + value.len()
        }
        None => before.len()..before.len() + key.len(),
    }
}

fn place_proper(mut proper: Vec<Proper>, source: &SourceText) -> Vec<Proper> {
    for words in &mut proper {
        words.span = source.span_in_file(&words.span);
    }
    proper
}

/// An empty tag has no page.
fn empty_tags(file: &FilePath, tags: &mut Vec<String>) -> Option<Diagnostic> {
    let before = tags.len();
    tags.retain(|tag| !tag.trim().is_empty());
    (tags.len() < before).then(|| {
        Diagnostic::of_file(Code::WrongValue, file, "`tags`: a tag is empty")
            .help("write a word, or remove it")
    })
}

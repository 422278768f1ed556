//! One Markdown file to a document.

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

/// One page's file, and what its name alone does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFile {
    /// The path.
    pub file: FilePath,
    /// The content.
    pub bytes: Bytes,
    /// The language that the page is written in.
    pub language: Language,
    /// Whether its words are to be kept, by which it can be found.
    pub keeps_words: bool,
}

/// Reads a page. There is always a document, however little of the file was right.
pub fn read(page: &PageFile) -> Arc<Document> {
    let file = &page.file;
    let source = text::read(file, &page.bytes);
    let parted = front_matter::part(file, &source.text);
    let (markdown, start) = (parted.markdown, parted.start);
    let mut parsed = markdown::parse(Text {
        file,
        markdown,
        start,
        language: &page.language,
        keeps_words: page.keeps_words,
    });
    let mut front_matter = parted.front_matter;
    let given = front_matter.title.take().filter(|title| !title.trim().is_empty());
    let title = given.or(parsed.title.take()).unwrap_or_else(|| file.stem().to_owned());
    let (successor, wrong) = match successor(file, &front_matter, &mut parsed, &source.text) {
        Ok(successor) => (successor, None),
        Err(wrong) => (None, Some(wrong)),
    };
    let mut diagnostics = source.diagnostics.clone();
    diagnostics.extend(wrong.map(|found| source.found_in_file(found)));
    let found = parted.diagnostics.into_iter().chain(parsed.diagnostics);
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
        start: source.span_in_file(&(parted.start..parted.start)).start,
        labels: parsed.labels.iter().map(|label| Some(source.span_in_file(label.as_ref()?))).collect(),
        comments: parsed.comments.iter().map(|span| source.span_in_file(span)).collect(),
        spans: parsed.spans.iter().map(|span| source.span_in_file(span)).collect(),
        proper: Arc::new(fitted(place_proper(parsed.proper, &source))),
        wording: Arc::new(parsed.wording.fitted().placed(|span| source.span_in_file(span))),
        diagnostics,
    })
}

/// What has taken the place of a page, by its front matter: a reference more, where it is a page of this site.
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

/// Where a value is written behind its key; the key itself where the value is written in another way, with escapes.
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

/// A tag without a word has no page.
fn empty_tags(file: &FilePath, tags: &mut Vec<String>) -> Option<Diagnostic> {
    let before = tags.len();
    tags.retain(|tag| !tag.trim().is_empty());
    (tags.len() < before).then(|| {
        Diagnostic::of_file(Code::WrongValue, file, "`tags`: a tag is empty")
            .help("write a word, or take it out")
    })
}

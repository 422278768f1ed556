//! Splits the file of a page into front matter and text.

use crate::model::source::diagnostic::{Code, Diagnostic, Span};
use crate::model::source::front_matter::FrontMatter;
use crate::model::source::tree::FilePath;

use super::yaml::{self, Problem};

/// The two parts of a page's file. Positions are bytes of the text that was split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageText<'a> {
    /// The front matter between the lines of `---`.
    pub front_matter: FrontMatter,
    /// The text below it.
    pub markdown: &'a str,
    /// The start of the text.
    pub start: usize,
    /// The problems of the front matter.
    pub diagnostics: Vec<Diagnostic>,
}

/// Splits the text of a page.
pub fn split<'a>(file: &FilePath, text: &'a str) -> PageText<'a> {
    let whole = |diagnostics| PageText {
        front_matter: FrontMatter::default(),
        markdown: text,
        start: 0,
        diagnostics,
    };
    let example = "begin it with a line `---`, a line `title: …`, and a line `---`";
    if text.trim().is_empty() {
        return whole(vec![Diagnostic::of_file(Code::EmptyFile, file, "the page is empty").help(example)]);
    }
    let Some(opening) = fence(text, 0) else {
        let example = near_fence(text).unwrap_or(example);
        let span = 0..text.lines().next().map_or(0, str::len);
        let found =
            Diagnostic::at(Code::NoFrontMatter, file, span, "the page does not begin with front matter");
        return whole(vec![found.help(example)]);
    };
    let Some((closing, start)) = closing(text, opening) else {
        let message = "the front matter that begins here does not end";
        let found = Diagnostic::at(Code::UnclosedFrontMatter, file, 0..3, message);
        return whole(vec![found.help("add a line `---` below its last key")]);
    };
    let yaml = &text[opening..closing];
    let (front_matter, problems) = yaml::read_fast::<FrontMatter>(yaml);
    let is_title_reported = problems.iter().any(|problem| problem.loses_key("title"));
    let mut diagnostics: Vec<Diagnostic> =
        problems.into_iter().map(|problem| place(file, problem, opening)).collect();
    if front_matter.title.as_deref().is_none_or(|title| title.trim().is_empty()) && !is_title_reported {
        let found = Diagnostic::at(Code::MissingTitle, file, 0..3, "the page has no title");
        diagnostics.push(found.help("add a line `title: …` to its front matter"));
    }
    PageText { front_matter, markdown: &text[start..], start, diagnostics }
}

/// The fix for a first line that was probably meant as `---`.
fn near_fence(text: &str) -> Option<&'static str> {
    let mut lines = text.lines();
    let first = lines.next()?.trim();
    if first.is_empty() {
        let begins = lines.find(|line| !line.trim().is_empty()).is_some_and(|line| line.trim_end() == "---");
        return begins.then_some("remove the empty lines above the first `---`");
    }
    let dashes = first.chars().all(|c| matches!(c, '-' | '–' | '—'));
    dashes.then_some("write the first line as three hyphens, `---`")
}

/// A problem in some YAML as a diagnostic of the file that contains it.
pub fn place(file: &FilePath, problem: Problem, offset: usize) -> Diagnostic {
    let span: Span = offset + problem.span.start..offset + problem.span.end;
    Diagnostic { help: problem.help, ..Diagnostic::at(problem.code, file, span, problem.message) }
}

/// The byte after a line of `---` that begins at `at`.
fn fence(text: &str, at: usize) -> Option<usize> {
    let line = text[at..].split_inclusive('\n').next()?;
    (line.trim_end() == "---").then_some(at + line.len())
}

/// The first byte of the line of `---` that ends front matter, and the byte after it.
fn closing(text: &str, opening: usize) -> Option<(usize, usize)> {
    let mut at = opening;
    for line in text[opening..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

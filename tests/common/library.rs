//! A site told as a story: its files, its build, what its pages show and what is wrong with it.
//!
//! Everything here is in memory. Where a story names no `chancery.yaml` and no `content/index.md`, small ones
//! stand in.

mod cases;
mod html;
mod links;
mod page;
pub mod repository;

use chancery::model::source::config::BaseUrl;
use chancery::model::source::diagnostic::{Code, Diagnostic, Severity};
use chancery::model::source::tree::{Refusal, Tree};
use chancery::{Options, Report, build};

pub use cases::cases;
pub use html::{tags, unbalanced, without_data, without_scripts};
pub use links::{dead_links, is_absolute};
pub use page::page;

/// The files of a site that is yet to be built.
#[derive(Clone)]
pub struct Site {
    tree: Tree,
    options: Options,
}

impl Site {
    /// A site with a title and a first page, and nothing else.
    pub fn new() -> Self {
        Self::bare().config("").page("content/index.md", "Home", "")
    }

    /// A folder without any file.
    pub fn bare() -> Self {
        Self { tree: Tree::new(), options: Options::default() }
    }

    /// Adds or replaces a file.
    pub fn file(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.tree.insert(path, bytes);
        self
    }

    /// Takes a file away.
    pub fn without(mut self, path: &str) -> Self {
        assert!(self.tree.remove(path), "there was no `{path}`");
        self
    }

    /// Records a file that the disk would not give.
    pub fn refused(mut self, path: &str, refusal: Refusal) -> Self {
        self.tree.refuse(path, refusal);
        self
    }

    /// A page with a title and a text.
    pub fn page(self, path: &str, title: &str, body: &str) -> Self {
        self.page_with(path, title, "", body)
    }

    /// A page with a title, further lines of front matter, and a text.
    pub fn page_with(self, path: &str, title: &str, keys: &str, body: &str) -> Self {
        self.file(path, page(title, keys, body))
    }

    /// A section: a folder below `content/` with a landing page.
    pub fn section(self, folder: &str, title: &str) -> Self {
        self.page(&format!("content/{folder}/index.md"), title, "")
    }

    /// The text of the first page.
    pub fn home(self, body: &str) -> Self {
        self.page("content/index.md", "Home", body)
    }

    /// Lines of `chancery.yaml` below its title.
    pub fn config(self, lines: &str) -> Self {
        self.file("chancery.yaml", format!("title: A briefing\n{lines}"))
    }

    /// Publishes drafts too.
    pub fn with_drafts(mut self) -> Self {
        self.options.drafts = true;
        self
    }

    /// Has the names of style sheets and scripts carry what is in them, as `chancery build` does.
    pub fn with_lasting_names(mut self) -> Self {
        self.options.lasting_names = true;
        self
    }

    /// What `--base-url` would give.
    pub fn published_at(mut self, url: &str) -> Self {
        self.options.base_url = Some(BaseUrl::parse(url).expect("a base URL"));
        self
    }

    /// The ids of the edition that is published.
    pub fn after(mut self, ids: &str) -> Self {
        self.options.published_ids = Some(ids.to_owned());
        self
    }

    /// Looks for what is stale on a day.
    pub fn on(mut self, day: &str) -> Self {
        self.options.as_of = Some(day.parse().expect("a date"));
        self
    }

    /// The files as they are.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// What is asked of the build.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Builds it.
    pub fn build(self) -> Built {
        let report = build(&self.tree, &self.options);
        Built { tree: self.tree, report }
    }
}

/// A site after its build.
pub struct Built {
    tree: Tree,
    /// What the build said.
    pub report: Report,
}

impl Built {
    /// The page at an address.
    #[track_caller]
    pub fn page(&self, address: &str) -> Page {
        Page { address: address.to_owned(), text: self.text(address) }
    }

    /// The text of an artifact.
    #[track_caller]
    pub fn text(&self, address: &str) -> String {
        match self.report.output.get(address) {
            Some(bytes) => String::from_utf8(bytes.to_vec()).expect("an artifact of text is UTF-8"),
            None => panic!("no `{address}` among {:?}; {:#?}", self.addresses(), self.report.diagnostics),
        }
    }

    /// The addresses of all artifacts.
    pub fn addresses(&self) -> Vec<&str> {
        self.report.output.iter().map(|(address, _)| address.as_str()).collect()
    }

    /// Asserts that there is an artifact.
    #[track_caller]
    pub fn has(&self, address: &str) -> &Self {
        assert!(self.addresses().contains(&address), "no `{address}` among {:?}", self.addresses());
        self
    }

    /// Asserts that there is no such artifact.
    #[track_caller]
    pub fn has_no(&self, address: &str) -> &Self {
        assert!(!self.addresses().contains(&address), "`{address}` is there");
        self
    }

    /// Every problem with a code.
    pub fn all(&self, code: Code) -> Vec<Found<'_>> {
        let stale = self.report.stale.iter().map(|stale| &stale.found);
        let found = self.report.diagnostics.iter().chain(stale).filter(|found| found.code == code);
        found.map(|diagnostic| Found { diagnostic, source: self.source(diagnostic) }).collect()
    }

    /// The only problem with a code.
    #[track_caller]
    pub fn reports(&self, code: Code) -> Found<'_> {
        match self.all(code).as_slice() {
            [found] => *found,
            other => panic!("{} × `{}`: {:#?}", other.len(), code.name(), self.report.diagnostics),
        }
    }

    /// Asserts that no problem has a code.
    #[track_caller]
    pub fn does_not_report(&self, code: Code) -> &Self {
        assert!(self.all(code).is_empty(), "{:#?}", self.report.diagnostics);
        self
    }

    /// Asserts that there is neither an error nor a warning.
    #[track_caller]
    pub fn is_clean(&self) -> &Self {
        let notes = self.report.count(Severity::Note);
        assert_eq!(self.report.diagnostics.len(), notes, "{:#?}", self.report.diagnostics);
        self
    }

    fn source(&self, found: &Diagnostic) -> &[u8] {
        self.tree.bytes(found.file.as_str()).map_or(&[], |bytes| bytes.as_slice())
    }
}

/// One problem, with the file that it is in.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    diagnostic: &'a Diagnostic,
    source: &'a [u8],
}

impl<'a> Found<'a> {
    /// Its file.
    pub fn file(self) -> &'a str {
        self.diagnostic.file.as_str()
    }

    /// Line and column from 1, where it has a place; columns count characters, and a byte order mark is none.
    pub fn place(self) -> Option<(usize, usize)> {
        let (start, _) = self.diagnostic.span?;
        let before = self.source.get(..start).expect("a span lies in its file");
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let characters = String::from_utf8_lossy(&before[line_start..]);
        Some((line, characters.trim_start_matches('\u{FEFF}').chars().count() + 1))
    }

    /// The words that its span covers.
    pub fn words(self) -> String {
        let (start, end) = self.diagnostic.span.expect("the problem has a place");
        let words = self.source.get(start..end).expect("a span lies in its file");
        String::from_utf8_lossy(words).into_owned()
    }

    /// What is wrong.
    pub fn message(self) -> &'a str {
        &self.diagnostic.message
    }

    /// The fix.
    pub fn help(self) -> &'a str {
        self.diagnostic.help.as_deref().unwrap_or_default()
    }

    /// Asserts where it is.
    #[track_caller]
    pub fn is_at(self, file: &str, line: usize, column: usize) -> Self {
        assert_eq!((self.file(), self.place()), (file, Some((line, column))), "{:#?}", self.diagnostic);
        self
    }

    /// Asserts that the problem is a file as a whole.
    #[track_caller]
    pub fn is_of(self, file: &str) -> Self {
        assert_eq!((self.file(), self.place()), (file, None), "{:#?}", self.diagnostic);
        self
    }

    /// Asserts the words that are underlined.
    #[track_caller]
    pub fn underlines(self, words: &str) -> Self {
        assert_eq!(self.words(), words, "{:#?}", self.diagnostic);
        self
    }

    /// Asserts what the message says.
    #[track_caller]
    pub fn says(self, part: &str) -> Self {
        assert!(self.message().contains(part), "{:#?}", self.diagnostic);
        self
    }

    /// Asserts what the help says.
    #[track_caller]
    pub fn advises(self, part: &str) -> Self {
        assert!(self.help().contains(part), "{:#?}", self.diagnostic);
        self
    }
}

/// The text of an artifact, or a part of it.
#[derive(Clone)]
pub struct Page {
    address: String,
    text: String,
}

impl Page {
    /// Asserts that a part of the text is there.
    #[track_caller]
    pub fn shows(&self, part: &str) -> &Self {
        assert!(self.text.contains(part), "`{}` does not show `{part}`:\n{}", self.address, self.text);
        self
    }

    /// Asserts that a part of the text is there so many times.
    #[track_caller]
    pub fn shows_times(&self, part: &str, times: usize) -> &Self {
        assert_eq!(self.text.matches(part).count(), times, "`{part}` in `{}`:\n{}", self.address, self.text);
        self
    }

    /// Asserts that parts of the text follow each other.
    #[track_caller]
    pub fn shows_in_order(&self, parts: &[&str]) -> &Self {
        let mut from = 0;
        for part in parts {
            let Some(at) = self.text[from..].find(part) else {
                panic!("`{}` does not show `{part}` in its place:\n{}", self.address, self.text)
            };
            from += at + part.len();
        }
        self
    }

    /// Asserts that a part of the text is not there.
    #[track_caller]
    pub fn lacks(&self, part: &str) -> &Self {
        assert!(!self.text.contains(part), "`{}` shows `{part}`:\n{}", self.address, self.text);
        self
    }

    /// The element with the page's own content.
    #[track_caller]
    pub fn main(&self) -> Page {
        self.between("<main", "</main>")
    }

    /// The text of the page: what its Markdown became.
    #[track_caller]
    pub fn body(&self) -> Page {
        let main = self.main();
        let from = main.text.find("<div class=\"text\">").expect("the page has a text");
        let to = main.text.rfind("<footer class=\"foot\">").unwrap_or(main.text.len());
        Page { address: main.address, text: main.text[from..to].to_owned() }
    }

    /// What stands between the first `start` and the next `end`, both included.
    #[track_caller]
    pub fn between(&self, start: &str, end: &str) -> Page {
        let from = self.text.find(start).unwrap_or_else(|| panic!("no `{start}` in:\n{}", self.text));
        let to = self.text[from..].find(end).unwrap_or_else(|| panic!("no `{end}` in:\n{}", self.text));
        Page { address: self.address.clone(), text: self.text[from..from + to + end.len()].to_owned() }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }
}

//! The elements of raw HTML that are open: their `lang` attributes, and whether a table among them has a header.

use crate::markdown::problems::Problems;
use crate::markdown::sanitizer::is_void;
use crate::model::source::diagnostic::{Code, Span};
use crate::model::value::language_tag::fault;

/// The open elements, the outermost first.
#[derive(Debug, Default)]
pub struct HtmlElements {
    open: Vec<Element>,
    /// How many of them annotate words, as the readings of ruby do.
    annotations: usize,
}

#[derive(Debug)]
struct Element {
    has_lang: bool,
    /// Of a table, the span of its start, and whether it has a header cell.
    table: Option<(Span, bool)>,
}

impl HtmlElements {
    /// Whether the language of the next words is marked.
    pub fn mark_language(&self) -> bool {
        self.open.iter().any(|element| element.has_lang)
    }

    /// Whether a table is open.
    pub fn have_table(&self) -> bool {
        self.open.iter().any(|element| element.table.is_some())
    }

    /// Whether the next words annotate others, and are not part of a sentence.
    pub fn annotate(&self) -> bool {
        self.annotations > 0
    }

    /// Opens an element whose start is at a span of the file.
    pub fn start(
        &mut self,
        name: &str,
        attributes: &[(String, String)],
        span: &Span,
        problems: &mut Problems<'_>,
    ) {
        let lang = attributes.iter().find(|(key, _)| key == "lang").map(|(_, tag)| tag.as_str());
        if let Some((message, help)) = lang.filter(|tag| !tag.is_empty()).and_then(fault) {
            problems.add(Code::WrongLanguage, span.clone(), message, help);
        }
        if name == "th"
            && let Some((_, has_header)) =
                self.open.iter_mut().rev().find_map(|element| element.table.as_mut())
        {
            *has_header = true;
        }
        self.annotations += usize::from(is_annotation(name));
        if !is_void(name) {
            let table = (name == "table").then(|| (span.clone(), false));
            self.open.push(Element { has_lang: lang.is_some(), table });
        }
    }

    /// Closes the last element.
    pub fn end(&mut self, name: &str, problems: &mut Problems<'_>) {
        self.annotations = self.annotations.saturating_sub(usize::from(is_annotation(name)));
        if let Some((span, false)) = self.open.pop().and_then(|element| element.table) {
            let help =
                "write the cells that name a column or a row as `<th scope=\"col\">` or `<th scope=\"row\">`";
            problems.add(Code::MissingHead, span, "a table without a header", help);
        }
    }
}

/// Whether the content of an element is above or beside words, and not among them.
fn is_annotation(element: &str) -> bool {
    matches!(element, "rt" | "rp")
}

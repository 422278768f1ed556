//! A source in BibTeX, for LaTeX and reference managers.

use std::fmt::Write;

use crate::model::register::cited_source::{CitedSource, SourceKind};
use crate::model::value::author::Author;
use crate::model::value::when::Precision;

use super::item::harmless;

/// One entry, whose type and fields both BibTeX and BibLaTeX know. A page of a website is `@online`, which BibTeX
/// treats as `@misc`.
pub fn bibtex(id: &str, source: &CitedSource) -> String {
    let mut entry = String::with_capacity(256);
    writeln!(entry, "@{}{{{},", kind(source.kind), key(id)).expect("a string takes every text");
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            for part in ["  ", name, " = ", &value, ",\n"] {
                entry.push_str(part);
            }
        }
    };
    field("author", names(&source.authors));
    field("editor", names(&source.editors));
    // The inner braces keep the capitals of a title.
    field("title", braced(Some(&source.title)).as_deref().map(within));
    field(container(source.kind), braced(source.container.as_deref()));
    field("publisher", braced(source.publisher.as_deref()).filter(|_| !has_institution(source.kind)));
    field(
        institution(source.kind),
        braced(source.publisher.as_deref()).filter(|_| has_institution(source.kind)),
    );
    field("address", braced(source.place.as_deref()));
    field("type", braced(source.genre.as_deref()));
    for (name, numbering) in [
        ("volume", &source.volume),
        ("number", if source.issue.is_some() { &source.issue } else { &source.number }),
        ("pages", &source.pages),
        ("edition", &source.edition),
    ] {
        field(name, braced(numbering.as_ref().map(|numbering| numbering.as_str())));
    }
    if let Some(date) = source.date {
        let (year, month, day) = date.start().parts();
        field("year", Some(within(&year.to_string())));
        if date.precision() != Precision::Year {
            field("month", MONTHS.get(usize::from(month).saturating_sub(1)).map(|month| (*month).to_owned()));
        }
        if date.precision() == Precision::Day {
            field("day", Some(within(&day.to_string())));
        }
    }
    // These need no escaping: the model rejects addresses and identifiers with braces or backslashes.
    field("url", source.url.as_ref().map(|url| within(url.as_str())));
    field("urldate", source.accessed.map(|date| within(&date.to_string())));
    field("doi", source.doi.as_ref().map(|doi| within(doi.as_str())));
    field("isbn", source.isbn.as_ref().map(|isbn| within(isbn.as_str())));
    entry.push_str("}\n");
    entry
}

/// The month macros of BibTeX's standard styles.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::WebPage | SourceKind::PressRelease => "online",
        SourceKind::Report => "techreport",
        SourceKind::Book => "book",
        SourceKind::Chapter => "incollection",
        SourceKind::Article | SourceKind::NewspaperArticle => "article",
        SourceKind::Thesis => "phdthesis",
        _ => "misc",
    }
}

fn container(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Article | SourceKind::NewspaperArticle => "journal",
        SourceKind::Chapter => "booktitle",
        SourceKind::Report | SourceKind::Book => "series",
        _ => "howpublished",
    }
}

fn has_institution(kind: SourceKind) -> bool {
    matches!(kind, SourceKind::Report | SourceKind::Thesis | SourceKind::WebPage | SourceKind::PressRelease)
}

fn institution(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Report => "institution",
        SourceKind::Thesis => "school",
        _ => "organization",
    }
}

/// A citation key of letters, digits and hyphens, which every tool reads.
fn key(id: &str) -> String {
    let key: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    if key.is_empty() { "source".to_owned() } else { key }
}

fn names(authors: &[Author]) -> Option<String> {
    let names: Vec<String> = authors
        .iter()
        .map(|author| match author {
            Author::Person { family, given } => [&*escaped(family), ", ", &escaped(given)].concat(),
            // Braces keep the words of a name together.
            Author::Institution(name) => within(&escaped(name)),
        })
        .collect();
    (!names.is_empty()).then(|| within(&names.join(" and ")))
}

fn braced(text: Option<&str>) -> Option<String> {
    let text = escaped(text?);
    (!text.is_empty()).then(|| within(&text))
}

/// A value in braces.
fn within(value: &str) -> String {
    ["{", value, "}"].concat()
}

/// A text with the special characters of TeX escaped.
fn escaped(text: &str) -> String {
    let text = harmless(text);
    if !text.bytes().any(|byte| br"\~^{}$&#%_".contains(&byte)) {
        return text;
    }
    let mut escaped = String::with_capacity(2 * text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '{' | '}' | '$' | '&' | '#' | '%' | '_' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

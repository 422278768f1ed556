//! Converts a source to a CSL item: its type and its variables.

use std::collections::BTreeMap;

use hayagriva::citationberg::json::{
    DateValue, Item, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange,
};

use crate::model::register::cited_source::{CitedSource, SourceKind};
use crate::model::value::author::Author;
use crate::model::value::date::Date;
use crate::model::value::language::Language;
use crate::model::value::when::{Precision, When};

use super::vocabulary::DATED;

/// The variables of a source (CSL 1.0.2, appendix IV). A source without a language has the language of the page.
pub(super) fn item(id: &str, source: &CitedSource, language: &Language) -> Item {
    let mut variables = BTreeMap::new();
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            variables.insert(name.to_owned(), value);
        }
    };
    set("id", Some(Value::String(id.to_owned())));
    set("type", Some(Value::String(kind(source.kind).to_owned())));
    set("language", Some(Value::String(source.language.as_ref().unwrap_or(language).tag().to_owned())));
    set("author", names(&source.authors));
    set("editor", names(&source.editors));
    set("issued", source.date.map(when));
    set("accessed", source.accessed.map(day));
    set("URL", source.url.as_ref().and_then(|url| text(url.as_str())));
    set("DOI", source.doi.as_ref().and_then(|doi| text(doi.as_str())));
    set("ISBN", source.isbn.as_ref().and_then(|isbn| text(isbn.as_str())));
    // A speech is given at an event; every other document is part of something.
    let container = if source.kind == SourceKind::Speech { "event-title" } else { "container-title" };
    set("title", text(&source.title));
    for (name, written) in [
        (container, &source.container),
        ("genre", &source.genre),
        ("publisher", &source.publisher),
        ("publisher-place", &source.place),
        ("archive", &source.archive),
        ("archive_location", &source.archive_location),
    ] {
        set(name, written.as_deref().and_then(text));
    }
    for (name, numbering) in [
        ("number", &source.number),
        ("volume", &source.volume),
        ("issue", &source.issue),
        ("page", &source.pages),
        ("edition", &source.edition),
    ] {
        set(name, numbering.as_ref().and_then(|numbering| text(numbering.as_str())));
    }
    Item(variables)
}

/// A byte that separates a style's punctuation from a value that begins with punctuation, such as `.NET`. hayagriva
/// would merge the two and then miscount its output, up to a panic. It is a control character, which no value
/// contains; it is removed from the output.
pub(super) const GUARD: u8 = 1;

fn guard(text: &mut String) {
    if text.starts_with(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ')' | ']')) {
        text.insert(0, char::from(GUARD));
    }
}

fn guard_value(value: &mut Value) {
    match value {
        Value::String(text) => guard(text),
        Value::Names(names) => names.iter_mut().for_each(|name| match name {
            NameValue::Literal(name) => guard(&mut name.literal),
            NameValue::Item(name) => {
                guard(&mut name.family);
                name.given.iter_mut().for_each(guard);
            }
        }),
        _ => {}
    }
}

/// The variables of a source as our styles use them, with the date a second time as [`DATED`]. The place in the list
/// comes before all other variables: hayagriva compares each item with each, and so they differ in what is compared
/// first.
pub(super) fn cited(id: &str, source: &CitedSource, language: &Language, place: usize) -> Item {
    let mut item = item(id, source, language);
    if source.authors.is_empty()
        && is_publisher_author(source.kind)
        && let Some(Value::String(literal)) = item.0.remove("publisher")
    {
        let literal = LiteralName { literal };
        item.0.insert("author".to_owned(), Value::Names(vec![NameValue::Literal(literal)]));
    }
    if let Some(date) = source.date {
        item.0.insert(DATED.to_string(), when(date));
    }
    item.0.values_mut().for_each(guard_value);
    item.0.insert(String::new(), Value::Number(i64::try_from(place).unwrap_or(i64::MAX)));
    item
}

/// Whether the publisher of this kind of document counts as its author if it has none. APA and Chicago do so
/// themselves; ISO 690 would begin with the title and lose the date after it.
fn is_publisher_author(kind: SourceKind) -> bool {
    use SourceKind::{Dataset, Document, PressRelease, Report, WebPage};
    matches!(kind, WebPage | Report | PressRelease | Dataset | Document)
}

/// The CSL type of a kind (appendix III). CSL has none for press releases; styles treat them as web pages with a
/// genre.
fn kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::WebPage | SourceKind::PressRelease => "webpage",
        SourceKind::Report => "report",
        SourceKind::Book => "book",
        SourceKind::Chapter => "chapter",
        SourceKind::Article => "article-journal",
        SourceKind::NewspaperArticle => "article-newspaper",
        SourceKind::Law => "legislation",
        SourceKind::Treaty => "treaty",
        SourceKind::CourtCase => "legal_case",
        SourceKind::Speech => "speech",
        SourceKind::Interview => "interview",
        SourceKind::Dataset => "dataset",
        SourceKind::Map => "map",
        SourceKind::Film => "motion_picture",
        SourceKind::Broadcast => "broadcast",
        SourceKind::Thesis => "thesis",
        SourceKind::Document => "document",
    }
}

/// A text without control characters and unclosed bidirectional formatting characters (UAX 9), which would affect the
/// text after it. `None` if nothing is left.
pub(super) fn text(text: &str) -> Option<Value> {
    let kept = harmless(text);
    (!kept.is_empty()).then_some(Value::String(kept))
}

/// A text without such characters, with single spaces.
pub(super) fn harmless(text: &str) -> String {
    if is_printable_ascii(text) {
        return text.to_owned();
    }
    let turns = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let words: Vec<String> = text
        .split(|c: char| c.is_ascii_whitespace())
        .map(|word| word.chars().filter(|c| !c.is_control() && !turns(c)).collect())
        .filter(|word: &String| !word.is_empty())
        .collect();
    words.join(" ")
}

/// Whether a text is printable ASCII with single spaces, as most are, and so stays as it is.
fn is_printable_ascii(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        && !text.contains("  ")
        && !text.starts_with(' ')
        && !text.ends_with(' ')
}

fn names(authors: &[Author]) -> Option<Value> {
    let names: Vec<NameValue> = authors.iter().filter_map(name).collect();
    (!names.is_empty()).then_some(Value::Names(names))
}

fn name(author: &Author) -> Option<NameValue> {
    match author {
        Author::Institution(name) => {
            let literal = harmless(name);
            (!literal.is_empty()).then_some(NameValue::Literal(LiteralName { literal }))
        }
        Author::Person { family, given } => {
            let (family, given) = (harmless(family), harmless(given));
            let (particle, family) = particle(&family);
            (!family.is_empty()).then_some(NameValue::Item(NameItem {
                family: family.to_owned(),
                given: (!given.is_empty()).then_some(given),
                non_dropping_particle: particle.map(str::to_owned),
                dropping_particle: None,
                suffix: None,
                comma_suffix: None,
            }))
        }
    }
}

/// The particle of a family name, and the rest: `de` and `Gaulle`. It stays where the editor has written it;
/// hayagriva would treat lower-case words as part of the given name.
fn particle(family: &str) -> (Option<&str>, &str) {
    let starts_small = |word: &str| word.starts_with(char::is_lowercase);
    let mut at = 0;
    for (space, _) in family.match_indices(' ') {
        if family[..space].rsplit(' ').next().is_some_and(starts_small) {
            at = space;
        }
    }
    match at {
        0 => (None, family),
        at => (Some(&family[..at]), &family[at + 1..]),
    }
}

fn day(date: Date) -> Value {
    dated(date, 3)
}

fn when(when: When) -> Value {
    let known = match when.precision() {
        Precision::Year => 1,
        Precision::Month => 2,
        Precision::Day => 3,
    };
    dated(when.start(), known)
}

/// The first `known` parts of a date. Never a range, which hayagriva does not support.
fn dated(date: Date, known: usize) -> Value {
    let (year, month, day) = date.parts();
    let year = i16::try_from(year).unwrap_or(i16::MAX);
    let mut parts = vec![year, i16::from(month), i16::from(day)];
    parts.truncate(known);
    let date_parts = VecDateRange(vec![VecDate(parts)]);
    Value::Date(DateValue::DateParts { date_parts, literal: None, season: None, circa: false })
}

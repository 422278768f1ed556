//! Checks for acronyms and names in texts that are in no register.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::memo::Shared;
use crate::model::page::document::Proper;
use crate::model::register::registers::Records;
use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::strings::Strings;
use crate::model::source::tree::FilePath;
use crate::model::value::localized::Localized;

/// The input of [`known`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownNamesInput {
    /// The records of the registers.
    pub records: Records,
    /// The interface's texts.
    pub strings: Arc<Strings>,
    /// Whether to check for such words.
    pub is_wanted: bool,
}

/// The names and acronyms in the registers of a site, as texts write them.
#[derive(Debug, PartialEq, Eq)]
pub struct KnownNames {
    /// The acronyms; `None` if the site has no register of terms.
    acronyms: Option<BTreeSet<String>>,
    /// Names, titles and expressions; `None` if the site has no register of names.
    names: Option<BTreeSet<String>>,
    /// The number of words in the longest of them.
    longest: usize,
}

/// The names and acronyms in the registers.
pub fn known(input: &KnownNamesInput) -> Arc<KnownNames> {
    let KnownNamesInput { records, strings, is_wanted } = input;
    let texts = |text: &Localized| -> Vec<String> { text.iter().map(|(_, text)| text.to_owned()).collect() };
    let mut names: BTreeSet<String> = BTreeSet::new();
    for name in records.names.iter() {
        names.extend(texts(&name.name));
        names.extend(name.also.iter().cloned());
    }
    let terms = records.terms.iter().flat_map(|term| texts(&term.term));
    let acronyms: BTreeSet<String> = terms.chain(names.iter().cloned()).collect();
    names.extend(acronyms.iter().cloned());
    names.extend(records.terms.iter().flat_map(|term| term.expansion.iter().flat_map(texts)));
    for event in records.events.iter() {
        names.extend(texts(&event.title));
        names.extend(event.series.iter().flat_map(texts));
    }
    for source in records.sources.iter() {
        names.extend(std::iter::once(&source.title).chain(&source.publisher).cloned());
    }
    names.extend(strings.get("name_titles").split('|').map(str::to_owned));
    let longest = names.iter().map(|name| name.split_whitespace().count()).max().unwrap_or(0);
    Arc::new(KnownNames {
        longest,
        acronyms: (*is_wanted && !records.terms.is_empty()).then_some(acronyms),
        names: (*is_wanted && !records.names.is_empty()).then_some(names),
    })
}

/// The input of the check of a page.
#[derive(Debug, PartialEq, Eq)]
pub struct UnregisteredInput {
    /// The page's file.
    pub file: FilePath,
    /// The words on it that look like acronyms or names.
    pub proper: Arc<Vec<Proper>>,
    /// The names and acronyms in the registers.
    pub known: Shared<KnownNames>,
}

/// A diagnostic for each acronym and name that is in no register.
pub fn check(input: &UnregisteredInput) -> Arc<Vec<Diagnostic>> {
    let UnregisteredInput { file, proper, known } = input;
    let found = proper.iter().filter_map(|words| match (words.is_acronym, &known.acronyms, &known.names) {
        (true, Some(acronyms), _) if !acronyms.contains(&words.text) => {
            Some(unknown(file, words, &words.text))
        }
        (false, _, Some(names)) => unknown_part(&words.text, names, known.longest)
            .map(|unknown_part| unknown(file, words, &unknown_part)),
        _ => None,
    });
    Arc::new(found.collect())
}

/// Words that may be between two names or within one.
const JOINING_WORDS: &[&str] = &["and", "on", "for", "the", "et", "sur", "pour", "und"];

/// The part of a name that no register contains; `None` if no two adjacent capitalized words remain.
fn unknown_part(name: &str, known: &BTreeSet<String>, longest: usize) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut left: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (at + 1..=words.len().min(at + longest))
            .rev()
            .find(|end| known.contains(&words[at..*end].join(" ")));
        match longest {
            Some(end) => {
                if is_name(&left) {
                    break;
                }
                left.clear();
                at = end;
            }
            None if JOINING_WORDS.contains(&words[at]) => {
                if is_name(&left) {
                    break;
                }
                left.clear();
                at += 1;
            }
            None => {
                // A lower-case word does not begin a name.
                if !left.is_empty() || words[at].starts_with(char::is_uppercase) {
                    left.push(words[at]);
                }
                at += 1;
            }
        }
    }
    let end = left.iter().rposition(|word| word.starts_with(char::is_uppercase)).map_or(0, |at| at + 1);
    is_name(&left).then(|| left[..end].join(" "))
}

fn is_name(words: &[&str]) -> bool {
    words.iter().filter(|word| word.starts_with(char::is_uppercase)).count() > 1
}

fn unknown(file: &FilePath, words: &Proper, name: &str) -> Diagnostic {
    let (code, message, register) = match words.is_acronym {
        true => {
            (Code::UnregisteredAcronym, format!("the acronym `{name}` is not in a register"), "terms.yaml")
        }
        false => (
            Code::UnregisteredName,
            format!("`{name}` looks like a name and is not in a register"),
            "names.yaml",
        ),
    };
    let start = words.span.start + words.text.find(name).unwrap_or(0);
    let span = match words.span.len() == words.text.len() {
        true => start..start + name.len(),
        false => words.span.clone(),
    };
    Diagnostic::at(code, file, span, message).help(format!(
        "add it to `content/registers/{register}`, or write `<!-- unregistered: {} -->` in the text",
        words.text
    ))
}

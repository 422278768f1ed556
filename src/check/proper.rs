//! Acronyms and names in a text that no register knows.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::memo::Shared;
use crate::model::page::document::Proper;
use crate::model::register::registers::Records;
use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::strings::Strings;
use crate::model::source::tree::FilePath;
use crate::model::value::localized::Localized;

/// All that decides what is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownNamesInput {
    /// The records of the registers.
    pub records: Records,
    /// The interface's texts.
    pub strings: Arc<Strings>,
    /// Whether anything is to be looked for.
    pub is_wanted: bool,
}

/// What the registers of a site know, as texts write it.
#[derive(Debug, PartialEq, Eq)]
pub struct KnownNames {
    /// The acronyms; nothing where the site has no register of terms.
    acronyms: Option<BTreeSet<String>>,
    /// Names, titles and expressions; nothing where the site has no register of names.
    names: Option<BTreeSet<String>>,
    /// How many words the longest of them has.
    longest: usize,
}

/// What the registers know.
pub fn known(question: &KnownNamesInput) -> Arc<KnownNames> {
    let KnownNamesInput { records, strings, is_wanted } = question;
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

/// All that a page's check depends on.
#[derive(Debug, PartialEq, Eq)]
pub struct UnregisteredInput {
    /// The page's file.
    pub file: FilePath,
    /// What looks like an acronym or a name in it.
    pub proper: Arc<Vec<Proper>>,
    /// What the registers know.
    pub known: Shared<KnownNames>,
}

/// A diagnostic for each acronym and name that no register knows.
pub fn check(question: &UnregisteredInput) -> Arc<Vec<Diagnostic>> {
    let UnregisteredInput { file, proper, known } = question;
    let found = proper.iter().filter_map(|words| match (words.is_acronym, &known.acronyms, &known.names) {
        (true, Some(acronyms), _) if !acronyms.contains(&words.text) => {
            Some(unknown(file, words, &words.text))
        }
        (false, _, Some(names)) => {
            rest(&words.text, names, known.longest).map(|rest| unknown(file, words, &rest))
        }
        _ => None,
    });
    Arc::new(found.collect())
}

/// Small words that may stand between two names as well as in one.
const JOINTS: &[&str] = &["and", "on", "for", "the", "et", "sur", "pour", "und"];

/// The words of a name that no register knows; nothing where no two capitalized ones are left side by side.
fn rest(name: &str, known: &BTreeSet<String>, longest: usize) -> Option<String> {
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
            None if JOINTS.contains(&words[at]) => {
                if is_name(&left) {
                    break;
                }
                left.clear();
                at += 1;
            }
            None => {
                // A small word does not begin a name.
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
        true => (Code::UnregisteredAcronym, format!("the acronym `{name}` is in no register"), "terms.yaml"),
        false => (
            Code::UnregisteredName,
            format!("`{name}` looks like a name and is in no register"),
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

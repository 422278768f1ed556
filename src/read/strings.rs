//! Reads a strings file into the texts of the interface.

use std::collections::btree_map::Entry;
use std::sync::Arc;

use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::strings::Strings;
use crate::model::source::tree::{Bytes, FilePath};

use super::front_matter::place;
use super::{text, yaml};

/// A site's strings file, and the theme's, which defines the required keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringsFile {
    /// The file.
    pub file: FilePath,
    /// Its content.
    pub bytes: Bytes,
    /// The content of the theme's file for its default language.
    pub reference: &'static str,
}

/// Reads a strings file. A missing key is an error, and gets the theme's text.
pub fn read(input: &StringsFile) -> (Arc<Strings>, Vec<Diagnostic>) {
    let StringsFile { file, bytes, reference } = input;
    let source = text::read(file, bytes);
    let (mut strings, problems) = yaml::read::<Strings>(&source.text);
    let is_whole = problems.is_empty();
    let mut diagnostics = source.diagnostics.clone();
    diagnostics.extend(problems.into_iter().map(|problem| source.found_in_file(place(file, problem, 0))));
    let (theme, _) = yaml::read::<Strings>(reference);
    let mut missing = Vec::new();
    for (key, text) in theme.0 {
        let lost = strings.0.get(&key).map_or_else(Vec::new, |own| lost_places(own, &text));
        diagnostics.extend(lost.into_iter().map(|place| {
            let message = format!("the text `{key}` lacks the placeholder `{place}`");
            let help = format!("write `{place}` where it belongs; in English it is \"{text}\"");
            let at = line_of(&source.text, &key).unwrap_or(0);
            let found = Diagnostic::at(Code::MissingString, file, at..at + key.len(), message).help(help);
            source.found_in_file(found)
        }));
        if let Entry::Vacant(place) = strings.0.entry(key) {
            missing.push((place.key().clone(), text.clone()));
            place.insert(text);
        }
    }
    if is_whole {
        diagnostics.extend(missing_texts(file, &missing));
    }
    (Arc::new(strings), diagnostics)
}

/// The start of the line with a key.
fn line_of(text: &str, key: &str) -> Option<usize> {
    let mut starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
    starts.find(|start| text[*start..].strip_prefix(key).is_some_and(|rest| rest.starts_with(':')))
}

/// The placeholders that a text of the theme has and another text lacks.
fn lost_places<'t>(own: &str, theme: &'t str) -> Vec<&'t str> {
    let places = theme.match_indices('{').filter_map(|(at, _)| {
        let end = theme[at..].find('}')?;
        Some(&theme[at..=at + end])
    });
    let mut lost: Vec<&str> = places.filter(|place| !own.contains(place)).collect();
    lost.sort_unstable();
    lost.dedup();
    lost
}

/// Names each missing text if they are few, and otherwise their number.
fn missing_texts(file: &FilePath, missing: &[(String, String)]) -> Vec<Diagnostic> {
    if missing.len() > FEW {
        let keys: Vec<String> = missing.iter().take(FEW).map(|(key, _)| format!("`{key}`")).collect();
        let message = format!("{} texts are missing: {} and others", missing.len(), keys.join(", "));
        let help = "the file replaces the theme's file: start with a copy of templates/strings/en.yaml";
        return vec![Diagnostic::of_file(Code::MissingString, file, message).help(help)];
    }
    let each = missing.iter().map(|(key, text)| {
        Diagnostic::of_file(Code::MissingString, file, format!("the text `{key}` is missing"))
            .help(format!("add a line `{key}: …`; in English it is \"{text}\""))
    });
    each.collect()
}

const FEW: usize = 3;

//! A strings file to the interface's texts.

use std::collections::btree_map::Entry;
use std::sync::Arc;

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::source::{Bytes, FilePath};
use crate::model::strings::Strings;

use super::front_matter::place;
use super::{text, yaml};

/// A site's strings file and the theme's own, which says what keys there must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringsFile {
    /// The file.
    pub file: FilePath,
    /// Its content.
    pub bytes: Bytes,
    /// The content of the theme's file for its default language.
    pub reference: &'static str,
}

/// Reads a strings file. A key that it lacks is an error, and the theme's own text stands in for it.
pub fn read(question: &StringsFile) -> (Arc<Strings>, Vec<Diagnostic>) {
    let StringsFile { file, bytes, reference } = question;
    let source = text::read(file, bytes);
    let (mut strings, problems) = yaml::read::<Strings>(&source.text);
    let is_whole = problems.is_empty();
    let mut diagnostics = source.diagnostics.clone();
    diagnostics.extend(problems.into_iter().map(|problem| source.found_in_file(place(file, problem, 0))));
    let (theme, _) = yaml::read::<Strings>(reference);
    for (key, text) in theme.0 {
        if let Entry::Vacant(missing) = strings.0.entry(key) {
            let key = missing.key();
            let found =
                Diagnostic::of_file(Code::MissingString, file, format!("the text `{key}` is missing"));
            let help = format!("add a line `{key}: …`; in English it is \"{text}\"");
            diagnostics.extend(is_whole.then(|| found.help(help)));
            missing.insert(text);
        }
    }
    (Arc::new(strings), diagnostics)
}

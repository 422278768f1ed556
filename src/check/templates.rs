//! Checks for unused files in `templates/`, and for an interface in another language than the pages.

use std::collections::BTreeSet;

use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::tree::{FilePath, TEMPLATES, Tree};
use crate::model::value::language::Language;
use crate::theme;

/// A diagnostic for each unused file of the site in `templates/`.
pub fn unused(tree: &Tree, in_use: &BTreeSet<FilePath>, strings: &FilePath) -> Vec<Diagnostic> {
    let own = tree.below(TEMPLATES).map(|(file, _)| file);
    let unused = own
        .filter(|file| !in_use.contains(*file) && *file != strings && theme::file(file.as_str()).is_none());
    unused
        .map(|file| {
            let mut known =
                theme::FILES.iter().map(|(path, _)| *path).filter(|path| path.starts_with(TEMPLATES));
            let same_name = known.find(|path| FilePath::new(path).name().eq_ignore_ascii_case(file.name()));
            let help = match same_name {
                Some(path) => format!("did you mean `{path}`?"),
                None => "include it in a template that is used, or remove it".to_owned(),
            };
            Diagnostic::of_file(Code::UnusedTemplate, file, "this file is not used").help(help)
        })
        .collect()
}

/// A warning if the language of the pages has no strings file, and another is used.
pub fn strings(language: &Language, used: &FilePath) -> Option<Diagnostic> {
    let fits = [language.tag(), language.primary()].contains(&used.stem());
    (!fits).then(|| {
        let wanted = FilePath::new(format!("{TEMPLATES}/strings/{}.yaml", language.primary()));
        let message = format!("there is no interface translation for `{language}`, so `{used}` is used");
        Diagnostic::of_file(Code::MissingStrings, &wanted, message)
            .help(format!("copy the theme's `{used}` there and translate it"))
    })
}

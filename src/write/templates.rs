//! The templates of a site, and which of them one template reaches.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::nearest::nearest;
use crate::model::source::{FilePath, TEMPLATES};
use crate::model::text::SourceText;

/// A template and its name, the path below `templates/`.
pub type Source = (FilePath, Arc<SourceText>);

/// All templates of a site.
pub type Templates = BTreeMap<FilePath, Arc<SourceText>>;

/// The templates that a template extends, includes or takes components from, itself included, in the order of
/// their names; and what is named and not there.
pub fn reached(entry: &str, templates: &Templates) -> (Vec<Source>, Vec<Diagnostic>) {
    let mut sources = BTreeMap::new();
    let mut problems = Vec::new();
    let mut ahead = vec![(entry.to_owned(), None)];
    let mut seen = BTreeSet::new();
    while let Some((name, from)) = ahead.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        let file = FilePath::new(format!("{TEMPLATES}/{name}"));
        let Some(source) = templates.get(&file) else {
            problems.push(unknown(&name, from, templates));
            continue;
        };
        let text = without_comments(&source.text);
        for (at, other) in named(&text) {
            ahead.push((other, Some((file.clone(), at))));
        }
        for component in called_components(&text) {
            let home = templates.iter().find(|(_, source)| defines(&source.text, &component));
            if let Some((home, _)) = home {
                ahead.push((home.below(TEMPLATES).unwrap_or_default().to_owned(), None));
            }
        }
        sources.insert(file, Arc::clone(source));
    }
    (sources.into_iter().collect(), problems)
}

fn unknown(name: &str, from: Option<(FilePath, usize)>, templates: &Templates) -> Diagnostic {
    let known = templates.keys().filter_map(|file| file.below(TEMPLATES));
    let help = match nearest(name, known) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("add `{TEMPLATES}/{name}`, or take the name out"),
    };
    let message = format!("no template `{name}`");
    match from {
        Some((file, at)) => Diagnostic::at(Code::UnknownTemplate, &file, at..at + name.len(), message),
        None => {
            Diagnostic::of_file(Code::UnknownTemplate, &FilePath::new(format!("{TEMPLATES}/{name}")), message)
        }
    }
    .help(help)
}

/// A template's text with spaces in place of comments and raw text, so that places stay as they are.
fn without_comments(text: &str) -> Cow<'_, str> {
    let mut plain = Cow::Borrowed(text);
    for (opening, closing) in [("{#", "#}"), ("{% raw %}", "{% endraw %}")] {
        let mut from = 0;
        while let Some(start) = plain[from..].find(opening).map(|at| from + at) {
            let end = plain[start..].find(closing).map_or(plain.len(), |at| start + at + closing.len());
            plain.to_mut().replace_range(start..end, &" ".repeat(end - start));
            from = end;
        }
    }
    plain
}

/// The templates that a text extends or includes, with the byte of each name.
fn named(text: &str) -> Vec<(usize, String)> {
    let mut named = Vec::new();
    for (at, _) in text.match_indices("{%") {
        let tag = &text[at..text[at..].find("%}").map_or(text.len(), |end| at + end)];
        let word = tag[2..].trim_start_matches('-').trim_start();
        if !word.starts_with("extends") && !word.starts_with("include") {
            continue;
        }
        let mut quotes = tag.match_indices(['"', '\'', '`']).map(|(quote, _)| quote);
        while let (Some(open), Some(close)) = (quotes.next(), quotes.next()) {
            named.push((at + open + 1, tag[open + 1..close].to_owned()));
        }
    }
    named
}

/// The components that a text calls: `{{ <ui.card /> }}`, `{% <ui.card> %}`.
fn called_components(text: &str) -> BTreeSet<String> {
    let calls = text.match_indices('<').filter(|(at, _)| {
        let before = text[..*at].trim_end().trim_end_matches('-');
        before.ends_with("{{") || before.ends_with("{%")
    });
    let name = |at: usize| {
        let rest = &text[at + 1..];
        rest[..rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(rest.len())]
            .to_owned()
    };
    calls.map(|(at, _)| name(at)).filter(|name| !name.is_empty()).collect()
}

fn defines(text: &str, component: &str) -> bool {
    text.match_indices("component ").any(|(at, word)| {
        let rest = text[at + word.len()..].trim_start();
        rest.strip_prefix(component).is_some_and(|rest| rest.trim_start().starts_with('('))
            && text[..at].trim_end().trim_end_matches('-').ends_with("{%")
    })
}

//! The languages of the default theme: each says all that English says, and a briefing in it builds without a warning.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::common::repository::{self, FRENCH, JAPANESE};
use crate::common::{Site, dead_links};
use chancery::model::source::config::BaseUrl;
use chancery::model::source::diagnostic::Code;
use chancery::model::source::tree::Tree;
use chancery::{Options, Report, build};

/// The theme's strings files, by language.
fn strings() -> BTreeMap<String, String> {
    let files = fs::read_dir(repository::path("templates/strings")).expect("the theme's strings files");
    let files = files.map(|entry| entry.expect("a strings file").path());
    let text = |path: &Path| fs::read_to_string(path).expect("a text in UTF-8");
    files
        .map(|path| {
            (path.file_stem().expect("a file has a name").to_string_lossy().into_owned(), text(&path))
        })
        .collect()
}

/// The keys of a strings file, in their order.
fn keys(text: &str) -> Vec<&str> {
    let lines = text.lines().filter(|line| !line.starts_with(['#', ' ']));
    lines.filter_map(|line| line.split_once(':')).map(|(key, _)| key).collect()
}

/// Builds a briefing with an address, since nothing is said of a site that has none.
fn built(tree: &Tree) -> Report {
    let base_url = BaseUrl::parse("https://example.org/").expect("an address");
    build(tree, &Options { base_url: Some(base_url), ..Options::default() })
}

#[test]
fn every_language_of_the_theme_says_everything() {
    let languages = strings();
    assert_eq!(languages.keys().collect::<Vec<_>>(), ["en", "fr", "ja"]);
    let english = keys(&languages["en"]);
    for (language, text) in &languages {
        let own = keys(text);
        let missing: Vec<_> = english.iter().filter(|key| !own.contains(key)).collect();
        assert_eq!(missing, Vec::<&&str>::new(), "missing in templates/strings/{language}.yaml");
        assert_eq!(own, english, "templates/strings/{language}.yaml has the keys of en.yaml in their order");
    }
}

#[test]
fn every_language_of_the_theme_fills_in_what_english_fills_in() {
    for language in strings().keys() {
        let site = Site::new().config(&format!("languages: [{language}]\n")).build();
        site.does_not_report(Code::MissingString).does_not_report(Code::MissingStrings);
        site.page("index.html").shows(&format!("<html lang=\"{language}\""));
    }
}

#[test]
fn every_language_of_the_fixtures_says_everything() {
    for (name, tree) in [("french", &FRENCH), ("japanese", &JAPANESE)] {
        let report = built(tree);
        let found = report.diagnostics.iter().map(|found| format!("{}: {}", found.file, found.message));
        assert_eq!(found.collect::<Vec<_>>(), Vec::<String>::new(), "{name}");
        assert_eq!(dead_links(&report), [], "{name}");
        assert!((10..=15).contains(&report.pages), "{name} has {} pages", report.pages);
    }
}

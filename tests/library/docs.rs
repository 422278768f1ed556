//! The guide in docs/ is what it says: it builds without a warning, and so do its examples.

use std::collections::BTreeMap;
use std::fs;

use crate::common::repository::{self, GUIDE};
use crate::common::{Site, dead_links};
use chancery::model::source::config::BaseUrl;
use chancery::model::source::diagnostic::{Code, Severity};
use chancery::{Options, build};

/// Every page of the guide, by its path below docs/content/.
fn pages() -> BTreeMap<String, String> {
    let top = repository::path("docs/content");
    let mut pages = BTreeMap::new();
    let mut folders = vec![top.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the guide") {
            let path = entry.expect("an entry of the guide").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                let name = path.strip_prefix(&top).expect("it is below").to_string_lossy().replace('\\', "/");
                pages.insert(name, fs::read_to_string(&path).expect("a page of the guide"));
            }
        }
    }
    pages
}

#[test]
fn the_guide_builds_without_a_warning() {
    // With an address, since nothing is said of a site that has none.
    let base_url = BaseUrl::parse("https://example.org/guide/").expect("an address");
    let report = build(&GUIDE, &Options { base_url: Some(base_url), ..Options::default() });
    let found: Vec<String> = report
        .diagnostics
        .iter()
        .map(|found| format!("{}: {:?}: {}", found.file, found.span, found.message))
        .collect();
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(dead_links(&report), []);
    assert!(report.pages >= 20, "{}", report.pages);
}

/// A file that a page of the guide shows as an example: ` ```yaml content/registers/figures.yaml `.
struct Example {
    file: String,
    /// The code of the error that it is an example of.
    error: Option<String>,
    text: String,
}

/// The examples of a page, in its order.
fn examples(page: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(opening) = line.trim_start().strip_prefix("```") else { continue };
        let indent = line.len() - line.trim_start().len();
        let mut text = String::new();
        for line in lines.by_ref().take_while(|line| line.trim() != "```") {
            text.push_str(line.get(indent..).unwrap_or_default());
            text.push('\n');
        }
        let mut words = opening.split_whitespace().skip(1);
        if let Some(file) = words.next() {
            let error = words.next().and_then(|word| word.strip_prefix("error=")).map(str::to_owned);
            examples.push(Example { file: file.to_owned(), error, text });
        }
    }
    examples
}

/// What an example may take for granted: the sources and pages that other pages of the guide have introduced.
fn granted() -> BTreeMap<String, String> {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    BTreeMap::from([
        file("chancery.yaml", "title: A briefing\n"),
        file("content/index.md", "---\ntitle: A briefing\n---\n"),
        file("content/economic/index.md", "---\ntitle: Economic relations\n---\n"),
        file(
            "content/registers/sources.yaml",
            "- id: meae-2015\n  title: France and Japan\n  date: 2015-10-02\n",
        ),
        file(
            "content/registers/figures.yaml",
            "- {id: trade-deficit, label: Deficit, value: 1e9, unit: EUR, qualifier: below, as_of: 2014, source: meae-2015}\n",
        ),
    ])
}

/// The records of a register, by their ids.
fn records(text: &str) -> Vec<(String, String)> {
    let mut records: Vec<(String, String)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        if let Some(first) = line.strip_prefix("- ") {
            let id = first.trim_start_matches('{').strip_prefix("id: ").expect("a record begins with its id");
            records.push((id.split(',').next().unwrap_or_default().to_owned(), String::new()));
        }
        let (_, record) = records.last_mut().expect("a register begins with a record");
        record.push_str(line);
        record.push('\n');
    }
    records
}

/// Adds an example to the files of its page: a page or a configuration takes the place of another, and so does a record.
fn add(files: &mut BTreeMap<String, String>, example: &Example) {
    let mut text = example.text.clone();
    if example.file.contains("/registers/") {
        let mut all = records(files.get(&example.file).map_or("", String::as_str));
        for (id, record) in records(&text) {
            all.retain(|(known, _)| *known != id);
            all.push((id, record));
        }
        text = all.into_iter().map(|(_, record)| record).collect();
    }
    files.insert(example.file.clone(), text);
}

/// The errors in a site of these files, and the warnings but those that a part of a briefing has.
fn problems(files: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let site = files.iter().fold(Site::bare(), |site, (path, text)| site.file(path, text.as_str()));
    let report = site.build().report;
    let matter = report.diagnostics.iter().filter(|found| {
        found.severity() != Severity::Note
            && !matches!(found.code.name(), "unused-record" | "unregistered-name")
    });
    matter.map(|found| (found.code.name().to_owned(), format!("{}: {}", found.file, found.message))).collect()
}

#[test]
fn the_examples_build() {
    let mut seen = 0;
    for (page, text) in pages() {
        let (right, wrong): (Vec<_>, Vec<_>) =
            examples(&text).into_iter().partition(|example| example.error.is_none());
        seen += right.len() + wrong.len();
        let mut files = granted();
        for example in &right {
            add(&mut files, example);
            // Each step of the tutorial leaves a briefing without an error.
            if page.starts_with("tutorial/") {
                assert_eq!(problems(&files), [], "docs/content/{page}, after {}: {files:#?}", example.file);
            }
        }
        assert_eq!(problems(&files), [], "the examples of docs/content/{page}: {files:#?}");
        for example in wrong {
            let mut files = files.clone();
            add(&mut files, &example);
            let codes: Vec<String> = problems(&files).into_iter().map(|(code, _)| code).collect();
            assert_eq!(codes, [example.error.expect("it is wrong")], "docs/content/{page}");
        }
    }
    assert!(seen >= 20, "{seen}");
}

#[test]
fn every_field_is_in_the_guide() {
    use chancery::schemas::NamedSchema;
    let pages = pages();
    for named in NamedSchema::all() {
        let page = match named.name {
            "front-matter" => "reference/front-matter.md".to_owned(),
            "config" => "reference/configuration.md".to_owned(),
            register => format!("reference/registers/{register}.md"),
        };
        let schema = named.schema().to_value();
        let record = if schema["type"] == "array" { &schema["items"] } else { &schema };
        let fields = record["properties"].as_object().expect("fields");
        let inner = fields.values().filter_map(|field| field["properties"].as_object());
        for field in fields.keys().chain(inner.flat_map(|fields| fields.keys())) {
            assert!(pages[&page].contains(&format!("`{field}`")), "`{field}` is not in docs/content/{page}");
        }
    }
}

#[test]
fn every_diagnostic_is_explained() {
    let explained = &pages()["checks/diagnostics.md"];
    for code in Code::ALL {
        assert!(explained.contains(&format!("\n### {}\n", code.name())), "{}", code.name());
    }
}

//! Whatever stands in a file, a build comes to its end, and says what is wrong with the file at a place in it.

use chancery::model::source::tree::{File, Tree};
use chancery::{Options, Report, build};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::common::repository::{BRIEFING, EVERYTHING};
use crate::common::{Site, cases, page};

/// Builds a site, and asserts that each problem has its place in its file, on the edges of characters.
fn built(tree: &Tree) -> Result<Report, TestCaseError> {
    let report = build(tree, &Options { drafts: true, ..Options::default() });
    for found in &report.diagnostics {
        let (Some((start, end)), Some(File::Bytes(bytes))) = (found.span, tree.get(found.file.as_str()))
        else {
            continue;
        };
        prop_assert!(start <= end && end <= bytes.len(), "{found:?} in {} bytes", bytes.len());
        if let Ok(text) = str::from_utf8(bytes) {
            prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{found:?}");
        }
    }
    prop_assert!(!(report.output.is_empty() && report.diagnostics.is_empty()));
    Ok(report)
}

/// Signs of templates, of which editors leave halves.
const TEMPLATE: &[&str] = &[
    "{%",
    "%}",
    "{{",
    "}}",
    "{#",
    "#}",
    "{%-",
    "-%}",
    "{{-",
    "-}}",
    "{",
    "}",
    "%",
    "-",
    "{%}",
    "{{}",
    "{#}",
    "{%-%}",
    "\"",
    "'",
    "`",
    "\\",
    " ",
    "\n",
    "if ",
    "else",
    "elif ",
    "endif",
    "for x in ",
    "endfor",
    "set x = ",
    "endset",
    "block main",
    "endblock",
    "include ",
    "\"nav.html\"",
    "extends ",
    "\"base.html\"",
    "raw",
    "endraw",
    "component a(b)",
    "endcomponent",
    "<a ",
    "/>",
    "</a>",
    "page",
    ".title",
    "[",
    "]",
    "(",
    ")",
    "|",
    "~",
    "=",
    "...",
    "filter upper",
    "endfilter",
    "super()",
    "é",
    "日",
    "\u{FEFF}",
    "\r\n",
    "e\u{301}",
];

/// What the YAML of registers, strings and configurations is made of.
const YAML: &[&str] = &[
    "- ",
    "id: ",
    "x",
    "\n",
    "\n  ",
    "\n    ",
    ": ",
    ":",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a ",
    "*a",
    "!!str ",
    "|",
    ">",
    "\"",
    "'",
    "\\u00e9",
    "\\x01",
    "#",
    " #",
    "---\n",
    "...\n",
    "%",
    "@",
    "`",
    "~",
    "null",
    "2015",
    "2015-10",
    "2015-10-02",
    "1.5",
    "12e9",
    ".inf",
    "1:30",
    "label: ",
    "value: ",
    "as_of: ",
    "source: ",
    "unit: ",
    "name: ",
    "kind: ",
    "title: ",
    "date: ",
    "term: ",
    "expansion: ",
    "history: ",
    "figures: ",
    "earlier: ",
    "formula: ",
    "until: ",
    "en: ",
    "fr: ",
    "é",
    "日本",
    "\t",
    "\r\n",
    "<<: *a",
    "superseded_by: ",
];

/// What references are made of.
const REFERENCES: &[&str] = &[
    "[",
    "](",
    ")",
    "]",
    "[[",
    "]]",
    "|",
    "#",
    "![",
    "<",
    ">",
    "figure:",
    "name:",
    "event:",
    "term:",
    "chart:",
    "x",
    "x@2011",
    "@",
    "[@",
    "[@s",
    ", p. 3",
    "; ",
    "y.md",
    "../",
    "/",
    "//",
    "http:",
    "%20",
    "%",
    "%zz",
    "?",
    "{#a}",
    "[^1]",
    "[^1]: ",
    "\\",
    "`",
    "*",
    "&nGt;",
    "&amp;",
    "&#0;",
    "\\*",
    "EU",
    "NATO",
    " ",
    "\n",
    "\n\n",
    "é",
    "日本",
    "€12 billion",
    "12,5",
    "…",
    "...",
    "\"",
    "'",
    "--",
];

fn pieces(of: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![9 => select(of).prop_map(str::to_owned), 1 => any::<String>()];
    vec(piece, 0..most).prop_map(|pieces| pieces.concat())
}

/// A cut, a repetition, or other words in the place of some.
#[derive(Clone, Debug)]
enum Mangling {
    Truncate,
    Delete,
    Repeat,
    Replace(String),
}

fn mangling(of: &'static [&'static str]) -> impl Strategy<Value = Mangling> {
    prop_oneof![
        Just(Mangling::Truncate),
        Just(Mangling::Delete),
        Just(Mangling::Repeat),
        pieces(of, 4).prop_map(Mangling::Replace),
    ]
}

/// A text mangled between two places.
fn mangled(text: &str, places: (Index, Index), mangling: &Mangling) -> String {
    let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let (one, other) = (edges[places.0.index(edges.len())], edges[places.1.index(edges.len())]);
    let (start, end) = (one.min(other), one.max(other));
    let (before, within, behind) = (&text[..start], &text[start..end], &text[end..]);
    match mangling {
        Mangling::Truncate => before.to_owned(),
        Mangling::Delete => [before, behind].concat(),
        Mangling::Repeat => [before, within, within, behind].concat(),
        Mangling::Replace(words) => [before, words, behind].concat(),
    }
}

fn small() -> Tree {
    let mut tree = Tree::new();
    tree.insert("chancery.yaml", "title: A briefing\nbase_url: https://example.org/\n");
    tree.insert("content/index.md", page("Home", "", "[x](x.md)\n"));
    tree.insert(
        "content/x.md",
        page("X", "tags: [t]\n", "[](figure:x), [](name:n), [](event:e) and EU.[@s]\n\n![](chart:c)\n"),
    );
    tree.insert("content/y.md", page("Y", "date: 2015-10-02\n", "## One\n"));
    tree.insert(
        "content/registers/figures.yaml",
        "- id: x\n  label: X\n  value: 12e9\n  as_of: 2013\n  source: s\n",
    );
    tree.insert("content/registers/sources.yaml", "- id: s\n  title: S\n");
    tree.insert("content/registers/names.yaml", "- id: n\n  kind: person\n  name: N\n");
    tree.insert("content/registers/events.yaml", "- id: e\n  title: E\n  date: 2014-05\n  source: s\n");
    tree.insert("content/registers/terms.yaml", "- id: eu\n  term: EU\n  expansion: European Union\n");
    tree.insert("content/registers/charts.yaml", "- id: c\n  title: C\n  figures: [x]\n");
    tree
}

fn with(mut tree: Tree, file: &str, text: impl Into<Vec<u8>>) -> Tree {
    tree.insert(file, text);
    tree
}

#[test]
fn half_a_tag_is_a_syntax_error_at_its_place() {
    for template in [
        "{%}",
        "a{%}b",
        "é{{}日",
        "{#}",
        "{%-}",
        "{%-%}",
        "{{-}}",
        "{{}}",
        "{% if %}",
        "{%",
        "{{ \"}}",
        "{% raw %}",
        "{%\u{e9}%}",
    ] {
        let site = Site::new().file("templates/home.html", template).build();
        let found = site.reports(chancery::model::source::diagnostic::Code::TemplateSyntax);
        assert_eq!(found.file(), "templates/home.html", "{template}");
        assert!(found.place().is_some(), "{template}");
        site.has("a-z.html").has_no("index.html");
    }
}

#[test]
fn places_are_right_where_a_text_is_not_what_is_written() {
    // As long as it is written, and not the same: one sign less before the acronym, one byte more behind it.
    for body in
        ["\\*日EU &nGt;\n", "\\*é NATO &nGt; and EU\n", "\\*日本 Manuel Valls &nGt;\n", "\\*日 政治 &nGt;\n"]
    {
        built(&with(small(), "content/x.md", page("X", "", body))).expect("it is told at its place");
    }
    for keys in [
        "superseded_by: \"\\u0061éééééééééééééé\"\n",
        "superseded_by: \"\\u0061\\u0062日本日本日本.md\"\n",
        "\"superseded\\u005fby\": 日本.md\n",
        "superseded_by: \"\\u65e5\\u672c.md\"\nowner: 日本日本\n",
    ] {
        built(&with(small(), "content/x.md", page("X", keys, ""))).expect("it is told at its place");
    }
    // What is not UTF-8 is longer when it is shown.
    let config = b"title: \xFF\xFE\xFF\xFE\xFF\xFE\xFF\xFE\ncite_as: [nope]".to_vec();
    built(&with(small(), "chancery.yaml", config)).expect("it is told at its place");
    let register = b"- id: a\n  label: \xFF\xFF\xFF\xFF\xFF\n- id: b\n  label: B\n  value: 1\n  as_of: 2013\n  source: nope".as_slice();
    built(&with(small(), "content/registers/figures.yaml", register)).expect("it is told at its place");
}

#[test]
fn what_is_nested_very_deep_comes_to_an_end() {
    let size = 64 << 10;
    let many = |piece: &str| piece.repeat(size / piece.len());
    for body in [
        many("> "),
        many("- "),
        many("1. "),
        many("*"),
        many("_"),
        many("["),
        many("![["),
        many("[[a"),
        many("<div>"),
        many("<b>"),
        many("`"),
        many("[^"),
        many("> - "),
        many("(["),
        many("**a "),
        many("<!--"),
        many("| "),
        many("&"),
        many("\\"),
        many("[a]("),
        many("[@s, "),
        (0..200).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect(),
        (0..200).map(|depth| format!("{} a\n", ">".repeat(depth))).collect(),
    ] {
        built(&with(small(), "content/x.md", page("X", "", &body))).expect("it is told at its place");
    }
    for yaml in [
        many("["),
        many("{"),
        many("- "),
        many("? "),
        many("{a: "),
        many("[&a "),
        many("!a "),
        many("'"),
        many("&a "),
        many("a: "),
        (0..150).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect(),
        format!("- id: a\n  label: {}", many("[")),
        format!("- id: a\n  value: {}", many("9")),
        format!("- id: a\n  formula: {}", many("(")),
        format!("- id: a\n  formula: {}", many("-")),
        format!("- id: a\n  formula: \"x {}\"", many("+ (x ")),
    ] {
        for file in [
            "content/registers/figures.yaml",
            "content/registers/names.yaml",
            "templates/strings/en.yaml",
            "chancery.yaml",
        ] {
            built(&with(small(), file, yaml.as_str())).expect("it is told at its place");
        }
        built(&with(small(), "content/x.md", format!("---\ntitle: X\n{yaml}\n---\n")))
            .expect("it is told at its place");
    }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn a_template_may_be_anything(template in pieces(TEMPLATE, 24), name in select(&["page.html", "nav.html", "parts/foot.html", "feed.xml", "chart.html"][..])) {
        built(&with(small(), &format!("templates/{name}"), template))?;
    }

    #[test]
    fn a_register_may_be_anything(yaml in pieces(YAML, 30), name in select(&["figures", "sources", "names", "events", "terms", "charts", "retired", "nope"][..])) {
        built(&with(small(), &format!("content/registers/{name}.yaml"), yaml))?;
    }

    #[test]
    fn texts_of_the_interface_and_the_configuration_may_be_anything(yaml in pieces(YAML, 30), file in select(&["templates/strings/en.yaml", "chancery.yaml"][..])) {
        built(&with(small(), file, yaml))?;
    }

    #[test]
    fn front_matter_may_be_anything(yaml in pieces(YAML, 20)) {
        built(&with(small(), "content/x.md", format!("---\ntitle: X\n{yaml}\n---\n\nText.\n")))?;
    }

    #[test]
    fn references_may_be_anything(body in pieces(REFERENCES, 30)) {
        built(&with(small(), "content/x.md", page("X", "", &body)))?;
    }

    #[test]
    fn any_file_may_be_any_bytes(bytes in vec(any::<u8>(), 0..60), front in select(&["", "- id: ", "title: é", "---\ntitle: X\nowner: "][..]),
        file in select(&["chancery.yaml", "content/x.md", "content/registers/figures.yaml", "templates/page.html", "templates/strings/en.yaml"][..])) {
        built(&with(small(), file, [front.as_bytes(), &bytes].concat()))?;
    }
}

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn a_template_of_the_theme_may_be_cut_and_mixed(which in any::<Index>(), places in any::<(Index, Index)>(), mangling in mangling(TEMPLATE)) {
        let theme = &*BRIEFING;
        let files: Vec<_> = theme.below("templates").filter(|(file, _)| !file.as_str().ends_with(".yaml")).collect();
        let (file, bytes) = files[which.index(files.len())];
        let text = String::from_utf8_lossy(bytes);
        built(&with(small(), file.as_str(), mangled(&text, places, &mangling)))?;
    }

    #[test]
    fn a_file_of_a_briefing_may_be_cut_and_mixed(
        which in any::<Index>(),
        places in any::<(Index, Index)>(),
        mangling in prop_oneof![mangling(YAML), mangling(REFERENCES)]
    ) {
        let tree = EVERYTHING.clone();
        let of_text = |name: &str| [".md", ".yaml"].iter().any(|end| name.ends_with(end));
        let files: Vec<String> = tree.iter().map(|(file, _)| file.to_string()).filter(|file| of_text(file)).collect();
        let file = &files[which.index(files.len())];
        let text = String::from_utf8_lossy(tree.bytes(file).expect("it was read")).into_owned();
        built(&with(tree, file, mangled(&text, places, &mangling)))?;
    }
}

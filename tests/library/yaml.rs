//! YAML as editors write it: every form of a list is read, each mistake is named at its place, and none takes a record
//! with it that is right.

use chancery::model::source::diagnostic::Code;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::common::{Built, Site, page};

const SOURCES: &str = "content/registers/sources.yaml";

/// A site with this register of sources and a page that cites some of them.
fn sources(register: &str, cited: &[&str]) -> Built {
    let cited: Vec<String> = cited.iter().map(|id| format!("[@{id}]")).collect();
    Site::new()
        .config("base_url: https://example.org/\n")
        .file(SOURCES, register)
        .page("content/x.md", "X", &format!("Text {}.\n", cited.join(" ")))
        .build()
}

/// A page with these lines of front matter below its title; the first of them is line 3.
fn keys(lines: &str) -> Built {
    Site::new().file("content/x.md", page("X", lines, "Text.\n")).build()
}

// What is read

#[test]
fn a_list_is_read_in_every_form_that_yaml_has() {
    for register in [
        "- id: a\n  title: One\n- id: b\n  title: Two\n",
        "  - id: a\n    title: One\n  - id: b\n    title: Two\n",
        "[{id: a, title: One}, {id: b, title: Two}]\n",
        "[\n  {id: a, title: One},\n  {id: b, title: Two},\n]\n",
        "- {id: a, title: One}\n- id: b\n  title: Two\n",
        "-\n  id: a\n  title: One\n-\n  id: b\n  title: Two\n",
        "-   id: a\n    title: One\n-   \"id\": b\n    'title': Two\n",
        "- title: &one One\n  id: a\n  archive: *one\n- id: b\n  archive: *one\n  title: Two\n",
        "- id: a\n  title: |\n    One\n- id: b\n  title: >-\n    Two\n",
        "# first\n- id: a # of two\n  # between\n  title: One\n\n# second\n- id: b\n# within\n  title: Two\n",
        "---\n- id: a\n  title: One\n- id: b\n  title: Two\n...\n",
        "%YAML 1.2\n---\n- id: a\n  title: One\n- id: b\n  title: Two\n",
        "- ? id\n  : a\n  ? title\n  : One\n- id: b\n  title: Two",
        "- id: a\r\n  title: One\r\n- id: b\r\n  title: Two\r\n",
        "\u{FEFF}- id: a\n  title: One\n- id: b\n  title: Two\n",
    ] {
        let built = sources(register, &["a", "b"]);
        let problems = built.report.diagnostics.iter();
        let expected = [Code::CarriageReturn, Code::ByteOrderMark];
        let problems: Vec<_> = problems.filter(|found| !expected.contains(&found.code)).collect();
        assert!(problems.is_empty(), "{register:?}: {problems:#?}");
        built.page("sources.html").main().shows_in_order(&["id=\"a\"", "One", "id=\"b\"", "Two"]);
    }
}

#[test]
fn a_register_without_records_is_one() {
    for register in ["", "\n", "# none yet\n", "---\n", "~\n", "[]\n"] {
        sources(register, &[]).is_clean();
    }
}

#[test]
fn the_place_of_a_record_is_its_hyphen_in_every_form() {
    for (register, line, column) in [
        ("- id: a\n  publisher: P\n", 1, 1),
        ("# c\n\n  - id: a\n    publisher: P\n", 3, 3),
        ("-\n  # - c\n  id: a\n  publisher: P\n", 1, 1),
        ("- &a\n  id: a\n  publisher: P\n", 1, 1),
        ("[{id: b, title: B},\n {id: a, publisher: P}]\n", 2, 2),
    ] {
        sources(register, &[]).reports(Code::MissingField).is_at(SOURCES, line, column).says("`title`");
    }
}

#[test]
fn a_problem_in_a_record_is_at_its_place_in_every_form() {
    for (register, line, column) in [
        ("- id: a\n  title: A\n  date: 2 May\n", 3, 9),
        ("  - id: a\n    title: A\n    date: 2 May\n", 3, 11),
        ("[{id: a, title: 日本, date: 2 May}]\n", 1, 27),
        ("- id: a\r\n  title: 日本\r\n  date: 2 May\r\n", 3, 9),
        ("\u{FEFF}- id: a\n  title: A\n  'date': '2 May'\n", 3, 11),
        ("- id: a\n  title: A\n  date:\n    2 May\n", 4, 5),
    ] {
        sources(register, &["a"]).reports(Code::WrongValue).is_at(SOURCES, line, column).says("`date`");
    }
}

#[test]
fn every_problem_of_a_list_in_a_record_is_named() {
    let built = sources("- id: a\n  title: A\n  authors: [\"A,\", B, [C]]\n", &["a"]);
    let places: Vec<_> = built.all(Code::WrongValue).iter().map(|found| found.place()).collect();
    assert_eq!(places, [Some((3, 13)), Some((3, 22))]);
}

#[test]
fn a_key_that_is_there_twice_is_named_in_a_map_too() {
    let register = "- id: a\n  kind: person\n  name: {en: A, fr: B, en: C}\n";
    let site = Site::new().file("content/registers/names.yaml", register).build();
    site.reports(Code::DuplicateKey).is_at("content/registers/names.yaml", 3, 24).underlines("en");
    let site = Site::new().file("templates/strings/en.yaml", "home: A\nhome: B\n").build();
    site.reports(Code::DuplicateKey).is_at("templates/strings/en.yaml", 2, 1);
}

// Mistakes

/// A record that is right, one with a mistake, and another that is right: the mistake is one error at its place, and
/// both others are read.
#[track_caller]
fn mistake(record: &str, code: Code, line: usize, column: usize, says: &str, advises: &str) {
    let register = format!("- id: first\n  title: First\n{record}- id: last\n  title: Last\n");
    let built = sources(&register, &["first", "last"]);
    built.reports(code).is_at(SOURCES, line + 2, column).says(says).advises(advises);
    assert_eq!(built.report.diagnostics.len(), 1, "{:#?}", built.report.diagnostics);
    built.page("sources.html").main().shows("id=\"first\"").shows("id=\"last\"");
}

#[test]
fn a_space_too_many_or_too_few_is_named_with_the_number_that_is_right() {
    let yaml = Code::Yaml;
    mistake("- id: a\n   title: A\n", yaml, 2, 4, "3 spaces", "begin it with 2 spaces");
    mistake("- id: a\n  title: A\n   publisher: P\n", yaml, 3, 4, "3 spaces", "begin it with 2 spaces");
    mistake("- id: a\n  title: A\n publisher: P\n", yaml, 3, 2, "one space", "begin it with 2 spaces");
    mistake("- id: a\n title: A\n", yaml, 2, 2, "one space", "begin it with 2 spaces");
    mistake("- id: a\n  authors: [A, B]\n   title: A\n", yaml, 3, 4, "3 spaces", "begin it with 2 spaces");
    mistake("- id: a\ntitle: A\n", yaml, 2, 1, "no space", "begin it with 2 spaces");
    let built = keys("description: D\n order: 1\n");
    built.reports(yaml).is_at("content/x.md", 4, 2).advises("begin it with no space");
}

#[test]
fn a_tab_that_indents_is_named() {
    let advice = "never with the Tab key";
    mistake("- id: a\n\ttitle: A\n", Code::Yaml, 2, 1, "a tab", advice);
    mistake("- id: a\n  title: A\n\tpublisher: P\n", Code::Yaml, 3, 1, "a tab", advice);
    let config = "title: T\noutputs:\n\tfeed: false\n";
    Site::new().file("chancery.yaml", config).build().reports(Code::Yaml).is_at("chancery.yaml", 3, 1);
}

#[test]
fn a_hyphen_in_the_wrong_column_is_named_and_its_record_is_read() {
    for (indent, spaces) in [(" ", "one space"), ("  ", "2 spaces")] {
        let register =
            format!("- id: a\n  title: A\n{indent}- id: b\n{indent}  title: B\n- id: c\n  title: C\n");
        let built = sources(&register, &["a", "b", "c"]);
        built.reports(Code::Yaml).is_at(SOURCES, 3, indent.len() + 1).underlines("-").says(spaces);
        assert_eq!(built.report.diagnostics.len(), 1, "{:#?}", built.report.diagnostics);
    }
    let built = sources("  - id: a\n    title: A\n- id: b\n  title: B\n", &["a", "b"]);
    built.reports(Code::Yaml).is_at(SOURCES, 3, 1).says("no space").says("2 spaces");
    assert_eq!(built.report.diagnostics.len(), 1, "{:#?}", built.report.diagnostics);
    let built = keys("tags:\n  - a\n - b\n");
    built.reports(Code::Yaml).is_at("content/x.md", 5, 2).underlines("-");
}

#[test]
fn a_hyphen_without_its_space_is_named() {
    mistake("-id: a\n  title: A\n", Code::Yaml, 1, 1, "no space after the hyphen", "`- id: …`");
    let built = sources("-id: a\n title: A\n", &[]);
    built.reports(Code::Yaml).is_at(SOURCES, 1, 1).advises("`- id: …`");
    let built = sources("-id: a\n", &[]);
    assert_eq!(built.report.diagnostics.len(), 1, "{:#?}", built.report.diagnostics);
    assert!(built.report.diagnostics[0].help.as_deref().is_some_and(|help| help.contains("`- id: …`")));
}

#[test]
fn curly_quotation_marks_are_named_where_straight_ones_are_needed() {
    mistake("- id: a\n  title: “Trade: 2014”\n", Code::Yaml, 2, 10, "curly", "straight");
    mistake("- id: a\n  title: « Trade : 2014 »\n", Code::Yaml, 2, 10, "curly", "straight");
    sources("- id: a\n  title: “Trade” and more\n", &["a"]).is_clean();
}

#[test]
fn an_unquoted_colon_is_named_with_the_line_as_it_should_be() {
    let right = "`title: \"Trade: 2014\"`";
    mistake("- id: a\n  title: Trade: 2014\n", Code::Yaml, 2, 15, "a colon", right);
    mistake("- title: Trade: 2014\n  id: a\n", Code::Yaml, 1, 15, "a colon", right);
    let built = keys("description: Trade: 2014\n");
    built.reports(Code::Yaml).is_at("content/x.md", 3, 19).advises("`description: \"Trade: 2014\"`");
}

#[test]
fn an_unclosed_quotation_is_named_where_it_begins() {
    for quote in ['"', '\''] {
        let advice = format!("close it with `{quote}`");
        mistake(&format!("- id: a\n  title: {quote}A\n"), Code::Yaml, 2, 10, "not closed", &advice);
        let record = format!("- id: a\n  title: {quote}A\n  publisher: {quote}P{quote}\n");
        mistake(&record, Code::Yaml, 2, 10, "not closed", &advice);
    }
    mistake("- id: a\n  title: \"A\" and B\n", Code::Yaml, 2, 14, "text follows", "single quotation marks");
    mistake("- id: a\n  title: 'A's B'\n", Code::Yaml, 2, 13, "text follows", "`''`");
    keys("description: \"D\n").reports(Code::Yaml).is_at("content/x.md", 3, 14);
}

#[test]
fn an_unclosed_bracket_is_named_where_it_begins() {
    mistake("- id: a\n  authors: [A, B\n", Code::Yaml, 2, 12, "`[`", "`]`");
    mistake("- id: a\n  authors: [A, B\n  title: T\n", Code::Yaml, 2, 12, "`[`", "`]`");
    mistake("- {id: a, title: A\n", Code::Yaml, 1, 3, "`{`", "`}`");
}

#[test]
fn other_mistakes_are_named_too() {
    let yaml = Code::Yaml;
    mistake("- id: a\n  title A\n", yaml, 2, 3, "colon", "`key: value`");
    mistake("- id: a\n  title:A\n", yaml, 2, 3, "no space after the colon", "a space after the colon");
    mistake("- id: a\n  title: %\n", yaml, 2, 10, "`%`", "`\"%\"`");
    mistake("- id: a\n  title: @home\n", yaml, 2, 10, "`@`", "quotation marks");
    mistake("- id: a\n  title: *bold*\n", yaml, 2, 10, "`*bold*`", "quotation marks");
    mistake("- id: a\n  title: | A\n", yaml, 2, 10, "`|`", "next line");
    mistake("- id: a\n  title: \"\\q\"\n", yaml, 2, 10, "backslash", "single quotation marks");
    let built = sources("- id: a\n  title: A\n---\n- id: b\n  title: B\n", &["a", "b"]);
    built.reports(yaml).is_at(SOURCES, 3, 1).says("second document").advises("remove");
    assert_eq!(built.report.diagnostics.len(), 1, "{:#?}", built.report.diagnostics);
}

#[test]
fn a_text_that_a_comment_cuts_short_is_named() {
    let cut = |line: &str, column: usize, words: &str| {
        let built = sources(&format!("- id: a\n  title: A\n  {line}\n"), &["a"]);
        built.reports(Code::CutText).is_at(SOURCES, 3, column).underlines(words).advises("quotation marks");
    };
    cut("publisher: Agenda #1", 21, "#1");
    cut("publisher: Agenda # 1", 21, "# 1");
    cut("publisher: The ministry  # of trade", 28, "# of trade");
    for line in [
        "publisher: \"Agenda #1\"",
        "publisher: Agenda#1",
        "url: https://example.org/A # the address",
        "date: 2015-10-02 # or later",
        "kind: report # not a book",
        "volume: 3 #3",
        "publisher: # not known",
        "publisher: >-\n    Agenda #1",
    ] {
        let built = sources(&format!("- id: a # the first\n  title: A\n  {line}\n"), &["a"]);
        built.does_not_report(Code::CutText).does_not_report(Code::Yaml);
    }
    keys("owner: The ministry # of trade\n").reports(Code::CutText).is_at("content/x.md", 3, 21);
}

#[test]
fn a_list_that_is_none_is_one_problem() {
    for register in ["id: a\ntitle: A\n", "sources: {a: b}\n", "words\n", "42\n"] {
        let built = sources(register, &[]);
        built.reports(Code::NotAList).is_at(SOURCES, 1, 1).advises("- id: …");
        assert_eq!(built.report.diagnostics.len(), 1, "{:#?}", built.report.diagnostics);
    }
    let built = sources("sources:\n  - id: a\n    title: A\n", &["a"]);
    built.page("sources.html").main().shows("id=\"a\"");
    sources("- id: a\n  title: A\n- words\n", &["a"]).reports(Code::NotAMapping).is_at(SOURCES, 3, 1);
}

// Limits

#[test]
fn a_record_that_is_too_large_takes_no_other_with_it() {
    let record = format!("- id: a\n  title: {}\n", "x".repeat(20_000));
    let built = sources(&format!("{record}- id: b\n  title: B\n"), &["b"]);
    built.reports(Code::TooLarge).is_at(SOURCES, 1, 3);
}

#[test]
fn aliases_of_aliases_come_to_an_end() {
    let mut register = String::from("- &a0 {id: a0, title: A}\n");
    let chain: String = (1..2_000).map(|n| format!("- &a{n} [*a{}]\n", n - 1)).collect();
    register.push_str(&chain);
    assert!(!sources(&register, &[]).report.is_publishable());
    let mut register = String::from("- &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for n in 1..20 {
        let repeated = vec![format!("*a{}", n - 1); 10].join(", ");
        register.push_str(&format!("- &a{n} [{repeated}]\n"));
    }
    assert!(!sources(&register, &[]).report.is_publishable());
    assert!(!sources("- &a [*a]\n", &[]).report.is_publishable());
}

// Any list

/// A record as keys with values.
type Fields = Vec<(&'static str, String)>;

/// Quotes a value so that every form of YAML reads it alike.
fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

fn block(records: &[Fields], indent: &str) -> String {
    let record = |fields: &Fields| {
        let lines: Vec<String> =
            fields.iter().map(|(key, value)| format!("{key}: {}", quoted(value))).collect();
        format!("{indent}- {}\n", lines.join(&format!("\n{indent}  ")))
    };
    records.iter().map(record).collect()
}

fn flow_record(fields: &Fields) -> String {
    let pairs: Vec<String> =
        fields.iter().map(|(key, value)| format!("\"{key}\": {}", quoted(value))).collect();
    format!("{{{}}}", pairs.join(", "))
}

fn mixed(records: &[Fields]) -> String {
    let record = |(number, fields): (usize, &Fields)| match number % 3 {
        0 => format!("- {}\n", flow_record(fields)),
        1 => {
            let lines = fields.iter().map(|(key, value)| format!("    ? {key}\n    : {}\n", quoted(value)));
            format!("-\n  # a record\n{}\n", lines.collect::<String>())
        }
        _ => block(std::slice::from_ref(fields), ""),
    };
    records.iter().enumerate().map(record).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_list_says_the_same_in_every_form(
        values in vec((select(&["A", "Agenda #1", "a: b", "- x", "« é »", "[x", "'", "\\", "日本"][..]), any::<bool>()), 1..8)
    ) {
        let record = |(number, (title, has_publisher)): (usize, &(&str, bool))| {
            let mut fields = vec![("id", format!("r{number}")), ("title", (*title).to_owned())];
            if *has_publisher {
                fields.insert(1, ("publisher", "A ministry".to_owned()));
            }
            fields
        };
        let records: Vec<Fields> = values.iter().enumerate().map(record).collect();
        let flow = format!("[{}]\n", records.iter().map(flow_record).collect::<Vec<_>>().join(",\n "));
        let page = |register: &str| {
            let built = sources(register, &[]);
            let errors = built.report.diagnostics.iter().filter(|found| found.code != Code::UnusedRecord);
            assert_eq!(errors.count(), 0, "{register}: {:#?}", built.report.diagnostics);
            built.text("sources.html")
        };
        let first = page(&block(&records, ""));
        for register in [block(&records, "   "), flow, mixed(&records), block(&records, "").replace('\n', "\r\n")] {
            let other = sources(&register, &[]).text("sources.html");
            prop_assert_eq!(&other, &first, "{}", register);
        }
    }
}

//! The schemas that `chancery schema` prints say what the readers say.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use crate::common::{Site, cases};
use chancery::model::source::diagnostic::Severity;
use chancery::schemas::NamedSchema;
use proptest::prelude::*;
use regex_lite::Regex;
use serde_json::{Map, Value};

// A validator of the keywords that our schemas use; any other is a fault of the test.

/// What is wrong with a value, each with its place.
fn faults(schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let Some(schema) = schema.as_object() else {
        if schema == &Value::Bool(false) {
            found.push(format!("{at}: nothing may stand here"));
        }
        return;
    };
    let before = found.len();
    for (keyword, said) in schema {
        for (place, schema, value) in inside(schema, keyword, said, value) {
            faults(schema, value, &format!("{at}{place}"), found);
        }
        if !holds(keyword, said, value) && found.len() == before {
            found.push(format!("{at}: {keyword} {said}, and not {value}"));
        }
    }
}

fn fits(schema: &Value, value: &Value) -> bool {
    let mut found = Vec::new();
    faults(schema, value, "", &mut found);
    found.is_empty()
}

fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => panic!("neither a name nor names: {value}"),
    }
}

/// What a keyword applies other schemas to: the place below the value, the schema, and what stands there.
fn inside<'a>(
    schema: &'a Map<String, Value>,
    keyword: &str,
    said: &'a Value,
    value: &'a Value,
) -> Vec<(String, &'a Value, &'a Value)> {
    match (keyword, value) {
        ("items", Value::Array(items)) => {
            items.iter().enumerate().map(|(number, item)| (format!("/{number}"), said, item)).collect()
        }
        ("properties", Value::Object(object)) => {
            let properties = said.as_object().expect("properties").iter();
            properties.filter_map(|(name, of)| Some((format!("/{name}"), of, object.get(name)?))).collect()
        }
        ("additionalProperties", Value::Object(object)) => {
            let known = schema.get("properties").and_then(Value::as_object);
            let others =
                object.iter().filter(|(name, _)| known.is_none_or(|known| !known.contains_key(*name)));
            others.map(|(name, value)| (format!("/{name}"), said, value)).collect()
        }
        ("allOf", value) => list(said).iter().map(|schema| (String::new(), schema, value)).collect(),
        ("if", value) if fits(said, value) => vec![(String::new(), &schema["then"], value)],
        _ => Vec::new(),
    }
}

/// Whether a value keeps to what a keyword says of it alone.
fn holds(keyword: &str, said: &Value, value: &Value) -> bool {
    let length = || said.as_u64().expect("a length") as usize;
    let limit = || said.as_f64().expect("a limit");
    let pattern = || Regex::new(said.as_str().expect("a pattern")).expect("a regular expression");
    match keyword {
        "type" => strings(said).into_iter().any(|name| is_of_type(value, name)),
        "const" => value == said,
        "enum" => list(said).contains(value),
        "pattern" => value.as_str().is_none_or(|text| pattern().is_match(text)),
        "minimum" => value.as_f64().is_none_or(|number| number >= limit()),
        "maximum" => value.as_f64().is_none_or(|number| number <= limit()),
        "minItems" => value.as_array().is_none_or(|items| items.len() >= length()),
        "maxItems" => value.as_array().is_none_or(|items| items.len() <= length()),
        "minProperties" => value.as_object().is_none_or(|object| object.len() >= length()),
        "required" => value
            .as_object()
            .is_none_or(|object| strings(said).into_iter().all(|name| object.contains_key(name))),
        "propertyNames" => value
            .as_object()
            .is_none_or(|object| object.keys().all(|name| fits(said, &Value::String(name.clone())))),
        "oneOf" => list(said).iter().filter(|schema| fits(schema, value)).count() == 1,
        "anyOf" => list(said).iter().any(|schema| fits(schema, value)),
        "not" => !fits(said, value),
        // See `inside`.
        "items" | "properties" | "additionalProperties" | "allOf" | "if" | "then" => true,
        "$schema" | "title" | "description" | "default" | "format" => true,
        "errorMessage" | "patternErrorMessage" => true,
        keyword => panic!("the keyword {keyword} is new to this test"),
    }
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        other => panic!("the type {other}"),
    }
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

/// Each schema by its name, made once.
static SCHEMAS: LazyLock<BTreeMap<&str, Value>> =
    LazyLock::new(|| NamedSchema::all().map(|named| (named.name, named.schema().to_value())).collect());

fn schema(name: &str) -> &'static Value {
    &SCHEMAS[name]
}

/// What the schema of this name says of a text in YAML.
fn schema_says(name: &str, yaml: &str) -> Vec<String> {
    let value: Value = serde_yaml::from_str(yaml).expect("YAML");
    let mut found = Vec::new();
    faults(schema(name), &value, "", &mut found);
    found
}

// What the readers say

const SOURCE: &str = "- {id: paper, title: A paper}\n";

/// The site in which a text of this kind is read, and the file that it is read from.
fn site(name: &str, yaml: &str) -> (Site, String) {
    // Nobody reads the pages, so they need not say how to cite them.
    let bare = Site::new().config("cite_as: []\n");
    match name {
        "config" => (bare.file("chancery.yaml", yaml), "chancery.yaml".to_owned()),
        "front-matter" => {
            let file = "content/x.md".to_owned();
            (bare.file(&file, format!("---\n{yaml}---\n\nText.\n")), file)
        }
        register => {
            let file = format!("content/registers/{register}.yaml");
            (bare.file("content/registers/sources.yaml", SOURCE).file(&file, yaml), file)
        }
    }
}

/// What the readers alone say of a text: neither what is missing elsewhere nor what cannot be.
fn readers_say(name: &str, yaml: &str) -> Vec<String> {
    let (site, file) = site(name, yaml);
    let of_readers =
        ["missing-field", "missing-title", "unknown-key", "wrong-value", "duplicate-key", "yaml"];
    let report = site.build().report;
    let found = report.diagnostics.iter().filter(|found| {
        let is_error = found.severity() == Severity::Error && found.file.as_str() == file;
        is_error && (of_readers.contains(&found.code.name()) || found.code.name().starts_with("not-a-"))
    });
    found.map(|found| found.message.clone()).collect()
}

#[track_caller]
fn agree(name: &str, yaml: &str, are_right: bool) {
    let (schema, readers) = (schema_says(name, yaml), readers_say(name, yaml));
    let shown = format!("{name}:\n{yaml}\nthe schema: {schema:#?}\nthe readers: {readers:#?}");
    assert_eq!(readers.is_empty(), are_right, "{shown}");
    assert_eq!(schema.is_empty(), are_right, "{shown}");
}

/// A record with every needed field, without the field `without` and with the lines of `more`.
fn record(fields: &[(&str, &str)], without: &str, more: &str) -> String {
    let fields = fields.iter().filter(|(field, _)| *field != without);
    let mut lines: Vec<String> = fields.map(|(field, value)| format!("{field}: {value}")).collect();
    lines.extend(more.lines().map(str::to_owned));
    format!("- {}\n", lines.join("\n  "))
}

const FIGURE: &[(&str, &str)] =
    &[("id", "jobs"), ("label", "Jobs"), ("value", "59000"), ("as_of", "2013"), ("source", "paper")];
const DOCUMENT: &[(&str, &str)] = &[("id", "paper"), ("title", "A paper")];
const NAME: &[(&str, &str)] = &[("id", "abe"), ("kind", "person"), ("name", "Shinzo Abe")];
const TREATY: &[(&str, &str)] = &[("id", "treaty"), ("kind", "agreement"), ("name", "Treaty")];
const EVENT: &[(&str, &str)] =
    &[("id", "visit"), ("title", "A visit"), ("date", "2014-10-28"), ("source", "paper")];
const TERM: &[(&str, &str)] = &[("id", "fdi"), ("term", "FDI"), ("expansion", "foreign direct investment")];

const CHART: &[(&str, &str)] = &[("id", "jobs"), ("title", "Jobs"), ("history", "jobs")];
const RETIRED: &[(&str, &str)] = &[("id", "jobs-1980"), ("kind", "figure")];

#[test]
fn what_every_record_needs_is_needed_by_both() {
    for (name, fields) in [
        ("figures", FIGURE),
        ("sources", DOCUMENT),
        ("names", NAME),
        ("names", TREATY),
        ("events", EVENT),
        ("terms", TERM),
        ("charts", CHART),
        ("retired", RETIRED),
    ] {
        agree(name, &record(fields, "", ""), true);
        for (field, _) in fields {
            agree(name, &record(fields, field, ""), false);
            agree(name, &record(fields, field, &format!("{field}:")), false);
        }
        agree(name, &record(fields, "", "colour: red"), false);
        agree(name, &record(fields, "id", "id: Not An Id"), false);
        agree(name, &record(fields, "id", "id: -x"), false);
        agree(name, &record(fields, "id", "id: 2015"), true);
    }
}

#[test]
fn a_record_has_a_date_or_is_undated() {
    for (name, fields, field) in [("figures", FIGURE, "as_of"), ("events", EVENT, "date")] {
        agree(name, &record(fields, field, "undated: true"), true);
        agree(name, &record(fields, field, &format!("undated: true\n{field}:")), true);
        agree(name, &record(fields, field, "undated: false"), false);
        agree(name, &record(fields, "", "undated: false"), true);
        agree(name, &record(fields, "", "undated: true"), false);
        agree(name, &record(fields, "", "undated: yes"), false);
    }
}

#[test]
fn a_term_has_an_expansion_or_a_definition() {
    agree("terms", &record(TERM, "expansion", "definition: What it is."), true);
    agree("terms", &record(TERM, "expansion", "name: paper\ndefinition:"), false);
    agree("terms", &record(TERM, "", "definition:"), true);
}

#[test]
fn a_name_has_no_field_of_another_kind() {
    for (field, value, kinds) in [
        ("role", "Minister", &["person"][..]),
        ("organization", "paper", &["person"]),
        ("place", "paper", &["organization"]),
        ("part_of", "paper", &["place", "organization"]),
        ("stage", "in-force", &["agreement"]),
        ("date", "2014", &["agreement"]),
        ("until", "2018-01", &["agreement"]),
        ("parties", "[paper]", &["agreement"]),
    ] {
        for kind in ["person", "organization", "place", "agreement"] {
            let more = format!("kind: {kind}\n{field}: {value}");
            agree("names", &record(NAME, "kind", &more), kinds.contains(&kind));
        }
    }
    agree("names", &record(NAME, "", "parties: []\nstage:"), true);
}

#[test]
fn a_chart_shows_one_thing() {
    for (content, is_right) in [
        ("figures: [jobs]", true),
        ("events: Meetings", true),
        ("history: jobs\nfigures: []\nevents:", true),
        ("figures: []", false),
        ("history: jobs\nfigures: [jobs]", false),
        ("history: jobs\nevents: Meetings", false),
    ] {
        agree("charts", &record(CHART, "history", content), is_right);
    }
}

/// A field, values that are right, and values that are wrong.
type Cases<'a> = &'a [(&'a str, &'a [&'a str], &'a [&'a str])];

#[track_caller]
fn agree_on(name: &str, fields: &[(&str, &str)], cases: Cases<'_>) {
    for (field, right, wrong) in cases {
        for (value, is_right) in
            right.iter().map(|value| (value, true)).chain(wrong.iter().map(|value| (value, false)))
        {
            agree(name, &record(fields, field, &format!("{field}: {value}")), is_right);
        }
    }
}

const TEXTS: &[&str] = &["A text", "2015", "true", "3.5"];
const DATES: &[&str] = &["2015-10-02", "\"2015-10-02\""];
const NO_DATES: &[&str] =
    &["2015", "2015-13-01", "02/10/2015", "20151002", "true", "[2015-10-02]", "2015-10-2"];
const WHENS: &[&str] = &["2015", "\"2015\"", "2015-10", "2015-10-02"];
const NO_WHENS: &[&str] = &["15", "2015-13", "October 2015", "20151002", "{year: 2015}", "2013-2014"];
const LABELS: &[&str] = &["A text", "2015", "{en: Trade, fr: Commerce}", "{en: 2015}"];
const NO_LABELS: &[&str] = &["{}", "{english: Trade}", "[Trade]", "{en: [Trade]}"];
const ADDRESSES: &[&str] = &["https://example.org/", "http://example.org/a?b=c#d"];
const NO_ADDRESSES: &[&str] =
    &["example.org", "https://", "https:///a", "ftp://example.org", "\"https://a b\"", "5"];

#[test]
fn fields_of_figures_are_written_in_the_same_ways_for_both() {
    agree_on(
        "figures",
        FIGURE,
        &[
            ("label", LABELS, NO_LABELS),
            (
                "value",
                &["59000", "3.7", "-0.5", "12e9", "\"12e9\"", "0"],
                &["1,000", "1 000", "many", "true", "[1]", "12e99", "1e"],
            ),
            ("unit", &["EUR", "\"%\"", ""], &["[EUR]"]),
            ("qualifier", &["about", "almost", "below", "above", ""], &["circa", "About", "[about]"]),
            ("as_of", WHENS, NO_WHENS),
            ("note", LABELS, NO_LABELS),
            ("review_by", DATES, NO_DATES),
            (
                "earlier",
                &[
                    "[]",
                    "[{value: 5, as_of: 2012}]",
                    "[{value: 5, as_of: 2012, qualifier: about, source: paper}]",
                ],
                &["5", "[5]", "[{value: 5}]", "[{as_of: 2012}]", "[{value: 5, as_of: 2012, unit: EUR}]"],
            ),
        ],
    );
}

#[test]
fn fields_of_sources_are_written_in_the_same_ways_for_both() {
    agree_on(
        "sources",
        DOCUMENT,
        &[
            ("kind", &["web-page", "newspaper-article", "document"], &["webpage", "Web page", "5"]),
            ("title", TEXTS, &["[A paper]", "{en: A paper}"]),
            (
                "authors",
                &["[World Bank]", "[\"de Gaulle, Charles\", OECD]", "[]"],
                &["World Bank", "[\"Family,\"]", "[\", Given\"]"],
            ),
            ("number", &["5", "\"5/2014\"", "IV", "2.5"], &["[5]", "true"]),
            ("date", WHENS, NO_WHENS),
            ("url", ADDRESSES, NO_ADDRESSES),
            ("accessed", DATES, NO_DATES),
            (
                "doi",
                &["10.1000/182", "https://doi.org/10.1000/182", "\"doi:10.1000/182\""],
                &["10.1000", "10.1000/", "https://example.org/10.1000/182"],
            ),
            ("isbn", &["978-92-64-12345-8", "9789264123458", "0-8044-2957-X"], &["978", "978-92-64-1234X-8"]),
            ("language", &["fr", "fr-CA"], &["french", "f", "5"]),
        ],
    );
}

#[test]
fn fields_of_names_are_written_in_the_same_ways_for_both() {
    agree_on(
        "names",
        NAME,
        &[
            ("kind", &["person", "place"], &["human", "Person"]),
            ("name", LABELS, NO_LABELS),
            ("also", &["[Abe, PM]", "[]"], &["Abe", "{en: Abe}"]),
            ("url", ADDRESSES, NO_ADDRESSES),
        ],
    );
    agree_on(
        "names",
        TREATY,
        &[
            ("stage", &["negotiation", "in-force"], &["in force", "ratified"]),
            ("until", WHENS, NO_WHENS),
            ("parties", &["[paper]"], &["paper"]),
        ],
    );
}

#[test]
fn fields_of_events_and_terms_are_written_in_the_same_ways_for_both() {
    agree_on(
        "events",
        EVENT,
        &[
            ("title", LABELS, NO_LABELS),
            ("date", &["2014-10-28", "2014"], NO_WHENS),
            ("weekday", &["tuesday", ""], &["Tuesday", "tue", "2"]),
            ("kind", LABELS, NO_LABELS),
            ("places", &["[paper]", "[]"], &["paper"]),
        ],
    );
    agree_on("terms", TERM, &[("term", LABELS, NO_LABELS), ("definition", LABELS, NO_LABELS)]);
}

#[test]
fn front_matter_and_configuration_are_written_in_the_same_ways_for_both() {
    let text = |title: &str, more: &str| format!("title: {title}\n{more}\n");
    for (name, cases) in [
        (
            "front-matter",
            &[
                ("description", TEXTS, &["[A]"][..]),
                ("date", DATES, NO_DATES),
                ("review_by", DATES, NO_DATES),
                ("order", &["5", "-5"], &["first", "1.5"]),
                ("tags", &["[trade]", "[2015]", "[]"], &["trade", "[[trade]]"]),
                ("status", &["draft", "current", "superseded", "withdrawn"], &["published", "Draft", "5"]),
                ("sources", &["[paper]"], &["paper"]),
                ("latest_events", &["5", "0"], &["-5", "all"]),
                ("aliases", &["[a.html]"], &["a.html"]),
                ("author", &[], &["Someone"]),
            ][..],
        ),
        (
            "config",
            &[
                ("description", TEXTS, &["[A]"][..]),
                ("languages", &["[en]", "[en-GB]"], &["en", "[english]", "[]", "[en, fr]"]),
                (
                    "base_url",
                    &["https://example.org", "https://example.org/a/"],
                    &["example.org", "https://example.org/?a", "https://example.org/#a"],
                ),
                ("as_of", DATES, NO_DATES),
                (
                    "source",
                    &["{title: A paper}", "{title: A, date: 2015-10-02, url: https://example.org/}"],
                    &["A paper", "{}", "{title: A, author: B}"],
                ),
                ("licence", &["{name: CC BY 4.0}"], &["CC BY 4.0", "{url: https://example.org/}"]),
                ("cname", &["briefings.example.org"], &["https://example.org", "localhost", "example.org/a"]),
                (
                    "share_image",
                    &["{file: static/share.png, alt: A seal}"],
                    &["static/share.png", "{file: static/share.png}", "{file: [a], alt: A}", "{}"],
                ),
                ("trusted_files", &["[content/]", "[content/index.md]", "[]"], &["content/a.html", "{a: b}"]),
                ("outputs", &["{feed: false}", "{}"], &["{feed: no}", "{pdf: true}", "[feed]"]),
                (
                    "checks",
                    &["{unregistered: false}", "{stale_after_months: 12}"],
                    &["{stale: true}", "{stale_after_months: -1}"],
                ),
                (
                    "comfort",
                    &["false", "true", "{}", "{copy: false, slash: true}"],
                    &["none", "{copies: false}", "{copy: no}", "[copy]"],
                ),
                ("colour", &[], &["red"]),
            ],
        ),
    ] as [(&str, Cases<'_>); 2]
    {
        for (title, is_right) in
            [("Trade", true), ("2015", true), ("\"\"", false), ("\" \"", false), ("", false), ("[a]", false)]
        {
            agree(name, &text(title, ""), is_right);
        }
        agree(name, "description: A text\n", false);
        for (field, right, wrong) in cases {
            right.iter().for_each(|value| agree(name, &text("A", &format!("{field}: {value}")), true));
            wrong.iter().for_each(|value| agree(name, &text("A", &format!("{field}: {value}")), false));
        }
    }
}

#[test]
fn a_language_without_a_text_is_marked_though_it_is_read() {
    let yaml = record(FIGURE, "label", "label: {en: }");
    assert_eq!(readers_say("figures", &yaml), Vec::<String>::new());
    assert_ne!(schema_says("figures", &yaml), Vec::<String>::new());
}

#[test]
fn a_schema_may_let_through_what_only_the_readers_know() {
    for (name, yaml) in [
        ("figures", record(FIGURE, "as_of", "as_of: 2015-02-30")),
        ("front-matter", "title: A\ndate: 2015-02-30\n".to_owned()),
        ("terms", format!("{0}{0}", record(TERM, "", ""))),
    ] {
        assert_eq!(schema_says(name, &yaml), Vec::<String>::new());
    }
}

proptest! {
    #![proptest_config(cases(8))]

    /// No schema is stricter than the reader: what is read without a fault is never marked in an editor.
    #[test]
    fn what_is_read_is_never_refused(value in "[0-9.eE+X, -]{0,14}|10\\.[0-9/a-z ]{0,9}|https?://[a-z/.?#:é]{0,9}|[a-zA-Z-]{0,9}") {
        let quoted = format!("\"{value}\"");
        for (name, fields, field) in [
            ("figures", FIGURE, "value"),
            ("figures", FIGURE, "as_of"),
            ("figures", FIGURE, "id"),
            ("figures", FIGURE, "review_by"),
            ("sources", DOCUMENT, "isbn"),
            ("sources", DOCUMENT, "doi"),
            ("sources", DOCUMENT, "url"),
            ("sources", DOCUMENT, "language"),
        ] {
            let yaml = record(fields, field, &format!("{field}: {quoted}"));
            if readers_say(name, &yaml).is_empty() {
                prop_assert_eq!(schema_says(name, &yaml), Vec::<String>::new(), "{}", yaml);
            }
        }
        let yaml = record(DOCUMENT, "", &format!("authors: [{quoted}]"));
        if readers_say("sources", &yaml).is_empty() {
            prop_assert_eq!(schema_says("sources", &yaml), Vec::<String>::new(), "{}", yaml);
        }
    }
}

// The briefing's own

#[test]
fn the_briefings_own_files_keep_to_the_schemas() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut seen, mut folders) =
        (0, vec![root.join("content"), root.join("docs/content"), root.join("src/starter")]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let is_register = path.parent().is_some_and(|folder| folder.ends_with("registers"));
            let text = fs::read_to_string(&path).unwrap_or_default();
            let (name, yaml) = match path.extension().and_then(|ending| ending.to_str()) {
                Some("yaml") if is_register => (stem, text.as_str()),
                Some("md") => ("front-matter", text.split("---\n").nth(1).expect("front matter")),
                _ => continue,
            };
            let yaml = yaml.replace("{{title}}", "A briefing");
            assert_eq!(schema_says(name, &yaml), Vec::<String>::new(), "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
    for file in ["chancery.yaml", "docs/chancery.yaml"] {
        let text = fs::read_to_string(root.join(file)).expect("a configuration");
        assert_eq!(schema_says("config", &text), Vec::<String>::new(), "{file}");
    }
}

// The schemas themselves

/// Every property of a schema and of those in it, with its path.
fn properties<'a>(schema: &'a Value, path: &str, found: &mut Vec<(String, &'a Value)>) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}/{name}");
        properties(property, &path, found);
        found.push((path, property));
    }
    for key in ["items", "anyOf", "oneOf"] {
        let inner = match &schema[key] {
            Value::Array(several) if key == "anyOf" => several.iter().collect(),
            one @ Value::Object(_) => vec![one],
            _ => Vec::new(),
        };
        inner.into_iter().for_each(|schema| properties(schema, path, found));
    }
}

#[test]
fn every_property_and_every_word_says_what_it_is() {
    for named in NamedSchema::all() {
        let schema = named.schema().to_value();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["title"], named.file);
        let whole = if schema["type"] == "array" { &schema["items"] } else { &schema };
        assert_eq!(whole["additionalProperties"], false, "{}", named.name);
        let mut found = Vec::new();
        properties(&schema, named.name, &mut found);
        assert!(found.len() >= 4, "{}", named.name);
        for (path, property) in found {
            let is_rule = property.get("not").is_some() || property.get("const").is_some();
            assert!(is_rule || property["description"].is_string(), "{path}: {property}");
            let words = property["oneOf"].as_array().into_iter().flatten();
            words.for_each(|word| assert!(word["description"].is_string(), "{path}: {word}"));
        }
        assert!(!schema.to_string().contains("$ref"), "{}", named.name);
    }
}

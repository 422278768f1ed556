//! Registers: what is kept of figures and sources, what texts say of them, and what readers see.

use std::collections::BTreeSet;

use chancery::model::source::diagnostic::Code;
use chancery::{Memory, Options, Work, rebuild};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::common::{Built, Site, cases, dead_links, page, tags, unbalanced};

const FIGURES: &str = "content/registers/figures.yaml";

const STOCK: &str =
    "- id: stock\n  label: Stock of investment\n  value: 12e9\n  unit: EUR\n  as_of: 2013\n  source: paper\n";

const JOBS: &str =
    "- id: jobs\n  label: Jobs\n  value: 71500\n  qualifier: about\n  undated: true\n  source: paper\n";

/// A site with two figures, their source, and a page with a text.
fn site(text: &str) -> Site {
    Site::new()
        .file(FIGURES, format!("{STOCK}\n{JOBS}"))
        .file(
            "content/registers/sources.yaml",
            "- id: paper\n  title: A paper\n  publisher: A ministry\n  date: 2015-10\n  url: https://example.org/paper\n",
        )
        .page("content/x.md", "X", text)
}

fn built(text: &str) -> Built {
    site(text).build()
}

/// A text that refers to both figures, so that none is unused.
const BOTH: &str = "[€12 billion](figure:stock), [](figure:jobs)\n";

#[test]
fn a_figure_leads_to_a_note_with_its_date_and_source_and_the_note_to_the_register() {
    let site = built(BOTH);
    site.is_clean();
    let page = site.page("x.html");
    page.body().shows("<a href=\"#_figure-stock\" class=\"figure\">€12 billion</a>");
    page.between("<section class=\"figure-notes\">", "</section>").shows_in_order(&[
        "<div id=\"_figure-stock\">",
        "<a class=\"number\" href=\"figures.html#stock\"><data value=\"12000000000\">€12\u{a0}billion</data></a> Stock of investment",
        "<time datetime=\"2013\">2013</time> · Source: <a href=\"sources.html#paper\">A paper</a>",
        "<div id=\"_figure-jobs\">",
        "<data value=\"71500\">about\u{a0}71,500</data></a> Jobs",
        "date not given · Source: <a",
    ]);
    site.page("figures.html").main().shows_in_order(&[
        "<div id=\"stock\">",
        "Stock of investment",
        "Mentioned in <a href=\"x.html\">X</a>",
        "<div id=\"jobs\">",
    ]);
    site.page("sources.html").main().shows_in_order(&[
        "<div id=\"paper\">",
        "<a href=\"https://example.org/paper\">A paper</a>",
        "A ministry, <time datetime=\"2015-10\">October 2015</time>",
        "<a href=\"figures.html#stock\">Stock of investment: €12\u{a0}billion</a>",
    ]);
    site.page("index.html").shows("<a href=\"figures.html\">").shows("<a href=\"sources.html\">");
    assert_eq!(dead_links(&site.report), []);
}

#[test]
fn an_empty_text_is_filled_in_as_the_language_writes_it() {
    built(BOTH).page("x.html").body().shows(">about\u{a0}71,500</a>");
    let french = site("[](figure:stock) [](figure:jobs)\n").config("languages: [fr]\n");
    let french = french.file(
        "templates/strings/fr.yaml",
        "magnitude_billion: milliards|Md\nunit_eur: \"{number} €|{number} euros\"\nnumber_about: environ\n",
    );
    let french = french.build();
    french.page("x.html").body().shows("12\u{a0}milliards €").shows("environ\u{a0}71\u{202f}500");
}

#[test]
fn the_same_number_may_be_written_in_many_ways() {
    for text in [
        "€12 billion",
        "12 billion",
        "12bn euros",
        "12,000,000,000",
        "EUR 12 billion",
        "*€12 billion*",
        "€12,000 million",
        "€12.0 billion",
    ] {
        built(&format!("[{text}](figure:stock) [](figure:jobs)\n")).is_clean();
    }
    for text in ["71,500", "about 71,500", "roughly 71,500", "71,500 people", "71500"] {
        built(&format!("[](figure:stock) [{text}](figure:jobs)\n")).is_clean();
    }
}

#[test]
fn another_number_unit_or_qualifier_is_an_error_that_shows_both() {
    for (text, figure, how) in [
        ("€13 billion", "stock", "another number"),
        ("€12 million", "stock", "another number"),
        ("€1.2 billion", "stock", "another number"),
        ("$12 billion", "stock", "another unit"),
        ("12 billion yen", "stock", "another unit"),
        ("12 billion per cent", "stock", "another unit"),
        ("almost €12 billion", "stock", "another qualifier"),
        ("almost 71,500", "jobs", "another qualifier"),
        ("71.500", "jobs", "another number"),
        ("thirteen billion", "stock", "another number"),
        ("many billions", "stock", "no readable number"),
    ] {
        let site = built(&format!("{BOTH}\nNow [{text}](figure:{figure}).\n"));
        let found = site.reports(Code::FigureDiffers).is_at("content/x.md", 7, 5);
        found.says(&format!("`{text}`")).says(how).advises("leave the text empty");
        found.says(if figure == "stock" { "€12\u{a0}billion" } else { "about\u{a0}71,500" });
    }
}

#[test]
fn a_number_that_changes_in_its_register_fails_every_text_that_still_says_the_old_one() {
    let site = site(BOTH)
        .page("content/y.md", "Y", "| a |\n|---|\n| [€12 billion](figure:stock) |\n")
        .home("## [€12 billion](figure:stock)\n")
        .page("content/z.md", "Z", "[](figure:stock)\n")
        .file(FIGURES, format!("{}\n{JOBS}", STOCK.replace("12e9", "13e9")));
    let built = site.build();
    let files: Vec<&str> = built.all(Code::FigureDiffers).iter().map(|found| found.file()).collect();
    assert_eq!(files, ["content/index.md", "content/x.md", "content/y.md"]);
    built.page("z.html").body().shows(">€13\u{a0}billion</a>");
}

#[test]
fn one_wrong_record_takes_no_other_with_it() {
    let wrong = "- id: wrong\n  label: [\n\n- label: No id\n  value: 1\n  as_of: 2013\n  source: paper\n\n- id: Not An Id\n";
    let site = site(BOTH).file(FIGURES, format!("{STOCK}\n{wrong}\n{JOBS}")).build();
    site.reports(Code::Yaml).is_at(FIGURES, 9, 10).underlines("[");
    let fields = site.all(Code::MissingField);
    assert!(fields.iter().any(|found| found.message().contains("no `id`")), "{:#?}", site.report.diagnostics);
    site.page("figures.html").main().shows("id=\"stock\"").shows("id=\"jobs\"");
}

#[test]
fn a_figure_without_a_date_or_with_a_contradictory_one_is_an_error() {
    let without =
        site(BOTH).file(FIGURES, format!("{}\n{JOBS}", STOCK.replace("  as_of: 2013\n", ""))).build();
    without.reports(Code::MissingField).says("no date").advises("undated: true");
    let both = site(BOTH).file(FIGURES, format!("{STOCK}  undated: true\n\n{JOBS}")).build();
    both.reports(Code::MissingField).says("has a date and `undated: true`");
}

#[test]
fn wrong_values_of_a_record_are_named_at_their_place() {
    for (right, wrong, line, column) in [
        ("value: 12e9", "value: twelve", 3, 10),
        ("as_of: 2013", "as_of: 02/10/2013", 5, 10),
        ("as_of: 2013", "as_of: 2013-02-30", 5, 10),
        ("unit: EUR", "unit: [EUR]", 4, 9),
    ] {
        let site = site(BOTH).file(FIGURES, format!("{}\n{JOBS}", STOCK.replace(right, wrong))).build();
        site.reports(Code::WrongValue).is_at(FIGURES, line, column);
    }
    let unknown = site(BOTH).file(FIGURES, format!("{}\n{JOBS}", STOCK.replace("label:", "lable:"))).build();
    unknown.reports(Code::UnknownKey).is_at(FIGURES, 2, 3).advises("label");
}

#[test]
fn wrong_values_of_a_source_are_named_at_their_place() {
    const SOURCES: &str = "content/registers/sources.yaml";
    for (right, wrong, line, column) in [
        ("kind: report", "kind: reprot", 3, 9),
        ("authors: [World Bank, \"Martin, Jeanne\"]", "authors: [World Bank, \"Martin,\"]", 4, 25),
        ("authors: [World Bank, \"Martin, Jeanne\"]", "authors: World Bank", 4, 12),
        ("doi: 10.1000/182", "doi: 11.1000/182", 5, 8),
        ("isbn: 9789264123458", "isbn: 97892641234", 6, 9),
        ("volume: 2", "volume: [2]", 7, 11),
        ("language: fr", "language: French!", 8, 13),
    ] {
        let source = "- id: paper\n  title: A paper\n  kind: report\n  authors: [World Bank, \"Martin, Jeanne\"]\n  \
                      doi: 10.1000/182\n  isbn: 9789264123458\n  volume: 2\n  language: fr\n";
        site(BOTH).file(SOURCES, source).build().is_clean();
        let site = site(BOTH).file(SOURCES, source.replace(right, wrong)).build();
        site.reports(Code::WrongValue).is_at(SOURCES, line, column);
    }
}

#[test]
fn a_source_that_is_not_registered_is_named_with_the_nearest() {
    let site = site(BOTH).file(FIGURES, format!("{}\n{JOBS}", STOCK.replace("paper", "papr"))).build();
    site.reports(Code::UnknownRecord).is_at(FIGURES, 1, 1).says("`papr`").advises("`paper`");
}

#[test]
fn a_site_without_registers_has_no_pages_of_them() {
    let site = Site::new().build();
    site.has_no("figures.html").has_no("sources.html");
    site.page("index.html").lacks("figures.html");
}

#[test]
fn an_edit_of_a_figure_fills_and_writes_the_pages_that_show_it_alone() {
    let mut tree = site(BOTH).tree().clone();
    for number in 0..10 {
        tree.insert(format!("content/{number}.md"), page(&format!("P{number}"), "", "Prose.\n"));
    }
    let mut memory = Memory::default();
    rebuild(&mut memory, &tree, &Options::default());
    tree.insert(FIGURES, format!("{STOCK}\n{}", JOBS.replace("71500", "71600")));
    let work = rebuild(&mut memory, &tree, &Options::default()).work;
    // The page, the lists of figures and sources, and the print edition.
    assert_eq!(work, Work { read: 0, joined: 1, filled: 1, written: 4 });
    tree.insert(FIGURES, format!("# A note for editors\n{STOCK}\n{}", JOBS.replace("71500", "71600")));
    let work = rebuild(&mut memory, &tree, &Options::default()).work;
    assert_eq!(work, Work::default(), "what only moves in its file changes nothing");
}

#[test]
fn a_limit_that_a_text_leaves_out_is_a_difference_and_a_caution_is_none() {
    let below = STOCK.replace("unit: EUR", "unit: EUR\n  qualifier: below");
    let site = |text: &str| site(text).file(FIGURES, format!("{below}\n{JOBS}")).build();
    site("[less than €12 billion](figure:stock) [71,500](figure:jobs)\n").is_clean();
    let built = site("[€12 billion](figure:stock) [](figure:jobs)\n");
    built.reports(Code::FigureDiffers).says("the limit is left out").advises("below");
}

#[test]
fn a_german_page_reads_milliards() {
    let strings =
        "magnitude_billion: Milliarden|Mrd|Mrd.\nunit_eur: \"{number} €|{number} Euro|EUR {number}\"\n";
    for text in ["12 Mrd €", "12 Mrd. Euro", "12 Milliarden Euro", "EUR 12 Mrd"] {
        let site =
            site(&format!("[{text}](figure:stock) [71.500](figure:jobs)\n")).config("languages: [de]\n");
        let site = site.file("templates/strings/de.yaml", strings).build();
        site.does_not_report(Code::FigureDiffers);
    }
    let english = built("[12 Mrd](figure:stock) [](figure:jobs)\n");
    english.reports(Code::FigureDiffers).says("an unknown word for its magnitude");
}

#[test]
fn a_register_with_errors_says_nothing_of_what_it_lacks() {
    for (right, wrong) in [
        ("id: stock", "id: Stock"),
        ("value: 12e9", "value: 12,000"),
        ("unit: EUR", "unit: €"),
        ("label:", "lable:"),
        ("as_of: 2013", "as_of:2013"),
    ] {
        let chart = "- id: c\n  title: C\n  figures: [stock]\n";
        let site = site(&format!("{BOTH}\n![](chart:c)\n"))
            .file("content/registers/charts.yaml", chart)
            .after("figure stock\nfigure jobs\n")
            .file(FIGURES, format!("{}\n{JOBS}", STOCK.replace(right, wrong)))
            .build();
        let wrong_ones = site.report.diagnostics.iter().filter(|found| found.code != Code::NoBaseUrl);
        let files: Vec<&str> = wrong_ones.map(|found| found.file.as_str()).collect();
        assert!(files.iter().all(|file| *file == FIGURES), "{wrong}: {:#?}", site.report.diagnostics);
    }
}

#[test]
fn figures_that_a_chart_draws_are_used_where_it_is_shown() {
    let chart = "- id: c\n  title: C\n  figures: [stock]\n";
    let site = site("[](figure:jobs)\n\n![](chart:c)\n").file("content/registers/charts.yaml", chart).build();
    site.is_clean();
    site.page("figures.html")
        .main()
        .shows_in_order(&["id=\"stock\"", "Mentioned in <a href=\"x.html\">X</a>"]);
}

#[test]
fn a_source_lists_all_that_is_from_it() {
    let site = site(&format!("{BOTH}\n[](name:abe), GDP\n"))
        .file("content/registers/names.yaml", "- id: abe\n  kind: person\n  name: Abe\n  source: paper\n")
        .file("content/registers/events.yaml", "- id: e\n  title: A visit\n  date: 2014\n  source: paper\n")
        .file(
            "content/registers/terms.yaml",
            "- id: gdp\n  term: GDP\n  expansion: product\n  source: paper\n",
        )
        .build();
    site.is_clean();
    site.page("sources.html").main().shows_in_order(&[
        "<a href=\"timeline.html#e\">A visit</a>",
        "<a href=\"names/abe.html\">Abe</a>",
        "<a href=\"glossary.html#gdp\">GDP</a>",
    ]);
}

#[test]
fn records_of_one_thing_that_say_different_things_are_named() {
    let twin = STOCK.replace("id: stock", "id: twin").replace("12e9", "13e9");
    let figures =
        site(&format!("{BOTH} [](figure:twin)\n")).file(FIGURES, format!("{STOCK}\n{JOBS}\n{twin}"));
    figures.build().reports(Code::Contradiction).says("13000000000").says("12000000000").says("`stock`");
    let person =
        |id: &str, office: &str| format!("- id: {id}\n  kind: person\n  name: Abe\n  role: {office}\n");
    let names = site(&format!("{BOTH} [](name:abe) [](name:abe2)\n")).file(
        "content/registers/names.yaml",
        format!("{}{}", person("abe", "One"), person("abe2", "Another")),
    );
    names.build().reports(Code::Contradiction).says("already has a record, `abe`");
    let term = |id: &str, of: &str| format!("- id: {id}\n  term: EU\n  expansion: {of}\n");
    let terms = site(&format!("{BOTH} EU [](term:eu2)\n"))
        .file("content/registers/terms.yaml", format!("{}{}", term("eu", "one"), term("eu2", "another")));
    terms.build().reports(Code::Contradiction).says("`EU`").says("`eu`");
}

proptest! {
    #![proptest_config(cases(50))]

    #[test]
    fn a_register_may_be_anything(parts in proptest::collection::vec(proptest::sample::select(&[
        "- ", "-", "\n", "\n  ", "id: ", "id: a\n", "  label: b\n", "  value: 1\n", "value: 1e99", "as_of: ", "2013", "source: paper\n",
        "undated: true", "qualifier: ", "about", "---\n", "# ", "[", "]", "{", ": ", "\"", "&a ", "*a", "!!str ", "\t", "\u{FEFF}", "\0", "日本", "é",
    ][..]), 0..30)) {
        let text = parts.concat();
        let site = site("[1](figure:a) [](figure:a) [](figure:stock) [](figure:é)\n").file(FIGURES, text.as_str()).build();
        for found in site.report.diagnostics.iter().filter(|found| found.file.as_str() == FIGURES) {
            if let Some((start, end)) = found.span {
                prop_assert!(start <= end && end <= text.len(), "{found:?} in {text:?}");
                prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{found:?} in {text:?}");
            }
        }
    }
}

/// Pieces of records, of all kinds.
const PIECES: &[&str] = &[
    "- id: a\n",
    "- id: b\n",
    "- id: c\n",
    "- id: index\n",
    "- id: ",
    "\n",
    "  kind: person\n",
    "  kind: place\n",
    "  kind: agreement\n",
    "  kind: name\n",
    "  kind: event\n",
    "  kind: report\n",
    "  name: A <b>\n",
    "  name: {en: A, fr: B}\n",
    "  name: a\n",
    "  title: A & B\n",
    "  title: \"{b} $ \\\\ <i>\"\n",
    "  title: {fr: B}\n",
    "  term: AB\n",
    "  term: A&B\n",
    "  expansion: a <b> c\n",
    "  definition: D\n",
    "  label: L\n",
    "  value: 12\n",
    "  value: -3e9\n",
    "  value: 1e99\n",
    "  unit: EUR\n",
    "  unit: rank\n",
    "  qualifier: above\n",
    "  as_of: 2013\n",
    "  date: 2014-05\n",
    "  date: 2014-05-03\n",
    "  end: 2015\n",
    "  end: 2013\n",
    "  undated: true\n",
    "  weekday: friday\n",
    "  source: a\n",
    "  source: b\n",
    "  places: [a, b]\n",
    "  names: [b, b]\n",
    "  part_of: a\n",
    "  part_of: b\n",
    "  organization: b\n",
    "  place: a\n",
    "  parties: [a, b, a]\n",
    "  stage: signed\n",
    "  until: 2020\n",
    "  series: S\n",
    "  section: s\n",
    "  figures: [a, a@2011, b]\n",
    "  history: a\n",
    "  events: S\n",
    "  earlier: [{value: 1, as_of: 2011}, {value: 2, as_of: 2009, source: b}]\n",
    "  replaced_by: a\n",
    "  note: N\n",
    "  also: [A, B]\n",
    "  sort: Z\n",
    "  authors: [X, \"Y, Z\"]\n",
    "  url: https://example.org/\n",
    "  doi: 10.1000/182\n",
    "  language: fr\n",
    "  [",
    "  : ",
    "  &x *x",
    "é日本",
    "\u{FEFF}",
    "\t",
];

/// Records that are whole, so that something is published.
const WHOLE: &[(&str, &[&str])] = &[
    (
        "figures",
        &[
            "- id: a\n  label: L\n  value: 12\n  as_of: 2013\n  source: a\n  earlier: [{value: -1, as_of: 2011, qualifier: about}]\n",
            "- id: b\n  label: <b>M\n  value: -3e9\n  undated: true\n  source: b\n  qualifier: above\n  note: N & N\n",
        ],
    ),
    (
        "sources",
        &[
            "- id: a\n  title: A & <i>\n  kind: report\n  authors: [X, \"Y, Z\"]\n  date: 2015\n",
            "- id: b\n  title: \"{b} $ \\\\\"\n  url: https://example.org/\n  language: fr\n",
        ],
    ),
    (
        "names",
        &[
            "- id: a\n  kind: place\n  name: A <b>\n  description: D & D\n",
            "- id: b\n  kind: agreement\n  name: {en: B, fr: C}\n  parties: [a]\n  stage: in-force\n  date: 2014\n  until: 2020\n",
        ],
    ),
    (
        "events",
        &[
            "- id: a\n  title: E <b>\n  date: 2014-05-03\n  end: 2014-06\n  places: [a]\n  series: S\n  kind: K & K\n  source: a\n  section: s\n",
            "- id: b\n  title: F\n  undated: true\n  names: [b]\n  series: S\n  source: b\n",
        ],
    ),
    (
        "terms",
        &[
            "- id: a\n  term: AB\n  expansion: a <b> c\n  name: a\n",
            "- id: b\n  term: soft\n  definition: D\n",
        ],
    ),
    (
        "charts",
        &[
            "- id: a\n  title: C <b>\n  figures: [a@2011, a]\n",
            "- id: b\n  title: D\n  history: a\n  caption: N & N\n",
            "- id: c\n  title: E\n  events: S\n",
        ],
    ),
    ("retired", &["- id: old\n  kind: name\n  replaced_by: a\n", "- id: old\n  kind: figure\n  note: <b>\n"]),
];

/// Pieces of a text that refers to records.
const REFERENCES: &[&str] = &[
    "[](figure:a)",
    "[12](figure:a)",
    "[](figure:a@2011)",
    "[](figure:a@x)",
    "[](figure:b)",
    "[x](name:a)",
    "[](name:b)",
    "[](event:a)",
    "[May 2014](event:a)",
    "[](event:b)",
    "[](term:a)",
    "[soft](term:b)",
    "[y](source:a)",
    "[@a]",
    "[@a, p. 3; @b]",
    "[@b, <b>]",
    "[@z]",
    "[@",
    "![](chart:a)",
    "\n\n![](chart:b)\n\n",
    "\n\n![](chart:a)\n\n",
    "\n\n![](chart:c)\n\n",
    "AB",
    " AB ",
    "AB-x",
    "a <b> c (AB)",
    "AB's",
    "NATO",
    "Manuel Valls",
    "<!-- unregistered: NATO -->",
    "\n\n",
    "\n",
    " ",
    "## H\n",
    "## AB [](name:a)\n",
    "- ",
    "> ",
    "| a |\n|---|\n| ",
    " |\n",
    "[^1]",
    "\n[^1]: ",
    "\n    ",
    "**",
    "*",
    "`",
    "[",
    "](",
    ")",
    "<b>",
    "</b>",
    "<details>",
    "<summary>",
    "[![](chart:a)](name:a)",
    "<a href=\"name:a\">",
    "</a>",
    ". ",
    "Then ",
];

/// Pieces of such a text with nothing wrong in them, in whatever order they stand.
const SOUND: &[&str] = &[
    "[](figure:a) ",
    "[12](figure:a) ",
    "[](figure:a@2011). ",
    "[](figure:b) ",
    "[x](name:a) ",
    "*[](name:b)* ",
    "[](event:a), ",
    "[May 2014](event:a) ",
    "[](event:b) ",
    "[](term:a) ",
    "[soft](term:b) ",
    "[y](source:a) ",
    "[@a] ",
    "[@a, p. 3; @b] ",
    "[@b, <b>] ",
    "AB ",
    "AB-x ",
    "a <i>b</i> c (AB) ",
    "AB's ",
    "NATO ",
    "then Manuel Valls ",
    "<!-- unregistered: NATO --> ",
    "\n\n",
    "\n",
    "\n\n![](chart:a)\n\n",
    "\n\n![](chart:b)\n\n",
    "\n\n![](chart:c)\n\n",
    "\n\n## AB [](name:a)\n\n",
    "\n\n- ",
    "\n\n> ",
    "\n\n| a |\n|---|\n| AB [](figure:a) [@a] |\n\n",
    "\n\n> [!NOTE]\n> AB [](name:b)\n\n",
    "^[x] ",
    "**AB** ",
    "`AB` ",
    "\n\n- AB\n\n  ![](chart:a)\n\n",
    "\n\n<details><summary>AB</summary>\n\n![](chart:c)\n\n</details>\n\n",
];

/// Notes that texts of sound pieces may refer to.
const NOTES: &[&str] = &[
    "",
    "[^1] [^2]\n\n[^1]: AB [@b].\n\n[^2]: ![](chart:a)\n\n",
    "[^1]\n\n[^1]: [](name:a)\n\n    ![](chart:c)\n\n    - [](figure:b) [@a]\n\n",
];

/// Lines of front matter that name records.
const KEYS: &[&str] = &[
    "sources: [a, b]\n",
    "sources: [z]\n",
    "key_figures: [a, a@2011, b]\n",
    "key_figures: [z@x]\n",
    "latest_events: 3\n",
    "owner: <b>\n",
    "reviewed: 2015-10-02\n",
    "status: superseded\nsuperseded_by: s/index.md\n",
];

/// A site with these registers, and with two pages that refer to what is in them.
fn registered(registers: &[(&str, String)], text: &str, keys: &str) -> Site {
    let site = Site::new()
        .page_with("content/x.md", "X", keys, text)
        .page("content/s/y.md", "Y", text)
        .section("s", "S");
    let site = site.page_with("content/index.md", "Home", keys, "");
    registers
        .iter()
        .fold(site, |site, (name, text)| site.file(&format!("content/registers/{name}.yaml"), text.as_str()))
}

/// What holds of every site: its problems lie in their files, and what may be published is whole.
fn check_site(site: Site) -> Result<bool, TestCaseError> {
    let tree = site.tree().clone();
    let built = site.build();
    for found in &built.report.diagnostics {
        let bytes = tree.bytes(found.file.as_str()).map(|bytes| bytes.to_vec()).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        if let Some((start, end)) = found.span {
            prop_assert!(start <= end && end <= text.len(), "{:?} in {:?}", found, text);
            prop_assert!(
                text.is_char_boundary(start) && text.is_char_boundary(end),
                "{:?} in {:?}",
                found,
                text
            );
        }
    }
    if !built.report.is_publishable() {
        return Ok(false);
    }
    for address in built.addresses().into_iter().filter(|address| address.ends_with(".html")) {
        let page = built.page(address);
        prop_assert_eq!(unbalanced(page.text()), None, "{}:\n{}", address, page.text());
        let mut seen = BTreeSet::new();
        for tag in tags(page.text()) {
            if let Some(id) = tag.get("id") {
                prop_assert!(seen.insert(id.to_owned()), "`{}` twice in {}", id, address);
            }
        }
    }
    prop_assert_eq!(dead_links(&built.report), []);
    Ok(true)
}

fn any_text() -> impl Strategy<Value = String> {
    vec(select(REFERENCES), 0..14).prop_map(|parts| parts.concat() + "\n")
}

fn any_keys() -> impl Strategy<Value = String> {
    proptest::sample::subsequence(KEYS, 0..3).prop_map(|keys| keys.concat())
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn registers_may_be_anything(
        registers in vec(vec(select(PIECES), 0..14), 7),
        text in any_text(),
        keys in any_keys(),
    ) {
        let names = WHOLE.iter().map(|(name, _)| *name);
        let registers: Vec<(&str, String)> =
            names.zip(registers).map(|(name, pieces)| (name, pieces.concat())).collect();
        check_site(registered(&registers, &text, &keys))?;
    }

    #[test]
    fn what_is_published_of_registers_is_whole(
        without in vec(0..40usize, 0..2),
        (before, note, after) in (vec(select(SOUND), 0..9), select(NOTES), vec(select(SOUND), 0..9)),
        keys in any_keys(),
    ) {
        let text = format!("{}\n\n{note}{}\n", before.concat(), after.concat());
        let mut number = 0;
        let mut records = |records: &[&str]| -> String {
            let is_kept = |_: &&&str| {
                number += 1;
                !without.contains(&number)
            };
            records.iter().filter(is_kept).copied().collect()
        };
        let registers: Vec<(&str, String)> = WHOLE.iter().map(|(name, of)| (*name, records(of))).collect();
        check_site(registered(&registers, &text, &keys))?;
    }
}

#[test]
fn the_records_of_these_properties_can_be_published() {
    let registers: Vec<(&str, String)> = WHOLE.iter().map(|(name, of)| (*name, of.concat())).collect();
    let text = "[](figure:a) [](event:a)\n\n![](chart:c)\n\n[^1]AB\n\n[^1]: ![](chart:b)\n";
    let keys = "sources: [a, b]\nkey_figures: [a, a@2011, b]\nlatest_events: 3\n";
    assert!(check_site(registered(&registers, text, keys)).expect("it is whole"));
}

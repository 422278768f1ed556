//! What scripts add for readers' comfort: which pages have it, what it stands on, and that a site can do without.

use crate::common::{Site, without_data};
use chancery::model::source::diagnostic::Code;

const THEME: &str = "<script src=\"../static/theme.js\"></script>";
const COMFORT: &str = "<script src=\"../static/comfort.js\" defer></script>";

/// A page in a section, with this configuration.
fn site(config: &str) -> Site {
    Site::new().config(config).section("a", "Section").page(
        "content/a/x.md",
        "Trade",
        "## Deficit\n\nIt is small.\n",
    )
}

#[test]
fn pages_load_their_scripts_from_files_of_the_site() {
    let site = site("").build();
    site.has("static/theme.js").has("static/comfort.js");
    site.page("a/x.html")
        .shows(THEME)
        .shows(COMFORT)
        .shows("id=\"_comfort\"")
        .shows("id=\"_settings\" autocomplete=\"off\" hidden");
}

#[test]
fn the_theme_is_set_before_anything_is_shown() {
    let page = site("").build().text("a/x.html");
    let (head, _) = page.split_once("</head>").expect("a head");
    assert!(head.contains(THEME), "{head}");
}

#[test]
fn a_site_without_comfort_has_no_script_at_all() {
    let none = "comfort: {copy: false, previews: false, theme: false, contents: false, slash: false}\n";
    for config in ["comfort: false\n", none] {
        let site = site(config).build();
        for page in ["index.html", "a/index.html", "a/x.html", "a-z.html", "404.html"] {
            let html = without_data(&site.text(page));
            for part in ["<script", "_comfort", "_settings"] {
                assert!(!html.contains(part), "{page}: {part}");
            }
        }
    }
}

#[test]
fn each_part_can_be_turned_off() {
    let site = site("comfort: {theme: false}\n").build();
    let page = site.page("a/x.html");
    page.shows(COMFORT).lacks("theme.js").lacks("name=\"theme\"");
    for (part, shown) in [
        ("copy", "data-copy="),
        ("previews", "data-previews"),
        ("contents", "data-contents"),
        ("slash", "name=\"slash\""),
    ] {
        page.shows(shown);
        let without = self::site(&format!("comfort: {{{part}: false}}\n")).build();
        without.page("a/x.html").shows(COMFORT).lacks(shown);
    }
}

#[test]
fn every_heading_and_paragraph_has_an_address_to_copy() {
    let site = site("").build();
    site.page("a/x.html")
        .shows("<div class=\"text\">")
        .shows("<h2 id=\"deficit\">")
        .shows("<p id=\"_deficit.1\">");
}

#[test]
fn a_part_that_is_not_there_is_named() {
    let site = site("comfort: {preview: false}\n").build();
    site.reports(Code::UnknownKey).says("`preview`").advises("`previews`");
}

#[test]
fn a_word_instead_of_a_choice_is_an_error() {
    site("comfort: none\n").build().reports(Code::WrongValue).says("`comfort`");
}

#[test]
fn a_table_scrolls_in_a_region_with_a_name_of_its_own() {
    let table = "| a | b |\n|---|---|\n| 1 | 2 |\n\n";
    let site =
        Site::new().home(&format!("## Trade\n\n{table}{table}`<div class=\"table\"><table>`\n")).build();
    let region = |number: usize| {
        format!("<div class=\"table\" role=\"region\" aria-label=\"Table {number}\" tabindex=\"0\"><table>")
    };
    let page = site.page("index.html");
    page.shows_in_order(&[&region(1), &region(2), "&lt;div class="]).lacks("Table 3");
}

#[test]
fn the_data_of_a_chart_scroll_in_a_region_with_a_name_too() {
    let site = Site::new()
        .file("content/registers/sources.yaml", "- {id: s, title: A paper, date: 2015-10-02}\n")
        .file(
            "content/registers/figures.yaml",
            "- {id: one, label: One, value: 1, unit: EUR, as_of: 2014, source: s}\n\
             - {id: two, label: Two, value: 2, unit: EUR, as_of: 2014, source: s}\n",
        )
        .file("content/registers/charts.yaml", "- {id: both, title: Both, figures: [one, two]}\n")
        .home("Before.\n\n![](chart:both)\n")
        .build();
    site.page("index.html").shows("<summary id=\"_chart-both.data\">").shows(
        "<div class=\"table\" role=\"region\" aria-labelledby=\"_chart-both.title _chart-both.data\" tabindex=\"0\"><table>",
    );
}

#[test]
fn a_page_holds_what_its_references_lead_to() {
    let site = Site::new()
        .file(
            "content/registers/names.yaml",
            "- {id: abe, kind: person, name: Shinzo Abe, description: He visited France.}\n",
        )
        .file("content/registers/sources.yaml", "- {id: paper, title: A paper}\n")
        .file(
            "content/registers/events.yaml",
            "- {id: visit, title: A visit, date: 2014-05, source: paper}\n",
        )
        .file(
            "content/registers/terms.yaml",
            "- {id: fdi, term: FDI, expansion: foreign direct investment}\n",
        )
        .page_with(
            "content/trade.md",
            "Trade",
            "description: Goods & services.\n",
            "## The deficit {#deficit}\n",
        )
        .page("content/plain.md", "Plain", "")
        .home(
            "[a](trade.md), [b](trade.md#deficit), [c](trade.md), [d](plain.md), [[trade]], [](name:abe), \
             [e](event:visit), [](term:fdi), [f](https://example.org/).\n",
        )
        .build();
    let previews = site.page("index.html").between("<div id=\"_previews\" hidden>", "</div>");
    previews.shows_in_order(&[
        "<p data-href=\"trade.html\"><b>Trade</b> Goods &amp; services.</p>",
        "<p data-href=\"trade.html#deficit\"><b>The deficit</b> Goods &amp; services.</p>",
        "<p data-href=\"names/abe.html\"><b>Shinzo Abe</b> He visited France.</p>",
        "<p data-href=\"timeline.html#visit\"><b>A visit</b> May 2014</p>",
        "<p data-href=\"glossary.html#fdi\"><b>FDI</b> foreign direct investment</p>",
    ]);
    assert_eq!(previews.text().matches("<p ").count(), 5);
}

#[test]
fn a_page_holds_no_previews_where_none_are_wanted() {
    let site = |config: &str| {
        let site = Site::new().config(config).home("[a](trade.md)\n");
        site.page_with("content/trade.md", "Trade", "description: Goods.\n", "").build()
    };
    site("").page("index.html").shows("_previews");
    site("comfort: {previews: false}\n").page("index.html").lacks("_previews");
}

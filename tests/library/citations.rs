//! Citations: notes, lists of sources, and how a page is cited itself.

use chancery::model::source::diagnostic::Code;

use crate::common::{Built, Page, Site, dead_links, unbalanced};

const SOURCES: &str = "- id: oecd\n  kind: report\n  title: Investment in Japan\n  authors: [OECD]\n  date: 2014-09\n\
                       - id: insee\n  title: Trade <b>&</b> more\n  publisher: Insee\n";

fn site(text: &str) -> Site {
    Site::new().file("content/registers/sources.yaml", SOURCES).page("content/x.md", "X", text)
}

fn built(text: &str) -> Built {
    site(text).build()
}

fn notes(text: &str) -> Page {
    built(text).page("x.html").body().between("<section class=\"footnotes\"", "</section>")
}

/// Both sources, so that none is unused.
const BOTH: &str = "One.[@oecd] Two.[@insee]\n";

// Notes

#[test]
fn a_citation_is_a_note_that_says_the_source() {
    let site = built(BOTH);
    site.is_clean();
    let page = site.page("x.html");
    page.body().shows("One.<sup").shows("href=\"#fn-1\"").shows("href=\"#fn-2\"");
    notes(BOTH).shows_in_order(&[
        "<li id=\"fn-1\">",
        "Investment in Japan",
        "2014",
        "<li id=\"fn-2\">",
        "Insee",
    ]);
    assert_eq!(unbalanced(page.text()), None);
    assert_eq!(dead_links(&site.report), []);
}

#[test]
fn citations_and_footnotes_are_numbered_in_one_list() {
    notes("One.[^a] Two.[@oecd] Three.[^b] Four.[@insee]\n\n[^a]: Own words.\n\n[^b]: Other words.\n")
        .shows_in_order(&[
            "<li id=\"fn-1\">",
            "Own words.",
            "<li id=\"fn-2\">",
            "Investment in Japan",
            "<li id=\"fn-3\">",
            "Other words.",
            "<li id=\"fn-4\">",
            "Insee",
        ]);
}

#[test]
fn the_same_citation_shares_its_number_and_another_place_does_not() {
    let notes = notes("One.[@oecd, p. 3] Two.[@oecd, p. 3] Three.[@oecd, p. 4] [@insee]\n");
    notes.shows_times("<li id=\"fn-", 3).shows("href=\"#fnref-1\"").shows("href=\"#fnref-1-2\"").shows("4");
}

#[test]
fn several_sources_may_stand_in_one_bracket() {
    let site = built("One.[@oecd, p. 3; @insee]\n");
    site.is_clean();
    site.page("x.html").body().shows("href=\"#fn-1\"").shows("href=\"#fn-2\"");
}

#[test]
fn a_note_may_cite_too() {
    let site = built("One.[^a] [@insee]\n\n[^a]: See [@oecd].\n");
    site.is_clean();
    assert_eq!(unbalanced(site.page("x.html").text()), None);
    assert_eq!(dead_links(&site.report), []);
}

#[test]
fn a_locator_says_where_in_the_source() {
    for (written, shown) in [("p. 3", "3"), ("chap. 2", "2"), ("12", "12"), ("near the end", "near the end")]
    {
        notes(&format!("One.[@oecd, {written}]\n")).shows(shown);
    }
}

#[test]
fn an_unknown_source_is_named_with_the_nearest_at_its_place() {
    let site = built(&format!("{BOTH}\nThree.[@oced, p. 3]\n"));
    site.reports(Code::UnknownRecord).is_at("content/x.md", 7, 7).says("`oced`").advises("oecd");
}

#[test]
fn markup_in_a_title_is_text() {
    let site = built(BOTH);
    let page = site.page("x.html");
    page.shows("Trade &lt;b&gt;&amp;&lt;/b&gt; More").lacks("<b>");
    site.page("sources.html").lacks("<b>");
}

// The list of a page's sources

#[test]
fn a_page_lists_what_it_cites_and_what_its_front_matter_names() {
    let site =
        site("One.[@oecd]\n").page_with("content/x.md", "X", "sources: [insee]\n", "One.[@oecd]\n").build();
    site.is_clean();
    let list = site.page("x.html").main().between("<section class=\"page-sources\">", "</section>");
    list.shows_times("<li>", 2).shows("sources.html#oecd").shows("sources.html#insee");
    site.page("sources.html").main().shows_times("Cited in <a href=\"x.html\">X</a>", 2);
}

#[test]
fn a_source_of_front_matter_that_is_not_there_is_an_error_at_its_place() {
    let site = site(BOTH).page_with("content/y.md", "Y", "sources: [oecd, inse]\n", "").build();
    let found = site.reports(Code::UnknownRecord).is_at("content/y.md", 3, 17);
    found.underlines("inse").advises("`insee`");
}

#[test]
fn a_page_that_cites_nothing_lists_nothing() {
    let site = site(BOTH).page("content/y.md", "Y", "").build();
    site.page("y.html").lacks("page-sources").lacks("footnotes");
}

// Styles

#[test]
fn the_style_is_the_configurations() {
    let notes_of = |config: &str| {
        let page = site(BOTH).config(config).build().page("x.html").main();
        page.between("<section class=\"page-sources\">", "</section>").text().to_owned()
    };
    let (chicago, apa) = (notes_of(""), notes_of("citation_style: apa\n"));
    assert!(apa.contains("(2014"), "{apa}");
    assert_ne!(chicago, apa);
}

#[test]
fn an_unknown_style_is_an_error_at_its_place() {
    let site = site(BOTH).config("citation_style: chicago-note\n").build();
    let found = site.reports(Code::WrongValue).is_at("chancery.yaml", 2, 17);
    found.underlines("chicago-note").advises("`chicago-notes`");
    let cite_as = site_cited("cite_as: [apa, chicgo-notes]\n");
    cite_as.reports(Code::WrongValue).is_at("chancery.yaml", 2, 16).underlines("chicgo-notes");
}

fn site_cited(config: &str) -> Built {
    site(BOTH).config(config).build()
}

// How the page itself is cited

#[test]
fn a_page_says_how_it_is_cited_in_each_form() {
    let page = site_cited("base_url: https://example.org/\npublisher: A ministry\n").page("x.html");
    page.between("<details class=\"cite\">", "</details>").shows_in_order(&[
        "Cite this page",
        "https://example.org/x.html",
        "<dt>BibTeX</dt>",
        "@",
        "title",
        "<dt>CSL-JSON</dt>",
        "&quot;title&quot;",
    ]);
    let one = site_cited("cite_as: [apa]\n").page("x.html").between("<details class=\"cite\">", "</details>");
    one.shows_times("<dt>", 3);
}

#[test]
fn a_site_may_offer_no_citation_of_its_pages() {
    site_cited("cite_as: []\n").page("x.html").lacks("Cite this page").lacks("BibTeX");
}

#[test]
fn a_title_with_marks_stays_balanced_in_every_form() {
    let site = Site::new().page("content/x.md", "\"A {b} <i>c</i> & d \\\\ $\"", "").build();
    let page = site.page("x.html");
    page.lacks("<i>");
    assert_eq!(unbalanced(page.text()), None);
}

#[test]
fn a_citation_in_a_heading_is_no_word_of_it_and_none_stands_in_an_image() {
    let site = Site::new()
        .file("content/registers/sources.yaml", "- id: s\n  title: S\n")
        .page("content/x.md", "X", "## Trade [@s]\n\nText.\n\n## Goods\n\nText.\n")
        .build();
    site.is_clean();
    site.page("x.html").shows("<h2 id=\"trade\">").shows("<a href=\"#trade\">Trade</a>");
    let image = Site::new()
        .file("content/registers/sources.yaml", "- id: s\n  title: S\n")
        .file("content/i.png", "")
        .page("content/x.md", "X", "![alt [@s]](i.png) [@s]\n")
        .build();
    image.reports(Code::LiteralLink).is_at("content/x.md", 5, 7).advises("after the image");
}

#[test]
fn slips_in_a_citation_are_told_what_to_write() {
    let built = |text: &str| {
        Site::new()
            .file("content/registers/sources.yaml", "- id: s\n  title: S\n")
            .page("content/x.md", "X", text)
            .build()
    };
    built("It is.[@ s]\n").is_clean();
    built("It is.[@s] [@s p. 3]\n").reports(Code::UnknownRecord).advises("`[@s, p. 3]`");
    built("It is.[@s] [x](sources:s)\n").reports(Code::UnsafeAddress).advises("did you mean `source:`?");
    built("It is.[@s] [x](name:s)\n").reports(Code::UnknownRecord).advises("write `source:s`");
    built("It is.[@s] [[source:s]]\n").reports(Code::MissingTarget).advises("`[](source:s)`");
}

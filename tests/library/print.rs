//! The print edition: the whole briefing in reading order on one page.

use std::collections::BTreeSet;

use chancery::model::source::diagnostic::Code;
use chancery::{Memory, Options, Work, rebuild};

use crate::common::{Built, Page, Site, dead_links, page, tags, unbalanced, without_data};

/// A first page, two sections and what is in them.
fn site() -> Site {
    Site::new()
        .page_with("content/political/index.md", "Political relations", "order: 2\n", "Of politics.\n")
        .page(
            "content/political/visits.md",
            "Visits",
            "See [the deficit](../economic/trade.md#deficit).\n\n## Visits\n",
        )
        .page_with("content/economic/index.md", "Economic relations", "order: 1\n", "")
        .page_with(
            "content/economic/trade.md",
            "Trade",
            "order: 2\n",
            "Of [home](../index.md).\n\n## Deficit\n\nIt shrinks.\n",
        )
        .page_with("content/economic/investment.md", "Investment", "order: 1\n", "Both ways.\n")
}

fn edition(site: &Built) -> Page {
    site.page("print.html").main()
}

/// Asserts that the edition is a whole: every element ends, every id is there once, every address leads somewhere.
#[track_caller]
fn is_whole(site: &Built) {
    let text = site.text("print.html");
    assert_eq!(unbalanced(&without_data(&text)), None);
    let ids: Vec<String> = tags(&text).iter().filter_map(|tag| tag.get("id").map(str::to_owned)).collect();
    let each: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(ids.len(), each.len(), "{ids:#?}");
    assert_eq!(dead_links(&site.report), []);
}

#[test]
fn pages_come_in_reading_order_under_numbers() {
    let site = site().build();
    site.is_clean();
    is_whole(&site);
    edition(&site).shows_in_order(&[
        "<h1>A briefing</h1>",
        ">Contents</h2>",
        "<a href=\"#index\">Home</a>",
        "<a href=\"#economic.index\"><span class=\"part-number\">1</span> Economic relations</a>",
        "<a href=\"#economic.investment\"><span class=\"part-number\">1.1</span> Investment</a>",
        "<a href=\"#economic.trade\"><span class=\"part-number\">1.2</span> Trade</a>",
        "<a href=\"#political.index\"><span class=\"part-number\">2</span> Political relations</a>",
        "<h2>Home</h2>",
        "id=\"economic.index\">\n<h2><span class=\"part-number\">1</span> Economic relations</h2>",
        "id=\"economic.investment\">\n<h3><span class=\"part-number\">1.1</span> Investment</h3>",
        "<h3><span class=\"part-number\">1.2</span> Trade</h3>",
        "<h4 id=\"economic.trade..deficit\">Deficit</h4>",
        "<h2><span class=\"part-number\">2</span> Political relations</h2>",
        "<h3><span class=\"part-number\">2.1</span> Visits</h3>",
    ]);
}

#[test]
fn a_first_page_that_bears_the_title_of_the_briefing_opens_it_without_a_heading_of_its_own() {
    let site = Site::new().page("content/index.md", "A briefing", "Welcome.\n\n## Aim\n").build();
    is_whole(&site);
    let edition = edition(&site);
    edition.shows("<section class=\"part depth-0\" id=\"index\">\n<div class=\"text opening\">");
    edition.shows("<h2 id=\"index..aim\">Aim</h2>").shows_times("<h1", 1).lacks("Contents");
}

#[test]
fn links_between_pages_of_the_edition_stay_within_it_and_others_lead_to_the_site() {
    let text = "To [trade](../economic/trade.md), [there](../economic/trade.md#deficit), [here](#h), [a map](map.pdf#page=2), [old](old.md), <https://example.org/>.\n\n## H\n";
    let site = site()
        .page("content/political/visits.md", "Visits", text)
        .page_with("content/political/old.md", "Old", "status: withdrawn\n", "Gone.\n")
        .file("content/political/map.pdf", "%PDF")
        .build();
    is_whole(&site);
    edition(&site)
        .shows("<a href=\"#economic.trade\">trade</a>")
        .shows("<a href=\"#economic.trade..deficit\">there</a>")
        .shows("<a href=\"#political.visits..h\">here</a>")
        .shows("<a href=\"political/map.pdf#page=2\">a map</a>")
        .shows("<a href=\"political/old.html\">old</a>")
        .shows("<a href=\"https://example.org/\" class=\"url\">https://example.org/</a>")
        .lacks("Gone.");
}

#[test]
fn what_has_one_id_on_two_pages_has_two_in_the_edition() {
    let text = "One.[^1] <a id=\"pin\"></a>\n\n## Same\n\n<table><tr><th id=\"c\">C</th></tr><tr><td headers=\"c\">1</td></tr></table>\n\n[^1]: Note.\n";
    let site = Site::new().page("content/a.md", "A", text).page("content/a.b.md", "B", text).build();
    is_whole(&site);
    for part in ["a", "a_2Eb"] {
        edition(&site)
            .shows(&format!("<h3 id=\"{part}..same\">"))
            .shows(&format!("id=\"{part}..pin\""))
            .shows(&format!("<td headers=\"{part}..c\">"))
            .shows(&format!("<a href=\"#{part}..fn-1\">1</a>"))
            .shows(
                &format!("aria-labelledby=\"{part}.._notes\"><h3 id=\"{part}.._notes\">")
                    .replace("><h3", ">\n<h3"),
            );
    }
}

const REGISTERS: &[(&str, &str)] = &[
    (
        "figures",
        "- id: stock\n  label: Stock\n  value: 12e9\n  unit: EUR\n  as_of: 2013\n  source: paper\n  earlier:\n    - {value: 9e9, as_of: 2010}\n",
    ),
    ("sources", "- id: paper\n  title: A paper\n  publisher: A ministry\n  url: https://example.org/paper\n"),
    ("terms", "- id: fdi\n  term: FDI\n  expansion: Foreign direct investment\n"),
    ("charts", "- id: c\n  title: Stock over time\n  history: stock\n"),
];

fn with_registers(site: Site) -> Site {
    let add =
        |site: Site, (name, text): &(&str, &str)| site.file(&format!("content/registers/{name}.yaml"), *text);
    REGISTERS.iter().fold(site, add)
}

#[test]
fn registers_are_annexes_to_which_figures_terms_and_sources_lead() {
    let text = "Stock: [](figure:stock), before [](figure:stock@2010); FDI, see [it](term:fdi).[@paper]\n\n![](chart:c)\n";
    let site =
        with_registers(Site::new().page_with("content/x.md", "X", "key_figures: [stock]\n", text)).build();
    site.is_clean();
    is_whole(&site);
    let edition = edition(&site);
    edition.shows_in_order(&[
        "<span class=\"part-number\">A</span> Figures</a>",
        "<span class=\"part-number\">B</span> Glossary</a>",
        "<span class=\"part-number\">C</span> Sources</a>",
        "<a href=\"#figures..stock\" class=\"figure\">€12\u{a0}billion</a>",
        "<a href=\"#glossary..fdi\" class=\"term\">it</a>",
        "id=\"x.._chart-c.title\"",
        "<dd class=\"number\"><a href=\"#figures..stock\"><data value=\"12000000000\">€12\u{a0}billion</data></a></dd>",
        "<span class=\"part-number\">A</span> Figures</h2>",
        "<div id=\"figures..stock\">",
        "<a href=\"#sources..paper\">A paper</a>",
        "id=\"figures..stock@2010\"",
        "<div id=\"glossary..fdi\">",
        "<li id=\"sources..paper\"><a href=\"https://example.org/paper\">A paper</a>, A ministry.",
    ]);
    edition.lacks("Cite this page").lacks("Pages that link here").lacks("Mentioned in");
}

#[test]
fn a_style_that_cites_by_number_keeps_its_lists() {
    let built = |style: &str| {
        let site = Site::new().config(&format!("citation_style: {style}\n")).page(
            "content/x.md",
            "X",
            "Said.[@paper]\n",
        );
        let [_, sources, ..] = REGISTERS else { panic!("there are sources") };
        edition(&site.file("content/registers/sources.yaml", sources.1).build())
    };
    built("iso-690-numeric")
        .shows("<div class=\"page-sources\">")
        .shows("<a href=\"#sources..paper\">About this source</a>");
    built("chicago-notes").lacks("page-sources");
}

#[test]
fn the_title_page_says_who_when_and_where_and_never_reads_a_clock() {
    let lines =
        "languages: [en-GB]\npublisher: A ministry\nas_of: 2015-10-02\nbase_url: https://example.org/b/\n";
    let site = site().config(lines).page_with("content/x.md", "X", "updated: 2015-11-03\n", "").build();
    edition(&site).between("<header", "</header>").shows_in_order(&[
        "A ministry",
        "<h1>A briefing</h1>",
        "As of <time datetime=\"2015-10-02\">2 October 2015</time>",
        "<time datetime=\"2015-11-03\">3 November 2015</time>",
        "<dd>https://example.org/b/</dd>",
    ]);
    site.page("print.html").shows("data-edition=\"A briefing · As of 2 October 2015\"").shows("noindex");
    assert!(!site.text("sitemap.xml").contains("print.html"));
}

#[test]
fn pages_lead_to_the_edition_where_there_is_one() {
    let site = site();
    site.clone().build().page("economic/trade.html").shows("<a href=\"../print.html\">Print version</a>");
    let without = site.config("outputs: {print: false}\n").build();
    without.is_clean().has_no("print.html").page("index.html").lacks("print.html");
}

#[test]
fn a_large_site_has_an_edition_only_when_it_asks_for_one() {
    let pages = |number: usize| {
        (1..number)
            .fold(Site::new(), |site, at| site.page(&format!("content/{at}.md"), &format!("P{at}"), ""))
    };
    pages(300).build().has("print.html");
    pages(301).build().has_no("print.html").page("index.html").lacks("print.html");
    pages(301).config("outputs: {print: true}\n").build().has("print.html");
}

#[test]
fn a_page_of_an_editors_cannot_take_its_address() {
    let site = site().page("content/print.md", "Print", "");
    site.clone().build().reports(Code::SameAddress).is_of("content/print.md").says("Chancery");
    site.config("outputs: {print: false}\n").build().is_clean().has("print.html");
}

#[test]
fn what_does_not_stand_says_so_and_a_section_without_a_landing_page_keeps_its_title() {
    let site = site()
        .page_with("content/x.md", "X", "status: superseded\nsuperseded_by: economic/trade.md\n", "")
        .page_with("content/economic/index.md", "Economic relations", "order: 1\nstatus: withdrawn\n", "")
        .page("content/political/visits.md", "Visits", "See [it](../economic/index.md).\n")
        .build();
    is_whole(&site);
    edition(&site)
        .shows("<strong>Superseded.</strong>")
        .shows("<a href=\"#economic.trade\">Trade</a>.</p>")
        .shows("<h2><span class=\"part-number\">1</span> Economic relations</h2>")
        .shows("<a href=\"economic/index.html\">it</a>");
}

#[test]
fn an_edit_of_a_page_writes_it_and_the_edition_and_an_edit_of_a_tag_not_the_edition() {
    let site = site().page_with("content/x.md", "X", "tags: [a]\n", "Prose.\n");
    let (mut tree, mut memory) = (site.tree().clone(), Memory::default());
    rebuild(&mut memory, &tree, &Options::default());
    tree.insert("content/x.md", page("X", "tags: [a]\n", "Other prose.\n"));
    let report = rebuild(&mut memory, &tree, &Options::default());
    assert_eq!(report.work, Work { read: 1, joined: 0, filled: 1, written: 2 });
    let print = report.output.get("print.html").expect("it is there").to_vec();
    assert!(String::from_utf8_lossy(&print).contains("Other prose."));
    tree.insert("content/x.md", page("X", "tags: [b]\n", "Other prose.\n"));
    let report = rebuild(&mut memory, &tree, &Options::default());
    // The page, the new tag's and the list of tags.
    assert_eq!(report.work, Work { read: 1, joined: 1, filled: 0, written: 3 });
    assert_eq!(report.output.get("print.html").map(|bytes| bytes.to_vec()), Some(print));
}

#[test]
fn templates_may_be_the_sites_own() {
    let own = "{% for part in page.print.parts %}{{ part.number }} {{ part.title }};{% endfor %}";
    let site = site().file("templates/print.html", own).build();
    site.is_clean();
    assert_eq!(
        site.text("print.html").trim(),
        "Home;1 Economic relations;1.1 Investment;1.2 Trade;2 Political relations;2.1 Visits;"
    );
}

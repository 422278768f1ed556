//! Charts and diagrams, key figures, and what figures were before.

use std::collections::BTreeSet;

use chancery::model::source::diagnostic::Code;

use crate::common::{Built, Page, Site, dead_links, tags, unbalanced};

const CHARTS: &str = "content/registers/charts.yaml";
const FIGURES: &str = "content/registers/figures.yaml";

/// A record of a figure with its value and further lines.
fn figure(id: &str, value: &str, lines: &str) -> String {
    format!("- id: {id}\n  label: The {id}\n  value: {value}\n  as_of: 2013\n  source: paper\n{lines}")
}

const SERIES: &str = "  earlier:\n    - {value: 10, as_of: 2011}\n    - {value: 8, as_of: 2009, qualifier: about, source: older}\n";

/// A site with these figures and charts, and a page with a text.
fn site(figures: &str, charts: &str, text: &str) -> Site {
    Site::new()
        .file(FIGURES, figures)
        .file(CHARTS, charts)
        .file(
            "content/registers/sources.yaml",
            "- id: paper\n  title: A paper\n- id: older\n  title: An older one\n",
        )
        .page("content/x.md", "X", text)
}

fn chart(what: &str) -> String {
    format!("- id: c\n  title: A chart\n  caption: Of numbers.\n  {what}\n")
}

/// The drawing of a site with two figures.
fn drawn(what: &str) -> Page {
    let figures = format!("{}{}", figure("jobs", "12", SERIES), figure("loss", "-3", ""));
    let site = site(&figures, &chart(what), "![](chart:c)\n").build();
    let page = site.page("x.html");
    assert_eq!(unbalanced(page.text()), None);
    assert_eq!(dead_links(&site.report), []);
    page.body().between("<figure class=\"chart", "</figure>")
}

/// Every id that stands on a page twice.
fn doubled(page: &Page) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let tags = tags(page.text());
    let ids = tags.iter().filter_map(|tag| tag.get("id"));
    ids.filter(|id| !seen.insert(id.to_string())).map(str::to_owned).collect()
}

// Drawings

#[test]
fn a_comparison_has_its_numbers_its_data_and_its_sources() {
    let drawn = drawn("figures: [jobs, loss]");
    drawn.shows("<strong>A chart</strong> Of numbers.").shows("role=\"img\"");
    drawn.between("<desc", "</desc>").shows("The jobs, 2013: 12").shows("The loss, 2013: -3");
    drawn.between("<table>", "</table>").shows_in_order(&[
        "<th scope=\"row\">The jobs</th>",
        "<a href=\"figures.html#jobs\"><data value=\"12\">12</data></a>",
        "<time datetime=\"2013\">2013</time>",
        "<th scope=\"row\">The loss</th>",
    ]);
    drawn.shows("<a href=\"sources.html#paper\">A paper</a>");
}

#[test]
fn a_series_goes_from_the_earliest_to_the_latest_and_names_the_date_alone() {
    let drawn = drawn("history: jobs");
    drawn
        .between("<desc", "</desc>")
        .shows_in_order(&["2009: about", "8", "2011: 10", "2013: 12"])
        .lacks("The jobs");
    drawn.shows("Hatched: approximate value").shows("sources.html#older");
}

#[test]
fn an_earlier_value_may_be_compared() {
    drawn("figures: [jobs@2011, jobs]").between("<desc", "</desc>").shows_in_order(&["2011: 10", "2013: 12"]);
}

#[test]
fn a_negative_number_reaches_left_from_zero() {
    let drawn = drawn("figures: [jobs, loss]");
    let tags = tags(drawn.text());
    let bars: Vec<f64> = tags
        .iter()
        .filter(|tag| tag.name == "rect")
        .filter_map(|tag| tag.get("x")?.trim_end_matches('%').parse().ok())
        .collect();
    assert_eq!(bars, [20.0, 0.0], "{}", drawn.text());
}

#[test]
fn a_diagram_puts_each_event_into_the_lane_of_its_country() {
    let names = "- id: japan\n  kind: place\n  name: Japan\n- id: tokyo\n  kind: place\n  name: Tokyo\n  part_of: japan\n\
                 - id: france\n  kind: place\n  name: France\n";
    let events = "- id: a\n  title: First\n  date: 2013\n  series: Meetings\n  places: [tokyo]\n  source: paper\n\
                  - id: b\n  title: Second\n  date: 2014-05\n  series: Meetings\n  places: [france]\n  source: paper\n\
                  - id: z\n  title: Other\n  date: 2012\n  source: older\n";
    let site = site("", &chart("events: Meetings"), "![](chart:c)\n")
        .file("content/registers/names.yaml", names)
        .file("content/registers/events.yaml", events)
        .build();
    site.is_clean();
    let page = site.page("x.html");
    assert_eq!(unbalanced(page.text()), None);
    let drawn = page.body().between("<figure class=\"chart diagram\"", "</figure>");
    drawn.between("<table>", "</table>").shows_in_order(&[
        "<a href=\"timeline.html#a\">Tokyo</a>",
        "<td>Japan</td>",
        "<a href=\"timeline.html#b\">France</a>",
        "May 2014",
        "<td>France</td>",
    ]);
    drawn.lacks("Other");
}

#[test]
fn a_chart_twice_on_a_page_has_ids_of_its_own() {
    let one = figure("jobs", "12", "  qualifier: about\n");
    let charts = format!(
        "{}- id: c-2\n  title: Two\n  figures: [jobs]\n- id: c-title\n  title: Three\n  figures: [jobs]\n",
        chart("figures: [jobs]")
    );
    let text = "![](chart:c)\n\n![](chart:c)\n\n![](chart:c-2)\n\n![](chart:c-title)\n\n[](figure:jobs)\n";
    let site = site(&one, &charts, text).build();
    let page = site.page("x.html");
    page.body().shows_times("<figure class=\"chart\"", 4);
    assert_eq!(doubled(&page), [""; 0]);
}

#[test]
fn a_chart_in_a_note_takes_no_number_from_the_paragraphs() {
    let text = "One.\n\nTwo.[^a]\n\n[^a]: ![](chart:c)\n\nThree. [](figure:jobs)\n";
    let page = site(&figure("jobs", "12", ""), &chart("figures: [jobs]"), text).build().page("x.html");
    page.body().shows("<p id=\"_.3\">Three.");
    assert_eq!((doubled(&page), unbalanced(page.text())), (Vec::new(), None));
}

#[test]
fn a_chart_among_words_in_a_list_or_in_a_table_is_misplaced() {
    for (text, line, column) in [
        ("One ![](chart:c)\n", 5, 5),
        ("![](chart:c) two\n", 5, 1),
        ("- ![](chart:c)\n", 5, 3),
        ("| a |\n|---|\n| ![](chart:c) |\n", 7, 3),
        ("## H ![](chart:c)\n", 5, 6),
        ("---\n\nOne.[^a]\n\n[^a]:\n    - ![](chart:c)\n", 10, 7),
    ] {
        let site =
            site(&figure("jobs", "12", ""), &chart("figures: [jobs]"), &format!("{text}\n[](figure:jobs)\n"))
                .build();
        site.reports(Code::MisplacedChart).is_at("content/x.md", line, column).says("paragraph of its own");
        assert_eq!(unbalanced(site.page("x.html").text()), None, "{text}");
    }
}

#[test]
fn a_chart_that_cannot_be_drawn_is_an_error() {
    for (what, says) in [
        ("figures: [jobs, share]", "figures in different units cannot share a chart: `no unit` and `%`"),
        ("figures: [job]", "no figure has the id `job`"),
        ("figures: [jobs@2001]", "the figure `jobs` has no value of `2001`"),
        ("events: Meetings", "no dated event has the series `Meetings`"),
    ] {
        let figures = format!("{}{}", figure("jobs", "12", SERIES), figure("share", "3", "  unit: '%'\n"));
        let text = "![](chart:c)\n\n[](figure:jobs) [](figure:share)\n";
        let site = site(&figures, &chart(what), text).build();
        site.reports(Code::ImpossibleChart).is_at(CHARTS, 1, 1).says(says);
    }
}

#[test]
fn a_chart_shows_one_thing() {
    let figures = figure("jobs", "12", "");
    let site = |what: &str| site(&figures, &chart(what), "![](chart:c)\n\n[](figure:jobs)\n").build();
    site("figures: [jobs]\n  history: jobs").reports(Code::MissingField).says("one thing");
    site("figures: []").reports(Code::MissingField).says("no `figures`");
}

#[test]
fn an_unknown_chart_is_named_with_the_nearest() {
    let text = "![](chart:c)\n\n![](chart:d)\n\n[](figure:jobs)\n";
    let site = site(&figure("jobs", "12", ""), &chart("figures: [jobs]"), text).build();
    site.reports(Code::UnknownRecord).is_at("content/x.md", 7, 1).says("`d`");
}

// Key figures

fn with_key_figures(keys: &str) -> Built {
    site(&figure("jobs", "12", SERIES), "", "[](figure:jobs)\n")
        .page_with("content/index.md", "Home", keys, "")
        .build()
}

#[test]
fn a_landing_page_shows_its_key_figures_and_leads_to_the_page_that_tells_of_them() {
    let site = with_key_figures("key_figures: [jobs, jobs@2011]\n");
    site.is_clean();
    site.page("index.html").main().between("<section class=\"panel\">", "</section>").shows_in_order(&[
        "<h2>Key figures</h2>",
        "<dt><a href=\"x.html\">The jobs</a></dt>",
        "<a href=\"figures.html#jobs\"><data value=\"12\">12</data></a>",
        "<time datetime=\"2013\">",
        "A paper",
        "<data value=\"10\">10</data></a>",
        "<time datetime=\"2011\">",
    ]);
    site.page("figures.html")
        .main()
        .shows("Mentioned in <a href=\"index.html\">Home</a>, <a href=\"x.html\">X</a>");
    assert_eq!(dead_links(&site.report), []);
}

#[test]
fn a_key_figure_that_is_not_there_is_an_error_at_its_place() {
    let site = with_key_figures("key_figures: [jobs, job]\n");
    site.reports(Code::UnknownRecord).is_at("content/index.md", 3, 21).underlines("job").advises("`jobs`");
    with_key_figures("key_figures: [jobs@2001]\n").reports(Code::UnknownRecord).is_at(
        "content/index.md",
        3,
        15,
    );
}

// Earlier values, words and ranks

#[test]
fn a_text_may_give_what_a_figure_was() {
    let text = "[](figure:jobs), before [10](figure:jobs@2011), [](figure:jobs@2009)\n";
    let site = site(&figure("jobs", "12", SERIES), "", text).build();
    site.is_clean();
    let page = site.page("x.html");
    page.body().shows("<a href=\"#_figure-jobs@2011\" class=\"figure\">10</a>").shows(">about\u{a0}8</a>");
    page.between("<section class=\"figure-notes\">", "</section>")
        .shows("<div id=\"_figure-jobs@2009\">")
        .shows("An older one");
    site.page("figures.html").main().shows_in_order(&["id=\"jobs@2011\"", "id=\"jobs@2009\""]);
    assert_eq!(dead_links(&site.report), []);
}

#[test]
fn another_number_than_the_earlier_one_is_an_error() {
    let site = site(&figure("jobs", "12", SERIES), "", "[12](figure:jobs@2011)\n").build();
    site.reports(Code::FigureDiffers).is_at("content/x.md", 5, 1).says("`10`");
}

#[test]
fn a_date_without_a_value_is_named_with_those_there_are() {
    let site = site(&figure("jobs", "12", SERIES), "", "[](figure:jobs@2010)\n").build();
    let found = site.reports(Code::UnknownRecord).is_at("content/x.md", 5, 1).says("2010");
    found.advises("2013").advises("2011").advises("2009");
}

#[test]
fn numbers_are_read_in_words() {
    let site = |text: &str| site(&figure("jobs", "3", ""), "", &format!("[{text}](figure:jobs)\n")).build();
    for text in ["three", "Three people", "the third", "third-largest"] {
        site(text).does_not_report(Code::FigureDiffers);
    }
    for text in ["four", "the fourth", "first"] {
        site(text).reports(Code::FigureDiffers).says("another number");
    }
}

#[test]
fn a_rank_is_an_ordinal() {
    for (value, shown) in [("1", "1st"), ("2", "2nd"), ("3", "3rd"), ("11", "11th"), ("22", "22nd")] {
        let site = site(&figure("place", value, "  unit: rank\n"), "", "[](figure:place)\n").build();
        site.page("x.html").body().shows(&format!(">{shown}</a>"));
    }
}

#[test]
fn two_values_of_one_time_and_a_later_earlier_one_are_contradictions() {
    let figure =
        |earlier: &str| format!("{}  earlier: [{{value: 1, as_of: {earlier}}}]\n", figure("jobs", "12", ""));
    let says = |earlier: &str| {
        let site = site(&figure(earlier), "", "[](figure:jobs)\n").build();
        site.reports(Code::Contradiction).is_at(FIGURES, 1, 1).message().to_owned()
    };
    assert_eq!(says("2013"), "the figure is both 12 and 1 as of 2013");
    assert_eq!(says("2014"), "an earlier value (2014) has a later date than `value`");
}

//! Events: the timeline, the panels of the latest, and dates in texts that are compared with the register.

use chancery::model::source::diagnostic::Code;

use crate::common::{Built, Site, dead_links};

const EVENTS: &str = "content/registers/events.yaml";

/// A record of an event with further lines.
fn event(id: &str, title: &str, lines: &str) -> String {
    format!("- id: {id}\n  title: {title}\n  source: paper\n  {lines}\n")
}

/// A site with these events and a page with a text.
fn site(events: &str, text: &str) -> Site {
    Site::new()
        .file(EVENTS, events)
        .file("content/registers/sources.yaml", "- id: paper\n  title: A paper\n")
        .config("languages: [en-GB]\n")
        .page("content/x.md", "X", text)
}

fn built(events: &str, text: &str) -> Built {
    site(events, text).build()
}

// The timeline

#[test]
fn the_timeline_goes_by_year_from_the_latest_and_ends_with_what_has_no_date() {
    let events = [
        event("a", "Alpha", "date: 2013"),
        event("b", "Beta", "undated: true"),
        event("c", "Gamma", "date: 2014-02-03"),
        event("d", "Delta", "date: 2014-10"),
    ];
    let site = built(&events.concat(), "");
    site.is_clean();
    site.page("timeline.html").main().shows_in_order(&[
        "<section class=\"year\" id=\"_2014\">",
        "<h2>2014</h2>",
        "<li id=\"d\"",
        "October 2014",
        "<p class=\"what\">Delta</p>",
        "<li id=\"c\"",
        "3 February 2014",
        "<h2>2013</h2>",
        "<li id=\"a\"",
        "<h2>Undated events</h2>",
        "<li id=\"b\"",
        "date not given",
    ]);
}

#[test]
fn an_entry_of_the_timeline_has_its_places_people_section_source_and_pages() {
    let names = "- id: paris\n  kind: place\n  name: Paris\n- id: abe\n  kind: person\n  name: Shinzo Abe\n";
    let visit = event(
        "visit",
        "A visit",
        "date: 2014-05-05\n  kind: Visit\n  places: [paris]\n  names: [abe]\n  section: political\n  note: It went well.",
    );
    let site = site(&visit, "[A visit](event:visit)\n")
        .section("political", "Politics")
        .file("content/registers/names.yaml", names)
        .build();
    site.is_clean();
    site.page("x.html").body().shows("<a href=\"timeline.html#visit\" class=\"event\">A visit</a>");
    site.page("timeline.html").main().between("<li id=\"visit\"", "</li>").shows_in_order(&[
        "<span class=\"place\">Visit</span>",
        "<a href=\"names/paris.html\">Paris</a> · <a href=\"names/abe.html\">Shinzo Abe</a>",
        "<p>It went well.</p>",
        "<a href=\"political/index.html\">Politics</a>",
        "<a href=\"sources.html#paper\">A paper</a>",
        "<a href=\"x.html\">X</a>",
    ]);
    assert_eq!(dead_links(&site.report), []);
}

#[test]
fn a_span_says_what_its_ends_share_once() {
    for (end, text) in [
        ("2014-10-30", "28–30 October 2014"),
        ("2014-11-02", "28 October – 2 November 2014"),
        ("2015-01-02", "28 October 2014 – 2 January 2015"),
    ] {
        let site = built(&event("a", "A", &format!("date: 2014-10-28\n  end: {end}")), "[](event:a)\n");
        site.page("timeline.html").main().shows(text);
    }
}

#[test]
fn the_latest_of_each_series_stands_above_the_years() {
    let events = [
        event("one", "First dialogue", "date: 2013\n  series: Dialogue"),
        event("two", "Second dialogue", "date: 2014-03\n  series: Dialogue"),
        event("summit", "A summit", "date: 2012\n  series: Summit"),
        event("lost", "A lost one", "undated: true\n  series: Lost"),
    ];
    let page = built(&events.concat(), "").page("timeline.html").main();
    let latest = page.between("<section class=\"latest\">", "</section>");
    latest.shows_in_order(&[
        "<dt>Dialogue</dt>",
        "#two\">Second dialogue",
        "<dt>Summit</dt>",
        "#summit\">A summit",
    ]);
    latest.lacks("First dialogue").lacks("Lost");
    page.between("<li id=\"two\"", "</p>").shows("Latest in its series");
    page.between("<li id=\"one\"", "</p>").lacks("Latest in its series");
}

#[test]
fn sections_and_kinds_are_filtered_by_number_and_the_thirteenth_kind_has_none() {
    let events: String = (1..=13)
        .map(|n| event(&format!("e{n}"), "E", &format!("date: {}\n  kind: Kind {n}", 2000 + n)))
        .collect();
    let page = built(&events, "").page("timeline.html").main();
    page.shows("id=\"_kind-12\"> Kind 12</label>").lacks("_kind-13").lacks("name=\"section\"");
    page.shows("<li id=\"e12\" data-kind=\"12\">").shows("<li id=\"e13\">");
}

#[test]
fn filters_of_sections_stand_in_the_order_of_the_sections() {
    let events =
        [event("a", "A", "date: 2013\n  section: two"), event("b", "B", "date: 2014\n  section: one")]
            .concat();
    let site = site(&events, "").section("one", "One").section("two", "Two").build();
    let page = site.page("timeline.html").main();
    page.shows("id=\"_section-1\"> One").shows("id=\"_section-2\"> Two").lacks("name=\"kind\"");
    page.shows("<li id=\"a\" data-section=\"2\">").shows("<li id=\"b\" data-section=\"1\">");
}

#[test]
fn one_kind_alone_needs_no_filter() {
    built(&event("a", "A", "date: 2013\n  kind: Visit"), "").page("timeline.html").main().lacks("<form");
}

// The latest events on landing pages

#[test]
fn a_landing_page_lists_the_latest_events_of_its_section_and_the_first_page_those_of_all() {
    let events = [
        event("a", "Alpha", "date: 2013\n  section: s"),
        event("b", "Beta", "date: 2014\n  section: s"),
        event("c", "Gamma", "date: 2015\n  section: t"),
        event("d", "Delta", "undated: true\n  section: s"),
    ];
    let site = site(&events.concat(), "[Beta](event:b)\n")
        .page_with("content/index.md", "Home", "latest_events: 2\n", "")
        .page_with("content/s/index.md", "S", "latest_events: 9\n", "")
        .section("t", "T")
        .build();
    site.is_clean();
    let panel = |address: &str| site.page(address).main().between("<section class=\"panel\">", "</section>");
    panel("index.html")
        .shows_in_order(&[
            "Latest events",
            "<a href=\"timeline.html#c\">Gamma</a>",
            "<a href=\"x.html\">Beta</a>",
        ])
        .lacks("Alpha");
    panel("s/index.html").shows_in_order(&["Beta", "Alpha"]).lacks("Gamma").lacks("Delta");
    site.page("t/index.html").lacks("class=\"panel\"");
}

// Dates in texts

#[test]
fn a_date_in_a_text_is_compared_as_far_as_it_goes() {
    let visit = event("visit", "A visit", "date: 2014-05-05\n  end: 2014-05-07");
    for text in ["5–7 May 2014", "May 2014", "2014", "6 May", "A visit", "the talks", ""] {
        built(&visit, &format!("In [{text}](event:visit).\n")).does_not_report(Code::EventDiffers);
    }
    for (text, said) in [("May 2013", "2013"), ("April 2014", "april"), ("8 May 2014", "8")] {
        let site = built(&visit, &format!("In [{text}](event:visit).\n"));
        let found = site.reports(Code::EventDiffers).is_at("content/x.md", 5, 4);
        found.says(&format!("`{said}`")).says("5–7 May 2014");
    }
}

#[test]
fn a_title_with_a_number_of_its_own_is_no_difference() {
    let summit = event("g7", "G7 summit of 2008 goals", "date: 2014-06");
    built(&summit, "The [G7 summit of 2008 goals](event:g7).\n").does_not_report(Code::EventDiffers);
    built(&summit, "The [summit of 2009](event:g7).\n").reports(Code::EventDiffers);
}

#[test]
fn dates_are_read_in_the_language_of_the_pages() {
    let visit = event("visit", "Une visite", "date: 2015-03-13\n  end: 2015-03-15");
    let said = |language: &str, text: &str| {
        let site =
            site(&visit, &format!("[{text}](event:visit)\n")).config(&format!("languages: [{language}]\n"));
        site.build().all(Code::EventDiffers).len()
    };
    assert_eq!(
        [said("fr", "du 13 au 15 mars 2015"), said("fr", "en mai 2015"), said("fr", "le 12 mars")],
        [0, 1, 1]
    );
    assert_eq!([said("ja", "2015年3月13日"), said("ja", "2015年4月"), said("ja", "3月16日")], [0, 1, 1]);
    let french = site(&visit, "").config("languages: [fr]\n").build();
    french.page("timeline.html").main().shows("13–15 mars 2015");
}

// What cannot be

#[test]
fn an_event_on_an_impossible_day_is_an_error() {
    for (lines, says) in [
        ("date: 2015-10-02\n  weekday: saturday", "2015-10-02 was a friday, not a saturday"),
        ("date: 2015-10\n  weekday: friday", "`weekday` needs an exact day"),
        ("date: 2015-10-05\n  end: 2015-10-03", "before it begins"),
        ("undated: true\n  end: 2015", "has an end date but no start date"),
        ("undated: true\n  weekday: friday", "a day of the week but no date"),
    ] {
        let site = built(&event("a", "A", lines), "[](event:a)\n");
        site.reports(Code::ImpossibleEvent).is_at(EVENTS, 1, 1).says(says);
    }
    built(&event("a", "A", "date: 2015-10-02\n  weekday: friday"), "").is_clean();
}

#[test]
fn an_event_without_a_date_or_with_a_contradictory_one_is_an_error() {
    built(&event("a", "A", "kind: Visit"), "")
        .reports(Code::MissingField)
        .says("no date")
        .advises("undated: true");
    let both = event("a", "A", "date: 2013\n  undated: true");
    built(&both, "").reports(Code::MissingField).says("has a date and `undated: true`");
}

#[test]
fn a_section_or_name_that_is_not_there_is_named_with_the_nearest() {
    let site =
        site(&event("a", "A", "date: 2013\n  section: politcal"), "").section("political", "P").build();
    site.reports(Code::UnknownRecord).is_at(EVENTS, 1, 1).says("`politcal`").advises("`political`");
    let site = built(&event("a", "A", "date: 2013\n  names: [abe]"), "");
    site.reports(Code::UnknownRecord).says("`names`").advises("names.yaml");
}

#[test]
fn a_section_within_a_section_is_none_of_an_event() {
    let site = site(&event("a", "A", "date: 2013\n  section: t"), "").section("s", "S").section("s/t", "T");
    site.build().reports(Code::UnknownRecord).says("`t`");
}

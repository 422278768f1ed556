//! What lasts: the addresses of passages and of ids, who answers for a page, and what has taken its place.

use chancery::model::source::diagnostic::Code;

use crate::common::{Page, Site, dead_links, tags};

fn body(text: &str) -> Page {
    Site::new().page("content/x.md", "X", text).build().page("x.html").body()
}

/// The ids of the paragraphs of a text.
fn paragraphs(text: &str) -> Vec<String> {
    let body = body(text);
    let tags = tags(body.text());
    tags.iter().filter(|tag| tag.name == "p").filter_map(|tag| tag.get("id").map(str::to_owned)).collect()
}

// The addresses of paragraphs

#[test]
fn paragraphs_are_counted_anew_below_each_heading() {
    let text = "One.\n\nTwo.\n\n## Goods\n\nThree.\n\n- Four.\n\n  Five.\n\n### More {#more}\n\nSix.\n";
    assert_eq!(paragraphs(text), ["_.1", "_.2", "_goods.1", "_goods.2", "_goods.3", "_more.1"]);
}

#[test]
fn a_rewording_keeps_the_address_of_a_paragraph() {
    assert_eq!(paragraphs("## A\n\nOne *two*.\n"), paragraphs("## A\n\nOther words, [a link](index.md).\n"));
}

#[test]
fn paragraphs_of_notes_have_no_address_of_their_own() {
    let text = "One.[^a]\n\n[^a]: Note.\n\n    More.\n\nTwo.\n";
    assert_eq!(paragraphs(text), ["_.1", "_.2"]);
}

// Who answers for a page, and what took its place

#[test]
fn a_page_says_who_answers_for_it_and_when_it_was_reviewed() {
    let keys = "owner: Asia desk\nreviewed: 2015-11-03\n";
    let site = Site::new().page_with("content/x.md", "X", keys, "").build();
    site.is_clean();
    site.page("x.html").main().between("<dl class=\"dates\">", "</dl>").shows_in_order(&[
        "Last reviewed</dt> <dd><time datetime=\"2015-11-03\">November 3, 2015</time>",
        "Page owner</dt> <dd>Asia desk</dd>",
    ]);
}

fn superseded(by: &str) -> Site {
    let keys = format!("status: superseded\nsuperseded_by: {by}\n");
    Site::new().page_with("content/s/x.md", "X", &keys, "").section("s", "S").page(
        "content/y.md",
        "The new one",
        "",
    )
}

#[test]
fn a_superseded_page_leads_to_what_took_its_place() {
    let site = superseded("../y.md").build();
    site.is_clean();
    site.page("s/x.html").main().shows("Read the current version: <a href=\"../y.html\">The new one</a>.");
    let elsewhere = superseded("https://example.org/new").build();
    elsewhere.is_clean();
    elsewhere
        .page("s/x.html")
        .main()
        .shows("<a href=\"https://example.org/new\">https://example.org/new</a>");
}

#[test]
fn a_successor_that_is_not_there_is_an_error_at_its_place() {
    let site = superseded("../z.md").build();
    site.reports(Code::MissingTarget).is_at("content/s/x.md", 4, 16).underlines("../z.md");
}

// Retired ids

const RETIRED: &str = "content/registers/retired.yaml";

/// A site with a record of each kind that has an address.
fn registers() -> Site {
    Site::new()
        .file("content/registers/sources.yaml", "- id: new\n  title: New source\n")
        .file(
            "content/registers/figures.yaml",
            "- id: new\n  label: New figure\n  value: 1\n  as_of: 2013\n  source: new\n",
        )
        .file("content/registers/names.yaml", "- id: new\n  kind: person\n  name: New name\n")
        .file("content/registers/events.yaml", "- id: new\n  title: New event\n  date: 2013\n  source: new\n")
        .file("content/registers/terms.yaml", "- id: new\n  term: new term\n  definition: A new one.\n")
        .page("content/x.md", "X", "[1](figure:new) [](name:new) [](term:new) [](event:new)\n")
}

#[test]
fn the_old_address_of_a_retired_id_says_what_took_its_place() {
    for (kind, page, title) in [
        ("figure", "figures.html", "New figure"),
        ("source", "sources.html", "New source"),
        ("event", "timeline.html", "New event"),
        ("term", "glossary.html", "new term"),
    ] {
        let retired = format!("- id: old\n  kind: {kind}\n  replaced_by: new\n  note: It was renamed.\n");
        let site = registers().file(RETIRED, retired).build();
        site.is_clean();
        let list = site.page(page).main().between("<section class=\"retired\">", "</section>");
        list.shows_in_order(&[
            "<div id=\"old\">",
            "It was renamed.",
            &format!("<a href=\"#new\">{title}</a>"),
        ]);
        assert!(site.text("ids.txt").contains(&format!("{kind} old\n")));
    }
}

#[test]
fn the_old_address_of_a_retired_name_leads_to_the_new_one() {
    let site = registers().file(RETIRED, "- id: old\n  kind: name\n  replaced_by: new\n").build();
    site.is_clean();
    site.page("names/old.html").shows("url=new.html").shows("<a href=\"new.html\">New name</a>");
    let gone = registers().file(RETIRED, "- id: old\n  kind: name\n  note: It is gone.\n").build();
    gone.page("names/old.html").shows("url=index.html#old");
    gone.page("names/index.html").main().shows_in_order(&["<div id=\"old\">", "It is gone."]);
    assert_eq!(dead_links(&gone.report), []);
}

#[test]
fn old_addresses_are_kept_where_no_record_is_left() {
    for (kind, page) in [
        ("figure", "figures.html"),
        ("source", "sources.html"),
        ("name", "names/index.html"),
        ("event", "timeline.html"),
        ("term", "glossary.html"),
    ] {
        let site = Site::new().file(RETIRED, format!("- id: old\n  kind: {kind}\n")).build();
        site.is_clean();
        site.page(page).main().shows("<div id=\"old\">");
        assert_eq!(dead_links(&site.report), []);
    }
}

#[test]
fn a_page_may_not_stand_at_the_old_address_of_a_name() {
    let site = registers().file(RETIRED, "- id: old\n  kind: name\n").section("names", "N");
    let site = site.page("content/names/old.md", "Old", "").without("content/names/index.md").build();
    site.reports(Code::SameAddress).is_at(RETIRED, 1, 7).says("content/names/old.md");
}

#[test]
fn one_id_may_be_retired_in_each_register() {
    let kinds = ["figure", "source", "name", "event", "term"];
    let retired: String = kinds.iter().map(|kind| format!("- id: old\n  kind: {kind}\n")).collect();
    let site = registers().file(RETIRED, retired).build();
    site.is_clean();
    for page in ["figures.html", "sources.html", "names/index.html", "timeline.html", "glossary.html"] {
        site.page(page).main().shows("<div id=\"old\">");
    }
    let twice = registers().file(RETIRED, "- id: old\n  kind: name\n- id: old\n  kind: name\n").build();
    twice.reports(Code::DuplicateId).is_at(RETIRED, 3, 1).says("line 1");
}

#[test]
fn an_id_that_was_published_and_is_gone_is_an_error_until_it_is_retired() {
    let published = registers().build().text("ids.txt").replace("name new", "name newer");
    registers().after(&published).build().reports(Code::RemovedId).says("the name `newer`").advises("`new`");
    let retired = registers().after(&published).file(RETIRED, "- id: newer\n  kind: name\n");
    retired.build().does_not_report(Code::RemovedId);
}

#[test]
fn a_retired_id_is_in_no_register_and_replaced_by_what_is() {
    let site = registers().file(RETIRED, "- id: new\n  kind: term\n").build();
    site.reports(Code::Contradiction)
        .is_at(RETIRED, 1, 1)
        .says("the term `new` is retired and still in its register");
    let site = registers().file(RETIRED, "- id: old\n  kind: term\n  replaced_by: nwe\n").build();
    site.reports(Code::UnknownRecord).is_at(RETIRED, 1, 1).says("`nwe`").advises("`new`");
}

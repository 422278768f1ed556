//! Names: the page of each person, organization, place and agreement, and the list of all.

use chancery::model::source::diagnostic::Code;

use crate::common::{Built, Site, dead_links};

const NAMES: &str = "content/registers/names.yaml";

const ABE: &str = "- id: abe\n  kind: person\n  name: Shinzo Abe\n  sort: Abe\n";

/// A site with these names and a page with a text.
fn site(names: &str, text: &str) -> Site {
    Site::new()
        .file(NAMES, names)
        .file("content/registers/sources.yaml", "- id: paper\n  title: A paper\n")
        .page_with("content/index.md", "Home", "sources: [paper]\n", "")
        .config("languages: [en-GB]\n")
        .page("content/x.md", "X", text)
}

fn built(names: &str, text: &str) -> Built {
    site(names, text).build()
}

// What the page of a name says

#[test]
fn a_person_has_an_office_in_an_organization() {
    let cabinet = "- id: cabinet\n  kind: organization\n  name: The Cabinet\n";
    let abe = format!(
        "{ABE}  role: Prime Minister\n  organization: cabinet\n  description: A head of government.\n  \
         also: [Prime Minister Abe]\n  url: https://example.org/abe\n  source: paper\n  note: In office.\n"
    );
    let site = built(&format!("{abe}{cabinet}"), "[](name:abe)\n");
    site.is_clean();
    site.page("names/abe.html").main().shows("<h1>Shinzo Abe</h1>").shows_in_order(&[
        "<p class=\"summary\">A head of government.</p>",
        "<dd>Person</dd>",
        "Also known as</dt> <dd>Prime Minister Abe</dd>",
        "Position</dt> <dd>Prime Minister</dd>",
        "Organisation</dt> <dd><a href=\"cabinet.html\">The Cabinet</a></dd>",
        "<a href=\"https://example.org/abe\">",
        "<a href=\"../sources.html#paper\">A paper</a>",
        "<p class=\"note\">In office.</p>",
    ]);
    site.page("names/cabinet.html").main().shows_in_order(&[
        "<h2>Related names</h2>",
        "<a href=\"abe.html\">Shinzo Abe</a>",
        "<p>A head of government.</p>",
    ]);
    assert_eq!(dead_links(&site.report), []);
}

#[test]
fn an_organization_has_a_seat_and_what_it_is_part_of() {
    let names = "- id: tokyo\n  kind: place\n  name: Tokyo\n- id: state\n  kind: organization\n  name: The State\n\
                 - id: office\n  kind: organization\n  name: Office\n  place: tokyo\n  part_of: state\n";
    let site = built(names, "[](name:office)\n");
    site.is_clean();
    site.page("names/office.html").main().shows_in_order(&[
        "<dd>Organisation</dd>",
        "Location</dt> <dd><a href=\"tokyo.html\">Tokyo</a>",
        "Part of</dt> <dd><a href=\"state.html\">The State</a>",
    ]);
    site.page("names/tokyo.html").main().shows("<dd>Place</dd>").shows("<a href=\"office.html\">Office</a>");
}

#[test]
fn an_agreement_has_a_stage_an_end_and_parties_that_list_it() {
    let names = "- id: epa\n  kind: agreement\n  name: The Agreement\n  stage: in-force\n  date: 2014-09\n  until: 2020\n  \
                 parties: [japan, eu]\n- id: japan\n  kind: place\n  name: Japan\n- id: eu\n  kind: organization\n  name: Union\n";
    let site = built(names, "[](name:epa)\n");
    site.is_clean();
    site.page("names/epa.html").main().shows_in_order(&[
        "<dd>Agreement</dd>",
        "Status</dt> <dd>in force, <time datetime=\"2014-09\">September 2014</time>",
        "Valid until</dt> <dd><time datetime=\"2020\">2020</time>",
        "Parties</dt> <dd><a href=\"japan.html\">Japan</a>, <a href=\"eu.html\">Union</a></dd>",
    ]);
    let japan = site.page("names/japan.html").main();
    japan.shows_in_order(&["<h2>Agreements</h2>", "<a href=\"epa.html\">"]).lacks("Related names");
}

#[test]
fn events_of_a_name_come_latest_first_and_those_without_a_date_last() {
    let events = "- id: one\n  title: First visit\n  date: 2013-05\n  source: paper\n  names: [abe]\n\
                  - id: never\n  title: Some visit\n  undated: true\n  source: paper\n  names: [abe]\n\
                  - id: two\n  title: Second visit\n  date: 2014-10-02\n  source: paper\n  places: [abe]\n";
    let site = site(ABE, "").file("content/registers/events.yaml", events).build();
    site.page("names/abe.html").main().shows_in_order(&[
        "<h2>Events</h2>",
        "<time datetime=\"2014-10-02\">2 October 2014</time>",
        "<a href=\"../timeline.html#two\">Second visit</a>",
        "#one\">First visit",
        "date not given",
        "#never\">Some visit",
    ]);
}

#[test]
fn every_mention_is_listed_with_its_sentence() {
    let text = "## [Abe](name:abe) in Paris\n\nHe left. Then [Mr Abe](name:abe) came. He stayed.\n\n\
                | Who | When |\n|---|---|\n| [](name:abe) | 2014 |\n";
    let site = site(ABE, text).page("content/y.md", "Y", "See [him](name:abe)!\n").build();
    site.is_clean();
    site.page("x.html")
        .body()
        .shows("<a href=\"names/abe.html\" class=\"name\">Mr Abe</a>")
        .shows(">Shinzo Abe</a>");
    site.page("names/abe.html").main().between("<section class=\"backlinks\">", "</section>").shows_in_order(
        &[
            "<a href=\"../x.html\">X</a>",
            "<p>Abe in Paris</p>",
            "<p>Then Mr Abe came.</p>",
            "Shinzo Abe",
            "2014",
            "<a href=\"../y.html\">Y</a>",
            "<p>See him!</p>",
        ],
    );
}

#[test]
fn a_name_with_an_acronym_shows_it() {
    let names = "- id: eu\n  kind: organization\n  name: European Union\n";
    let terms = "- id: eu\n  term: EU\n  expansion: European Union\n  name: eu\n";
    let site = site(names, "[EU](term:eu)\n").file("content/registers/terms.yaml", terms).build();
    site.page("names/eu.html").main().shows("Acronym</dt> <dd>EU</dd>");
    site.page("names/index.html").main().shows("European Union</a> <span class=\"place\">EU</span>");
}

// The list of all

#[test]
fn names_stand_by_kind_in_the_order_of_their_sort_field() {
    let valls = "- id: valls\n  kind: person\n  name: Manuel Valls\n  sort: Valls\n";
    let zola = "- id: zola\n  kind: person\n  name: Émile Zola\n";
    let tokyo = "- id: tokyo\n  kind: place\n  name: Tokyo\n";
    let list = built(&format!("{tokyo}{valls}{zola}{ABE}"), "").page("names/index.html").main();
    list.shows_in_order(&[
        "<h2>People</h2>",
        ">Shinzo Abe<",
        ">Émile Zola<",
        ">Manuel Valls<",
        "<h2>Places</h2>",
    ]);
}

#[test]
fn only_long_lists_of_names_have_letters() {
    let names = |count: usize| -> String {
        let name = |n: usize| {
            format!(
                "- id: n{n}\n  kind: person\n  name: {}{n}\n",
                if n.is_multiple_of(2) { "Alpha" } else { "Beta" }
            )
        };
        (0..count).map(name).collect()
    };
    built(&names(24), "").page("names/index.html").main().lacks("<h3>");
    let long = format!("{}- id: tokyo\n  kind: place\n  name: Tokyo\n", names(25));
    let list = built(&long, "").page("names/index.html").main();
    list.shows_in_order(&["<h3>A</h3>", "Alpha0", "<h3>B</h3>", "Beta1", "Tokyo"]).lacks("<h3>T</h3>");
}

#[test]
fn a_name_may_not_stand_at_the_address_of_the_list() {
    let site = built("- id: index\n  kind: person\n  name: Index\n", "[](name:index)\n");
    site.reports(Code::SameAddress).is_at(NAMES, 1, 7).advises("another id");
}

#[test]
fn a_site_without_names_has_no_list_of_them() {
    Site::new().build().has_no("names/index.html").page("index.html").lacks("names/index.html");
}

// What is wrong

#[test]
fn a_field_of_another_kind_is_an_error() {
    for (kind, field, of) in [
        ("place", "role: Mayor", "`role` is a field of a person"),
        ("agreement", "organization: abe", "`organization` is a field of a person"),
        ("person", "place: abe", "`place` is a field of an organization"),
        ("person", "part_of: abe", "`part_of` is a field of a place or an organization"),
        ("place", "stage: signed", "`stage` is a field of an agreement"),
        ("person", "date: 2014", "`date` is a field of an agreement"),
        ("person", "until: 2014", "`until` is a field of an agreement"),
        ("place", "parties: [abe]", "`parties` is a field of an agreement"),
    ] {
        let site = built(&format!("- id: x\n  kind: {kind}\n  name: X\n  {field}\n{ABE}"), "[](name:x)\n");
        let found = site.reports(Code::MissingField).is_at(NAMES, 1, 1);
        found.says(of).says(&format!("`kind: {kind}`")).advises("remove");
    }
}

#[test]
fn a_related_name_of_the_wrong_kind_is_an_error() {
    for (kind, field) in [
        ("person", "organization: abe"),
        ("organization", "place: abe"),
        ("place", "part_of: abe"),
        ("agreement", "parties: [x]"),
    ] {
        let site = built(&format!("- id: x\n  kind: {kind}\n  name: X\n  {field}\n{ABE}"), "[](name:x)\n");
        let found = site.reports(Code::Contradiction).is_at(NAMES, 1, 1);
        found.says(field.split(':').next().unwrap()).advises("kind: ");
    }
}

#[test]
fn a_related_name_that_is_not_there_is_named_with_the_nearest() {
    let site =
        built(&format!("- id: x\n  kind: agreement\n  name: X\n  parties: [abee]\n{ABE}"), "[](name:abe)\n");
    site.reports(Code::UnknownRecord).is_at(NAMES, 1, 1).says("`parties`").says("`abee`").advises("`abe`");
}

#[test]
fn places_that_are_part_of_each_other_are_an_error() {
    let place = |id: &str, of: &str| format!("- id: {id}\n  kind: place\n  name: {id}\n  part_of: {of}\n");
    let site = built(&format!("{}{}{}", place("a", "b"), place("b", "a"), place("c", "a")), "");
    let found = site.all(Code::Contradiction);
    assert_eq!(found.iter().map(|found| found.place()).collect::<Vec<_>>(), [Some((1, 1)), Some((5, 1))]);
    built(&place("a", "a"), "").reports(Code::Contradiction).says("`part_of` makes `a` part of itself");
}

#[test]
fn a_reference_to_a_name_that_is_not_there_is_named_with_the_nearest() {
    let site = built(ABE, "[](name:abe) and [him](name:abbe)\n");
    site.reports(Code::UnknownRecord).is_at("content/x.md", 5, 18).advises("abe");
}

// A language for each text

#[test]
fn texts_of_registers_are_those_of_the_pages_language() {
    let names = "- id: japan\n  kind: place\n  name: {en: Japan, fr: Japon}\n  description: {en: A country, fr: Un pays}\n";
    let figures =
        "- id: stock\n  label: {en: Stock, fr: Encours}\n  value: 12\n  as_of: 2013\n  source: paper\n";
    let site = |config: &str| {
        site(names, "[](name:japan) [](figure:stock)\n")
            .file("content/registers/figures.yaml", figures)
            .config(config)
            .build()
    };
    let french = site("languages: [fr]\n");
    french.page("x.html").body().shows(">Japon</a>");
    french.page("names/japan.html").shows("<h1>Japon</h1>").shows("Un pays");
    french.page("figures.html").main().shows("Encours").lacks("Stock");
    let german = site("languages: [de]\n");
    german.page("x.html").body().shows(">Japan</a>");
    german.page("figures.html").main().shows("Stock").lacks("Encours");
}

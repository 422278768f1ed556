//! Outputs for machines: registers as JSON and CSV, events as a calendar, and what pages say of themselves. Each is read
//! back as another program would read it.

use chancery::{Memory, Options, rebuild};
use icalendar::parser::{read_calendar, unfold};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::common::repository::BRIEFING;
use crate::common::{Built, Site, cases, dead_links, page, tags, without_scripts};

const FIGURES: &str = "content/registers/figures.yaml";
const EVENTS: &str = "content/registers/events.yaml";

/// A site with a record or two in each register.
fn site() -> Site {
    Site::new()
        .config(
            "languages: [en-GB]\nas_of: 2015-10-02\npublisher: A ministry\nlicence:\n  name: CC BY 4.0\n  url: https://example.org/by\n",
        )
        .file(
            FIGURES,
            "- id: stock\n  label: {en: Stock of investment, fr: Stock d’investissements}\n  value: 12e9\n  unit: EUR\n  as_of: 2013\n  \
             source: paper\n  earlier:\n    - value: 0.1\n      as_of: 2011-05\n      qualifier: below\n\n- id: jobs\n  label: \"=1+1, \\\"jobs\\\"\"\n  \
             value: -71500\n  qualifier: about\n  undated: true\n  source: paper\n",
        )
        .file(
            "content/registers/sources.yaml",
            "- id: paper\n  title: A paper\n  publisher: A ministry\n  date: 2015-10\n  url: https://example.org/paper\n\n- id: other\n  title: Another\n",
        )
        .file(
            "content/registers/names.yaml",
            "- id: tokyo\n  kind: place\n  name: Tokyo\n\n- id: abe\n  kind: person\n  name: Shinzō Abe\n  also: [Prime Minister Abe]\n  \
             role: Prime Minister\n  organization: cabinet\n  source: other\n\n- id: cabinet\n  kind: organization\n  name: Cabinet\n  place: tokyo\n",
        )
        .file(
            EVENTS,
            "- id: visit\n  title: \"Visit; to Tokyo, twice\"\n  date: 2015-10-03\n  end: 2015-10-05\n  kind: Visit\n  places: [tokyo]\n  names: [abe]\n  \
             source: paper\n  note: A note.\n\n- id: treaty\n  title: Treaty\n  date: 1858\n  source: paper\n\n- id: talk\n  title: Talk\n  date: 9999-12-31\n  \
             source: paper\n",
        )
        .file(
            "content/registers/terms.yaml",
            "- id: fdi\n  term: FDI\n  expansion: foreign direct investment\n  definition: Investment.\n  source: paper\n",
        )
        .page_with(
            "content/x.md",
            "X",
            "date: 2015-01-02\nupdated: 2015-03-04\ndescription: About X.\n",
            "[](figure:stock), [](figure:jobs), [Abe](name:abe) in [Tokyo](name:tokyo), [Abe](name:abe), [](event:visit), FDI.\n",
        )
}

fn read(site: &Built, address: &str) -> Value {
    serde_json::from_str(&site.text(address)).unwrap_or_else(|error| panic!("{address}: {error}"))
}

/// The things that a page speaks of to machines.
fn things(html: &str) -> Vec<Value> {
    let start = "<script type=\"application/ld+json\">";
    let Some(from) = html.find(start) else { return Vec::new() };
    let json = html[from + start.len()..].split("</script>").next().unwrap_or_default();
    let document: Value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
    assert_eq!(document["@context"], "https://schema.org");
    document["@graph"].as_array().expect("a list of things").clone()
}

#[track_caller]
fn thing(site: &Built, page: &str, kind: &str) -> Value {
    let all = things(&site.text(page));
    all.iter().find(|thing| thing["@type"] == kind).unwrap_or_else(|| panic!("no {kind}: {all:#?}")).clone()
}

/// The rows of the table, its head included.
fn rows(site: &Built) -> Vec<Vec<String>> {
    let text = site.text("figures.csv");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect());
    rows.collect()
}

/// For each event of the calendar, its properties: name and value as it is written.
fn events(text: &str) -> Vec<Vec<(String, String)>> {
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "{text}");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    let unfolded = unfold(text);
    let calendar = read_calendar(&unfolded).unwrap_or_else(|error| panic!("{error}: {text}"));
    let events = calendar.components.iter().map(|event| {
        assert_eq!(event.name, "VEVENT");
        let properties = event.properties.iter();
        properties.map(|property| (property.name.to_string(), property.val.to_string())).collect()
    });
    events.collect()
}

fn get<'a>(event: &'a [(String, String)], name: &str) -> Option<&'a str> {
    event.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

#[test]
fn each_register_is_given_whole_with_the_site_and_the_sources_that_it_names() {
    let site = site().published_at("https://example.org/fr").build();
    let figures = read(&site, "figures.json");
    assert_eq!(figures["version"], 1);
    assert_eq!(
        figures["site"],
        json!({
            "title": "A briefing", "url": "https://example.org/fr/", "language": "en-GB", "as_of": "2015-10-02",
            "publisher": "A ministry", "licence": {"name": "CC BY 4.0", "url": "https://example.org/by"},
        })
    );
    assert_eq!(
        figures["figures"][0],
        json!({
            "id": "stock", "label": "Stock of investment",
            "label_by_language": {"en": "Stock of investment", "fr": "Stock d’investissements"}, "unit": "EUR",
            "values": [
                {"value": "12000000000", "qualifier": null, "as_of": "2013", "undated": false, "source": "paper"},
                {"value": "0.1", "qualifier": "below", "as_of": "2011-05", "undated": false, "source": "paper"},
            ],
            "note": null, "note_by_language": null,
            "path": "figures.html#stock", "permalink": "https://example.org/fr/figures.html#stock",
        })
    );
    assert_eq!(figures["figures"][1]["values"][0]["undated"], true);
    assert_eq!(
        figures["sources"],
        json!([{"id": "paper", "title": "A paper", "publisher": "A ministry", "date": "2015-10", "url": "https://example.org/paper"}])
    );
    assert_eq!(read(&site, "sources.json")["sources"][1]["id"], "other");
    let names = read(&site, "names.json");
    assert_eq!(names["names"][1]["organization"], "cabinet");
    assert_eq!(names["names"][1]["path"], "names/abe.html");
    let event = &read(&site, "events.json")["events"][0];
    assert_eq!(
        (&event["date"], &event["end"], &event["places"]),
        (&json!("2015-10-03"), &json!("2015-10-05"), &json!(["tokyo"]))
    );
    assert_eq!(read(&site, "terms.json")["terms"][0]["expansion"], "foreign direct investment");
}

#[test]
fn a_record_is_a_line_and_a_site_without_an_address_has_relative_places_alone() {
    let site = site().build();
    let text = site.text("events.json");
    assert_eq!(text.lines().filter(|line| line.starts_with("{\"id\":\"")).count(), 4, "{text}");
    let events = read(&site, "events.json");
    assert_eq!(events["events"][0]["path"], "timeline.html#visit");
    assert_eq!((&events["events"][0]["permalink"], &events["site"]["url"]), (&Value::Null, &Value::Null));
}

#[test]
fn the_table_has_a_row_for_each_value_and_no_formula() {
    let rows = rows(&site().build());
    assert_eq!(rows.len(), 4);
    assert_eq!(
        rows[0],
        [
            "id",
            "label",
            "value",
            "unit",
            "qualifier",
            "as_of",
            "undated",
            "latest",
            "note",
            "source",
            "source_title",
            "source_publisher",
            "source_date",
            "source_url",
            "path",
            "permalink",
        ]
    );
    assert_eq!(
        rows[1][..8],
        ["stock", "Stock of investment", "12000000000", "EUR", "", "2013", "false", "true"]
    );
    assert_eq!(rows[2][2..8], ["0.1", "EUR", "below", "2011-05", "false", "false"]);
    assert_eq!(rows[3][..8], ["jobs", "'=1+1, \"jobs\"", "-71500", "", "about", "", "true", "true"]);
    assert_eq!(
        rows[3][9..15],
        ["paper", "A paper", "A ministry", "2015-10", "https://example.org/paper", "figures.html#jobs"]
    );
}

#[test]
fn the_calendar_has_the_events_that_are_known_to_the_day_and_says_that_others_are_left_out() {
    let site = site().published_at("https://example.org/fr/").build();
    let text = site.text("calendar.ics");
    let events = events(&text);
    assert_eq!(events.len(), 2);
    let visit = &events[0];
    for (name, value) in [
        ("UID", "visit@example.org/fr"),
        ("DTSTAMP", "20151002T000000Z"),
        ("DTSTART", "20151003"),
        ("DTEND", "20151006"),
        ("SUMMARY", "Visit; to Tokyo, twice"),
        ("LOCATION", "Tokyo"),
        ("CATEGORIES", "Visit"),
        ("DESCRIPTION", "A note.\nSource: A paper, A ministry, 2015-10, https://example.org/paper"),
        ("URL", "https://example.org/fr/timeline.html#visit"),
        ("TRANSP", "TRANSPARENT"),
    ] {
        assert_eq!(get(visit, name), Some(value), "{text}");
    }
    assert_eq!((get(&events[1], "DTSTART"), get(&events[1], "DTEND")), (Some("99991231"), None));
    assert!(text.contains("\r\nX-WR-CALDESC:1 event without an exact date is not included.\r\n"), "{text}");
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"), "{text}");
}

#[test]
fn a_calendar_takes_its_stamp_from_the_sources_and_never_from_the_clock() {
    let stamp = |site: Site| events(&site.build().text("calendar.ics"))[0][1].1.clone();
    let undated = site().config("");
    assert_eq!(stamp(site()), "20151002T000000Z");
    assert_eq!(stamp(undated.clone()), "20150304T000000Z", "the newest date of an editor's");
    let without_page = undated.without("content/x.md");
    assert_eq!(stamp(without_page), "99991231T000000Z", "the last day of an event");
}

#[test]
fn a_site_without_a_known_day_has_no_calendar_and_one_without_registers_no_data() {
    let years = site().file(EVENTS, "- id: treaty\n  title: Treaty\n  date: 1858\n  source: paper\n").build();
    years.has_no("calendar.ics").has("events.json");
    let none = Site::new().build();
    none.has_no("figures.json")
        .has_no("figures.csv")
        .has_no("sources.json")
        .has_no("events.json")
        .has_no("calendar.ics");
    let off = site().config("outputs: {data: false, calendar: false}\n").build();
    off.has_no("figures.json").has_no("figures.csv").has_no("names.json").has_no("calendar.ics");
    off.page("timeline.html").lacks("calendar.ics").lacks("events.json");
}

#[test]
fn pages_of_registers_lead_to_their_files() {
    let site = site().build();
    site.is_clean();
    site.page("figures.html").main().shows_in_order(&[
        "<p class=\"data\">Data:",
        "<a href=\"figures.json\" type=\"application/json\">JSON</a>",
        "<a href=\"figures.csv\" type=\"text/csv\">CSV</a></p>",
    ]);
    site.page("figures.html")
        .shows("<link rel=\"alternate\" type=\"text/csv\" href=\"figures.csv\" title=\"Figures (CSV)\">");
    site.page("timeline.html").main().shows("<a href=\"calendar.ics\" type=\"text/calendar\">Calendar</a>");
    site.page("names/index.html").main().shows("<a href=\"../names.json\"");
    site.page("glossary.html").main().shows("<a href=\"terms.json\"");
    site.page("sources.html").main().shows("<a href=\"sources.json\"");
    site.page("x.html").lacks("class=\"data\"").lacks("rel=\"alternate\"");
    assert_eq!(dead_links(&site.report), []);
}

#[test]
fn an_editors_page_says_what_it_is_and_whom_it_mentions() {
    let site = site().published_at("https://example.org/fr/").build();
    assert_eq!(
        thing(&site, "x.html", "Article"),
        json!({
            "@type": "Article", "headline": "X", "@id": "https://example.org/fr/x.html", "url": "https://example.org/fr/x.html", "description": "About X.", "inLanguage": "en-GB",
            "datePublished": "2015-01-02", "dateModified": "2015-03-04",
            "publisher": {"@type": "Organization", "name": "A ministry"}, "license": "https://example.org/by",
            "mentions": [
                {"@type": "Person", "@id": "https://example.org/fr/names/abe.html", "name": "Shinzō Abe", "url": "https://example.org/fr/names/abe.html"},
                {"@type": "Place", "@id": "https://example.org/fr/names/tokyo.html", "name": "Tokyo", "url": "https://example.org/fr/names/tokyo.html"},
            ],
        })
    );
    assert_eq!(
        thing(&site, "x.html", "BreadcrumbList")["itemListElement"],
        json!([
            {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://example.org/fr/"},
            {"@type": "ListItem", "position": 2, "name": "X"},
        ])
    );
    assert_eq!(thing(&site, "index.html", "WebSite")["name"], "A briefing");
    assert!(things(&site.text("404.html")).is_empty());
}

#[test]
fn pages_of_registers_say_what_they_hold() {
    let site = site().build();
    let figures = thing(&site, "figures.html", "Dataset");
    assert_eq!(
        figures["distribution"],
        json!([
            {"@type": "DataDownload", "encodingFormat": "application/json", "contentUrl": "figures.json"},
            {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": "figures.csv"},
        ])
    );
    assert_eq!(
        thing(&site, "timeline.html", "Dataset")["hasPart"][1],
        json!({
            "@type": "Event", "@id": "timeline.html#visit", "name": "Visit; to Tokyo, twice", "startDate": "2015-10-03", "endDate": "2015-10-05",
            "location": [{"@type": "Place", "name": "Tokyo"}], "url": "timeline.html#visit",
            "subjectOf": {
                "@type": "CreativeWork", "name": "A paper", "publisher": {"@type": "Organization", "name": "A ministry"},
                "datePublished": "2015-10", "url": "https://example.org/paper",
            },
        })
    );
    assert_eq!(thing(&site, "figures.html", "Dataset")["license"], "https://example.org/by");
    let abe = thing(&site, "names/abe.html", "Person");
    assert_eq!(
        (&abe["subjectOf"]["name"], &abe["sdLicense"]),
        (&json!("Another"), &json!("https://example.org/by"))
    );
    assert_eq!((&abe["jobTitle"], &abe["worksFor"]["name"]), (&json!("Prime Minister"), &json!("Cabinet")));
    assert_eq!(
        (&abe["worksFor"]["url"], &abe["mainEntityOfPage"]),
        (&json!("cabinet.html"), &json!("abe.html"))
    );
    assert_eq!(thing(&site, "names/cabinet.html", "Organization")["location"]["name"], "Tokyo");
    let glossary = thing(&site, "glossary.html", "DefinedTermSet");
    assert_eq!(glossary["hasDefinedTerm"][0]["alternateName"], "foreign direct investment");
    assert_eq!(glossary["encoding"][0]["contentUrl"], "terms.json");
}

#[test]
fn an_output_whose_records_did_not_change_is_not_made_anew() {
    let site = site();
    let mut tree = site.tree().clone();
    let mut memory = Memory::default();
    let before = rebuild(&mut memory, &tree, &Options::default());
    tree.insert("content/y.md", page("Y", "", "[x](x.md)\n"));
    tree.insert(EVENTS, "- id: talk\n  title: Talk\n  date: 2015-10-05\n  source: paper\n");
    let after = rebuild(&mut memory, &tree, &Options::default());
    let is_same = |address: &str| {
        let of = |report: &chancery::Report| report.output.get(address).cloned().expect("an output");
        std::sync::Arc::ptr_eq(&of(&before), &of(&after))
    };
    assert!(
        ["figures.json", "figures.csv", "names.json", "sources.json", "terms.json"]
            .iter()
            .all(|address| is_same(address))
    );
    assert!(!is_same("events.json") && !is_same("calendar.ics"));
}

/// What an editor, or a document that one copies from, may have in a text.
const TEXTS: &[&str] = &[
    "\"",
    "'",
    ",",
    ";",
    ":",
    "\\",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "</script>",
    "<!--",
    "&amp;",
    "&",
    "=1+1",
    "+",
    "-",
    "@",
    "＝",
    "日本",
    "é",
    "🇯🇵",
    "👩‍👩‍👧",
    "\u{2028}",
    "\u{2029}",
    "\u{85}",
    "\u{7}",
    "\u{feff}",
    "\u{202e}",
    "{",
    "}",
    "]]>",
    "END:VEVENT",
    " ",
    "a long text that goes on for more than a line of a calendar may, which is seventy-five bytes",
];

const NUMBERS: &[&str] = &["1e30", "-1e-30", "123456789012345678901234567890", "0.1", "0", "-0.0", "12e9"];

/// The briefing of this repository, as a stranger's program reads what it is given.
#[test]
fn what_the_briefing_gives_to_machines_is_read() {
    let report = chancery::build(&BRIEFING, &Options::default());
    let text = |address: &str| {
        String::from_utf8(report.output.get(address).expect(address).to_vec()).expect("an artifact of text")
    };
    let calendar = unfold(&text("calendar.ics"));
    let calendar = read_calendar(&calendar).expect("a calendar");
    assert!(calendar.components.iter().any(|component| component.name == "VEVENT"));
    for register in ["figures", "sources", "names", "events", "terms"] {
        let data: Value = serde_json::from_str(&text(&format!("{register}.json"))).expect(register);
        assert_eq!(data["version"], 1, "{register}");
    }
    let mut kinds = std::collections::BTreeSet::new();
    for (address, _) in report.output.iter().filter(|(address, _)| address.as_str().ends_with(".html")) {
        for thing in things(&text(address.as_str())) {
            let kind = thing["@type"].as_str().expect("a thing has a type").to_owned();
            // A trail has no address of its own.
            assert!(kind == "BreadcrumbList" || thing["@id"].is_string(), "{address}: {thing}");
            kinds.insert(kind);
        }
    }
    for kind in [
        "Article",
        "BreadcrumbList",
        "Dataset",
        "DefinedTermSet",
        "Organization",
        "Person",
        "Place",
        "WebSite",
    ] {
        assert!(kinds.contains(kind), "{kind} among {kinds:?}");
    }
}

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn any_text_comes_back_as_it_was(parts in vec(select(TEXTS), 1..6), number in select(NUMBERS)) {
        let text = parts.concat();
        // A double-quoted text of YAML takes what JSON does.
        let quoted = serde_json::to_string(&text).expect("a text");
        let quoted: String = quoted.chars().flat_map(|c| match c {
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{7}' => format!("\\u{:04x}", u32::from(c)).chars().collect::<Vec<_>>(),
            c => vec![c],
        }).collect();
        let site = site()
            .file(FIGURES, format!("- id: a\n  label: {quoted}\n  value: \"{number}\"\n  unit: {quoted}\n  as_of: 2013\n  source: paper\n  note: {quoted}\n"))
            .file("content/registers/names.yaml", format!("- id: a\n  kind: person\n  name: {quoted}\n  description: {quoted}\n  also: [{quoted}]\n"))
            .file(EVENTS, format!("- id: a\n  title: {quoted}\n  date: 2015-10-03\n  kind: {quoted}\n  note: {quoted}\n  names: [a]\n  places: [a]\n  source: paper\n"))
            .file("content/registers/terms.yaml", format!("- id: a\n  term: {quoted}\n  definition: {quoted}\n  source: paper\n"))
            .page("content/x.md", "X", "[a](name:a)\n")
            .build();

        let figures = read(&site, "figures.json");
        prop_assert_eq!(&figures["figures"][0]["label"], &json!(text));
        let value = figures["figures"][0]["values"][0]["value"].as_str().expect("a number is a text");
        prop_assert_eq!(value.parse::<f64>().ok(), number.parse::<f64>().ok());
        for (address, key) in [("names.json", "name"), ("events.json", "title"), ("terms.json", "term")] {
            let list = address.trim_end_matches(".json");
            prop_assert_eq!(&read(&site, address)[list][0][key], &json!(text));
        }

        let rows = rows(&site);
        let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']);
        prop_assert_eq!(&rows[1][1], &if is_formula { format!("'{text}") } else { text.clone() });
        prop_assert_eq!(rows[1][2].as_str(), value);

        let event = &events(&site.text("calendar.ics"))[0];
        let summary = get(event, "SUMMARY").unwrap_or_default();
        let expected = text.replace(['\u{85}', '\u{2028}', '\u{2029}'], "\n").replace('\t', " ").replace(['\r', '\u{7}'], "");
        // The parser trims what it reads.
        prop_assert_eq!(summary.trim(), expected.trim());
        prop_assert_eq!(get(event, "DTEND"), Some("20151004"));

        for page in ["x.html", "names/a.html", "timeline.html", "glossary.html", "figures.html", "names/index.html"] {
            let html = site.text(page);
            prop_assert!(!things(&html).is_empty());
            let scripts = tags(&without_scripts(&html)).iter().filter(|tag| tag.name == "script").count();
            prop_assert_eq!(scripts, 2, "{} has one block and its end", page);
        }
        prop_assert_eq!(&thing(&site, "names/a.html", "Person")["name"], &json!(text));
        prop_assert_eq!(&thing(&site, "timeline.html", "Dataset")["hasPart"][0]["name"], &json!(text));
    }
}

//! What holds for every kind of record. A new register fails here until it has its schema, its page, its data, its ids
//! and its checks: the samples below are asked for by the compiler, and the fields are those of its type.

use std::collections::BTreeSet;
use std::fs;

use chancery::model::register::record_kind::{AddressedKind, RecordKind};
use chancery::model::source::diagnostic::{Code, Severity};
use chancery::schemas::NamedSchema;
use serde_yaml::Value;

use crate::common::repository::path;
use crate::common::{Built, Site};

/// The file of a kind's type, and records that together have a value in every field. Each names only records of these
/// samples.
fn sample(kind: RecordKind) -> (&'static str, &'static str) {
    match kind {
        RecordKind::Figure => (
            "figure.rs",
            "
- {id: stock, label: Stock, value: 12, unit: EUR, qualifier: about, as_of: 2013, source: paper, note: A note.,
   review_by: 2030-01-01, earlier: [{value: 11, as_of: 2012, qualifier: about, source: paper}]}
- {id: jobs, label: Jobs, value: 5, undated: true, source: paper}
",
        ),
        RecordKind::Source => (
            "cited_source.rs",
            "
- {id: paper, title: A paper, kind: report, authors: [Ann Lee], editors: [Bo Roy], container: A book, genre: A genre,
   number: 1, volume: 2, issue: 3, pages: 4-5, edition: 6, publisher: A ministry, place: Paris, date: 2015,
   url: 'https://example.org/', accessed: 2015-02-03, doi: 10.1000/182, isbn: 978-92-64-12345-8, archive: An archive,
   archive_location: Box 1, language: fr, rights: All rights reserved}
",
        ),
        RecordKind::Name => (
            "name.rs",
            "
- {id: ann, kind: person, name: Ann Lee, sort: Lee, also: [A. Lee], description: A person., url: 'https://example.org/',
   source: paper, note: A note., role: Head, organization: office}
- {id: office, kind: organization, name: Office, place: town, part_of: town}
- {id: town, kind: place, name: Town}
- {id: pact, kind: agreement, name: Pact, stage: signed, date: 2012, until: 2022, parties: [office, town]}
",
        ),
        RecordKind::Event => (
            "event.rs",
            "
- {id: visit, title: Visit, date: 2013-06-06, end: 2013-06-07, weekday: thursday, kind: Visit, series: Visits,
   places: [town], names: [ann], section: economy, source: paper, note: A note.}
- {id: talk, title: Talk, undated: true, source: paper}
",
        ),
        RecordKind::Term => (
            "term.rs",
            "
- {id: fdi, term: FDI, expansion: foreign direct investment, definition: Money., name: office, source: paper}
",
        ),
        RecordKind::Chart => (
            "chart.rs",
            "
- {id: values, title: Values, caption: A caption., figures: [stock, stock@2012]}
- {id: past, title: Past, history: stock}
- {id: visits, title: Visits, events: Visits}
",
        ),
    }
}

fn records(kind: RecordKind) -> Vec<Value> {
    serde_yaml::from_str(sample(kind).1).expect("the samples are YAML")
}

fn id(record: &Value) -> &str {
    record["id"].as_str().expect("each sample has an id")
}

/// A site with all samples, and one page that refers to each record that has an address or is drawn.
fn site() -> Site {
    let mut text = String::new();
    let mut site = Site::new().section("economy", "Economy");
    for kind in RecordKind::ALL {
        for record in records(*kind) {
            let mark = if kind.addressed().is_none() { "!" } else { "" };
            text.push_str(&format!("{mark}[]({}:{})\n\n", kind.word(), id(&record)));
        }
        site = site.file(kind.file(), sample(*kind).1);
    }
    site.page("content/economy/x.md", "X", &text)
}

/// The site with other records of one kind.
fn site_with(kind: RecordKind, records: &[Value]) -> Built {
    site().file(kind.file(), serde_yaml::to_string(records).expect("YAML")).build()
}

/// The schema of a kind's records.
fn schema(kind: RecordKind) -> serde_json::Value {
    let mut named = NamedSchema::all().filter(|named| named.file == kind.file());
    named.next().expect("each register has a schema").schema().to_value()["items"].clone()
}

/// The fields of the types in a file whose type is made of another, as in `Option<RecordId>`.
fn fields_of(file: &str, types: &[&str]) -> BTreeSet<String> {
    let source = fs::read_to_string(path("src/model/register").join(file)).expect("a file of a register");
    let fields =
        source.lines().filter_map(|line| line.strip_prefix("    pub ")?.strip_suffix(',')?.split_once(": "));
    let words =
        |text: &str| text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>();
    let wanted = fields.filter(|(_, of)| words(of).iter().any(|word| types.contains(&word.as_str())));
    wanted.map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn the_samples_have_every_field_and_are_valid() {
    for kind in RecordKind::ALL {
        let known = schema(*kind)["properties"].as_object().expect("properties").keys().cloned().collect();
        let keys = records(*kind)
            .iter()
            .flat_map(|record| record.as_mapping().unwrap().keys().cloned().collect::<Vec<_>>())
            .map(|key| key.as_str().unwrap().to_owned())
            .collect::<BTreeSet<String>>();
        assert_eq!(keys, known, "the fields of the samples of {kind:?}, and those of its type");
    }
    let built = site().build();
    let errors = built.report.diagnostics.iter().filter(|found| found.severity() == Severity::Error);
    assert_eq!(errors.collect::<Vec<_>>(), Vec::<&_>::new());
    built.does_not_report(Code::UnusedRecord);
}

#[test]
fn a_record_without_a_required_field_is_reported_with_what_to_write() {
    for kind in RecordKind::ALL {
        let all = records(*kind);
        for field in schema(*kind)["required"].as_array().expect("required fields") {
            let mut records = all.clone();
            records[0].as_mapping_mut().unwrap().remove(field.as_str().unwrap());
            let built = site_with(*kind, &records);
            let found = built.all(Code::MissingField);
            let found = found.iter().find(|found| found.file() == kind.file());
            let found = found.unwrap_or_else(|| panic!("a {} without {field} is reported", kind.word()));
            assert!(
                found.message().contains(field.as_str().unwrap()) && !found.help().is_empty(),
                "{found:?}"
            );
        }
    }
}

#[test]
fn an_id_that_no_record_has_is_reported_in_every_field_that_names_a_record() {
    for kind in RecordKind::ALL {
        let names_records = fields_of(sample(*kind).0, &["RecordId", "FigureRef"]);
        for field in names_records.iter().filter(|field| *field != "id") {
            let mut records = records(*kind);
            let record = records.iter_mut().find(|record| record.get(field.as_str()).is_some());
            let value = &mut record.expect("the samples have every field")[field.as_str()];
            let wrong = Value::from("no-such-id");
            *value = if value.is_sequence() { Value::Sequence(vec![wrong]) } else { wrong };
            let built = site_with(*kind, &records);
            let found = built.report.diagnostics.iter().filter(|found| found.severity() == Severity::Error);
            let found = found.filter(|found| found.file.as_str() == kind.file());
            assert!(
                found.clone().any(|found| found.message.contains("no-such-id")),
                "`{field}: no-such-id` of a {} is reported: {:?}",
                kind.word(),
                found.collect::<Vec<_>>(),
            );
        }
    }
}

#[test]
fn records_with_an_address_have_a_page_a_menu_entry_data_and_their_ids() {
    let built = site().build();
    let ids = built.text("ids.txt");
    for kind in AddressedKind::ALL {
        let page = kind.page();
        built.has(page.as_str()).has(&format!("{}.json", kind.list()));
        built.page("index.html").shows(&format!("<a href=\"{page}\">"));
        built.page(page.as_str()).shows_times("aria-current=\"page\"", 1);
        let data: serde_json::Value =
            serde_json::from_str(&built.text(&format!("{}.json", kind.list()))).unwrap();
        for record in records((*kind).into()) {
            let id = id(&record);
            assert!(ids.lines().any(|line| line == format!("{} {id}", kind.word())), "{id} in {ids}");
            let rows = data[kind.list()].as_array().expect("a list of records");
            let row = rows.iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("{id} in the data"));
            assert_eq!(row["path"], kind.path(id));
            built.page(kind.page_of(id).as_str());
        }
    }
}

#[test]
fn records_that_readers_can_search_for_are_in_the_index_and_named_by_the_page() {
    let built = site().build();
    let index = built.text("search/index.js");
    for kind in AddressedKind::ALL.iter().filter(|kind| kind.is_searched()) {
        let count = records((*kind).into()).len();
        assert!(index.contains(&format!("[\"{}\",{count}]", kind.word())), "{} in {index}", kind.word());
        built.page("search.html").shows(&format!("data-{}=\"", kind.word()));
    }
}

#[test]
fn an_id_of_any_register_with_addresses_can_be_retired() {
    for kind in AddressedKind::ALL {
        let retired = format!("- {{id: old, kind: {}, note: It is gone.}}\n", kind.word());
        let built = site().file("content/registers/retired.yaml", retired).build();
        built.does_not_report(Code::Yaml);
        built.page(kind.page().as_str()).shows("It is gone.");
        assert!(built.text("ids.txt").lines().any(|line| line == format!("{} old", kind.word())));
    }
    let built = site().file("content/registers/retired.yaml", "- id: old\n").build();
    let found = built.reports(Code::MissingField);
    for kind in AddressedKind::ALL {
        found.advises(kind.word());
    }
}

#[test]
fn the_guide_lists_the_fields_that_can_have_several_languages() {
    let guide = fs::read_to_string(path("docs/content/reference/registers/languages.md")).unwrap();
    let files = RecordKind::ALL.iter().map(|kind| (kind.word(), sample(*kind).0));
    for (word, file) in files.chain([("retired id", "retired.rs")]) {
        let fields = fields_of(file, &["Localized"]);
        let row = guide.lines().find_map(|line| line.strip_prefix(&format!("| {word} |")));
        let listed: BTreeSet<String> =
            row.unwrap_or_default().split('`').skip(1).step_by(2).map(str::to_owned).collect();
        assert_eq!(listed, fields, "the fields of a {word} in languages.md");
    }
}

//! Exports the figures as comma-separated values (RFC 4180), with a row for each current and earlier value. Only this
//! file uses the `csv` crate.

use std::collections::BTreeMap;

use csv::{Terminator, WriterBuilder};

use crate::model::output::dataset::Dataset;
use crate::model::register::cited_source::CitedSource;
use crate::model::register::figure::{Amount, Figure, Qualifier};
use crate::model::register::record_kind::AddressedKind;
use crate::model::value::localized::Localized;

/// The header row.
const COLUMNS: &[&str] = &[
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
];

/// The table.
pub fn table(dataset: &Dataset) -> Vec<u8> {
    let sources: BTreeMap<&str, &CitedSource> =
        dataset.records.sources.iter().map(|record| (&*record.id, record)).collect();
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let mut write =
        |row: &[String]| writer.write_record(row).expect("a vector takes every row of one length");
    write(&COLUMNS.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
    for record in dataset.records.figures.iter() {
        for (number, amount) in record.amounts().iter().enumerate() {
            let source = sources.get(amount.source.as_str()).copied();
            write(&row(dataset, &record.id, record, amount, number == 0, source));
        }
    }
    writer.into_inner().expect("a vector takes every byte")
}

fn row(
    dataset: &Dataset,
    id: &str,
    figure: &Figure,
    amount: &Amount<'_>,
    is_latest: bool,
    source: Option<&CitedSource>,
) -> [String; 16] {
    let text = |text: Option<&Localized>| plain(text.map(|text| text.in_language(&dataset.head.language)));
    let path = AddressedKind::Figure.path(id);
    let permalink = dataset.head.url.as_ref().map(|base| format!("{base}{path}"));
    [
        plain(Some(id)),
        text(Some(&figure.label)),
        amount.value.to_string(),
        plain(amount.unit),
        amount.qualifier.map_or("", Qualifier::word).to_owned(),
        amount.as_of.map_or_else(String::new, |when| when.to_string()),
        amount.as_of.is_none().to_string(),
        is_latest.to_string(),
        text(figure.note.as_ref()),
        plain(Some(amount.source)),
        plain(source.map(|source| source.title.as_str())),
        plain(source.and_then(|source| source.publisher.as_deref())),
        source.and_then(|source| source.date).map_or_else(String::new, |when| when.to_string()),
        plain(source.and_then(|source| source.url.as_ref()).map(|url| url.as_str())),
        plain(Some(&path)),
        plain(permalink.as_deref()),
    ]
}

/// A text that no spreadsheet interprets as a formula: one that begins like a formula gets an apostrophe, by which
/// spreadsheets themselves mark texts (OWASP, CSV injection). Numbers and dates stay as they are.
fn plain(text: Option<&str>) -> String {
    let text = text.unwrap_or_default();
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

//! Joins sources with the figures and pages that use them.

use std::collections::BTreeSet;

use crate::graph::uses::Uses;
use crate::locale::Locale;
use crate::model::register::cited_source::CitedSource;
use crate::model::register::figure::Figure;
use crate::model::register::record_kind::RecordKind;
use crate::model::register::registers::Records;
use crate::model::value::id::Id;
use crate::model::value::record_id::RecordId;
use crate::model::view::label::DateLabel;

use super::PageId;
use super::figures::FigureEntry;

/// A source, prepared for display.
#[derive(Debug)]
pub struct SourceEntry {
    /// Its id.
    pub id: RecordId,
    /// The record.
    pub record: CitedSource,
    /// The date of publication.
    pub date: Option<DateLabel>,
    /// The date of access.
    pub accessed: Option<DateLabel>,
    /// The figures from this source.
    pub figures: Vec<Id<Figure>>,
    /// The pages that cite it.
    pub citing: Vec<PageId>,
    /// Whether the record of an event, name or term credits it.
    pub is_named: bool,
}

/// The entries of the sources, in the order of their register.
pub(super) fn sources<'a>(
    records: &'a Records,
    figures: &[FigureEntry],
    uses: &mut Uses<'a>,
    locale: &Locale,
) -> Vec<SourceEntry> {
    let mut from: Vec<Vec<Id<Figure>>> = vec![Vec::new(); records.sources.len()];
    for (figure_id, figure) in records.figures.ids().zip(figures) {
        for source in figure.values.iter().filter_map(|value| value.source) {
            if from[source.place()].last() != Some(&figure_id) {
                from[source.place()].push(figure_id);
            }
        }
    }
    let credited = records.all().filter(|(kind, ..)| *kind != RecordKind::Figure);
    let credited = credited.flat_map(|(.., record)| record.references());
    let credited: BTreeSet<&str> = credited
        .filter(|reference| reference.kind == RecordKind::Source)
        .map(|reference| reference.id.as_str())
        .collect();
    let entries = records.sources.iter().zip(from).map(|(record, figures)| SourceEntry {
        id: record.id.clone(),
        date: record.date.map(|when| DateLabel { iso: when.to_string(), text: locale.when(when) }),
        accessed: record.accessed.map(|day| DateLabel { iso: day.to_string(), text: locale.date(day) }),
        figures,
        citing: uses.take(RecordKind::Source, &record.id).into_iter().map(|(page, _)| page).collect(),
        is_named: credited.contains(&*record.id),
        record: record.clone(),
    });
    entries.collect()
}

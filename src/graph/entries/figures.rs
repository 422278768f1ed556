//! Formats figures in the site's language, and joins them with their sources and uses.

use crate::locale::localizer::Localizer;
use crate::locale::numerals::Numerals;
use crate::model::register::cited_source::CitedSource;
use crate::model::register::figure::{Amount, Figure};
use crate::model::register::record_kind::RecordKind;
use crate::model::register::registers::Records;
use crate::model::value::figure_ref::FigureRef;
use crate::model::value::id::Id;
use crate::model::value::record_id::RecordId;
use crate::model::value::when::When;
use crate::model::view::label::DateLabel;

use crate::graph::backlinks::Backlink;
use crate::graph::index::places;
use crate::graph::uses::Uses;

use super::PageId;

/// A figure, prepared for display.
#[derive(Debug)]
pub struct FigureEntry {
    /// Its id.
    pub id: RecordId,
    /// What the number measures.
    pub label: String,
    /// A note for readers.
    pub note: Option<String>,
    /// Its values, the latest first.
    pub values: Vec<ValueEntry>,
    /// The pages that show it in their text or panel, in the order of their files.
    pub uses: Vec<PageId>,
}

/// One value of a figure, prepared for display.
#[derive(Debug)]
pub struct ValueEntry {
    /// The number with its unit and qualifier: `about 71,500`.
    pub text: String,
    /// The number alone, in machine-readable form: `71500`.
    pub number: String,
    /// The date that the number applies to.
    pub when: Option<When>,
    /// The label of that date.
    pub as_of: Option<DateLabel>,
    /// The source, if it is in the register.
    pub source: Option<Id<CitedSource>>,
}

impl FigureEntry {
    /// The value that a reference names: the latest, or that of a date.
    pub fn value(&self, reference: &FigureRef) -> Option<&ValueEntry> {
        self.values.iter().find(|value| reference.at.is_none() || reference.is_at(value.when))
    }
}

/// The entries of the figures, in the order of their register.
pub(super) fn figures<'a>(
    records: &'a Records,
    uses: &mut Uses<'a>,
    numerals: &Numerals<'_>,
    words: &Localizer<'_>,
) -> Vec<FigureEntry> {
    let sources = places(&records.sources);
    let value = |amount: &Amount<'_>| ValueEntry {
        text: numerals.write(amount),
        number: amount.value.to_string(),
        when: amount.as_of,
        as_of: amount.as_of.map(|when| words.label(when)),
        source: sources.get(amount.source.as_str()).copied(),
    };
    let entry = |figure: &Figure, uses: Vec<Backlink>| FigureEntry {
        id: figure.id.clone(),
        label: words.text(&figure.label),
        note: words.optional(&figure.note),
        values: figure.amounts().iter().map(value).collect(),
        uses: uses.into_iter().map(|(page, _)| page).collect(),
    };
    let records = records.figures.iter();
    records.map(|record| entry(record, uses.take(RecordKind::Figure, &record.id))).collect()
}

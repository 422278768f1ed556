//! Figures and their sources among the pages: what each says in the site's language, and where it is used.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::outline::{Outline, Target};
use crate::model::register::{CitedSource, Figure};
use crate::model::view::DateLabel;

use super::Joining;
use super::locale::Locale;
use super::numerals::Numerals;

/// A figure as pages show it.
#[derive(Debug)]
pub struct FigureEntry {
    /// Its id.
    pub id: Arc<str>,
    /// The record.
    pub record: Figure,
    /// The number with its unit and qualifier: `about 71,500`.
    pub text: String,
    /// When it was so.
    pub as_of: Option<DateLabel>,
    /// The number of its source, where that is in the register.
    pub source: Option<usize>,
    /// The pages whose texts refer to it, in the order of their files.
    pub uses: Vec<usize>,
}

/// A source as pages show it.
#[derive(Debug)]
pub struct SourceEntry {
    /// Its id.
    pub id: Arc<str>,
    /// The record.
    pub record: CitedSource,
    /// When it was published.
    pub date: Option<DateLabel>,
    /// When it was read.
    pub accessed: Option<DateLabel>,
    /// The numbers of the figures that are from it.
    pub figures: Vec<usize>,
}

/// The figures and sources of a site.
pub(super) fn entries(
    question: &Joining,
    outlines: &[Arc<Outline>],
    numerals: &Numerals<'_>,
    locale: &Locale,
) -> (Vec<FigureEntry>, Vec<SourceEntry>) {
    let places: BTreeMap<&str, usize> =
        question.sources.iter().enumerate().map(|(at, source)| (&*source.id, at)).collect();
    let mut uses = uses(outlines);
    let figures: Vec<FigureEntry> = question
        .figures
        .iter()
        .map(|record| FigureEntry {
            id: Arc::clone(&record.id),
            text: numerals.write(&record.value),
            as_of: record
                .value
                .as_of
                .map(|when| DateLabel { iso: when.to_string(), text: locale.when(when) }),
            source: record.value.source.as_deref().and_then(|source| places.get(source).copied()),
            uses: uses.remove(&*record.id).unwrap_or_default(),
            record: record.value.clone(),
        })
        .collect();
    let mut from: Vec<Vec<usize>> = vec![Vec::new(); question.sources.len()];
    for (number, figure) in figures.iter().enumerate() {
        if let Some(source) = figure.source {
            from[source].push(number);
        }
    }
    let sources = question.sources.iter().zip(from).map(|(record, figures)| SourceEntry {
        id: Arc::clone(&record.id),
        date: record.value.date.map(|when| DateLabel { iso: when.to_string(), text: locale.when(when) }),
        accessed: record.value.accessed.map(|day| DateLabel { iso: day.to_string(), text: locale.date(day) }),
        figures,
        record: record.value.clone(),
    });
    (figures, sources.collect())
}

/// The pages that refer to each figure, each page once.
fn uses(outlines: &[Arc<Outline>]) -> BTreeMap<&str, Vec<usize>> {
    let mut uses: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (page, outline) in outlines.iter().enumerate() {
        for reference in &outline.references {
            let Target::Figure { id, .. } = &reference.target else { continue };
            let pages = uses.entry(id).or_default();
            if pages.last() != Some(&page) {
                pages.push(page);
            }
        }
    }
    uses
}

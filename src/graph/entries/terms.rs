//! Joins terms with the names, sources and pages that they belong to.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::locale::localizer::Localizer;
use crate::model::page::outline::Outline;
use crate::model::register::cited_source::CitedSource;
use crate::model::register::name::Name;
use crate::model::register::record_kind::RecordKind;
use crate::model::register::registers::Records;
use crate::model::value::id::Id;
use crate::model::value::record_id::RecordId;

use crate::graph::backlinks::Backlink;
use crate::graph::index::places;
use crate::graph::uses::Uses;

use super::PageId;

/// A term, prepared for display.
#[derive(Debug)]
pub struct TermEntry {
    /// Its id.
    pub id: RecordId,
    /// The acronym or expression.
    pub term: String,
    /// The expansion of an acronym.
    pub expansion: Option<String>,
    /// The definition.
    pub definition: Option<String>,
    /// The name that it abbreviates.
    pub name: Option<Id<Name>>,
    /// Its source.
    pub source: Option<Id<CitedSource>>,
    /// The pages that use it, in the order of their files.
    pub uses: Vec<PageId>,
}

/// The entries of the terms, in the order of their register.
pub(super) fn terms<'a>(
    records: &'a Records,
    outlines: &[Arc<Outline>],
    uses: &mut Uses<'a>,
    words: &Localizer<'_>,
) -> Vec<TermEntry> {
    let (names, sources) = (places(&records.names), places(&records.sources));
    let mut pages: BTreeMap<&str, Vec<PageId>> = BTreeMap::new();
    if !records.terms.is_empty() {
        for (page, outline) in outlines.iter().enumerate() {
            for acronym in &outline.acronyms {
                pages.entry(acronym).or_default().push(PageId::new(page));
            }
        }
    }
    let linked = |mentions: Vec<Backlink>| mentions.into_iter().map(|(page, _)| page);
    let entries = records.terms.iter().map(|record| {
        let term = words.text(&record.term);
        let mut used: Vec<PageId> = linked(uses.take(RecordKind::Term, &record.id)).collect();
        used.extend(pages.get(term.as_str()).into_iter().flatten());
        used.sort_unstable();
        used.dedup();
        TermEntry {
            id: record.id.clone(),
            term,
            expansion: words.optional(&record.expansion),
            definition: words.optional(&record.definition),
            name: record.name.as_deref().and_then(|id| names.get(id).copied()),
            source: record.source.as_deref().and_then(|id| sources.get(id).copied()),
            uses: used,
        }
    });
    entries.collect()
}

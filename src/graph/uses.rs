//! The uses of records: references, seen from their targets.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::page::outline::Outline;
use crate::model::register::chart::Chart;
use crate::model::register::record_kind::RecordKind;
use crate::model::register::registers::Records;

use super::PageId;
use super::backlinks::{Backlink, Titled};
use super::resolve::Resolved;

/// The pages that use each record, in the order of their files.
#[derive(Default)]
pub(super) struct Uses<'a> {
    of: BTreeMap<(RecordKind, &'a str), Vec<Backlink>>,
}

impl<'a> Uses<'a> {
    /// Collects the uses of all records. A page that shows a chart also uses the chart's figures.
    pub(super) fn new(outlines: &'a [Arc<Outline>], resolved: &Resolved, records: &'a Records) -> Self {
        let mut uses = Self::default();
        let charts: BTreeMap<&str, &Chart> =
            records.charts.iter().map(|record| (&*record.id, record)).collect();
        for (place, outline) in outlines.iter().enumerate() {
            let page = PageId::new(place);
            let mut seen = BTreeSet::new();
            let mut titled = Titled::default();
            for reference in &outline.references {
                let Some((kind, id)) = reference.target.record() else { continue };
                let chart = charts.get(id.as_str()).filter(|_| kind == RecordKind::Chart);
                for id in chart.into_iter().flat_map(|chart| chart.figure_ids()) {
                    uses.page(RecordKind::Figure, id, page);
                }
                let sentences = uses.page(kind, id, page);
                if reference.sentence.is_empty() {
                    continue;
                }
                let sentence = titled.sentence(&reference.sentence, &resolved.references[place]);
                if seen.insert((kind, id, Arc::clone(&sentence))) {
                    sentences.push(sentence);
                }
            }
            for id in &outline.front_matter.sources {
                uses.page(RecordKind::Source, id, page);
            }
            for figure in &outline.front_matter.key_figures {
                uses.page(RecordKind::Figure, &figure.id, page);
            }
        }
        uses
    }

    /// The sentences of a page that refer to a record. Pages are added in order, so a page added before is the last one.
    fn page(&mut self, kind: RecordKind, id: &'a str, page: PageId) -> &mut Vec<Arc<str>> {
        let pages = self.of.entry((kind, id)).or_default();
        if pages.last().is_none_or(|(last, _)| *last != page) {
            pages.push((page, Vec::new()));
        }
        &mut pages.last_mut().expect("a page was noted just before").1
    }

    /// Removes and returns the distinct pages that use a record, with the sentences that refer to it.
    pub(super) fn take(&mut self, kind: RecordKind, id: &'a str) -> Vec<Backlink> {
        self.of.remove(&(kind, id)).unwrap_or_default()
    }
}

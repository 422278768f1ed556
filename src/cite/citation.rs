//! The notes and the list of sources of a page.

use std::collections::BTreeMap;
use std::sync::Arc;

use hayagriva::citationberg::json::Item;
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest};

use crate::memo::Shared;
use crate::model::register::cited_source::CitedSource;
use crate::model::value::record_id::RecordId;

use super::style::Style;
use super::{html, item, locator};

/// A citation of a source on a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Citation {
    /// The id of the source.
    pub source: RecordId,
    /// The place in the source, as the editor wrote it: `p. 3`.
    pub locator: Option<String>,
    /// The number of the note on the page, from 1; some styles refer back to it. Styles that cite in the text ignore
    /// it.
    pub note: usize,
}

/// The input of [`cite`]: what a page cites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CiteInput {
    /// The style.
    pub style: Shared<Style>,
    /// The citations, in the order of the page.
    pub citations: Vec<Citation>,
    /// The ids of further sources for the list.
    pub also: Vec<RecordId>,
    /// The records of these sources, and no others: an edit of another source leaves the input equal.
    pub sources: Vec<CitedSource>,
}

/// The citations of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cited {
    /// The HTML of each citation, in the order of the page: a note, or the text of an in-text citation. Empty if the
    /// source is not among the records.
    pub notes: Arc<Vec<String>>,
    /// The list of sources, in the style's order: the id of each, and the HTML of its entry.
    pub list: Arc<Vec<(RecordId, String)>>,
}

/// Formats the notes and the list of sources of a page.
pub fn cite(input: &CiteInput) -> Arc<Cited> {
    let style = &input.style;
    let items: Vec<Item> = input
        .sources
        .iter()
        .enumerate()
        .map(|(place, record)| item::cited(&record.id, record, style.language(), place))
        .collect();
    let records = input.sources.iter().zip(&items);
    let known: BTreeMap<&str, (&RecordId, &Item)> =
        records.map(|(record, item)| (&*record.id, (&record.id, item))).collect();
    let mut driver = BibliographyDriver::new();
    let mut is_known = Vec::new();
    for citation in &input.citations {
        let item = known.get(&*citation.source).map(|(_, item)| *item);
        is_known.push(item.is_some());
        if let Some(item) = item {
            let at = citation.locator.as_deref().and_then(locator::locator);
            driver.citation(request(style, CitationItem::with_locator(item, at), Some(citation.note)));
        }
    }
    for (_, item) in input.also.iter().filter_map(|id| known.get(&**id)) {
        driver.citation(request(style, CitationItem::new(item, None, None, true, None), None));
    }
    let rendered =
        driver.finish(BibliographyRequest::new(&style.csl, Some(style.locale.clone()), &style.locales));
    let mut written = rendered.citations.iter().map(|citation| html::citation(&citation.citation));
    let mut note = |is_known: bool| is_known.then(|| written.next()).flatten().unwrap_or_default();
    let notes: Vec<String> = is_known.into_iter().map(&mut note).collect();
    let entries = rendered.bibliography.into_iter().flat_map(|list| list.items);
    let list = entries.filter_map(|entry| {
        let (id, _) = known.get(entry.key.as_str())?;
        Some(((*id).clone(), html::entry(&entry)))
    });
    Arc::new(Cited { notes: Arc::new(notes), list: Arc::new(list.collect()) })
}

/// A request to cite one source.
fn request<'a>(
    style: &'a Style,
    item: CitationItem<'a, Item>,
    note: Option<usize>,
) -> CitationRequest<'a, Item> {
    CitationRequest::new(vec![item], &style.csl, Some(style.locale.clone()), &style.locales, note)
}

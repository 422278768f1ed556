//! The expansions of the acronyms in pages, from the register of terms.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::locale::localizer::Localizer;
use crate::model::page::outline::Outline;
use crate::model::page::resolved_reference::Expansion;
use crate::model::register::registers::Records;

/// The expansions of the registered acronyms, by acronym.
pub(super) type Acronyms = BTreeMap<String, Arc<Expansion>>;

/// The acronyms of a site: terms with an expansion.
pub(super) fn acronyms(records: &Records, words: &Localizer<'_>) -> Acronyms {
    let known = records.terms.iter().filter_map(|record| {
        let expansion = words.optional(&record.expansion)?;
        Some((words.text(&record.term), Arc::new(Expansion { text: expansion })))
    });
    known.collect()
}

/// For each page, the expansions of its acronyms; `None` for an acronym that is not registered.
pub(super) fn expansions(
    outlines: &[Arc<Outline>],
    acronyms: &Acronyms,
) -> Vec<Arc<Vec<Option<Arc<Expansion>>>>> {
    let none = Arc::default();
    let of_page = |outline: &Arc<Outline>| {
        if acronyms.is_empty() || outline.acronyms.is_empty() {
            return Arc::clone(&none);
        }
        Arc::new(outline.acronyms.iter().map(|acronym| acronyms.get(&**acronym).cloned()).collect())
    };
    outlines.iter().map(of_page).collect()
}

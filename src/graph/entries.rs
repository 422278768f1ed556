//! The records of all registers, prepared for display.

use std::sync::Arc;

use crate::locale::Locale;
use crate::locale::localizer::Localizer;
use crate::locale::numerals::Numerals;
use crate::model::page::outline::Outline;
use crate::model::register::cited_source::CitedSource;
use crate::model::register::event::Event;
use crate::model::register::figure::Figure;
use crate::model::register::name::Name;
use crate::model::register::record_kind::RecordKind;
use crate::model::register::record_type::Record;
use crate::model::register::registers::Records;
use crate::model::register::term::Term;
use crate::model::value::id::Table;

use super::PageId;
use super::index::Index;
use super::resolve::Resolved;
use super::sections::Section;
use super::uses::Uses;

pub use events::{EventEntry, TimelineFilters};
pub use figures::{FigureEntry, ValueEntry};
pub use names::NameEntry;
pub use sources::SourceEntry;
pub use terms::TermEntry;

mod events;
mod figures;
mod names;
mod sources;
mod terms;

/// The input to joining records with pages.
pub(super) struct Context<'a> {
    pub records: &'a Records,
    pub outlines: &'a [Arc<Outline>],
    pub resolved: &'a Resolved,
    pub sections: &'a Table<Section>,
    pub locale: &'a Locale,
    pub numerals: &'a Numerals<'a>,
    pub localizer: &'a Localizer<'a>,
}

/// The entries of all registers, and their order in lists.
#[derive(Debug)]
pub struct Entries {
    /// The figures.
    pub figures: Index<Figure, FigureEntry>,
    /// The sources.
    pub sources: Index<CitedSource, SourceEntry>,
    /// The names; lists show them in alphabetical order.
    pub names: Index<Name, NameEntry>,
    /// The events; lists show them by date.
    pub events: Index<Event, EventEntry>,
    /// The terms; lists show them in alphabetical order.
    pub terms: Index<Term, TermEntry>,
    /// The filters of the timeline.
    pub timeline_filters: TimelineFilters,
}

impl Entries {
    /// Joins the records of a site.
    pub(super) fn new(context: &Context<'_>) -> Self {
        let Context { records, outlines, sections, locale, numerals, localizer, .. } = context;
        let mut uses = Uses::new(outlines, context.resolved, records);
        let figures = figures::figures(records, &mut uses, numerals, localizer);
        let sources = sources::sources(records, &figures, &mut uses, locale);
        let by_date = events::by_date(&records.events);
        let events = events::events(records, sections, &mut uses, localizer);
        let timeline_filters = TimelineFilters::new(&by_date, &events, sections);
        let names = names::names(records, &by_date, &mut uses, localizer);
        let terms = terms::terms(records, outlines, &mut uses, localizer);
        let by_name = locale.in_order(records.names.ids().zip(names.iter().map(NameEntry::sorted_by)));
        let by_term = locale.in_order(records.terms.ids().zip(terms.iter().map(|term| term.term.as_str())));
        let by_date = by_date.into_iter().map(|id| (String::new(), id)).collect();
        Self {
            figures: Index::new(&records.figures, figures),
            sources: Index::new(&records.sources, sources),
            names: Index::ordered(&records.names, names, by_name),
            events: Index::ordered(&records.events, events, by_date),
            terms: Index::ordered(&records.terms, terms, by_term),
            timeline_filters,
        }
    }

    /// The record of a kind with this id.
    pub fn record<'a>(&self, records: &'a Records, kind: RecordKind, id: &str) -> Option<&'a dyn Record> {
        Some(match kind {
            RecordKind::Figure => &records.figures[self.figures.find(id)?],
            RecordKind::Source => &records.sources[self.sources.find(id)?],
            RecordKind::Name => &records.names[self.names.find(id)?],
            RecordKind::Event => &records.events[self.events.find(id)?],
            RecordKind::Term => &records.terms[self.terms.find(id)?],
            RecordKind::Chart => records.charts.iter().find(|chart| *chart.id == *id)?,
        })
    }
}

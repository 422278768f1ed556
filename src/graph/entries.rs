//! The records of all registers as pages show them.

use std::sync::Arc;

use crate::locale::Locale;
use crate::locale::localizer::Localizer;
use crate::locale::numerals::Numerals;
use crate::model::page::outline::Outline;
use crate::model::register::cited_source::CitedSource;
use crate::model::register::event::Event;
use crate::model::register::figure::Figure;
use crate::model::register::name::Name;
use crate::model::register::registers::Records;
use crate::model::register::term::Term;
use crate::model::value::id::Table;

use super::events::{self, EventEntry, TimelineFilters};
use super::figures::{self, FigureEntry, SourceEntry};
use super::index::Index;
use super::names::{self, NameEntry};
use super::resolve::Resolved;
use super::sections::Section;
use super::terms::{self, TermEntry};
use super::uses::Uses;

/// What the records of a site are joined with.
pub(super) struct Context<'a> {
    pub records: &'a Records,
    pub outlines: &'a [Arc<Outline>],
    pub resolved: &'a Resolved,
    pub sections: &'a Table<Section>,
    pub locale: &'a Locale,
    pub numerals: &'a Numerals<'a>,
    pub localizer: &'a Localizer<'a>,
}

/// The entries of all registers.
pub(super) struct Entries {
    pub figures: Index<Figure, FigureEntry>,
    pub sources: Index<CitedSource, SourceEntry>,
    pub names: Index<Name, NameEntry>,
    pub events: Index<Event, EventEntry>,
    pub terms: Index<Term, TermEntry>,
    pub timeline_filters: TimelineFilters,
}

impl Entries {
    /// Joins the records of a site.
    pub fn new(context: &Context<'_>) -> Self {
        let Context { records, outlines, sections, locale, numerals, localizer, .. } = context;
        let mut uses = Uses::new(outlines, context.resolved, records);
        let figures = figures::figures(records, &mut uses, numerals, localizer);
        let sources = figures::sources(records, &figures, &mut uses, locale);
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
}

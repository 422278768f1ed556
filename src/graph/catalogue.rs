//! Looks up the records that pages refer to, and compares the texts of references with them.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::page::resolved_reference::{LISTED, ReferenceProblem, ResolvedReference};
use crate::model::register::event::Event;
use crate::model::register::figure::Figure;
use crate::model::register::record_address::figure_note;
use crate::model::register::record_kind::RecordKind;
use crate::model::register::record_type::Record;
use crate::model::register::registers::Records;
use crate::model::value::address::Address;
use crate::model::value::figure_ref::{FigureRef, ValueDate};
use crate::model::value::language::Language;
use crate::model::value::record_id::RecordId;
use crate::text::nearest::nearest;

use crate::locale::Locale;
use crate::locale::numerals::Numerals;

/// The records of a site, by kind and id.
pub(super) struct Catalogue<'a> {
    records: BTreeMap<(RecordKind, &'a str), &'a dyn Record>,
    figures: BTreeMap<&'a str, &'a Figure>,
    events: BTreeMap<&'a str, &'a Event>,
    /// The records that each text names: as a name or another spelling of it, an acronym or an expansion.
    records_by_text: BTreeMap<(RecordKind, &'a str), BTreeSet<&'a RecordId>>,
    numerals: &'a Numerals<'a>,
    locale: &'a Locale,
    language: Language,
}

impl<'a> Catalogue<'a> {
    /// The catalogue of some records, in the language of the pages.
    pub(super) fn new(
        records: &'a Records,
        numerals: &'a Numerals<'a>,
        locale: &'a Locale,
        language: Language,
    ) -> Self {
        let all = records.all().map(|(kind, _, record)| ((kind, record.id().as_str()), record));
        Self {
            records: all.collect(),
            figures: records.figures.iter().map(|figure| (figure.id.as_str(), figure)).collect(),
            events: records.events.iter().map(|event| (event.id.as_str(), event)).collect(),
            records_by_text: records_by_text(records),
            numerals,
            locale,
            language,
        }
    }

    /// Resolves a reference from the page at `own` to a record other than a figure.
    pub(super) fn resolve(
        &self,
        own: &Address,
        kind: RecordKind,
        id: &RecordId,
    ) -> Result<ResolvedReference, ReferenceProblem> {
        let Some(record) = self.records.get(&(kind, id.as_str())) else { return Err(self.missing(kind, id)) };
        Ok(match kind.addressed() {
            Some(kind) => ResolvedReference::Found {
                href: kind.link(own, id),
                title: record.title(&self.language).to_owned(),
            },
            // Charts are part of the text and need no link.
            None => ResolvedReference::Found { href: String::new(), title: String::new() },
        })
    }

    /// Resolves a reference to a figure.
    pub(super) fn resolve_figure(
        &self,
        reference: &FigureRef,
    ) -> Result<ResolvedReference, ReferenceProblem> {
        let id = &reference.id;
        let Some(figure) = self.figures.get(id.as_str()) else {
            return Err(self.missing(RecordKind::Figure, id));
        };
        match (figure.amount(reference), &reference.at) {
            (Some(amount), _) => Ok(ResolvedReference::Found {
                href: format!("#{}", figure_note(reference)),
                title: self.numerals.write(&amount),
            }),
            (None, at) => {
                let dates = figure.amounts().iter().filter_map(|amount| amount.as_of).take(LISTED).collect();
                let at = at.clone().unwrap_or_else(|| ValueDate::Other("".into()));
                Err(ReferenceProblem::NoValue { id: id.clone(), at, dates })
            }
        }
    }

    /// The error that a record does not exist, as yet without the nearest id.
    pub(super) fn missing(&self, kind: RecordKind, id: &RecordId) -> ReferenceProblem {
        let other = RecordKind::ALL.iter().copied().find(|kind| self.has(*kind, id));
        ReferenceProblem::NoRecord { kind, id: id.clone(), near: None, other }
    }

    /// Adds the nearest id to the error that a record does not exist; other errors stay as they are.
    pub(super) fn with_nearest(&self, why: ReferenceProblem) -> ReferenceProblem {
        let ReferenceProblem::NoRecord { kind, id, near: None, other: None } = why else { return why };
        let of_kind = self.records.keys().filter(|(of, _)| *of == kind).map(|(_, id)| *id);
        let near = nearest(&id, of_kind).map(str::to_owned);
        ReferenceProblem::NoRecord { kind, id, near, other: None }
    }

    /// Whether there is a record of this kind and id.
    pub(super) fn has(&self, kind: RecordKind, id: &str) -> bool {
        self.records.contains_key(&(kind, id))
    }

    /// How the text of a link differs from the figure that it links to.
    pub(super) fn figure_differs(&self, reference: &FigureRef, text: &str) -> Option<ReferenceProblem> {
        if text.is_empty() {
            return None;
        }
        let amount = self.figures.get(reference.id.as_str())?.amount(reference)?;
        let difference = self.numerals.difference(text, &amount)?;
        let registered = self.numerals.write(&amount);
        Some(ReferenceProblem::FigureDiffers {
            id: reference.clone(),
            text: text.to_owned(),
            registered,
            difference,
        })
    }

    /// How the text of a link differs from the record that it links to.
    pub(super) fn differs(&self, kind: RecordKind, id: &RecordId, text: &str) -> Option<ReferenceProblem> {
        if text.is_empty() {
            return None;
        }
        if kind == RecordKind::Event {
            return self.event_differs(id, text);
        }
        let records = self.records_by_text.get(&(kind, text))?;
        let other = records.iter().next().filter(|_| !records.contains(id))?;
        let (id, other) = (id.clone(), (*other).clone());
        Some(ReferenceProblem::NameDiffers { kind, text: text.to_owned(), id, other })
    }

    fn event_differs(&self, id: &RecordId, text: &str) -> Option<ReferenceProblem> {
        let event = self.events.get(id.as_str())?;
        let title = event.title.in_language(&self.language);
        // A date in the event's own title is not checked.
        if title.contains(text) {
            return None;
        }
        let text = if title.is_empty() { text.to_owned() } else { text.replace(title, " ") };
        let (date, end) = (event.date?, event.end.or(event.date)?);
        let text = self.locale.contradicting_date(&text, date, end)?;
        Some(ReferenceProblem::EventDiffers { id: id.clone(), text, registered: self.locale.span(date, end) })
    }
}

/// The records that each text names, by kind and text.
fn records_by_text(records: &Records) -> BTreeMap<(RecordKind, &str), BTreeSet<&RecordId>> {
    let mut by_text: BTreeMap<(RecordKind, &str), BTreeSet<&RecordId>> = BTreeMap::new();
    for (kind, _, record) in records.all() {
        for text in record.names() {
            by_text.entry((kind, text)).or_default().insert(record.id());
        }
    }
    by_text
}

//! The records that references lead to, by their ids: what each is called, and in what a text differs from it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::page::answer::{Answer, LISTED, Unanswered};
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
    /// The records that a text names, by the texts: a name or other writing, an acronym or expansion.
    named: BTreeMap<(RecordKind, &'a str), BTreeSet<&'a RecordId>>,
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
            named: named(records),
            numerals,
            locale,
            language,
        }
    }

    /// The answer to a reference to a record that is no figure, from the page at `own`.
    pub(super) fn answer(
        &self,
        own: &Address,
        kind: RecordKind,
        id: &RecordId,
    ) -> Result<Answer, Unanswered> {
        let Some(record) = self.records.get(&(kind, id.as_str())) else { return Err(self.missing(kind, id)) };
        Ok(match kind.addressed() {
            Some(kind) => {
                Answer::Found { href: kind.link(own, id), title: record.title(&self.language).to_owned() }
            }
            // What is shown in the text itself needs no link.
            None => Answer::Found { href: String::new(), title: String::new() },
        })
    }

    /// The answer to a reference to a figure.
    pub(super) fn figure(&self, reference: &FigureRef) -> Result<Answer, Unanswered> {
        let id = &reference.id;
        let Some(figure) = self.figures.get(id.as_str()) else {
            return Err(self.missing(RecordKind::Figure, id));
        };
        match (figure.amount(reference), &reference.at) {
            (Some(amount), _) => Ok(Answer::Found {
                href: format!("#{}", figure_note(reference)),
                title: self.numerals.write(&amount),
            }),
            (None, at) => {
                let dates = figure.amounts().iter().filter_map(|amount| amount.as_of).take(LISTED).collect();
                let at = at.clone().unwrap_or_else(|| ValueDate::Other("".into()));
                Err(Unanswered::NoValue { id: id.clone(), at, dates })
            }
        }
    }

    /// That there is no such record. The nearest id is still to be found.
    pub(super) fn missing(&self, kind: RecordKind, id: &RecordId) -> Unanswered {
        let other = RecordKind::ALL.iter().copied().find(|kind| self.has(*kind, id));
        Unanswered::NoRecord { kind, id: id.clone(), near: None, other }
    }

    /// The same with the record that was probably meant, if it is a record that is missing.
    pub(super) fn with_nearest(&self, why: Unanswered) -> Unanswered {
        let Unanswered::NoRecord { kind, id, near: None, other: None } = why else { return why };
        let of_kind = self.records.keys().filter(|(of, _)| *of == kind).map(|(_, id)| *id);
        let near = nearest(&id, of_kind).map(str::to_owned);
        Unanswered::NoRecord { kind, id, near, other: None }
    }

    /// Whether there is a record of this kind and id.
    pub(super) fn has(&self, kind: RecordKind, id: &str) -> bool {
        self.records.contains_key(&(kind, id))
    }

    /// How the text of a link differs from the figure to which it leads.
    pub(super) fn figure_differs(&self, reference: &FigureRef, text: &str) -> Option<Unanswered> {
        if text.is_empty() {
            return None;
        }
        let amount = self.figures.get(reference.id.as_str())?.amount(reference)?;
        let how = self.numerals.difference(text, &amount)?;
        let kept = self.numerals.write(&amount);
        Some(Unanswered::Differs { id: reference.clone(), said: text.to_owned(), kept, how })
    }

    /// How the text of a link differs from the record to which it leads.
    pub(super) fn differs(&self, kind: RecordKind, id: &RecordId, text: &str) -> Option<Unanswered> {
        if text.is_empty() {
            return None;
        }
        if kind == RecordKind::Event {
            return self.event_differs(id, text);
        }
        let said = self.named.get(&(kind, text))?;
        let other = said.iter().next().filter(|_| !said.contains(id))?;
        let (id, other) = (id.clone(), (*other).clone());
        Some(Unanswered::NameDiffers { kind, said: text.to_owned(), id, other })
    }

    fn event_differs(&self, id: &RecordId, text: &str) -> Option<Unanswered> {
        let event = self.events.get(id.as_str())?;
        let title = event.title.in_language(&self.language);
        // The event's title, or a part of it, says nothing of its own of the date.
        if title.contains(text) {
            return None;
        }
        let text = if title.is_empty() { text.to_owned() } else { text.replace(title, " ") };
        let (date, end) = (event.date?, event.end.or(event.date)?);
        let said = self.locale.contradicting_date(&text, date, end)?;
        Some(Unanswered::EventDiffers { id: id.clone(), said, kept: self.locale.span(date, end) })
    }
}

/// The records that each text names.
fn named(records: &Records) -> BTreeMap<(RecordKind, &str), BTreeSet<&RecordId>> {
    let mut named: BTreeMap<(RecordKind, &str), BTreeSet<&RecordId>> = BTreeMap::new();
    for (kind, _, record) in records.all() {
        for text in record.names() {
            named.entry((kind, text)).or_default().insert(record.id());
        }
    }
    named
}

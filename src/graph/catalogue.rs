//! The records that references lead to, by their ids: what each is called, and in what a text differs from it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::page::answer::{Answer, LISTED, Unanswered};
use crate::model::register::chart::Chart;
use crate::model::register::cited_source::CitedSource;
use crate::model::register::event::Event;
use crate::model::register::figure::{Figure, figure_id};
use crate::model::register::name::Name;
use crate::model::register::record_address::{figure_note, glossary, name_page, sources, timeline};
use crate::model::register::record_type::RecordType;
use crate::model::register::registers::{RecordKind, Records};
use crate::model::register::term::Term;
use crate::model::value::address::Address;
use crate::model::value::language::Language;
use crate::text::nearest::nearest;

use crate::locale::Locale;
use crate::locale::numerals::Numerals;

/// The records of a site, to be asked for by id.
pub(super) struct Catalogue<'a> {
    figures: BTreeMap<&'a str, &'a Figure>,
    sources: BTreeMap<&'a str, &'a CitedSource>,
    names: BTreeMap<&'a str, &'a Name>,
    events: BTreeMap<&'a str, &'a Event>,
    terms: BTreeMap<&'a str, &'a Term>,
    charts: BTreeMap<&'a str, &'a Chart>,
    /// The records that a text names, by the texts: a name or other writing, an acronym or expansion.
    named: BTreeMap<(RecordKind, &'a str), BTreeSet<&'a str>>,
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
        fn by_id<T: RecordType>(records: &[T]) -> BTreeMap<&str, &T> {
            records.iter().map(|record| (record.id().as_str(), record)).collect()
        }
        Self {
            figures: by_id(&records.figures),
            sources: by_id(&records.sources),
            names: by_id(&records.names),
            events: by_id(&records.events),
            terms: by_id(&records.terms),
            charts: by_id(&records.charts),
            named: named(records),
            numerals,
            locale,
            language,
        }
    }

    /// The answer to a reference from the page that stands at `own`.
    pub(super) fn answer(
        &self,
        own: &Address,
        kind: RecordKind,
        written: &str,
    ) -> Result<Answer, Unanswered> {
        let entry = |page: Address| format!("{}#{written}", own.link_to(&page));
        let language = &self.language;
        let found = match kind {
            RecordKind::Figure => return self.figure(written),
            RecordKind::Source => {
                self.sources.get(written).map(|source| (entry(sources()), source.title.clone()))
            }
            RecordKind::Name => self.names.get(written).map(|name| {
                let title = name.name.in_language(language);
                (own.link_to(&name_page(written)), title.to_owned())
            }),
            RecordKind::Event => self.events.get(written).map(|event| {
                let title = event.title.in_language(language);
                (entry(timeline()), title.to_owned())
            }),
            RecordKind::Term => self.terms.get(written).map(|term| {
                let title = term.term.in_language(language);
                (entry(glossary()), title.to_owned())
            }),
            RecordKind::Chart => self.charts.get(written).map(|_| (String::new(), String::new())),
        };
        match found {
            Some((href, title)) => Ok(Answer::Found { href, title }),
            None => Err(self.missing(kind, written)),
        }
    }

    fn figure(&self, written: &str) -> Result<Answer, Unanswered> {
        let (id, at) = figure_id(written);
        let Some(figure) = self.figures.get(id) else { return Err(self.missing(RecordKind::Figure, id)) };
        match figure.amount(at) {
            Some(amount) => Ok(Answer::Found {
                href: format!("#{}", figure_note(written)),
                title: self.numerals.write(&amount),
            }),
            None => Err(Unanswered::NoValue {
                id: id.to_owned(),
                at: at.unwrap_or_default().to_owned(),
                dates: figure
                    .amounts()
                    .iter()
                    .filter_map(|amount| amount.as_of.map(|when| when.to_string()))
                    .take(LISTED)
                    .collect(),
            }),
        }
    }

    /// Says that there is no such record; the nearest one is still to be looked for.
    pub(super) fn missing(&self, kind: RecordKind, id: &str) -> Unanswered {
        let has = |kind: &RecordKind| match kind {
            RecordKind::Figure => self.figures.contains_key(id),
            RecordKind::Source => self.sources.contains_key(id),
            RecordKind::Name => self.names.contains_key(id),
            RecordKind::Event => self.events.contains_key(id),
            RecordKind::Term => self.terms.contains_key(id),
            RecordKind::Chart => self.charts.contains_key(id),
        };
        let other = RecordKind::ALL.iter().copied().find(has);
        Unanswered::NoRecord { kind, id: id.to_owned(), near: None, other }
    }

    /// The same with the record that was probably meant, where it is a record that is missing.
    pub(super) fn with_nearest(&self, why: Unanswered) -> Unanswered {
        let Unanswered::NoRecord { kind, id, near: None, other: None } = why else { return why };
        let near = match kind {
            RecordKind::Figure => nearest(&id, self.figures.keys().copied()),
            RecordKind::Source => nearest(&id, self.sources.keys().copied()),
            RecordKind::Name => nearest(&id, self.names.keys().copied()),
            RecordKind::Event => nearest(&id, self.events.keys().copied()),
            RecordKind::Term => nearest(&id, self.terms.keys().copied()),
            RecordKind::Chart => nearest(&id, self.charts.keys().copied()),
        };
        let near = near.map(str::to_owned);
        Unanswered::NoRecord { kind, id, near, other: None }
    }

    /// Whether there is a source of this id.
    pub(super) fn has_source(&self, id: &str) -> bool {
        self.sources.contains_key(id)
    }

    /// In what a text differs from the record that it refers to.
    pub(super) fn differs(&self, kind: RecordKind, written: &str, text: &str) -> Option<Unanswered> {
        if text.is_empty() {
            return None;
        }
        match kind {
            RecordKind::Figure => {
                let (id, at) = figure_id(written);
                let amount = self.figures.get(id)?.amount(at)?;
                let how = self.numerals.difference(text, &amount)?;
                let kept = self.numerals.write(&amount);
                Some(Unanswered::Differs { id: written.to_owned(), said: text.to_owned(), kept, how })
            }
            RecordKind::Event => {
                let event = self.events.get(written)?;
                let title = event.title.in_language(&self.language);
                // The event's title, or a part of it, says nothing of its own of the date.
                if title.contains(text) {
                    return None;
                }
                let text = if title.is_empty() { text.to_owned() } else { text.replace(title, " ") };
                let (date, end) = (event.date?, event.end.or(event.date)?);
                let said = self.locale.contradicting_date(&text, date, end)?;
                Some(Unanswered::EventDiffers {
                    id: written.to_owned(),
                    said,
                    kept: self.locale.span(date, end),
                })
            }
            RecordKind::Name | RecordKind::Term => {
                let said = self.named.get(&(kind, text))?;
                let other = said.iter().next().filter(|_| !said.contains(written))?;
                Some(Unanswered::NameDiffers {
                    kind,
                    said: text.to_owned(),
                    id: written.to_owned(),
                    other: (*other).to_owned(),
                })
            }
            RecordKind::Source | RecordKind::Chart => None,
        }
    }
}

/// The records that each text names.
fn named(records: &Records) -> BTreeMap<(RecordKind, &str), BTreeSet<&str>> {
    let mut named: BTreeMap<(RecordKind, &str), BTreeSet<&str>> = BTreeMap::new();
    for record in records.names.iter() {
        let own = record.name.iter().map(|(_, text)| text);
        for text in own.chain(record.also.iter().map(String::as_str)) {
            named.entry((RecordKind::Name, text)).or_default().insert(&record.id);
        }
    }
    for record in records.terms.iter() {
        let texts = std::iter::once(&record.term).chain(&record.expansion);
        for text in texts.flat_map(|text| text.iter().map(|(_, text)| text)) {
            named.entry((RecordKind::Term, text)).or_default().insert(&record.id);
        }
    }
    named
}

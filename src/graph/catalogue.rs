//! The records that references lead to, by their ids: what each is called, and in what a text differs from it.

use std::collections::BTreeMap;

use crate::model::address::Address;
use crate::model::answer::{Answer, Unanswered};
use crate::model::chart::Chart;
use crate::model::event::Event;
use crate::model::language::Language;
use crate::model::name::Name;
use crate::model::nearest::nearest;
use crate::model::register::{Figure, Record, RecordKind, Records};
use crate::model::term::Term;

use super::addresses::{figure_note, glossary, name_page, sources, timeline};
use super::locale::Locale;
use super::numerals::Numerals;

/// The records of a site, to be asked for by id.
pub(super) struct Catalogue<'a> {
    figures: BTreeMap<&'a str, &'a Figure>,
    sources: BTreeMap<&'a str, &'a str>,
    names: BTreeMap<&'a str, &'a Name>,
    events: BTreeMap<&'a str, &'a Event>,
    terms: BTreeMap<&'a str, &'a Term>,
    charts: BTreeMap<&'a str, &'a Chart>,
    numerals: &'a Numerals<'a>,
    locale: &'a Locale,
    language: Language,
}

/// What a reference to a figure names: its id, and the date of the value where it names one.
pub(super) fn figure_id(written: &str) -> (&str, Option<&str>) {
    written.split_once('@').map_or((written, None), |(id, at)| (id, Some(at)))
}

impl<'a> Catalogue<'a> {
    /// The catalogue of some records, in the language of the pages.
    pub(super) fn new(
        records: &'a Records,
        numerals: &'a Numerals<'a>,
        locale: &'a Locale,
        language: Language,
    ) -> Self {
        fn by_id<T>(records: &[Record<T>]) -> BTreeMap<&str, &T> {
            records.iter().map(|record| (&*record.id, &record.value)).collect()
        }
        let title = |record: &'a Record<crate::model::register::CitedSource>| {
            (&*record.id, record.value.title.as_deref().unwrap_or_default())
        };
        Self {
            figures: by_id(&records.figures),
            sources: records.sources.iter().map(title).collect(),
            names: by_id(&records.names),
            events: by_id(&records.events),
            terms: by_id(&records.terms),
            charts: by_id(&records.charts),
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
                self.sources.get(written).map(|title| (entry(sources()), (*title).to_owned()))
            }
            RecordKind::Name => self.names.get(written).map(|name| {
                let title = name.name.as_ref().map_or("", |name| name.in_language(language));
                (own.link_to(&name_page(written)), title.to_owned())
            }),
            RecordKind::Event => self.events.get(written).map(|event| {
                let title = event.title.as_ref().map_or("", |title| title.in_language(language));
                (entry(timeline()), title.to_owned())
            }),
            RecordKind::Term => self.terms.get(written).map(|term| {
                let title = term.term.as_ref().map_or("", |term| term.in_language(language));
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
                    .collect(),
            }),
        }
    }

    /// Says that there is no such record, with the nearest one.
    pub(super) fn missing(&self, kind: RecordKind, id: &str) -> Unanswered {
        let near = match kind {
            RecordKind::Figure => nearest(id, self.figures.keys().copied()),
            RecordKind::Source => nearest(id, self.sources.keys().copied()),
            RecordKind::Name => nearest(id, self.names.keys().copied()),
            RecordKind::Event => nearest(id, self.events.keys().copied()),
            RecordKind::Term => nearest(id, self.terms.keys().copied()),
            RecordKind::Chart => nearest(id, self.charts.keys().copied()),
        };
        Unanswered::NoRecord { kind, id: id.to_owned(), near: near.map(str::to_owned) }
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
                let (first, last) = event.years()?;
                let title = event.title.as_ref().map_or("", |title| title.in_language(&self.language));
                let own: Vec<i32> = years(title).collect();
                let mut strange =
                    years(text).filter(|year| !(first..=last).contains(year) && !own.contains(year));
                let year = strange.next()?;
                let (date, end) = (event.date?, event.end.or(event.date)?);
                Some(Unanswered::EventDiffers {
                    id: written.to_owned(),
                    year,
                    kept: self.locale.span(date, end),
                })
            }
            RecordKind::Source | RecordKind::Name | RecordKind::Term | RecordKind::Chart => None,
        }
    }
}

/// The years in a text: numbers of four digits from 1000 to 2999 that are no part of another number or word.
fn years(text: &str) -> impl Iterator<Item = i32> {
    let numbers = text.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, ',' | '.'));
    let numbers = numbers.map(|word| word.trim_end_matches([',', '.']));
    let four = numbers.filter(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
    four.filter_map(|word| word.parse().ok()).filter(|year| (1000..3000).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_numbers_of_four_digits_that_stand_alone() {
        assert_eq!(years("in May 2014, and 2015–2016.").collect::<Vec<_>>(), [2014, 2015, 2016]);
        assert_eq!(years("12,014 2014a 20140 1,2014 0900").collect::<Vec<_>>(), [0; 0]);
    }
}

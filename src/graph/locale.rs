//! Dates, numbers and alphabetical order as a language has them. The only file that knows ICU's formats and collation.

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{Y, YM, YMD};
use icu_datetime::input::Date as IcuDate;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::DecimalFormatterOptions;
use icu_locale_core::Locale as IcuLocale;

use crate::model::date::Date;
use crate::model::language::Language;
use crate::model::number::Number;
use crate::model::unicode::bare;
use crate::model::when::{Precision, When};

use super::Page;

/// What a language knows of dates and order.
pub struct Locale {
    dates: Option<DateTimeFormatter<YMD>>,
    months: Option<DateTimeFormatter<YM>>,
    years: Option<DateTimeFormatter<Y>>,
    numbers: Option<DecimalFormatter>,
    collator: Option<CollatorBorrowed<'static>>,
}

impl Locale {
    /// The locale of a language; a language that ICU does not know gets ISO dates and the order of code points.
    pub fn new(language: &Language) -> Self {
        let locale: IcuLocale = language.tag().parse().unwrap_or(IcuLocale::UNKNOWN);
        let format = |locale: &IcuLocale| DateTimeFormatter::try_new(locale.into(), YMD::long()).ok();
        // For a language that it does not know, ICU has a form of no language: `2015 M10 2`.
        let unknown = format(&IcuLocale::UNKNOWN).zip(IcuDate::try_new_gregorian(2015, 10, 2).ok());
        let unknown = unknown.map(|(format, date)| (format.format(&date).to_string(), date));
        let knows = |format: &DateTimeFormatter<YMD>| {
            unknown.as_ref().is_none_or(|(text, date)| format.format(date).to_string() != *text)
        };
        let dates = format(&locale).filter(knows);
        Self {
            months: dates
                .as_ref()
                .and_then(|_| DateTimeFormatter::try_new((&locale).into(), YM::long()).ok()),
            years: dates.as_ref().and_then(|_| DateTimeFormatter::try_new((&locale).into(), Y::long()).ok()),
            numbers: DecimalFormatter::try_new((&locale).into(), DecimalFormatterOptions::default()).ok(),
            dates,
            collator: Collator::try_new((&locale).into(), CollatorOptions::default()).ok(),
        }
    }

    /// A date in full: `2 October 2015`.
    pub fn date(&self, date: Date) -> String {
        let (year, month, day) = date.parts();
        match (&self.dates, IcuDate::try_new_gregorian(year, month, day)) {
            (Some(format), Ok(icu)) => format.format(&icu).to_string(),
            _ => date.to_string(),
        }
    }

    /// A year, a month or a day: `2013`, `September 2014`, `2 October 2015`.
    pub fn when(&self, when: When) -> String {
        let (year, month, day) = when.start().parts();
        let Ok(icu) = IcuDate::try_new_gregorian(year, month, day) else { return when.to_string() };
        let text = match when.precision() {
            Precision::Year => self.years.as_ref().map(|format| format.format(&icu).to_string()),
            Precision::Month => self.months.as_ref().map(|format| format.format(&icu).to_string()),
            Precision::Day => Some(self.date(when.start())),
        };
        text.unwrap_or_else(|| when.to_string())
    }

    /// A number with the language's groups and point: `59,000`.
    pub fn number(&self, number: &Number) -> String {
        match &self.numbers {
            Some(format) => format.format(number.decimal()).to_string(),
            None => number.to_string(),
        }
    }

    /// The listed pages in alphabetical order of their titles, each with the letter that it stands under.
    pub fn by_title(&self, pages: &[Page]) -> Vec<(String, usize)> {
        let listed = pages.iter().enumerate().filter(|(_, page)| page.is_listed());
        let mut keyed: Vec<(Vec<u8>, usize)> =
            listed.map(|(number, page)| (self.sort_key(&page.outline.title), number)).collect();
        keyed.sort();
        keyed.into_iter().map(|(_, page)| (letter(&pages[page].outline.title), page)).collect()
    }

    fn sort_key(&self, title: &str) -> Vec<u8> {
        let mut key = Vec::new();
        match &self.collator {
            Some(collator) => {
                let Ok(()) = collator.write_sort_key_to(title, &mut key);
            }
            None => key.extend_from_slice(title.as_bytes()),
        }
        key
    }
}

/// The letter of the index that a title stands under: its first letter without marks, in upper case.
fn letter(title: &str) -> String {
    let first = title.chars().find(|c| c.is_alphanumeric()).unwrap_or('#');
    if first.is_numeric() {
        return "0–9".to_owned();
    }
    bare(first).to_uppercase().collect()
}

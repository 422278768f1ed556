//! Formats dates and numbers, and sorts texts, for a language. Only this file uses ICU's formats and collation.

pub mod localizer;
mod mentioned_date;
mod number_context;
pub mod numerals;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{Y, YM, YMD};
use icu_datetime::input::Date as IcuDate;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::DecimalFormatterOptions;
use icu_locale_core::Locale as IcuLocale;
use icu_plurals::{PluralCategory, PluralRules};

use crate::memo;
use crate::model::value::date::Date;
use crate::model::value::language::Language;
use crate::model::value::number::Number;
use crate::model::value::when::{Precision, When};
use crate::text::unicode::bare;

use mentioned_date::MentionedDate;

/// The formats and the collation of a language.
pub struct Locale {
    dates: Option<DateTimeFormatter<YMD>>,
    months: Option<DateTimeFormatter<YM>>,
    years: Option<DateTimeFormatter<Y>>,
    numbers: Option<DecimalFormatter>,
    ranks: Option<PluralRules>,
    counts: Option<PluralRules>,
    /// The months, 1 to 12, in lower case, if the language has names for them.
    month_names: Vec<(u8, String)>,
    collator: Option<CollatorBorrowed<'static>>,
}

/// The format of months. With ICU4X 2.4, `outubro de 2015` fails in Brazilian Portuguese for lack of digits; the
/// shorter `out. de 2015` does not.
fn months(language: &Language) -> YM {
    let fails = language.primary() == "pt" && language.tag() != "pt-PT";
    if fails { YM::medium() } else { YM::long() }
}

impl Locale {
    /// The locale of a language. A language that ICU does not know gets ISO dates and the order of code points.
    pub fn new(language: &Language) -> Self {
        let locale: IcuLocale = language.tag().parse().unwrap_or(IcuLocale::UNKNOWN);
        let format = |locale: &IcuLocale| DateTimeFormatter::try_new(locale.into(), YMD::long()).ok();
        // For an unknown language, ICU has a generic form: `2015 M10 2`.
        let unknown = format(&IcuLocale::UNKNOWN).zip(IcuDate::try_new_gregorian(2015, 10, 2).ok());
        let unknown = unknown.map(|(format, date)| (format.format(&date).to_string(), date));
        let knows = |format: &DateTimeFormatter<YMD>| {
            unknown.as_ref().is_none_or(|(text, date)| format.format(date).to_string() != *text)
        };
        let dates = format(&locale).filter(knows);
        let plain = Self {
            month_names: Vec::new(),
            months: dates
                .as_ref()
                .and_then(|_| DateTimeFormatter::try_new((&locale).into(), months(language)).ok()),
            years: dates.as_ref().and_then(|_| DateTimeFormatter::try_new((&locale).into(), Y::long()).ok()),
            ranks: PluralRules::try_new_ordinal((&locale).into()).ok(),
            counts: PluralRules::try_new_cardinal((&locale).into()).ok(),
            numbers: DecimalFormatter::try_new((&locale).into(), DecimalFormatterOptions::default()).ok(),
            dates,
            collator: Collator::try_new((&locale).into(), CollatorOptions::default()).ok(),
        };
        Self { month_names: plain.month_names(), ..plain }
    }

    /// The names of the months, if the language counts years as ISO 8601 does; in East Asia, months have numbers.
    fn month_names(&self) -> Vec<(u8, String)> {
        let named = (1..=12).filter_map(|month| {
            let when: When = format!("2222-{month:02}").parse().ok()?;
            let text = self.when(when);
            let name = text.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty())?;
            text.contains("2222").then(|| (month, name.to_lowercase()))
        });
        named.collect()
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

    /// A period: `3–5 October 2015`, `28 January – 3 February 2014`. What both ends have in common is written once.
    pub fn span(&self, start: When, end: When) -> String {
        let (from, to) = (self.when(start), self.when(end));
        match start.precision() == end.precision() {
            true => range(&from, &to),
            // A year and a day may share digits, but nothing that can be omitted.
            false => format!("{from} – {to}"),
        }
    }

    /// The first date in a text that contradicts a period; `None` if all dates fit, or nothing is certain to be a
    /// date. Languages with other calendars are not read.
    pub fn contradicting_date(&self, text: &str, start: When, end: When) -> Option<String> {
        if self.month_names.is_empty() || text.contains(&self.span(start, end)) {
            return None;
        }
        MentionedDate::read(text, &self.month_names).contradiction(start, end)
    }

    /// A number with the separators of the language: `59,000`.
    pub fn number(&self, number: &Number) -> String {
        match &self.numbers {
            Some(format) => format.format(number.decimal()).to_string(),
            None => number.to_string(),
        }
    }

    /// The ids of texts in alphabetical order of the texts, each with the letter that it is listed under.
    pub fn in_order<'t, I>(&self, texts: impl Iterator<Item = (I, &'t str)>) -> Vec<(String, I)>
    where
        I: Copy + Ord + Send + Sync,
    {
        let keyed = |(id, text): (I, &str)| (self.sort_key(text), id, letter(text));
        let mut keyed: Vec<(Vec<u8>, I, String)> = memo::map(texts.collect(), keyed);
        keyed.sort();
        keyed.into_iter().map(|(_, id, letter)| (letter, id)).collect()
    }

    /// The plural form of an ordinal number: the key of its pattern in the strings file.
    pub fn rank_key(&self, number: &Number) -> &'static str {
        match self.ranks.as_ref().map(|rules| rules.category_for(number.decimal())) {
            Some(PluralCategory::One) => "rank_one",
            Some(PluralCategory::Two) => "rank_two",
            Some(PluralCategory::Few) => "rank_few",
            _ => "rank_other",
        }
    }

    /// Whether a number takes the singular: 1 in English, also 1.5 in French.
    pub fn is_singular(&self, number: &Number) -> bool {
        let category = self.counts.as_ref().map(|rules| rules.category_for(number.decimal()));
        category == Some(PluralCategory::One)
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

/// The index letter of a title: its first letter without accents, in upper case.
fn letter(title: &str) -> String {
    let first = title.chars().find(|c| c.is_alphanumeric()).unwrap_or('#');
    if first.is_numeric() {
        return "0–9".to_owned();
    }
    bare(first).to_uppercase().collect()
}

/// Two texts joined by a dash, with their common start and end written once. Words and numbers are not cut.
fn range(start: &str, end: &str) -> String {
    if start == end {
        return start.to_owned();
    }
    let prefix = shared(start.char_indices(), end.chars(), |at, c| at + c.len_utf8());
    let prefix = boundary(start, prefix).min(boundary(end, prefix));
    let (start_rest, end_rest) = (&start[prefix..], &end[prefix..]);
    let suffix = shared(
        start_rest.chars().rev().scan(0, |length, c| {
            let at = *length;
            *length += c.len_utf8();
            Some((at, c))
        }),
        end_rest.chars().rev(),
        |at, c| at + c.len_utf8(),
    );
    let mut suffix = suffix.min(start_rest.len()).min(end_rest.len());
    while suffix > 0
        && (cuts_word(start_rest, start_rest.len() - suffix) || cuts_word(end_rest, end_rest.len() - suffix))
    {
        suffix -= start_rest[start_rest.len() - suffix..].chars().next().map_or(suffix, char::len_utf8);
    }
    let (one, other) = (&start_rest[..start_rest.len() - suffix], &end_rest[..end_rest.len() - suffix]);
    let (one, other) = (one.trim_end(), other);
    let dash = if one.contains(char::is_whitespace) || other.contains(char::is_whitespace) {
        " – "
    } else {
        "–"
    };
    format!("{}{one}{dash}{}", &start[..prefix], &end[prefix..])
}

/// The length of the common start of two texts, in bytes.
fn shared(
    one: impl Iterator<Item = (usize, char)>,
    other: impl Iterator<Item = char>,
    end: impl Fn(usize, char) -> usize,
) -> usize {
    let same = one.zip(other).take_while(|((_, c), other)| c == other);
    same.last().map_or(0, |((at, c), _)| end(at, c))
}

/// The last position up to a byte at which no word or number is cut.
fn boundary(text: &str, mut at: usize) -> usize {
    while at > 0 && cuts_word(text, at) {
        at -= text[..at].chars().next_back().map_or(at, char::len_utf8);
    }
    at
}

/// Whether a position is within a word or a number.
fn cuts_word(text: &str, at: usize) -> bool {
    let (before, after) = (text[..at].chars().next_back(), text[at..].chars().next());
    before.zip(after).is_some_and(|(before, after)| {
        (before.is_numeric() && after.is_numeric()) || (before.is_alphabetic() && after.is_alphabetic())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn european_and_some_asian_languages_format_years_months_and_days() {
        let languages = "bg cs da de el en es et fi fr ga hr hu is it ja ko lt lv mt nb nl pl pt pt-PT ro ru sk sl sq sr sv tr uk vi zh";
        for tag in languages.split(' ') {
            let locale = Locale::new(&Language::parse(tag).unwrap());
            for when in ["2015", "2015-10", "2015-10-02"] {
                let text = locale.when(when.parse().unwrap());
                assert!(text.contains("2015") && (text != when || when == "2015"), "{tag}: {text}");
            }
        }
    }

    #[test]
    fn a_date_in_a_text_is_compared_at_its_own_precision() {
        let contradiction = |language: &str, text: &str, start: &str, end: &str| {
            let locale = Locale::new(&Language::parse(language).unwrap());
            locale.contradicting_date(text, start.parse().unwrap(), end.parse().unwrap())
        };
        let valls = |text: &str| contradiction("en-GB", text, "2015-10-03", "2015-10-05");
        for text in [
            "3–5 October 2015",
            "October 2015",
            "in 2015",
            "the visit",
            "4 October",
            "two visits",
            "the 3rd of October",
            "4 October 2015 and 30 others",
            "a 2-day visit in October 2015",
            "Friday 4 October at 10:30",
            "no. 12, 4 October",
            "COP 21, October",
            "it may rain 2 times",
            "a march in town",
            "1500 guests",
            "the 2000 guests",
        ] {
            assert_eq!(valls(text), None, "{text}");
        }
        assert_eq!(valls("in 2014").as_deref(), Some("2014"));
        assert_eq!(valls("4 May").as_deref(), Some("may"));
        assert_eq!(valls("6 to 7 October").as_deref(), Some("7"));
        assert_eq!(
            contradiction("en-US", "October 6, 2015", "2015-10-03", "2015-10-05").as_deref(),
            Some("6")
        );
        assert_eq!(contradiction("fr", "planète Mars", "2014-05-04", "2014-05-04"), None);
        assert_eq!(contradiction("ja", "平成27年10月3日", "2015-10-03", "2015-10-05"), None);
        assert_eq!(contradiction("ja", "10月に30回", "2015-10-03", "2015-10-05"), None);
        assert_eq!(contradiction("ja", "2015年10月3日〜5日", "2015-10-03", "2015-10-05"), None);
        assert_eq!(contradiction("ko", "2014년 5월 4일", "2014-05-04", "2014-05-04"), None);
        assert_eq!(contradiction("ko", "2014년 6월 4일", "2014-05-04", "2014-05-04").as_deref(), Some("6월"));
        assert_eq!(contradiction("th", "4 พฤษภาคม 2557", "2014-05-04", "2014-05-04"), None);
        assert_eq!(
            contradiction("es", "4 de junio de 2014", "2014-05-04", "2014-05-04").as_deref(),
            Some("junio")
        );
        assert_eq!(valls("3–5 October 2014").as_deref(), Some("2014"));
        assert_eq!(valls("3–5 November 2015").as_deref(), Some("november"));
        assert_eq!(valls("3–6 October 2015").as_deref(), Some("6"));
        assert_eq!(contradiction("en-GB", "May 2013", "2014-05", "2014-05").as_deref(), Some("2013"));
        assert_eq!(contradiction("en-GB", "4 May 2014", "2014-05", "2014-05"), None);
        assert_eq!(
            contradiction("en-GB", "30 December 2013 – 2 January 2014", "2013-12-30", "2014-01-02"),
            None
        );
        assert_eq!(contradiction("fr", "du 13 au 15 mars 2015", "2015-03-13", "2015-03-15"), None);
        assert_eq!(
            contradiction("fr", "du 13 au 15 mai 2015", "2015-03-13", "2015-03-15").as_deref(),
            Some("mai")
        );
        assert_eq!(contradiction("ja", "2015年10月3日", "2015-10-03", "2015-10-05"), None);
        assert_eq!(contradiction("ja", "2015年1月3日", "2015-10-03", "2015-10-05").as_deref(), Some("1月"));
        assert_eq!(contradiction("ja", "2015年10月6日", "2015-10-03", "2015-10-05").as_deref(), Some("6"));
    }

    #[test]
    fn a_period_has_the_common_parts_of_its_ends_once() {
        let span = |language: &str, start: &str, end: &str| {
            let locale = Locale::new(&Language::parse(language).unwrap());
            locale.span(start.parse().unwrap(), end.parse().unwrap())
        };
        assert_eq!(span("en-GB", "2015-10-03", "2015-10-05"), "3–5 October 2015");
        assert_eq!(span("en-US", "2015-10-03", "2015-10-05"), "October 3–5, 2015");
        assert_eq!(span("fr", "2015-03-13", "2015-03-15"), "13–15 mars 2015");
        assert_eq!(span("ja", "2015-10-03", "2015-10-05"), "2015年10月3–5日");
        assert_eq!(span("en-GB", "2014-01-28", "2014-02-03"), "28 January – 3 February 2014");
        assert_eq!(span("en-GB", "2013-12-30", "2014-01-02"), "30 December 2013 – 2 January 2014");
        assert_eq!(span("en-GB", "2013-06", "2013-07"), "June–July 2013");
        assert_eq!(span("en-GB", "2013", "2018"), "2013–2018");
        assert_eq!(span("en-GB", "2014-10-28", "2014-10-28"), "28 October 2014");
        assert_eq!(span("en-GB", "2014", "2014-06-01"), "2014 – 1 June 2014");
        assert_eq!(span("en-GB", "2014-03", "2014-03-05"), "March 2014 – 5 March 2014");
        assert_eq!(span("en-GB", "2014-03-05", "2014"), "5 March 2014 – 2014");
        assert_eq!(span("de", "2015-10-03", "2015-10-05"), "3–5. Oktober 2015");
    }
}

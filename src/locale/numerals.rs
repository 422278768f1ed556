//! Formats and parses figures in a language: `€12 billion`, `almost 75`, `3.7%`, `third-largest`.
//!
//! The separators of a language come from ICU; words for magnitudes, units and qualifiers from the strings file.
//! There each is a list: the first is written, all are read. An item may have two forms, separated by a slash:
//! singular and plural of a magnitude (`milliard/milliards`), or a unit after a number and after a magnitude
//! (`{number} €/{number} d’euros`).

use crate::model::register::figure::{Amount, Qualifier};
use crate::model::source::strings::Strings;
use crate::model::value::number::Number;

use super::Locale;
use super::number_context::{
    has_word, is_group, is_negative, is_space, is_unspaced, qualifies, starts_with_word, two_forms, word_at,
};

/// The power of ten from which round numbers are written with a word for their magnitude.
const LARGE: i16 = 6;

/// The maximum number of decimal places before such a word.
const FRACTION: i16 = 2;

/// The placeholder for the number in a pattern.
const NUMBER: &str = "{number}";

/// The unit of ranks.
const RANK: &str = "rank";

/// The numerals of a language.
pub struct Numerals<'a> {
    locale: &'a Locale,
    groups: Vec<char>,
    point: char,
    magnitudes: Vec<(i16, Vec<[String; 2]>)>,
    qualifiers: Vec<(Qualifier, Vec<String>)>,
    /// A unit's code and its patterns, each with `{number}`.
    units: Vec<(&'static str, Vec<[String; 2]>)>,
    /// The words for whole numbers, such as `third` and `three` for 3, and whether each is an ordinal.
    words: Vec<(u64, String, bool)>,
    /// The patterns of ordinal numbers, each with `{number}`, by their keys.
    ranks: Vec<(&'static str, String)>,
}

/// A figure as a text mentions it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionedFigure {
    /// The number, including its magnitude.
    pub number: Number,
    /// The code of its unit, if the text has a known one.
    pub unit: Option<&'static str>,
    /// Its qualifier, if the text has one.
    pub qualifier: Option<Qualifier>,
}

impl<'a> Numerals<'a> {
    /// The numerals of a locale, with the words of its strings file.
    pub fn new(locale: &'a Locale, strings: &Strings) -> Self {
        let list = |text: &str| -> Vec<String> {
            let words = text.split('|').map(|word| word.trim().to_owned());
            words.filter(|word| !word.is_empty()).collect()
        };
        let forms =
            |text: &str| -> Vec<[String; 2]> { list(text).iter().map(|word| two_forms(word)).collect() };
        let sample = "12345.6".parse().map(|sample| locale.number(&sample)).unwrap_or_default();
        let marks: Vec<char> = sample.chars().filter(|c| !c.is_numeric()).collect();
        let (point, groups) =
            marks.split_last().map_or(('.', Vec::new()), |(point, groups)| (*point, groups.to_vec()));
        let counted = [(strings.get("number_ordinals"), true), (strings.get("number_cardinals"), false)];
        let words = counted.into_iter().flat_map(|(text, is_ordinal)| {
            let each = (1..).zip(text.split('|'));
            each.flat_map(move |(number, words)| words.split('/').map(move |word| (number, word, is_ordinal)))
        });
        Self {
            locale,
            groups,
            point,
            words: words
                .map(|(number, word, is_ordinal)| (number, word.trim().to_lowercase(), is_ordinal))
                .filter(|(_, word, _)| !word.is_empty())
                .collect(),
            ranks: vec![
                ("rank_one", strings.get("rank_one").to_owned()),
                ("rank_two", strings.get("rank_two").to_owned()),
                ("rank_few", strings.get("rank_few").to_owned()),
                ("rank_other", strings.get("rank_other").to_owned()),
            ],
            magnitudes: vec![
                (12, forms(strings.get("magnitude_trillion"))),
                (9, forms(strings.get("magnitude_billion"))),
                (8, forms(strings.get("magnitude_hundred_million"))),
                (6, forms(strings.get("magnitude_million"))),
                (4, forms(strings.get("magnitude_ten_thousand"))),
                (3, forms(strings.get("magnitude_thousand"))),
                (2, forms(strings.get("magnitude_hundred"))),
            ],
            qualifiers: vec![
                (Qualifier::About, list(strings.get("number_about"))),
                (Qualifier::Almost, list(strings.get("number_almost"))),
                (Qualifier::Below, list(strings.get("number_below"))),
                (Qualifier::Above, list(strings.get("number_above"))),
            ],
            units: vec![
                ("EUR", forms(strings.get("unit_eur"))),
                ("GBP", forms(strings.get("unit_gbp"))),
                ("JPY", forms(strings.get("unit_jpy"))),
                ("USD", forms(strings.get("unit_usd"))),
                ("%", forms(strings.get("unit_percent"))),
            ],
        }
    }

    /// A figure as text: `about 71,500`.
    pub fn write(&self, amount: &Amount<'_>) -> String {
        // The sign comes before the unit: -US$5 million.
        let sign = if amount.value.is_negative() { "-" } else { "" };
        let value = amount.value.absolute();
        let number = match amount.unit {
            Some(RANK) => self.rank(&value),
            unit => {
                let large = self.large(&value);
                let form = usize::from(large.is_some());
                self.with_unit(&large.unwrap_or_else(|| self.locale.number(&value)), unit, form)
            }
        };
        let number = format!("{sign}{number}");
        let words = amount.qualifier.and_then(|wanted| {
            let (_, words) = self.qualifiers.iter().find(|(qualifier, _)| *qualifier == wanted)?;
            words.first()
        });
        match words {
            Some(pattern) if pattern.contains(NUMBER) => pattern.replace(NUMBER, &number),
            Some(word) => format!("{word}\u{a0}{number}"),
            None => number,
        }
    }

    /// A large round number with a word for its magnitude.
    fn large(&self, value: &Number) -> Option<String> {
        self.magnitudes.iter().find_map(|(power, words)| {
            let short = value.times_ten_to(-power);
            let fits = *power >= LARGE && value.magnitude() >= *power && short.fraction_digits() <= FRACTION;
            let word = &words.first().filter(|_| fits)?[usize::from(!self.locale.is_singular(&short))];
            let space = if word.starts_with(is_unspaced) { "" } else { "\u{a0}" };
            Some(format!("{}{space}{word}", self.locale.number(&short)))
        })
    }

    /// A rank as an ordinal number: `3rd`.
    fn rank(&self, value: &Number) -> String {
        let key = self.locale.rank_key(value);
        let pattern =
            self.ranks.iter().find(|(known, _)| *known == key).map_or("{number}", |(_, pattern)| pattern);
        pattern.replace(NUMBER, &self.locale.number(value))
    }

    fn with_unit(&self, amount: &str, unit: Option<&str>, form: usize) -> String {
        let Some(unit) = unit else { return amount.to_owned() };
        let known = self.units.iter().find(|(code, _)| *code == unit);
        match known.and_then(|(_, patterns)| patterns.first()) {
            Some(forms) => forms[form].replace(NUMBER, amount),
            None => format!("{amount}\u{a0}{unit}"),
        }
    }

    /// Parses a figure in a text; `None` if it contains no number in digits or a known word. A word that is the unit,
    /// such as `m` for metres, is not a magnitude.
    pub fn read(&self, text: &str, unit: Option<&str>) -> Option<MentionedFigure> {
        let text: String = text.chars().map(|c| if is_space(c) { ' ' } else { c }).collect();
        let lower = text.to_lowercase();
        let (start, end, digits) = match lower.find(|c: char| c.is_ascii_digit()) {
            Some(start) => {
                let (digits, length) = self.digits(&lower[start..]);
                (start, start + length, digits)
            }
            None => self.word(&lower)?,
        };
        let (before, after) = (&lower[..start], &lower[end..]);
        let negative = is_negative(before);
        let number: Number = format!("{}{digits}", if negative { "-" } else { "" }).parse().ok()?;
        let magnitude = self
            .magnitudes
            .iter()
            .flat_map(|(power, words)| words.iter().flatten().map(move |word| (*power, word)));
        let own = unit.map(str::to_lowercase);
        let magnitude = magnitude.filter(|(_, word)| own.as_deref() != Some(word.to_lowercase().as_str()));
        let fits = magnitude.filter(|(_, word)| starts_with_word(after, &word.to_lowercase()));
        let power = fits.max_by_key(|(_, word)| word.len()).map_or(0, |(power, _)| power);
        let qualifier =
            self.qualifiers.iter().find(|(_, words)| words.iter().any(|word| qualifies(word, before, after)));
        let unit = self.units.iter().find(|(_, patterns)| {
            let marks = patterns.iter().flatten().flat_map(|pattern| pattern.split(NUMBER));
            let mut marks = marks.map(|mark| mark.trim().to_lowercase()).filter(|mark| !mark.is_empty());
            marks.any(|mark| has_word(before, &mark) || has_word(after, &mark))
        });
        Some(MentionedFigure {
            number: number.times_ten_to(power),
            unit: unit.map(|(code, _)| *code),
            qualifier: qualifier.map(|(qualifier, _)| *qualifier),
        })
    }

    /// The first number word in a lower-case text: its start and end, and its number in digits.
    fn word(&self, lower: &str) -> Option<(usize, usize, String)> {
        let found = self.words.iter().filter_map(|(number, word, is_ordinal)| {
            let at = word_at(lower, word)?;
            Some((at, std::cmp::Reverse(word.len()), *number, *is_ordinal))
        });
        let (at, std::cmp::Reverse(length), number, is_ordinal) = found.min()?;
        // `twenty-first` and `three-quarters` are other numbers; `third-largest` is not.
        let is_part = lower[..at].ends_with('-') || (!is_ordinal && lower[at + length..].starts_with('-'));
        (!is_part).then(|| (at, at + length, number.to_string()))
    }

    /// How a text differs from a figure; `None` if it agrees, or only omits the unit or the qualifier.
    pub fn difference(&self, text: &str, amount: &Amount<'_>) -> Option<&'static str> {
        let Some(mentioned) = self.read(text, amount.unit) else { return Some("no readable number") };
        if mentioned.number != *amount.value {
            let is_short =
                [3, 6, 9, 12].iter().any(|power| mentioned.number.times_ten_to(*power) == *amount.value);
            return Some(match is_short {
                true => "another number, or an unknown word for its magnitude",
                false => "another number",
            });
        }
        if mentioned.qualifier.is_none()
            && matches!(amount.qualifier, Some(Qualifier::Below | Qualifier::Above))
        {
            return Some("the limit is left out");
        }
        if mentioned.unit.is_some() && mentioned.unit != amount.unit {
            return Some("another unit");
        }
        (mentioned.qualifier.is_some() && mentioned.qualifier != amount.qualifier)
            .then_some("another qualifier")
    }

    /// The digits at the start of a text, with a full stop as the decimal separator and without group separators, and
    /// their length in bytes.
    fn digits(&self, text: &str) -> (String, usize) {
        let mut digits = String::new();
        let mut has_point = false;
        let mut end = 0;
        for (at, c) in text.char_indices() {
            let next_is_digit = text[at + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
            if c.is_ascii_digit() {
                digits.push(c);
            } else if c == self.point && !has_point && next_is_digit {
                digits.push('.');
                has_point = true;
            } else if !(self.is_group(c) && !has_point && is_group(&text[at + c.len_utf8()..])) {
                break;
            }
            end = at + c.len_utf8();
        }
        (digits, end)
    }

    fn is_group(&self, c: char) -> bool {
        self.groups.iter().any(|group| *group == c || (is_space(*group) && c == ' '))
    }
}

#[cfg(test)]
mod tests;

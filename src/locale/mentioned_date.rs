//! The dates that a text mentions, as far as they are certain: a year, a month in words, the days beside it.
//!
//! A number is a day or a year only beside a month, as European languages write dates, or with the unit of one, as
//! East Asian languages do. A year may also stand alone. Any other number may mean anything.

use crate::model::value::when::{Precision, When};

/// Words between a day and its month, and between two days.
const DAY_MONTH_JOINERS: &[&str] = &["of", "de", "d"];
const DAY_JOINERS: &[&str] = &["and", "to", "au", "et", "bis", "und", "y", "al", "e"];

/// Prepositions before a year.
const YEAR_PREPOSITIONS: &[&str] =
    &["in", "of", "since", "from", "until", "by", "de", "en", "im", "von", "seit", "del"];

/// The dates that a text mentions; empty if nothing is certain.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct MentionedDate {
    years: Vec<i32>,
    months: Vec<(u8, String)>,
    days: Vec<u8>,
}

impl MentionedDate {
    /// Parses a text. `months` are the names of the months in lower case, each with its number.
    pub fn read(text: &str, months: &[(u8, String)]) -> Self {
        let lower = text.to_lowercase();
        let mut mentioned = Self::default();
        mentioned.read_numbers_with_units(&lower);
        let words = words(&lower);
        for (at, (_, word)) in words.iter().enumerate() {
            if let Some((month, name)) = months.iter().find(|(_, name)| name == word) {
                mentioned.read_around(&words, at, (*month, name));
            }
        }
        // A year at the end of the text: `2014`, `in 2014`, `the summit of 2014`.
        if let [before @ .., (_, last)] = words.as_slice()
            && before.last().is_none_or(|(_, word)| YEAR_PREPOSITIONS.contains(word))
            && words.iter().filter(|(_, word)| word.starts_with(|c: char| c.is_ascii_digit())).count() == 1
        {
            mentioned.years.extend(year(last));
        }
        mentioned
    }

    /// The first mentioned part that contradicts a period.
    pub fn contradiction(&self, start: When, end: When) -> Option<String> {
        let (first, last) = (start.start().parts(), end.end().parts());
        if let Some(year) = self.years.iter().find(|year| !(first.0..=last.0).contains(year)) {
            return Some(year.to_string());
        }
        if start.precision() == Precision::Year {
            return None;
        }
        let (from, to) = (first.0 * 12 + i32::from(first.1), last.0 * 12 + i32::from(last.1));
        let of_span = |month: u8| (from..=to).any(|at| (at - 1).rem_euclid(12) + 1 == i32::from(month));
        if let Some((_, name)) = self.months.iter().find(|(month, _)| !of_span(*month)) {
            return Some(name.clone());
        }
        // A day contradicts only if the source knows the days, and the period is within a month.
        let is_known = start.precision() == Precision::Day && end.precision() == Precision::Day;
        let is_short = (first.0, first.1) == (last.0, last.1);
        let contradiction = self.days.iter().find(|day| !(first.2..=last.2).contains(day));
        contradiction.filter(|_| is_known && is_short).map(u8::to_string)
    }

    /// Parses the words beside a month: `13–15 March 2015`, `the 3rd of October`, `May 4, 2014`.
    fn read_around(&mut self, words: &[(&str, &str)], at: usize, (month, name): (u8, &str)) {
        let before = (self.years.len(), self.days.len());
        let is_close = |place: usize| !words[place].0.contains([',', ';', ':', '(', ')']);
        let mut place = at;
        if place > 0 && is_close(place) && DAY_MONTH_JOINERS.contains(&words[place - 1].1) {
            place -= 1;
        }
        if place > 0
            && is_close(place)
            && let Some(last) = day(words[place - 1].1)
        {
            self.days.push(last);
            let joint = words[place - 1].0;
            let first = match place {
                0 | 1 => None,
                _ if joint.contains(['-', '–', '—']) => day(words[place - 2].1),
                _ if place > 2 && DAY_JOINERS.contains(&words[place - 2].1) => day(words[place - 3].1),
                _ => None,
            };
            self.days.extend(first);
        }
        let after = |place: usize| words.get(place).map(|(_, word)| *word);
        let mut next = at + 1;
        if after(next).is_some_and(|word| DAY_MONTH_JOINERS.contains(&word)) {
            next += 1;
        }
        match after(next) {
            Some(word) if year(word).is_some() && is_close(next) => self.years.extend(year(word)),
            Some(word) if day(word).is_some() && is_close(next) => {
                // American dates have the day after the month, and then the year.
                if let Some(year) = after(next + 1).and_then(year) {
                    self.days.extend(day(word));
                    self.years.push(year);
                }
            }
            _ => {}
        }
        if before != (self.years.len(), self.days.len()) {
            self.months.push((month, name.to_owned()));
        }
    }

    /// Parses numbers with the units of dates: `2015年10月3–5日`, `2014년 5월 4일`. Years of an era have fewer digits.
    fn read_numbers_with_units(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            let digits: &str = &rest[at..at + rest[at..].bytes().take_while(u8::is_ascii_digit).count()];
            let behind = &rest[at + digits.len()..];
            if behind.starts_with(['年', '년']) {
                self.years.extend(year(digits));
            } else if let Some(after) = behind.strip_prefix(['月', '월']) {
                let counts = after.starts_with(['間', 'ヶ', 'ケ', 'か', 'カ', '箇']);
                if let Some(month) = day(digits).filter(|month| *month < 13 && !counts) {
                    self.months.push((month, format!("{digits}{}", &behind[..behind.len() - after.len()])));
                    self.read_days(after.trim_start());
                }
            }
            rest = behind;
        }
    }

    /// Parses the days after a month: `3日`, `3–5日`, `3日〜5日`.
    fn read_days(&mut self, text: &str) {
        let number = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let mut found = Vec::new();
        let mut rest = text;
        loop {
            let length = number(rest);
            let Some(day) = day(&rest[..length]) else { break };
            found.push(day);
            rest = rest[length..].trim_start_matches(['日', '일']);
            let Some(next) = rest.strip_prefix(['-', '–', '—', '〜', '～', '~']) else { break };
            rest = next;
        }
        // Without the unit, the number may mean anything.
        if text[..text.len() - rest.len()].contains(['日', '일']) {
            self.days.extend(found);
        }
    }
}

/// The words and numbers of a text, each with the text before it.
fn words(text: &str) -> Vec<(&str, &str)> {
    let mut words = Vec::new();
    let mut end = 0;
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push((&text[end..from], &text[from..at]));
                (start, end) = (None, at);
            }
            _ => {}
        }
    }
    words
}

/// A number of four digits from 1000 to 2999.
fn year(word: &str) -> Option<i32> {
    let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|year| is_year && (1000..3000).contains(year))
}

/// A day of a month, with or without an ordinal suffix.
fn day(word: &str) -> Option<u8> {
    let bare = ["er", "st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    let is_short = (1..=2).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit());
    bare.parse().ok().filter(|day| is_short && (1..=31).contains(day))
}

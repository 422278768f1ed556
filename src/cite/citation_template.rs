//! An entry with gaps for what differs from page to page: its title, its address, its year and its day.
//!
//! A style writes a few pages that were made up for it; what it writes of another page is the same with other words in the
//! gaps. Where that does not hold, for a style or for a page, there is no mould, and the style itself is asked.

use hayagriva::lang::{Case, CaseFolder, SentenceCase, TitleCase};

use crate::memo::Shared;
use crate::model::value::date::Date;
use crate::model::value::web_address::WebAddress;
use crate::model::value::when::{Precision, When};

use super::page::{PageCitation, entry};
use super::style::Style;

/// A style, and pages that differ in no more than their titles, addresses and dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moulding {
    /// The style, fitted to the pages.
    pub style: Shared<Style>,
    /// Any of the pages, as [`PageCitation::blank`] gives it.
    pub page: PageCitation,
}

/// An entry with gaps.
#[derive(Debug)]
pub struct Mould {
    page: PageCitation,
    /// The entry by the number of the month from January on; one alone where the pages have no months.
    entries: Vec<Vec<Piece>>,
    days: Days,
}

/// A part of an entry: the HTML that is always the same, or a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Html(String),
    /// The title, in a case of letters.
    Title(Case),
    Address,
    Year,
    Day,
}

/// How a style writes the days of a month; nothing where it does not follow from its other days.
#[derive(Clone, Copy, Debug, Default)]
struct Days {
    /// The first, as a number: `1` or `01`.
    first: Option<Form>,
    /// The second to the ninth.
    few: Option<Form>,
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Plain,
    Padded,
}

/// What is made up is written so in no text: words of small letters first, with those that a title's case treats apart.
const TITLES: [&str; 2] = ["qzxa Qzxb of qzxc", "of Qjva the qjvb in"];
const ADDRESSES: [&str; 2] = ["https://qzxd.example/qzxe", "http://qjvc.example/qjvd.qjve"];
const YEARS: [i32; 2] = [8642, 7539];
/// Two days whose ordinals differ, in languages that have such: the thirteenth and the twenty-second.
const DAYS: [u8; 2] = [13, 22];

/// The cases that a style may put a title in (CSL 1.0.2, text-case), as hayagriva does.
fn cases() -> [Case; 7] {
    [
        Case::NoTransform,
        Case::Title(TitleCase::default()),
        Case::Sentence(SentenceCase::default()),
        Case::Uppercase,
        Case::Lowercase,
        Case::FirstUpper,
        Case::AllUpper,
    ]
}

/// A title as it stands in an entry, where other words follow it: a title's case treats the last word apart.
fn in_case(title: &str, case: Case) -> String {
    let mut folder = CaseFolder::with_config(case);
    folder.push_str(title);
    folder.reconfigure(Case::NoTransform);
    folder.finish()
}

impl PageCitation {
    /// The page without its title, its address and its date: what a [`Mould`] is made for.
    pub fn blank(&self) -> Self {
        Self {
            title: String::new(),
            url: self.url.as_ref().and(WebAddress::parse(ADDRESSES[0]).ok()),
            date: self.date.and_then(|date| dated(date.precision(), 1000, 1, 1)),
            ..self.clone()
        }
    }

    /// Whether a mould surely writes of the page what its style does: no sign in it has a say in what stands beside it.
    pub fn is_tame(&self) -> bool {
        let title = self.title.as_str();
        let is_named = title != self.site && self.publisher.as_deref() != Some(title);
        let has_year = self.date.is_none_or(|date| (1000..=9999).contains(&date.start().parts().0));
        is_named && has_year && is_tame_title(title) && self.url.as_ref().is_none_or(is_tame_address)
    }

    /// Whether two pages differ in no more than their titles, addresses and dates.
    pub fn is_like(&self, other: &Self) -> bool {
        let precision = |page: &Self| page.date.map(When::precision);
        self.url.is_some() == other.url.is_some()
            && precision(self) == precision(other)
            && (&self.site, &self.publisher, &self.authors, &self.language)
                == (&other.site, &other.publisher, &other.authors, &other.language)
    }
}

/// Words of letters and digits, with a sign between or behind some of them that ends no sentence, opens no quotation and
/// is no markup.
fn is_tame_title(title: &str) -> bool {
    let is_tame = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | ':' | '-' | '(' | ')');
    title.starts_with(char::is_alphanumeric)
        && title.ends_with(char::is_alphanumeric)
        && title.chars().all(is_tame)
        && !title.contains("  ")
}

fn is_tame_address(url: &WebAddress) -> bool {
    let url = url.as_str();
    url.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-./:_".contains(&byte))
        && url.ends_with(|c: char| c.is_ascii_alphanumeric())
}

fn dated(precision: Precision, year: i32, month: u8, day: u8) -> Option<When> {
    let text = match precision {
        Precision::Year => format!("{year:04}"),
        Precision::Month => format!("{year:04}-{month:02}"),
        Precision::Day => format!("{year:04}-{month:02}-{day:02}"),
    };
    text.parse().ok()
}

/// Has a style write what a mould is made of; nothing where it does not write the same of every page.
pub fn mould(question: &Moulding) -> Shared<Option<Mould>> {
    Shared::new(made(&question.style, &question.page))
}

fn made(style: &Style, blank: &PageCitation) -> Option<Mould> {
    let precision = blank.date.map(When::precision);
    let sample = |at: usize, month: u8, day: u8| PageCitation {
        title: TITLES[at].to_owned(),
        url: blank.url.as_ref().and(WebAddress::parse(ADDRESSES[at]).ok()),
        date: precision.and_then(|precision| dated(precision, YEARS[at], month, day)),
        ..blank.clone()
    };
    let written = |page: &PageCitation| entry(&page.source(), style);
    let months = if matches!(precision, None | Some(Precision::Year)) { 1 } else { 12 };
    let entries: Vec<_> = (1..=months).map(|month| pieces(&written(&sample(0, month, DAYS[0])))).collect();
    let gaps = |entry: &[Piece]| {
        entry.iter().filter(|piece| !matches!(piece, Piece::Html(_))).cloned().collect::<Vec<_>>()
    };
    if entries.iter().any(|entry| gaps(entry) != gaps(&entries[0])) {
        return None;
    }
    let mut mould = Mould { page: blank.clone(), entries, days: Days::default() };
    let other = sample(1, 1, DAYS[1]);
    if mould.fill(&other, "22")? != written(&other) {
        return None;
    }
    if precision == Some(Precision::Day) {
        let form = |day: u8| {
            let page = sample(1, 1, day);
            let written = written(&page);
            let forms = [Form::Plain, Form::Padded].into_iter();
            forms.clone().find(|form| mould.fill(&page, &form.write(day)).as_ref() == Some(&written))
        };
        mould.days = Days { first: form(1), few: form(3) };
    }
    Some(mould)
}

/// Parts an entry of the first made-up page at the gaps.
fn pieces(html: &str) -> Vec<Piece> {
    let day = DAYS[0].to_string();
    let year = YEARS[0].to_string();
    let titles = cases().map(|case| (in_case(TITLES[0], case), Piece::Title(case)));
    let others = [(ADDRESSES[0].to_owned(), Piece::Address), (year, Piece::Year), (day, Piece::Day)];
    let gaps: Vec<(String, Piece)> = titles.into_iter().chain(others).collect();
    let mut pieces = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let next = gaps.iter().filter_map(|(words, piece)| Some((rest.find(words.as_str())?, words, piece)));
        let Some((at, words, piece)) = next.min_by_key(|(at, ..)| *at) else { break };
        pieces.push(Piece::Html(rest[..at].to_owned()));
        pieces.push(piece.clone());
        rest = &rest[at + words.len()..];
    }
    pieces.push(Piece::Html(rest.to_owned()));
    pieces
}

impl Form {
    fn write(self, day: u8) -> String {
        match self {
            Form::Plain => day.to_string(),
            Form::Padded => format!("{day:02}"),
        }
    }
}

impl Mould {
    /// The entry of a tame page; nothing where the mould is not one for it.
    pub(super) fn entry(&self, page: &PageCitation) -> Option<String> {
        if !page.is_like(&self.page) {
            return None;
        }
        let (_, _, day) = page.date.map_or((0, 1, 0), |date| date.start().parts());
        let day = match day {
            1 if self.has_days() => self.days.first?.write(day),
            2..=9 if self.has_days() => self.days.few?.write(day),
            _ => day.to_string(),
        };
        self.fill(page, &day)
    }

    fn has_days(&self) -> bool {
        self.page.date.is_some_and(|date| date.precision() == Precision::Day)
    }

    fn fill(&self, page: &PageCitation, day: &str) -> Option<String> {
        let start = page.date.map(When::start).map(Date::parts);
        let month = start.map_or(1, |(_, month, _)| usize::from(month));
        let entry = self.entries.get(month - 1).unwrap_or(&self.entries[0]);
        let mut html = String::with_capacity(256);
        for piece in entry {
            match piece {
                Piece::Html(text) => html.push_str(text),
                Piece::Title(Case::NoTransform) => html.push_str(&page.title),
                Piece::Title(case) => html.push_str(&in_case(&page.title, *case)),
                Piece::Address => html.push_str(page.url.as_ref()?.as_str()),
                Piece::Year => html.push_str(&start?.0.to_string()),
                Piece::Day => html.push_str(day),
            }
        }
        Some(html)
    }
}

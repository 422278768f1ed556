//! A citation template: an entry with gaps for what differs between pages, their titles, addresses, years and days.
//!
//! The style formats a few sample pages; the entry of another page is the same with other text in the gaps. If that
//! does not hold for a style or for a page, there is no template, and the style formats the page itself.

use hayagriva::lang::{Case, CaseFolder, SentenceCase, TitleCase};

use crate::memo::Shared;
use crate::model::value::date::Date;
use crate::model::value::web_address::WebAddress;
use crate::model::value::when::{Precision, When};

use super::page::{PageCitation, entry};
use super::style::Style;

/// The input of [`citation_template`]: a style, and pages that differ only in their titles, addresses and dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateInput {
    /// The style, fitted to the pages.
    pub style: Shared<Style>,
    /// Any of the pages, as [`PageCitation::blank`] returns it.
    pub page: PageCitation,
}

/// An entry with gaps.
#[derive(Debug)]
pub struct CitationTemplate {
    page: PageCitation,
    /// The entries of the months from January on, or a single one if the pages have no months.
    entries: Vec<Vec<Segment>>,
    days: Days,
}

/// A part of an entry: constant HTML, or a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    Html(String),
    /// The title, in a text case.
    Title(Case),
    Address,
    Year,
    Day,
}

/// How a style formats the days of a month; `None` if that does not follow from its other days.
#[derive(Clone, Copy, Debug, Default)]
struct Days {
    /// The first day of the month: `1` or `01`.
    first: Option<DayFormat>,
    /// The second to the ninth day.
    second_to_ninth: Option<DayFormat>,
}

#[derive(Clone, Copy, Debug)]
enum DayFormat {
    Plain,
    Padded,
}

/// Sample values, which occur in no real text. The titles have capitalized and lower-case words, and stop words,
/// which title case treats differently.
const TITLES: [&str; 2] = ["qzxa Qzxb of qzxc", "of Qjva the qjvb in"];
const ADDRESSES: [&str; 2] = ["https://qzxd.example/qzxe", "http://qjvc.example/qjvd.qjve"];
const YEARS: [i32; 2] = [8642, 7539];
/// The thirteenth and the twenty-second: their ordinals differ in languages that have ordinals.
const DAYS: [u8; 2] = [13, 22];

/// The text cases of a title (CSL 1.0.2, text-case), as hayagriva implements them.
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

/// A title in a text case, where other words follow it: title case treats the last word differently.
fn with_case(title: &str, case: Case) -> String {
    let mut folder = CaseFolder::with_config(case);
    folder.push_str(title);
    folder.reconfigure(Case::NoTransform);
    folder.finish()
}

impl PageCitation {
    /// The page without its title, address and date, to build a [`CitationTemplate`] from.
    pub fn blank(&self) -> Self {
        Self {
            title: String::new(),
            url: self.url.as_ref().and(WebAddress::parse(ADDRESSES[0]).ok()),
            date: self.date.and_then(|date| dated(date.precision(), 1000, 1, 1)),
            ..self.clone()
        }
    }

    /// Whether a template is certain to give the same entry as the style: the page has no character that affects the
    /// text beside it.
    pub fn fits_template(&self) -> bool {
        let title = self.title.as_str();
        let is_named = title != self.site && self.publisher.as_deref() != Some(title);
        let has_year = self.date.is_none_or(|date| (1000..=9999).contains(&date.start().parts().0));
        is_named && has_year && is_plain_title(title) && self.url.as_ref().is_none_or(is_plain_address)
    }

    /// Whether two pages differ only in their titles, addresses and dates.
    pub fn shares_template_with(&self, other: &Self) -> bool {
        let precision = |page: &Self| page.date.map(When::precision);
        self.url.is_some() == other.url.is_some()
            && precision(self) == precision(other)
            && (&self.site, &self.publisher, &self.authors, &self.language)
                == (&other.site, &other.publisher, &other.authors, &other.language)
    }
}

/// Whether a title consists of letters and digits, with punctuation only between them that ends no sentence, opens no
/// quotation and is no markup.
fn is_plain_title(title: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | ':' | '-' | '(' | ')');
    title.starts_with(char::is_alphanumeric)
        && title.ends_with(char::is_alphanumeric)
        && title.chars().all(is_plain)
        && !title.contains("  ")
}

fn is_plain_address(url: &WebAddress) -> bool {
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

/// Builds a template from the entries of sample pages; `None` if the style does not format all pages alike.
pub fn citation_template(input: &TemplateInput) -> Shared<Option<CitationTemplate>> {
    Shared::new(built(&input.style, &input.page))
}

fn built(style: &Style, blank: &PageCitation) -> Option<CitationTemplate> {
    let precision = blank.date.map(When::precision);
    let sample = |at: usize, month: u8, day: u8| PageCitation {
        title: TITLES[at].to_owned(),
        url: blank.url.as_ref().and(WebAddress::parse(ADDRESSES[at]).ok()),
        date: precision.and_then(|precision| dated(precision, YEARS[at], month, day)),
        ..blank.clone()
    };
    let written = |page: &PageCitation| entry(&page.source(), style);
    let months = if matches!(precision, None | Some(Precision::Year)) { 1 } else { 12 };
    let entries: Vec<_> = (1..=months).map(|month| segments(&written(&sample(0, month, DAYS[0])))).collect();
    let gaps = |entry: &[Segment]| {
        entry.iter().filter(|segment| !matches!(segment, Segment::Html(_))).cloned().collect::<Vec<_>>()
    };
    if entries.iter().any(|entry| gaps(entry) != gaps(&entries[0])) {
        return None;
    }
    let mut template = CitationTemplate { page: blank.clone(), entries, days: Days::default() };
    let other = sample(1, 1, DAYS[1]);
    if template.fill(&other, "22")? != written(&other) {
        return None;
    }
    if precision == Some(Precision::Day) {
        let format = |day: u8| {
            let page = sample(1, 1, day);
            let written = written(&page);
            let forms = [DayFormat::Plain, DayFormat::Padded].into_iter();
            forms.clone().find(|format| template.fill(&page, &format.write(day)).as_ref() == Some(&written))
        };
        template.days = Days { first: format(1), second_to_ninth: format(3) };
    }
    Some(template)
}

/// Splits the entry of the first sample page at the gaps.
fn segments(html: &str) -> Vec<Segment> {
    let day = DAYS[0].to_string();
    let year = YEARS[0].to_string();
    let titles = cases().map(|case| (with_case(TITLES[0], case), Segment::Title(case)));
    let others = [(ADDRESSES[0].to_owned(), Segment::Address), (year, Segment::Year), (day, Segment::Day)];
    let gaps: Vec<(String, Segment)> = titles.into_iter().chain(others).collect();
    let mut segments = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let next =
            gaps.iter().filter_map(|(words, segment)| Some((rest.find(words.as_str())?, words, segment)));
        let Some((at, words, segment)) = next.min_by_key(|(at, ..)| *at) else { break };
        segments.push(Segment::Html(rest[..at].to_owned()));
        segments.push(segment.clone());
        rest = &rest[at + words.len()..];
    }
    segments.push(Segment::Html(rest.to_owned()));
    segments
}

impl DayFormat {
    fn write(self, day: u8) -> String {
        match self {
            DayFormat::Plain => day.to_string(),
            DayFormat::Padded => format!("{day:02}"),
        }
    }
}

impl CitationTemplate {
    /// The entry of a page that [fits](PageCitation::fits_template); `None` if the template is for other pages.
    pub(super) fn entry(&self, page: &PageCitation) -> Option<String> {
        if !page.shares_template_with(&self.page) {
            return None;
        }
        let (_, _, day) = page.date.map_or((0, 1, 0), |date| date.start().parts());
        let day = match day {
            1 if self.has_days() => self.days.first?.write(day),
            2..=9 if self.has_days() => self.days.second_to_ninth?.write(day),
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
        for segment in entry {
            match segment {
                Segment::Html(text) => html.push_str(text),
                Segment::Title(Case::NoTransform) => html.push_str(&page.title),
                Segment::Title(case) => html.push_str(&with_case(&page.title, *case)),
                Segment::Address => html.push_str(page.url.as_ref()?.as_str()),
                Segment::Year => html.push_str(&start?.0.to_string()),
                Segment::Day => html.push_str(day),
            }
        }
        Some(html)
    }
}

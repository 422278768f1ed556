//! What a reference leads to.

use std::borrow::Cow;

use super::outline::TITLE_MARK;
use crate::model::register::record_kind::RecordKind;
use crate::model::value::figure_ref::{FigureRef, ValueDate};
use crate::model::value::record_id::RecordId;
use crate::model::value::when::When;

/// The answer to one reference of a page, as that page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is there.
    Found {
        /// The address, relative to the page, not escaped for HTML.
        href: String,
        /// The title of the page or the name of the file that it leads to.
        title: String,
    },
    /// It is not there, or not one thing; a diagnostic says so.
    Missing,
}

impl Answer {
    /// How many bytes its address and its title have.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Found { href, title } => href.len() + title.len(),
            Self::Missing => 0,
        }
    }
}

/// The most things that one message lists.
pub const LISTED: usize = 12;

/// A text with the titles of what answers its references, in place of the
/// [`title_mark`](super::outline::title_mark)s.
pub fn with_titles<'a>(text: &'a str, answers: &[Answer]) -> Cow<'a, str> {
    if !text.contains(TITLE_MARK) {
        return Cow::Borrowed(text);
    }
    let parts = text.split(TITLE_MARK).enumerate().map(|(at, part)| {
        // Every second part stands between two marks, and is a number.
        let answer =
            if at % 2 == 1 { part.parse().ok().and_then(|number: usize| answers.get(number)) } else { None };
        match answer {
            Some(Answer::Found { title, .. }) => title.as_str(),
            Some(Answer::Missing) => "",
            None => part,
        }
    });
    Cow::Owned(parts.collect())
}

/// What an acronym is short for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// The words that it is short for.
    pub text: String,
}

/// Why a reference has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// No page or file of this path.
    NoFile(String),
    /// No page of this name.
    NoName(String),
    /// The path leads out of `content/`.
    Outside,
    /// The page is a draft and drafts are left out: its source file.
    Draft(String),
    /// Several pages bear the name: their source files.
    Names(Vec<String>),
    /// The references of the page up to this one ask for more than so many bytes of addresses and titles.
    TooMuch(usize),
    /// The page (by its source file) has no heading of this id.
    NoHeading {
        /// The page's source file.
        file: String,
        /// What was asked for.
        fragment: String,
    },
    /// No record of this id in a register.
    NoRecord {
        /// What it would be a record of.
        kind: RecordKind,
        /// What was asked for.
        id: RecordId,
        /// The id that was probably meant.
        near: Option<String>,
        /// Another register that has a record of this id.
        other: Option<RecordKind>,
    },
    /// The figure has no value of this date.
    NoValue {
        /// The figure's id.
        id: RecordId,
        /// The date that was asked for.
        at: ValueDate,
        /// The dates of its values.
        dates: Vec<When>,
    },
    /// The text is what another record is called. The reference is answered all the same.
    NameDiffers {
        /// What it is a record of.
        kind: RecordKind,
        /// What the text says.
        said: String,
        /// The id of the record that is referred to.
        id: RecordId,
        /// The id of the record that is called so.
        other: RecordId,
    },
    /// The text names a year, month or day in which the event was not. The reference is answered all the same.
    EventDiffers {
        /// The event's id.
        id: RecordId,
        /// What the text says of the date.
        said: String,
        /// When the event was.
        kept: String,
    },
    /// The text says another thing than the register. The reference is answered all the same.
    Differs {
        /// The figure, and the date of its value.
        id: FigureRef,
        /// What the text says.
        said: String,
        /// What the register says, as the text could.
        kept: String,
        /// In what they differ.
        how: &'static str,
    },
    /// Several headings of the page fit the short form: their ids.
    Headings(Vec<String>),
}

impl Unanswered {
    /// The register that the reference asks, where it asks one.
    pub fn kind(&self) -> Option<RecordKind> {
        match self {
            Self::NoRecord { kind, .. } | Self::NameDiffers { kind, .. } => Some(*kind),
            Self::Differs { .. } | Self::NoValue { .. } => Some(RecordKind::Figure),
            Self::EventDiffers { .. } => Some(RecordKind::Event),
            _ => None,
        }
    }
}

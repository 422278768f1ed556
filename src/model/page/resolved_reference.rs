//! References after they are resolved, and the problems found on the way.

use std::borrow::Cow;

use super::outline::TITLE_MARK;
use crate::model::register::record_kind::RecordKind;
use crate::model::value::figure_ref::{FigureRef, ValueDate};
use crate::model::value::record_id::RecordId;
use crate::model::value::when::When;

/// The target of one reference of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResolvedReference {
    /// The target exists.
    Found {
        /// The address, relative to the page and not escaped for HTML.
        href: String,
        /// The title of the page or heading, the name of the file, or the text of the record.
        title: String,
    },
    /// The target is missing or ambiguous, which a diagnostic reports.
    Missing,
}

impl ResolvedReference {
    /// The length of the address and the title, in bytes.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Found { href, title } => href.len() + title.len(),
            Self::Missing => 0,
        }
    }
}

/// The most items that one message lists.
pub const LISTED: usize = 12;

/// Replaces the [`title_mark`](super::outline::title_mark)s of a text by the titles of the targets.
pub fn with_titles<'a>(text: &'a str, resolved_references: &[ResolvedReference]) -> Cow<'a, str> {
    if !text.contains(TITLE_MARK) {
        return Cow::Borrowed(text);
    }
    let parts = text.split(TITLE_MARK).enumerate().map(|(at, part)| {
        // Every second part is between two marks and is the number of a reference.
        let resolved = if at % 2 == 1 {
            part.parse().ok().and_then(|number: usize| resolved_references.get(number))
        } else {
            None
        };
        match resolved {
            Some(ResolvedReference::Found { title, .. }) => title.as_str(),
            Some(ResolvedReference::Missing) => "",
            None => part,
        }
    });
    Cow::Owned(parts.collect())
}

/// The expansion of an acronym.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// The words that the acronym abbreviates.
    pub text: String,
}

/// A problem of a reference: its target cannot be resolved, or its text differs from the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReferenceProblem {
    /// No page or file has this path.
    NoFile(String),
    /// No page has this name.
    NoName(String),
    /// The path leads out of `content/`.
    Outside,
    /// The target is a draft, and drafts are not published: its source file.
    Draft(String),
    /// Several pages have the name: their source files.
    AmbiguousName(Vec<String>),
    /// The addresses and titles of the references up to this one exceed this number of bytes.
    TooManyBytes(usize),
    /// The page has no heading or anchor with this id.
    NoHeading {
        /// The page's source file.
        file: String,
        /// The requested id.
        fragment: String,
    },
    /// The register has no record with this id.
    NoRecord {
        /// The kind of the register.
        kind: RecordKind,
        /// The requested id.
        id: RecordId,
        /// The id that was probably meant.
        near: Option<String>,
        /// Another register that has a record with this id.
        other: Option<RecordKind>,
    },
    /// The figure has no value for this date.
    NoValue {
        /// The figure's id.
        id: RecordId,
        /// The requested date.
        at: ValueDate,
        /// The dates of its values.
        dates: Vec<When>,
    },
    /// The text names another record of the same kind. The reference resolves nevertheless.
    NameDiffers {
        /// The kind of the records.
        kind: RecordKind,
        /// The text of the reference.
        text: String,
        /// The id of the target.
        id: RecordId,
        /// The id of the record that the text names.
        other: RecordId,
    },
    /// The text has a date that contradicts the event's. The reference resolves nevertheless.
    EventDiffers {
        /// The event's id.
        id: RecordId,
        /// The date in the text.
        text: String,
        /// The date in the register.
        registered: String,
    },
    /// The text differs from the figure in the register. The reference resolves nevertheless.
    FigureDiffers {
        /// The figure and the date of the value.
        id: FigureRef,
        /// The text of the reference.
        text: String,
        /// The value in the register, formatted as in a text.
        registered: String,
        /// The kind of difference, such as `another number`.
        difference: &'static str,
    },
    /// Several headings of the page have this slug: their ids.
    AmbiguousHeading(Vec<String>),
}

impl ReferenceProblem {
    /// The register of the target; `None` if the target is not a record.
    pub fn kind(&self) -> Option<RecordKind> {
        match self {
            Self::NoRecord { kind, .. } | Self::NameDiffers { kind, .. } => Some(*kind),
            Self::FigureDiffers { .. } | Self::NoValue { .. } => Some(RecordKind::Figure),
            Self::EventDiffers { .. } => Some(RecordKind::Event),
            _ => None,
        }
    }
}

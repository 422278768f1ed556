//! The template variables of the print edition: the whole briefing in reading order.

use serde::Serialize;

use super::label::Link;
use super::record::{EventView, FigureView, SourceItem, SourceRow, TermView};
use crate::model::source::front_matter::Status;
use crate::text::shared_text::SharedText;

/// An entry of the contents of the edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrintEntry {
    /// The fragment of the part.
    pub href: String,
    /// The number: `1.2`, or a letter for an annex.
    pub number: String,
    /// The title.
    pub title: String,
    /// The depth, from 1.
    pub depth: usize,
}

/// A page of the briefing in the edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrintPart {
    /// The id, which is also the prefix of the ids on the page.
    pub id: String,
    /// The number: `1.2`; empty for the home page.
    pub number: String,
    /// The title; empty if it is the title of the briefing.
    pub title: String,
    /// The depth: 0 for the home page, 1 for a top-level section.
    pub depth: usize,
    /// The level of its heading, from 1 to 6.
    pub level: usize,
    /// The level of the headings in it.
    pub below: usize,
    /// The description.
    pub description: Option<String>,
    /// The status.
    pub status: Status,
    /// The page that replaces it.
    pub superseded_by: Option<Link>,
    /// The HTML before its first heading.
    pub opening: SharedText,
    /// The HTML from the first heading on.
    pub body: SharedText,
    /// The figures of its panel.
    pub key_figures: Vec<FigureView>,
    /// The latest events that it lists.
    pub latest_events: Vec<EventView>,
    /// Its list of sources, if the style cites by number; otherwise the edition's own list suffices.
    pub sources: Vec<SourceItem>,
}

/// A register as an annex of the edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrintAnnex {
    /// The id.
    pub id: String,
    /// The letter.
    pub number: String,
    /// The title.
    pub title: String,
    /// The figures.
    pub figures: Vec<FigureView>,
    /// The terms.
    pub terms: Vec<TermView>,
    /// The sources.
    pub sources: Vec<SourceRow>,
}

/// The edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrintView {
    /// The numbered contents, in order.
    pub contents: Vec<PrintEntry>,
    /// The pages, the home page first.
    pub parts: Vec<PrintPart>,
    /// The registers after the pages.
    pub annexes: Vec<PrintAnnex>,
}

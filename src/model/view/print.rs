//! What a template may read of the print edition: the whole briefing in reading order.

use serde::Serialize;

use super::label::Link;
use super::record::{EventView, FigureView, SourceItem, SourceRow, TermView};
use crate::model::source::front_matter::Status;
use crate::text::shared_text::SharedText;

/// An entry of the contents of the edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrintEntry {
    /// Where the part begins, on the same page.
    pub href: String,
    /// Its number: `1.2`, or a letter for an annex.
    pub number: String,
    /// Its title.
    pub title: String,
    /// How deep it is, from 1.
    pub depth: usize,
}

/// A page of the briefing in the edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrintPart {
    /// Its id; those on it begin with it.
    pub id: String,
    /// Its number: `1.2`; empty for the first page.
    pub number: String,
    /// Its title; empty where that is the title of the briefing.
    pub title: String,
    /// How deep it is: 0 for the first page, 1 for a top-level section.
    pub depth: usize,
    /// The level of its heading, from 1 to 6.
    pub level: usize,
    /// The level of the headings in it.
    pub below: usize,
    /// What it is about.
    pub description: Option<String>,
    /// How it stands in its life.
    pub status: Status,
    /// What has taken its place.
    pub superseded_by: Option<Link>,
    /// The HTML before its first heading.
    pub opening: SharedText,
    /// The HTML from there on.
    pub body: SharedText,
    /// The figures of its panel.
    pub key_figures: Vec<FigureView>,
    /// The latest events that it lists.
    pub latest_events: Vec<EventView>,
    /// Its list of sources, where the style cites by numbers in it; else the edition's own list is enough.
    pub sources: Vec<SourceItem>,
}

/// A register as an annex of the edition: one of the three lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrintAnnex {
    /// Its id.
    pub id: String,
    /// Its letter.
    pub number: String,
    /// Its title.
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
    /// What is in it, numbered, in order.
    pub contents: Vec<PrintEntry>,
    /// The pages, the first page first.
    pub parts: Vec<PrintPart>,
    /// The registers behind them.
    pub annexes: Vec<PrintAnnex>,
}

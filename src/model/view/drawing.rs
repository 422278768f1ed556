//! What a template may read of charts and diagrams: their geometry is worked out before.

use serde::Serialize;

use super::label::{DateLabel, Link};
use super::record::FigureView;
use crate::model::value::length::{Percent, Rem};

/// A drawing that a text shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrawingView {
    /// Numbers side by side.
    Chart(ChartView),
    /// Events over time.
    Diagram(DiagramView),
}

/// Numbers of one unit as bars from zero, rendered once: a text may show it on several pages of a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChartView {
    /// Its fragment; the ids of its parts begin with it.
    pub id: String,
    /// What it compares.
    pub title: String,
    /// What it shows, in words with every number: the alternative text.
    pub description: String,
    /// What a reader should know of the comparison.
    pub caption: Option<String>,
    /// How high it is.
    pub height: Rem,
    /// How high each bar is.
    pub thickness: Rem,
    /// Where zero lies: at the left unless there are negative numbers.
    pub zero: Percent,
    /// The numbers, from top to bottom.
    pub rows: Vec<ChartRow>,
    /// Whether one of them is not exact.
    pub inexact: bool,
    /// The sources of the numbers, each once.
    pub sources: Vec<Link>,
}

/// A number and its bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChartRow {
    /// The number as pages write it, what it is the number of, its date, its source and its note.
    pub figure: FigureView,
    /// Where the number is written.
    pub number: Rem,
    /// What it is and when it was so, under the number.
    pub lines: Vec<LineView>,
    /// The upper edge of the bar.
    pub bar: Rem,
    /// The part of the bar that is certain; nothing for a number of which only a limit is known, and for zero.
    pub solid: Option<SpanView>,
    /// The part in which the number lies somewhere; nothing for an exact number.
    pub open: Option<SpanView>,
}

/// From where to where something reaches across a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SpanView {
    /// The left end.
    pub x: Percent,
    /// From there to the right end.
    pub width: Percent,
}

/// A line of text in a drawing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineView {
    /// The text.
    pub text: String,
    /// Its base line.
    pub y: Rem,
}

/// Events over time in one or more lanes, true to scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DiagramView {
    /// Its fragment; the ids of its parts begin with it.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// The same in words with every event: the alternative text.
    pub description: String,
    /// What a reader should know of it.
    pub caption: Option<String>,
    /// What the lanes are: `Country`.
    pub lane_title: String,
    /// How high it is.
    pub height: Rem,
    /// How high each mark is.
    pub thickness: Rem,
    /// Where the line of time runs.
    pub axis: Rem,
    /// Where the years are written.
    pub years_line: Rem,
    /// The years on it.
    pub years: Vec<YearTick>,
    /// The lanes from top to bottom.
    pub lanes: Vec<LaneView>,
    /// The events in the order of time.
    pub events: Vec<EventMark>,
    /// The sources of the events, each once.
    pub sources: Vec<Link>,
}

/// The beginning of a year on a line of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct YearTick {
    /// Where it is.
    pub x: Percent,
    /// The year; nothing at the end of the line.
    pub label: Option<String>,
}

/// A lane of a diagram.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LaneView {
    /// Its name.
    pub title: LineView,
    /// Where its line runs.
    pub y: Rem,
}

/// An event in a diagram.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventMark {
    /// What happened, or where.
    pub label: String,
    /// The name of its lane.
    pub lane: String,
    /// When it was, or began.
    pub date: DateLabel,
    /// When it ended, where that is another day.
    pub until: Option<DateLabel>,
    /// The page that tells of it.
    pub href: Option<String>,
    /// The time in which it was, as far as that is known.
    pub span: SpanView,
    /// The middle of that time.
    pub x: Percent,
    /// The upper edge of its mark.
    pub mark: Rem,
    /// On which side of the middle its lines stand: `start`, `middle` or `end`, as SVG's `text-anchor`.
    pub anchor: &'static str,
    /// What is written of it.
    pub label_lines: Vec<LineView>,
    /// Its date, below.
    pub date_lines: Vec<LineView>,
    /// Where its lines end, and the line that leads to its mark begins.
    pub foot: Rem,
}

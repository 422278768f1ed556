//! The template variables of charts and diagrams, with their computed geometry.

use serde::Serialize;

use super::label::{DateLabel, Link};
use super::record::FigureView;
use crate::model::value::length::{Percent, Rem};

/// A drawing in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrawingView {
    /// Numbers side by side.
    Chart(ChartView),
    /// Events over time.
    Diagram(DiagramView),
}

/// Numbers with the same unit as bars from zero.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChartView {
    /// The fragment, which is also the prefix of the ids of its parts.
    pub id: String,
    /// The title.
    pub title: String,
    /// The alternative text: a description with every number.
    pub description: String,
    /// A note on the comparison for readers.
    pub caption: Option<String>,
    /// The height.
    pub height: Rem,
    /// The height of each bar.
    pub thickness: Rem,
    /// The position of zero: at the left unless there are negative numbers.
    pub zero: Percent,
    /// The numbers, from top to bottom.
    pub rows: Vec<ChartRow>,
    /// Whether any of the numbers is not exact.
    pub inexact: bool,
    /// The distinct sources of the numbers.
    pub sources: Vec<Link>,
}

/// A number and its bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChartRow {
    /// The figure, with its number, label, date, source and note.
    pub figure: FigureView,
    /// The base line of the number.
    pub number: Rem,
    /// The lines with the label and the date, below the number.
    pub lines: Vec<LineView>,
    /// The upper edge of the bar.
    pub bar: Rem,
    /// The solid part of the bar; `None` for zero, and for a number that is only known as a limit.
    pub solid: Option<SpanView>,
    /// The hatched range that contains the number; `None` for an exact number.
    pub open: Option<SpanView>,
}

/// A horizontal range in a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SpanView {
    /// The left end.
    pub x: Percent,
    /// The distance from the left end to the right end.
    pub width: Percent,
}

/// A line of text in a drawing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineView {
    /// The text.
    pub text: String,
    /// The base line.
    pub y: Rem,
}

/// Events over time in one or more lanes, true to scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DiagramView {
    /// The fragment, which is also the prefix of the ids of its parts.
    pub id: String,
    /// The title.
    pub title: String,
    /// The alternative text: a description with every event.
    pub description: String,
    /// A note for readers.
    pub caption: Option<String>,
    /// The heading of the lanes: `Country`.
    pub lane_title: String,
    /// The height.
    pub height: Rem,
    /// The height of each mark.
    pub thickness: Rem,
    /// The height of the time axis.
    pub axis: Rem,
    /// The base line of the years.
    pub years_line: Rem,
    /// The years on the time axis.
    pub years: Vec<YearTick>,
    /// The lanes from top to bottom.
    pub lanes: Vec<LaneView>,
    /// The events in chronological order.
    pub events: Vec<EventMark>,
    /// The distinct sources of the events.
    pub sources: Vec<Link>,
}

/// The beginning of a year on the time axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct YearTick {
    /// The horizontal position.
    pub x: Percent,
    /// The year; `None` at the end of the axis.
    pub label: Option<String>,
}

/// A lane of a diagram.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LaneView {
    /// Its name.
    pub title: LineView,
    /// The height of its line.
    pub y: Rem,
}

/// An event in a diagram.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventMark {
    /// What happened, or where.
    pub label: String,
    /// The name of its lane.
    pub lane: String,
    /// The date of the event, or of its beginning.
    pub date: DateLabel,
    /// The end, if that is another day.
    pub until: Option<DateLabel>,
    /// The address of the page that covers it.
    pub href: Option<String>,
    /// The time of the event, as precisely as it is known.
    pub span: SpanView,
    /// The middle of that range.
    pub x: Percent,
    /// The upper edge of its mark.
    pub mark: Rem,
    /// The alignment of its lines at the middle: `start`, `middle` or `end`, as in SVG's `text-anchor`.
    pub anchor: &'static str,
    /// The lines of its label.
    pub label_lines: Vec<LineView>,
    /// The lines of its date, below the label.
    pub date_lines: Vec<LineView>,
    /// The lower end of its text, where the line to its mark begins.
    pub foot: Rem,
}

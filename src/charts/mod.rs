//! Drawings: charts of figures and diagrams of events, laid out for a template that writes SVG.

pub mod chart;
pub mod diagram;
mod lines;

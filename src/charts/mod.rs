//! Drawings: charts of figures and diagrams of events, as what a template writes as SVG.

pub mod chart;
pub mod diagram;
mod lines;

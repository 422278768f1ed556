//! Checks charts: that they can be drawn, and are shown.

use std::collections::BTreeSet;

use super::broken::Broken;
use crate::graph::Graph;
use crate::model::register::chart::Chart;
use crate::model::register::record_kind::RecordKind;
use crate::model::register::registers::Register;
use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::value::unit::Unit;
use crate::text::nearest::{did_you_mean, nearest};

/// A diagnostic for each chart that names unknown records, mixes units, or is shown by no text.
pub fn check(graph: &Graph, charts: &Register<Chart>, broken: &Broken) -> Vec<Diagnostic> {
    let shown: BTreeSet<&str> = graph.pages.iter().flat_map(crate::view::drawing::ids).collect();
    let mut found = Vec::new();
    for (record, place) in charts.records.iter().zip(&charts.places) {
        let mut report = |code: Code, message: String, help: String| {
            found.push(Diagnostic::at(code, &charts.file, place.clone(), message).help(help));
        };
        // The error may be in the register of the chart's records.
        let is_of = match record.events {
            Some(_) => RecordKind::Event,
            None => RecordKind::Figure,
        };
        let wrong = if broken.contains(is_of) { Vec::new() } else { wrong(graph, record) };
        for (message, help) in wrong {
            report(Code::ImpossibleChart, message, help);
        }
        if !shown.contains(&*record.id) {
            let message = format!("no text shows the chart `{}`", record.id);
            report(
                Code::UnusedRecord,
                message,
                format!("write `![](chart:{})` in a text, or remove it", record.id),
            );
        }
    }
    found
}

fn wrong(graph: &Graph, chart: &Chart) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    let mut units: BTreeSet<Option<&str>> = BTreeSet::new();
    for reference in chart.figures() {
        let id = &reference.id;
        let Some(place) = graph.entries.figures.find(id) else {
            let near = nearest(id, graph.entries.figures.iter().map(|figure| &*figure.id));
            let help = did_you_mean(near, || "write the id of a figure".to_owned());
            wrong.push((format!("no figure has the id `{id}`"), help));
            continue;
        };
        let figure = &graph.records.figures[place];
        if let (None, Some(at)) = (figure.amount(&reference), &reference.at) {
            let message = format!("the figure `{id}` has no value of `{at}`");
            wrong.push((message, "write a date that the figure has a value of".to_owned()));
        }
        units.insert(figure.unit.as_ref().map(Unit::as_str));
    }
    if units.len() > 1 {
        let names: Vec<String> =
            units.iter().map(|unit| format!("`{}`", unit.unwrap_or("no unit"))).collect();
        wrong.push((
            format!("figures in different units cannot share a chart: {}", names.join(" and ")),
            "make a chart for each unit".to_owned(),
        ));
    }
    if let Some(series) = &chart.events {
        let of_series =
            |text: &crate::model::value::localized::Localized| text.iter().any(|(_, text)| text == series);
        let mut events = graph.records.events.iter();
        if !events.any(|event| event.date.is_some() && event.series.as_ref().is_some_and(of_series)) {
            let known = graph.entries.events.iter().filter_map(|event| event.series.as_deref());
            let help = did_you_mean(nearest(series, known), || "write the `series` of the events".to_owned());
            wrong.push((format!("no dated event has the series `{series}`"), help));
        }
    }
    wrong
}

//! Checks for what is out of date: past its `review_by`, or older than the site's limit. The day is always given, and
//! never taken from the clock.

use std::collections::BTreeMap;

use crate::graph::{Graph, SectionId};
use crate::model::register::record_kind::RecordKind;
use crate::model::register::registers::Registers;
use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::tree::Tree;
use crate::model::value::date::Date;
use crate::model::value::when::When;

use super::unlocated::UnlocatedDiagnostic;

/// Something that is out of date, and its section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The folder of the top-level section, `economic`; empty if it is only on the home page, or on no page.
    pub section: String,
    /// The diagnostic.
    pub found: Diagnostic,
}

/// Everything that is out of date on a day, by section. A figure is in the section of each page that shows it.
pub fn check(graph: &Graph, registers: &Registers, tree: &Tree, as_of: Date) -> Vec<Stale> {
    let limit = graph.config.checks.stale_after_months;
    let oldest = limit.and_then(|months| as_of.months_before(months));
    let day = Day { as_of, oldest, limit: limit.unwrap_or_default() };
    let mut stale: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    for (id, figure) in registers.figures.records.enumerate() {
        let source = graph.entries.sources.find(&figure.source);
        let of_source = source.and_then(|source| graph.records.sources[source].date);
        // A figure without a date is at least as old as its source.
        let date = figure.as_of.or(of_source);
        let Some(why) = day.why_stale(figure.review_by, date) else { continue };
        let Some((file, span)) = registers.place(RecordKind::Figure, id.place()) else { continue };
        let is_undated = figure.as_of.is_none() && figure.review_by.is_none();
        let subject = if is_undated { "is undated, and its source " } else { "" };
        let message = format!("the figure `{}` {subject}{why}", figure.id);
        let diagnostic = Diagnostic::at(Code::Stale, file, span.clone(), message).help(match is_undated {
            true => "look for a later source, or set `review_by` to the day by which you will",
            false => "check the source, then update `value` and `as_of`, or set a new `review_by`",
        });
        let mut sections: Vec<String> = graph.entries.figures[id]
            .uses
            .iter()
            .map(|page| section(graph, graph.pages[*page].section))
            .collect();
        sections.sort();
        sections.dedup();
        if sections.is_empty() {
            sections.push(String::new());
        }
        for section in sections {
            stale.entry(section).or_default().push(diagnostic.clone());
        }
    }
    for page in graph.pages.iter().filter(|page| page.is_listed()) {
        let front_matter = &page.outline.front_matter;
        let last_checked = [front_matter.reviewed, front_matter.updated, front_matter.date]
            .into_iter()
            .flatten()
            .max()
            .map(When::from);
        let Some(why) = day.why_stale(front_matter.review_by, last_checked) else { continue };
        let diagnostic = Diagnostic::of_file(Code::Stale, &page.outline.file, format!("the page {why}"))
            .help("read the page again: update it and set `updated`, or set `reviewed` to today's date");
        let word = if front_matter.review_by.is_some_and(|by| by < as_of) { "review_by" } else { "title" };
        let diagnostic = UnlocatedDiagnostic::at_word(diagnostic, word).located(tree);
        stale.entry(section(graph, page.section)).or_default().push(diagnostic);
    }
    let each = stale.into_iter().flat_map(|(section, mut found)| {
        found.sort();
        found.into_iter().map(move |found| Stale { section: section.clone(), found })
    });
    each.collect()
}

fn section(graph: &Graph, section: SectionId) -> String {
    let top = graph.top_section(section);
    top.map_or(String::new(), |top| {
        graph.sections[top].folder.rsplit('/').next().unwrap_or_default().to_owned()
    })
}

/// The day of the check, and the age limit.
struct Day {
    as_of: Date,
    oldest: Option<Date>,
    limit: u32,
}

impl Day {
    /// Why something is out of date on that day; `None` if it is not.
    fn why_stale(&self, review_by: Option<Date>, date: Option<When>) -> Option<String> {
        match review_by {
            // A day set by an editor overrides the site's limit.
            Some(by) => (by < self.as_of).then(|| format!("was due for review by {by}")),
            None => {
                let (date, oldest) = (date?, self.oldest?);
                (date.end() < oldest).then(|| format!("is of {date}, more than {} months ago", self.limit))
            }
        }
    }
}

//! What should be looked at again: past its `review_by`, or older than the site's limit. The day is always given, and
//! never the clock's.

use std::collections::BTreeMap;

use crate::graph::{Graph, SectionId};
use crate::model::register::record_kind::RecordKind;
use crate::model::register::registers::Registers;
use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::tree::Tree;
use crate::model::value::date::Date;
use crate::model::value::when::When;

use super::place::Unplaced;

/// Something that should be looked at again, and where in the site it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The folder of the top-level section, `economic`; empty for what is on the first page alone, or on none.
    pub section: String,
    /// What it is, and why.
    pub found: Diagnostic,
}

/// What is stale on a day, by section. A figure stands in the section of each page that shows it.
pub fn check(graph: &Graph, registers: &Registers, tree: &Tree, as_of: Date) -> Vec<Stale> {
    let limit = graph.config.checks.stale_after_months;
    let oldest = limit.and_then(|months| as_of.months_before(months));
    let day = Day { as_of, oldest, limit: limit.unwrap_or_default() };
    let mut stale: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    for (id, figure) in registers.figures.records.enumerate() {
        let source = graph.entries.sources.find(&figure.source);
        let of_source = source.and_then(|source| graph.records.sources[source].date);
        // Where a figure has no date of its own it is at least as old as its source.
        let date = figure.as_of.or(of_source);
        let Some(why) = day.says(figure.review_by, date) else { continue };
        let Some((file, span)) = registers.place(RecordKind::Figure, id.place()) else { continue };
        let is_undated = figure.as_of.is_none() && figure.review_by.is_none();
        let subject = if is_undated { "is undated, and its source " } else { "" };
        let message = format!("the figure `{}` {subject}{why}", figure.id);
        let told = Diagnostic::at(Code::Stale, file, span.clone(), message).help(match is_undated {
            true => "look for a later source, or set `review_by` to the day when you will",
            false => "look into the source: bring `value` and `as_of` up to date, or set `review_by` anew",
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
            stale.entry(section).or_default().push(told.clone());
        }
    }
    for page in graph.pages.iter().filter(|page| page.is_listed()) {
        let front_matter = &page.outline.front_matter;
        let looked_at = [front_matter.reviewed, front_matter.updated, front_matter.date]
            .into_iter()
            .flatten()
            .max()
            .map(When::from);
        let Some(why) = day.says(front_matter.review_by, looked_at) else { continue };
        let told = Diagnostic::of_file(Code::Stale, &page.outline.file, format!("the page {why}"))
            .help("read the page again: bring it up to date and set `updated`, or set `reviewed` to the day");
        let word = if front_matter.review_by.is_some_and(|by| by < as_of) { "review_by" } else { "title" };
        let told = Unplaced::at_word(told, word).placed(tree);
        stale.entry(section(graph, page.section)).or_default().push(told);
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

/// The day on which is looked, and how old things may be then.
struct Day {
    as_of: Date,
    oldest: Option<Date>,
    limit: u32,
}

impl Day {
    /// Why something is stale on that day; nothing where it is not.
    fn says(&self, review_by: Option<Date>, date: Option<When>) -> Option<String> {
        match review_by {
            // A day that an editor has set says more than the site's limit.
            Some(by) => (by < self.as_of).then(|| format!("was to be reviewed by {by}")),
            None => {
                let (date, oldest) = (date?, self.oldest?);
                (date.end() < oldest).then(|| format!("is of {date}, more than {} months ago", self.limit))
            }
        }
    }
}

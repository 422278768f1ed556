//! The ids of a page's elements: each is used once, and those that begin with `_` are the theme's.

use crate::model::source::diagnostic::{Code, Span};

use super::problems::Problems;

/// Reports ids that are used twice or are the theme's. `chosen` are those of headings and of raw HTML with their spans, `notes`
/// those of notes.
pub fn report_ids<'a>(
    chosen: impl Iterator<Item = (&'a str, &'a Span)> + Clone,
    notes: &[String],
    problems: &mut Problems<'_>,
) {
    let mut all: Vec<(&str, Option<&Span>)> = chosen.clone().map(|(id, span)| (id, Some(span))).collect();
    all.extend(notes.iter().map(|id| (id.as_str(), None)));
    all.sort_by_key(|(id, span)| (*id, span.map(|span| span.start)));
    for pair in all.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        let (id, Some(span)) = (pair[1].0, pair[1].1.or(pair[0].1)) else { continue };
        let message = format!("the id `{id}` is used twice on this page");
        let help = format!("give the heading an id of its own, such as `{{#{id}-2}}` at the end of its line");
        problems.add(Code::DuplicateHeading, span.clone(), message, help);
    }
    for (id, span) in chosen.filter(|(id, _)| id.starts_with('_')) {
        let message = format!("the id `{id}` begins with `_`, which is reserved for the theme");
        problems.add(Code::DuplicateHeading, span.clone(), message, "begin it with a letter or a number");
    }
}

//! A template with calls in it that keep count of what it does, and the way back from its places to those of the template.
//!
//! Tera has no budgets of its own. What a template makes depends on what it reads, how often its loops go round, and how
//! often and how deep its parts stand in each other. So a call is written in where a value is read, joined, kept or
//! printed, where a loop goes round, and around each include, block and component. A call gives back what it is given, and
//! what stands between braces trims the space around it as before: the metered template makes the same text.

use super::calls;
use super::metered_tag::{Inserting, Insertion};
use super::tags::{Kind, Part, parts};
use super::tokens::tokens;
use crate::model::source::diagnostic::Span;

/// A metered template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metered {
    /// Its text.
    pub text: String,
    insertions: Vec<Insertion>,
}

impl Metered {
    /// Writes the calls into a template; none where it cannot be taken apart, which Tera could not either. `prints` says
    /// whether each value that is printed is counted where it is: what is kept and not written is counted nowhere else.
    pub fn new(template: &str, prints: bool) -> Option<Self> {
        let parts = parts(template);
        let ends = ends(&parts);
        let mut inserting = Inserting::new(template, prints);
        let extends = parts.iter().any(|part| part.kind == Kind::Block && part.word() == "extends");
        if !extends {
            inserting.call(0, calls::ROUND, template.len(), &(0..0), (false, false));
        }
        for (place, part) in parts.iter().enumerate() {
            let end = ends.get(place).copied().flatten().and_then(|end| parts.get(end));
            match part.kind {
                Kind::Value => inserting.value(part)?,
                Kind::Block => inserting.block(part, end)?,
                Kind::Text | Kind::Comment | Kind::Raw => {}
            }
        }
        Some(Self::with(template, inserting.insertions))
    }

    /// A template with what was written into it, in the order of the places.
    fn with(template: &str, insertions: Vec<Insertion>) -> Self {
        let mut text = String::with_capacity(template.len() * 2);
        let mut done = 0;
        for insertion in &insertions {
            text.push_str(template.get(done..insertion.at).unwrap_or_default());
            text.push_str(&insertion.text);
            done = insertion.at;
        }
        text.push_str(template.get(done..).unwrap_or_default());
        Self { text, insertions }
    }

    /// A place in the metered text as one in the template.
    pub fn span_in_template(&self, span: &Span) -> Span {
        let (start, about) = self.in_template(span.start);
        let (end, _) = self.in_template(span.end);
        match about {
            // All of it was written in, or begins there and goes no further.
            Some(about) if end <= start => about,
            _ => start..end.max(start),
        }
    }

    /// A byte of the metered text as one of the template, and what it is about where it was written in.
    fn in_template(&self, place: usize) -> (usize, Option<Span>) {
        let mut before = 0;
        for insertion in &self.insertions {
            let start = insertion.at + before;
            if place < start {
                break;
            }
            if place < start + insertion.text.len() {
                return (insertion.at, Some(insertion.about.clone()));
            }
            before += insertion.text.len();
        }
        (place - before, None)
    }
}

/// Whether templates keep what other templates or blocks write, instead of writing it: then what any of them prints has to be
/// counted where it is printed.
pub fn keeps_parts<'a>(templates: impl Iterator<Item = &'a str>) -> bool {
    let mut keeps = false;
    for template in templates {
        let parts = parts(template);
        let ends = ends(&parts);
        let mut kept_until = 0;
        for (place, part) in
            parts.iter().enumerate().filter(|(_, part)| matches!(part.kind, Kind::Value | Kind::Block))
        {
            if part.kind == Kind::Block && opens_kept(part) {
                kept_until = kept_until.max(ends.get(place).copied().flatten().unwrap_or(parts.len()));
            }
            let word = part.word();
            keeps |= part.inner.contains("super")
                || word == "component"
                || (word == "include" && place < kept_until);
        }
    }
    keeps
}

/// Whether a tag opens what is kept: `{% set a %}`, `{% filter upper %}`, `{% <card> %}`.
fn opens_kept(part: &Part<'_>) -> bool {
    match part.word() {
        "filter" => true,
        "<" => !part.inner.trim_start().starts_with("</"),
        "set" | "set_global" => opens_set(part),
        _ => false,
    }
}

/// Whether a `set` has a body: there is no `=` behind its name.
fn opens_set(part: &Part<'_>) -> bool {
    let tokens = tokens(part.rest(), 0).unwrap_or_default();
    !tokens.get(1).is_some_and(|token| token.is("="))
}

/// For each part that opens something, the place of the part that closes it.
fn ends(parts: &[Part<'_>]) -> Vec<Option<usize>> {
    let mut ends = vec![None; parts.len()];
    let mut open = Vec::new();
    for (place, part) in parts.iter().enumerate().filter(|(_, part)| part.kind == Kind::Block) {
        match part.word() {
            "if" | "for" | "block" | "component" => open.push(place),
            "endif" | "endfor" | "endblock" | "endcomponent" | "endset" | "endfilter" => {
                close(&mut ends, &mut open, place)
            }
            "<" if part.inner.trim_start().starts_with("</") => close(&mut ends, &mut open, place),
            _ if opens_kept(part) => open.push(place),
            _ => {}
        }
    }
    ends
}

fn close(ends: &mut [Option<usize>], open: &mut Vec<usize>, place: usize) {
    if let Some(end) = open.pop().and_then(|opening| ends.get_mut(opening)) {
        *end = Some(place);
    }
}

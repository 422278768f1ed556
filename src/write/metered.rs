//! A metered template: a template with added calls that count its work, and a mapping of positions back to the
//! template.
//!
//! Tera has no limits of its own. The cost of a template depends on what it reads, how often its loops run, and how
//! often and how deeply its parts are nested. So calls are inserted wherever a value is read, joined, kept or
//! printed, in each loop, and around each include, block and component. A call returns its argument, and whitespace
//! is trimmed as before, so the metered template has the same output.

use super::calls;
use super::metered_tag::{CallWriter, Insertion};
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
    /// Inserts the calls into a template; `None` if it cannot be parsed, which Tera could not either. `prints` is
    /// whether printed values are counted where they are printed: output that is kept instead of written is counted
    /// nowhere else.
    pub fn new(template: &str, prints: bool) -> Option<Self> {
        let parts = parts(template);
        let ends = ends(&parts);
        let mut writer = CallWriter::new(template, prints);
        let extends = parts.iter().any(|part| part.kind == Kind::Block && part.word() == "extends");
        if !extends {
            writer.call(0, calls::ROUND, template.len(), &(0..0), (false, false));
        }
        for (place, part) in parts.iter().enumerate() {
            let end = ends.get(place).copied().flatten().and_then(|end| parts.get(end));
            match part.kind {
                Kind::Value => writer.value(part)?,
                Kind::Block => writer.block(part, end)?,
                Kind::Text | Kind::Comment | Kind::Raw => {}
            }
        }
        Some(Self::with(template, writer.insertions))
    }

    /// A template with its insertions, in the order of their positions.
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

    /// The span in the template for a span in the metered text.
    pub fn span_in_template(&self, span: &Span) -> Span {
        let (start, about) = self.in_template(span.start);
        let (end, _) = self.in_template(span.end);
        match about {
            // The span lies within one insertion, or begins there and ends at its position.
            Some(about) if end <= start => about,
            _ => start..end.max(start),
        }
    }

    /// The position in the template for one in the metered text, and the span that an insertion is about if it is in
    /// one.
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

/// Whether templates keep the output of other templates or blocks instead of writing it: then printed values must be
/// counted where they are printed.
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

/// Whether a tag opens kept output: `{% set a %}`, `{% filter upper %}`, `{% <card> %}`.
fn opens_kept(part: &Part<'_>) -> bool {
    match part.word() {
        "filter" => true,
        "<" => !part.inner.trim_start().starts_with("</"),
        "set" | "set_global" => opens_set(part),
        _ => false,
    }
}

/// Whether a `set` has a body, because there is no `=` after its name.
fn opens_set(part: &Part<'_>) -> bool {
    let tokens = tokens(part.rest(), 0).unwrap_or_default();
    !tokens.get(1).is_some_and(|token| token.is("="))
}

/// For each opening part, the index of the closing one.
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

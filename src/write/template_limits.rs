//! How much a template may ask for: limits that no honest template comes near, so that a mistake, or a stranger's
//! template, cannot take a machine's memory, its stack or its time.

use crate::model::source::diagnostic::{Code, Diagnostic, Span};
use crate::model::source::tree::FilePath;

use super::tags::{Kind, Part};

/// How many bytes the text made of one template may have, beside [`PER_INPUT`] times what it is given. The largest page
/// of a briefing, its print edition, is some 20 kB a page of the briefing, all of which it is given.
pub const OUTPUT: usize = 16 << 20;

/// How many bytes of texts and lists may be read, joined and kept while one page is made, beside [`PER_INPUT`] times what
/// it is given: what stands in memory, and how long a step takes, is bounded by it.
pub const HANDLED: usize = 128 << 20;

/// How many bytes more may be written and handled for each byte that a template is given.
pub const PER_INPUT: usize = 8;

/// How many times loops may go round for one page, beside once for each [`PER_ROUND`] bytes that the page is given.
pub const ROUNDS: usize = 1_000_000;

/// How many rounds of a loop an include, a block or a component counts for: Tera takes about so much longer for it.
pub const ROUNDS_OF_PART: usize = 10;

/// A value takes 16 bytes, so that a page may go through each that it is given four times more.
pub const PER_ROUND: usize = 4;

/// How many templates may include or extend each other in a row. Tera follows them on the stack of its thread.
pub const INCLUDE_DEPTH: usize = 20;

/// How deep includes, blocks and components may stand in each other while a page is made. A level takes up to 60 KiB of
/// the 2 MiB stack of a thread where the program is compiled without optimization, and much less where it is optimized.
pub const RENDER_DEPTH: usize = 24;

/// How deep components may call components: Tera ends at 20 itself, without saying where.
pub const COMPONENT_DEPTH: usize = 19;

/// How deep lists and mappings may stand in each other. Tera goes into them on the stack.
pub const VALUE_DEPTH: usize = 64;

/// How many `elif` an `if` may have. Tera reads each within the one before.
const BRANCHES: usize = 128;

/// How many filters a `filter` or `set` block may have.
const FILTERS: usize = 64;

/// The most bytes of a template times those of its tags. For each name in a tag that it does not know, Tera makes a copy of the
/// whole template: one that is nothing but tags may have 90 KiB, one of 1 MiB as much as 8 KiB of tags.
const TAGGED: usize = 1 << 33;

/// A diagnostic for a template that goes beyond a limit.
pub fn over(file: &FilePath, span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::at(Code::TemplateBudget, file, span, message).help(HELP)
}

/// The one next step where a limit is passed.
pub const HELP: &str = "make the template do less (see `chancery explain template-budget`)";

/// For a template that Tera can read, and what counts what it does cannot.
pub fn unreadable(file: &FilePath) -> Diagnostic {
    Diagnostic::of_file(Code::TemplateBudget, file, "what the template does cannot be counted").help(HELP)
}

/// For a name that too many templates lead to.
pub fn too_nested(file: &FilePath, span: Span, name: &str) -> Diagnostic {
    over(file, span, format!("`{name}` is more than {INCLUDE_DEPTH} templates away from the page"))
}

/// What in a template would be too long for Tera to read.
pub fn too_long(file: &FilePath, parts: &[Part<'_>]) -> Vec<Diagnostic> {
    let of_tags =
        |part: &Part<'_>| if matches!(part.kind, Kind::Value | Kind::Block) { part.source.len() } else { 0 };
    let bytes: usize = parts.iter().map(|part| part.source.len()).sum();
    let tags: usize = parts.iter().map(of_tags).sum();
    if bytes.saturating_mul(tags) > TAGGED {
        let message = format!("{} KiB of tags are too many in a template of {} KiB", tags >> 10, bytes >> 10);
        return vec![over(file, 0..0, message)];
    }
    let mut found = Vec::new();
    let mut branches = Vec::new();
    for part in parts.iter().filter(|part| part.kind == Kind::Block) {
        match part.word() {
            "if" => branches.push(0),
            "endif" => drop(branches.pop()),
            "elif" => {
                if let Some(count) = branches.last_mut() {
                    *count += 1;
                }
                // Those of the `if`s around it are on the stack too.
                if branches.iter().sum::<usize>() == BRANCHES + 1 {
                    let message = format!("an `if` has more than {BRANCHES} branches");
                    found.push(over(file, part.span(), message));
                }
            }
            "filter" | "set" | "set_global" if part.inner.matches('|').count() > FILTERS => {
                let message = format!("a tag has more than {FILTERS} filters");
                found.push(over(file, part.span(), message));
            }
            _ => {}
        }
    }
    found
}

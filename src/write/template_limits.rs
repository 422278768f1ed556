//! Limits on templates. No reasonable template comes near them; they keep a mistake or a malicious template from
//! exhausting the machine's memory, stack or time.

use crate::model::source::diagnostic::{Code, Diagnostic, Span};
use crate::model::source::tree::FilePath;

use super::tags::{Kind, Part};

/// The maximum output of one page in bytes, in addition to [`BYTES_PER_INPUT_BYTE`] times its input. The largest page
/// of a briefing, its print edition, has some 20 kB for each page of the briefing, all of which is its input.
pub const MAX_OUTPUT: usize = 16 << 20;

/// The maximum number of bytes of texts and lists that are read, joined and kept for one page, in addition to
/// [`BYTES_PER_INPUT_BYTE`] times its input. It limits memory, and the duration of each step.
pub const MAX_HANDLED: usize = 128 << 20;

/// The number of additional bytes that may be written and handled for each byte of input.
pub const BYTES_PER_INPUT_BYTE: usize = 8;

/// The maximum number of loop iterations for one page, in addition to one for each [`INPUT_BYTES_PER_ITERATION`]
/// bytes of its input.
pub const MAX_ITERATIONS: usize = 1_000_000;

/// The number of loop iterations that an include, a block or a component counts as: Tera takes about that much longer
/// for it.
pub const ITERATIONS_PER_PART: usize = 10;

/// The number of input bytes that allow one more iteration. A value takes 16 bytes, so a page may iterate over each
/// value of its input four more times.
pub const INPUT_BYTES_PER_ITERATION: usize = 4;

/// The maximum length of a chain of templates that include or extend each other. Tera follows them on the stack.
pub const INCLUDE_DEPTH: usize = 20;

/// The maximum nesting of includes, blocks and components during rendering. A level takes up to 60 KiB of a thread's
/// 2 MiB stack in an unoptimized build, and much less in an optimized one.
pub const MAX_RENDER_DEPTH: usize = 24;

/// The maximum nesting of components: Tera stops at 20 itself, without a position.
pub const MAX_COMPONENT_DEPTH: usize = 19;

/// The maximum nesting of lists and mappings, which Tera traverses on the stack.
pub const MAX_VALUE_DEPTH: usize = 64;

/// The maximum number of `elif`s of an `if`: Tera parses each inside the previous one.
const MAX_BRANCHES: usize = 128;

/// The maximum number of filters of a `filter` or `set` block.
const MAX_FILTERS: usize = 64;

/// The maximum product of the bytes of a template and those of its tags. For each unknown name in a tag, Tera copies
/// the whole template. A template of nothing but tags may have 90 KiB, and one of 1 MiB may have 8 KiB of tags.
const MAX_TAG_WORK: usize = 1 << 33;

/// The diagnostic for a template that exceeds a limit.
pub fn exceeded(file: &FilePath, span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::at(Code::TemplateBudget, file, span, message).help(HELP)
}

/// The help for an exceeded limit.
pub const HELP: &str = "make the template do less (see `chancery explain template-budget`)";

/// The diagnostic for a template that Tera can parse but the meter cannot.
pub fn unreadable(file: &FilePath) -> Diagnostic {
    Diagnostic::of_file(Code::TemplateBudget, file, "the work of the template cannot be measured").help(HELP)
}

/// The diagnostic for a template at the end of a chain that is too long.
pub fn too_nested(file: &FilePath, span: Span, name: &str) -> Diagnostic {
    exceeded(file, span, format!("`{name}` is more than {INCLUDE_DEPTH} templates away from the page"))
}

/// The diagnostics for parts of a template that are too large for Tera to parse.
pub fn too_long(file: &FilePath, parts: &[Part<'_>]) -> Vec<Diagnostic> {
    let of_tags =
        |part: &Part<'_>| if matches!(part.kind, Kind::Value | Kind::Block) { part.source.len() } else { 0 };
    let bytes: usize = parts.iter().map(|part| part.source.len()).sum();
    let tags: usize = parts.iter().map(of_tags).sum();
    if bytes.saturating_mul(tags) > MAX_TAG_WORK {
        let message = format!("{} KiB of tags are too many in a template of {} KiB", tags >> 10, bytes >> 10);
        return vec![exceeded(file, 0..0, message)];
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
                // Those of the surrounding `if`s are on the stack, too.
                if branches.iter().sum::<usize>() == MAX_BRANCHES + 1 {
                    let message = format!("an `if` has more than {MAX_BRANCHES} branches");
                    found.push(exceeded(file, part.span(), message));
                }
            }
            "filter" | "set" | "set_global" if part.inner.matches('|').count() > MAX_FILTERS => {
                let message = format!("a tag has more than {MAX_FILTERS} filters");
                found.push(exceeded(file, part.span(), message));
            }
            _ => {}
        }
    }
    found
}

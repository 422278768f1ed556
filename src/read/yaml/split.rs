//! Splits a list that is not valid YAML as a whole at the hyphens of its items, so that invalid lines do not affect
//! the others.

use crate::model::source::diagnostic::Span;

use super::line::Line;
use super::list::{List, items, not_a_list};
use super::mistakes::{tight_hyphen, wrong_hyphen};
use super::node::Content;
use super::problem::{Problem, line_at};
use super::syntax;
use super::tree::{Anchors, SyntaxError, SyntaxErrorKind, parse};

/// Some lines of a list.
struct Part {
    lines: Span,
    kind: PartKind,
}

enum PartKind {
    /// An item whose hyphen is in the right column.
    Item,
    /// An item whose hyphen is in another column, with that problem.
    Misplaced(Problem),
    /// Lines that were meant as an item but cannot be read as one.
    Broken(Problem),
    /// Lines outside any item.
    Stray,
}

/// Reads a list in parts. `error` is why it could not be read as a whole.
pub(super) fn read_in_parts<'t>(text: &'t str, error: &SyntaxError) -> List<'t> {
    let mut list = List { items: Vec::new(), problems: Vec::new() };
    let mut anchors = Anchors::default();
    for Part { lines, kind } in
        first_hyphen(text).map_or_else(|| records_in_braces(text), |at| parts(text, at))
    {
        match kind {
            PartKind::Item => list.take(text, lines, &mut anchors),
            PartKind::Misplaced(problem) => {
                list.problems.push(problem);
                list.take(text, lines, &mut anchors);
            }
            PartKind::Broken(problem) => list.problems.push(problem),
            PartKind::Stray => list.problems.push(stray(text, lines.start, error)),
        }
    }
    if list.problems.is_empty() {
        list.problems.push(syntax::problem(text, 0..text.len(), error));
    }
    list
}

impl<'t> List<'t> {
    fn take(&mut self, text: &'t str, lines: Span, anchors: &mut Anchors<'t>) {
        match parse(text, lines.clone(), anchors) {
            Ok(Some(root)) => match &*root.content {
                Content::Sequence(nodes) => self.items.extend(items(text, lines.start, nodes)),
                Content::Mapping(_) if text[lines.clone()].starts_with('{') => {
                    self.items.extend(items(text, lines.start, &[root]));
                }
                Content::Scalar(_) | Content::Mapping(_) => {
                    self.problems.push(not_a_list(text, root.span.start));
                }
            },
            Ok(None) => {}
            Err(error) => self.problems.push(syntax::problem(text, lines, &error)),
        }
    }
}

/// The problem of a line outside any item.
fn stray(text: &str, at: usize, error: &SyntaxError) -> Problem {
    let is_second_document = matches!(error.kind, SyntaxErrorKind::SecondDocument);
    if is_second_document && text[at..].starts_with(['-', '.']) {
        return syntax::second_document(line_at(text, at));
    }
    not_a_list(text, at)
}

/// The column of the first item's hyphen.
fn first_hyphen(text: &str) -> Option<usize> {
    let mut lines = Line::all(text, 0..text.len()).filter(|line| !line.is_nothing() && !line.is_marker());
    lines.find(|line| line.begins_item()).map(|line| line.indent())
}

/// The items of a list with hyphens in a column, and the lines between them.
fn parts(text: &str, column: usize) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    // The column of the hyphen of the current part.
    let mut hyphen = column;
    for line in Line::all(text, 0..text.len()) {
        match beginning(&line, column) {
            Some(kind) => {
                hyphen = line.indent();
                parts.push(Part { lines: line.start..line.next, kind });
            }
            None => match parts.last_mut() {
                None if line.is_nothing() || line.is_marker() => {}
                Some(part) if line.is_nothing() || matches!(part.kind, PartKind::Stray) => {
                    part.lines.end = line.next;
                }
                // A key or a tab belongs to the record above: its indentation is wrong.
                Some(part) if line.indent() > hyphen || line.tab().is_some() || line.key().is_some() => {
                    part.lines.end = line.next;
                }
                _ => parts.push(Part { lines: line.start..line.next, kind: PartKind::Stray }),
            },
        }
    }
    parts
}

/// The kind of part that starts at a line, if it starts an item.
fn beginning(line: &Line<'_>, column: usize) -> Option<PartKind> {
    if line.begins_item() && line.indent() == column {
        return Some(PartKind::Item);
    }
    // Deeper lines may belong to a text or a list in a record.
    if line.indent() >= column + 4 {
        return None;
    }
    if line.begins_record() {
        return Some(PartKind::Misplaced(wrong_hyphen(line, column)));
    }
    tight_hyphen(line).filter(|_| line.indent() <= column + 1).map(PartKind::Broken)
}

/// The records of a list in brackets, each in braces.
fn records_in_braces(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut depth, mut start, mut quote, mut before) = (0_usize, 0, None, ' ');
    for (at, c) in text.char_indices() {
        match c {
            _ if quote == Some(c) => quote = None,
            _ if quote.is_some() => {}
            '"' | '\'' if matches!(before, '[' | '{' | ',' | ':') => quote = Some(c),
            '[' | '{' => {
                depth += 1;
                if depth == 2 {
                    start = at;
                }
            }
            ']' | '}' => {
                if depth == 2 {
                    parts.push(Part { lines: start..at + 1, kind: PartKind::Item });
                }
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
        before = if c.is_whitespace() { before } else { c };
    }
    if depth > 1 {
        parts.push(Part { lines: start..text.len(), kind: PartKind::Item });
    }
    parts
}

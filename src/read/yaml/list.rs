//! A list of mappings, such as a register, whose items are read one by one.

use serde::de::DeserializeOwned;

use crate::model::register::record_type::RequiredField;
use crate::model::source::diagnostic::{Code, Span};

use super::Fields;
use super::node::{Content, Node};
use super::problem::{Lost, Problem, in_first_line, line_at};
use super::record::read_node;

/// The readable items of a list.
pub struct List<'t> {
    /// Its items, in the order of the text.
    pub items: Vec<Item<'t>>,
    /// Its problems, apart from those of items.
    pub problems: Vec<Problem>,
}

/// An item of a list.
pub struct Item<'t> {
    text: &'t str,
    node: Node<'t>,
    /// The bytes of its first line, from its hyphen.
    pub line: Span,
}

impl Item<'_> {
    /// Reads the item as a mapping with required keys.
    pub fn read<T: DeserializeOwned>(&self, required: &[RequiredField]) -> Fields<T> {
        if matches!(&*self.node.content, Content::Mapping(_)) {
            return read_node(self.text, &self.node, required);
        }
        let problem = Problem {
            code: Code::NotAMapping,
            span: self.line.clone(),
            message: format!("expected a record of keys and values, found {}", self.node.kind()),
            help: Some("write `- key: value`, and the record's other keys below the first".into()),
            loses: Lost::Everything,
        };
        Fields { value: None, missing: Vec::new(), problems: vec![problem] }
    }
}

/// The nodes of a sequence as items. `start` is the start of the sequence.
pub(super) fn items<'t>(text: &'t str, start: usize, nodes: &[Node<'t>]) -> Vec<Item<'t>> {
    let mut last = start;
    let item = |node: &Node<'t>| {
        let start = hyphen_before(text, last..node.span.start).unwrap_or(node.span.start);
        last = node.span.end;
        let line = match start < node.span.start {
            true => start..line_at(text, start).end,
            false => in_first_line(text, &node.span),
        };
        Item { text, node: node.clone(), line }
    };
    nodes.iter().map(item).collect()
}

/// The problem that a line of a register is outside any record.
pub(super) fn not_a_list(text: &str, at: usize) -> Problem {
    let line = line_at(text, at);
    Problem {
        code: Code::NotAList,
        span: at..line.end.max(at),
        message: "this line is outside any record".into(),
        help: Some("begin each record with `- id: …`, and its other lines with two spaces".into()),
        loses: Lost::Nothing,
    }
}

/// The hyphen of an item, in the range between the previous item and its own node.
fn hyphen_before(text: &str, between: Span) -> Option<usize> {
    let mut hyphen = None;
    let mut at = between.start.min(between.end);
    for line in text[at..between.end].split_inclusive('\n') {
        let bare = line.trim_start();
        if bare.starts_with('-') {
            hyphen = Some(at + line.len() - bare.len());
        }
        at += line.len();
    }
    hyphen
}

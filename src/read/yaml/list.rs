//! A list of mappings, such as a register: each item with its place, so that each is read by itself.

use serde::de::DeserializeOwned;

use crate::model::register::record_type::RequiredField;
use crate::model::source::diagnostic::{Code, Span};

use super::Fields;
use super::node::{Content, Node};
use super::problem::{Lost, Problem, in_first_line, line_at};
use super::record::read_node;

/// A list as far as it could be read.
pub struct List<'t> {
    /// Its items, in the order of the text.
    pub items: Vec<Item<'t>>,
    /// What is wrong with it beside what its items hold.
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
    /// Reads the item, a mapping in which some keys are required.
    pub fn read<T: DeserializeOwned>(&self, required: &[RequiredField]) -> Fields<T> {
        if matches!(&*self.node.content, Content::Mapping(_)) {
            return read_node(self.text, &self.node, required);
        }
        let problem = Problem {
            code: Code::NotAMapping,
            span: self.line.clone(),
            message: format!("{} where a record of keys and values belongs", self.node.kind()),
            help: Some("write `- key: value`, and the record's other keys below the first".into()),
            loses: Lost::Everything,
        };
        Fields { value: None, missing: Vec::new(), problems: vec![problem] }
    }
}

/// The nodes of a sequence that begins at a byte, as items.
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

/// That a line of a register is in no record.
pub(super) fn not_a_list(text: &str, at: usize) -> Problem {
    let line = line_at(text, at);
    Problem {
        code: Code::NotAList,
        span: at..line.end.max(at),
        message: "a register is a list of records, and this line is in none".into(),
        help: Some("begin each record with `- id: …`, and its other lines with two spaces".into()),
        loses: Lost::Nothing,
    }
}

/// The hyphen that an item begins with, in the bytes between the item before it and its own node.
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

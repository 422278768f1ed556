//! A node of YAML: a scalar, a sequence or a mapping, with its span.

use std::borrow::Cow;
use std::rc::Rc;

use crate::model::source::diagnostic::Span;

use super::scalar::{Resolved, Scalar};

/// A value and its span. An alias is a node of its own with the content of its anchor.
#[derive(Clone, Debug)]
pub(super) struct Node<'t> {
    /// Its span in the text: of a scalar including quotation marks, of an alias the alias itself.
    pub span: Span,
    /// The value.
    pub content: Rc<Content<'t>>,
    /// Whether the value is elsewhere in the text, at its anchor.
    pub is_alias: bool,
    /// Its size with aliases expanded, in bytes plus a constant for each node.
    pub weight: usize,
    /// Its levels of sequences and mappings with aliases expanded; 0 for a scalar.
    pub depth: usize,
}

/// The value of a node.
#[derive(Debug)]
pub(super) enum Content<'t> {
    /// A text, a number, `true`, `false` or nothing.
    Scalar(Scalar<'t>),
    /// A list.
    Sequence(Vec<Node<'t>>),
    /// Keys and their values, in their order.
    Mapping(Vec<Entry<'t>>),
}

/// A key of a mapping, and its value.
#[derive(Clone, Debug)]
pub(super) struct Entry<'t> {
    /// The key; YAML lets it be any node.
    pub key: Node<'t>,
    /// The value.
    pub value: Node<'t>,
    /// Whether an earlier key of the mapping is equal to it.
    pub is_repeated: bool,
}

impl<'t> Entry<'t> {
    /// The text of its key; `None` if the key is a sequence or a mapping.
    pub fn name(&self) -> Option<&str> {
        match &*self.key.content {
            Content::Scalar(scalar) => Some(&scalar.text),
            Content::Sequence(_) | Content::Mapping(_) => None,
        }
    }
}

impl<'t> Node<'t> {
    /// A scalar node.
    pub fn scalar(span: Span, text: Cow<'t, str>, is_plain: bool) -> Self {
        let weight = NODE + text.len();
        let content = Rc::new(Content::Scalar(Scalar { text, is_plain }));
        Self { span, content, is_alias: false, weight, depth: 0 }
    }

    /// A sequence node.
    pub fn sequence(start: usize, items: Vec<Node<'t>>, end: usize) -> Self {
        let weight = items.iter().map(|item| item.weight).sum::<usize>() + NODE;
        let depth = items.iter().map(|item| item.depth).max().unwrap_or(0) + 1;
        let content = Rc::new(Content::Sequence(items));
        Self { span: start..end, content, is_alias: false, weight, depth }
    }

    /// A mapping node.
    pub fn mapping(start: usize, mut entries: Vec<Entry<'t>>, end: usize) -> Self {
        mark_repeated(&mut entries);
        let nodes = || entries.iter().flat_map(|entry| [&entry.key, &entry.value]);
        let weight = nodes().map(|node| node.weight).sum::<usize>() + NODE;
        let depth = nodes().map(|node| node.depth).max().unwrap_or(0) + 1;
        let content = Rc::new(Content::Mapping(entries));
        Self { span: start..end, content, is_alias: false, weight, depth }
    }

    /// The same value at the position of an alias.
    pub fn repeated_at(&self, span: Span) -> Self {
        Self { span, is_alias: true, ..self.clone() }
    }

    /// A description of it for editors.
    pub fn kind(&self) -> &'static str {
        match &*self.content {
            Content::Scalar(scalar) => match scalar.resolve() {
                Resolved::Null => "nothing",
                Resolved::Bool(_) => "`true` or `false`",
                Resolved::Text(_) => "a text",
                _ => "a number",
            },
            Content::Sequence(_) => "a list",
            Content::Mapping(_) => "a mapping",
        }
    }

    /// Whether it is empty or one of YAML's words for null.
    pub fn is_null(&self) -> bool {
        matches!(&*self.content, Content::Scalar(scalar) if scalar.is_null())
    }
}

/// Marks the entries whose key is a repetition.
fn mark_repeated(entries: &mut [Entry<'_>]) {
    let mut order: Vec<usize> = (0..entries.len()).filter(|at| entries[*at].name().is_some()).collect();
    order.sort_by(|one, other| entries[*one].name().cmp(&entries[*other].name()));
    for pair in order.windows(2) {
        if entries[pair[0]].name() == entries[pair[1]].name() {
            entries[pair[1]].is_repeated = true;
        }
    }
}

/// The constant weight of a node.
const NODE: usize = 8;

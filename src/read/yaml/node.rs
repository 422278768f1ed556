//! A node of YAML: a scalar, a sequence or a mapping, with its place in the text.

use std::borrow::Cow;
use std::rc::Rc;

use crate::model::source::diagnostic::Span;

use super::scalar::{Resolved, Scalar};

/// A value and its place. An alias is a node of its own with the content of the node that it repeats.
#[derive(Clone, Debug)]
pub(super) struct Node<'t> {
    /// Its bytes in the text: of a scalar with its quotation marks, of an alias the alias.
    pub span: Span,
    /// The value.
    pub content: Rc<Content<'t>>,
    /// The value stands elsewhere in the text, at its anchor.
    pub is_alias: bool,
    /// How large it is with its aliases written out, in bytes and a few more for each node.
    pub weight: usize,
    /// How many levels of sequences and mappings it has with its aliases written out; a scalar has none.
    pub depth: usize,
}

/// The value of a node.
#[derive(Debug)]
pub(super) enum Content<'t> {
    /// A text, a number, `true`, `false` or nothing.
    Scalar(Scalar<'t>),
    /// A list.
    Sequence(Vec<Node<'t>>),
    /// Keys with their values, as they are written.
    Mapping(Vec<Entry<'t>>),
}

/// A key of a mapping, and its value.
#[derive(Clone, Debug)]
pub(super) struct Entry<'t> {
    /// The key; YAML lets it be any node.
    pub key: Node<'t>,
    /// The value.
    pub value: Node<'t>,
    /// An earlier key of the mapping is equal to it.
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
    /// A scalar of a text.
    pub fn scalar(span: Span, text: Cow<'t, str>, is_plain: bool) -> Self {
        let weight = NODE + text.len();
        let content = Rc::new(Content::Scalar(Scalar { text, is_plain }));
        Self { span, content, is_alias: false, weight, depth: 0 }
    }

    /// A sequence of nodes, from the byte at which it begins.
    pub fn sequence(start: usize, items: Vec<Node<'t>>, end: usize) -> Self {
        let weight = items.iter().map(|item| item.weight).sum::<usize>() + NODE;
        let depth = items.iter().map(|item| item.depth).max().unwrap_or(0) + 1;
        let content = Rc::new(Content::Sequence(items));
        Self { span: start..end, content, is_alias: false, weight, depth }
    }

    /// A mapping of entries, from the byte at which it begins.
    pub fn mapping(start: usize, mut entries: Vec<Entry<'t>>, end: usize) -> Self {
        mark_repeated(&mut entries);
        let nodes = || entries.iter().flat_map(|entry| [&entry.key, &entry.value]);
        let weight = nodes().map(|node| node.weight).sum::<usize>() + NODE;
        let depth = nodes().map(|node| node.depth).max().unwrap_or(0) + 1;
        let content = Rc::new(Content::Mapping(entries));
        Self { span: start..end, content, is_alias: false, weight, depth }
    }

    /// The same value where an alias repeats it.
    pub fn repeated_at(&self, span: Span) -> Self {
        Self { span, is_alias: true, ..self.clone() }
    }

    /// What it is, as an editor would say it.
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

    /// Whether it is written as nothing or as one of YAML's words for nothing.
    pub fn is_null(&self) -> bool {
        matches!(&*self.content, Content::Scalar(scalar) if scalar.is_null())
    }
}

/// Marks the entries whose key is that of an earlier one.
fn mark_repeated(entries: &mut [Entry<'_>]) {
    let mut order: Vec<usize> = (0..entries.len()).filter(|at| entries[*at].name().is_some()).collect();
    order.sort_by(|one, other| entries[*one].name().cmp(&entries[*other].name()));
    for pair in order.windows(2) {
        if entries[pair[0]].name() == entries[pair[1]].name() {
            entries[pair[1]].is_repeated = true;
        }
    }
}

/// What a node weighs beside its text.
const NODE: usize = 8;

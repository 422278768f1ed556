//! Builds the tree of nodes of a YAML document from parser events, with limits on hostile YAML.

use std::borrow::Cow;
use std::collections::BTreeMap;

use granit_parser::{
    ErrorKind, Event, Options, Parser, ScalarStyle, Span as EventSpan, StructureStyle, Tag, options,
};

use crate::model::source::diagnostic::Span;

use super::node::{Entry, Node};

/// The maximum depth of sequences and mappings, with aliases expanded.
const DEPTH: usize = 100;

/// The maximum total weight of expanded aliases in a text, as much as the largest file contains: see
/// [`Node::weight`].
const REPEATED: usize = 4 * 1024 * 1024;

/// Why a text could not be parsed.
#[derive(Clone, Debug)]
pub(super) struct SyntaxError {
    /// The error of the parser or the builder.
    pub kind: SyntaxErrorKind,
    /// The byte at which it stopped.
    pub at: usize,
    /// The end of the last event before it.
    pub last: usize,
    /// The start of the innermost open bracket or brace.
    pub bracket: Option<usize>,
}

/// The kinds of syntax errors.
#[derive(Clone, Debug)]
pub(super) enum SyntaxErrorKind {
    /// Invalid YAML.
    NotYaml(ErrorKind),
    /// An alias without an anchor before it.
    UnknownAnchor,
    /// A second document begins.
    SecondDocument,
    /// Sequences and mappings nest too deep.
    TooDeep,
    /// The aliases repeat too much.
    TooManyRepeats,
}

/// The anchors of a text, which may be parsed in several parts.
#[derive(Default)]
pub(super) struct Anchors<'t> {
    nodes: BTreeMap<usize, Node<'t>>,
    names: BTreeMap<Cow<'t, str>, usize>,
    /// The number of the last anchor, from which the parser goes on.
    last: usize,
    /// The total weight of expanded aliases.
    repeated: usize,
}

impl<'t> Anchors<'t> {
    /// The node of an anchor; `None` until it is complete.
    fn find(&self, id: usize) -> Option<&Node<'t>> {
        self.nodes.get(&id)
    }

    fn find_named(&self, name: &str) -> Option<&Node<'t>> {
        self.find(*self.names.get(name)?)
    }
}

/// Parses the document in a part of a text; `None` if it has no node. Spans are those of the whole text.
pub(super) fn parse<'t>(
    text: &'t str,
    part: Span,
    anchors: &mut Anchors<'t>,
) -> Result<Option<Node<'t>>, SyntaxError> {
    let source = &text[part.clone()];
    let mut parser = Parser::new_from_str_with_options(source, limits());
    parser.set_anchor_offset(anchors.last + 1);
    let mut builder = Builder {
        source,
        offset: part.start,
        anchors,
        frames: Vec::new(),
        root: None,
        documents: 0,
        last: 0,
    };
    for event in parser {
        match event {
            Ok((event, span)) => builder.take(event, &span)?,
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(builder.last);
                return Err(builder.refuse(
                    match error.kind() {
                        ErrorKind::RecursionLimitExceeded => SyntaxErrorKind::TooDeep,
                        kind => SyntaxErrorKind::NotYaml(kind.clone()),
                    },
                    at,
                ));
            }
        }
    }
    Ok(builder.root)
}

fn limits() -> Options {
    options! {
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        // As `serde_yaml` reads front matter.
        block_scalar_eof_without_line_feed: true,
        flow_nesting_limit: DEPTH,
        block_nesting_limit: DEPTH,
    }
}

/// Builds nodes from events.
struct Builder<'t, 'a> {
    /// The part of the text.
    source: &'t str,
    /// The start of the part in the text.
    offset: usize,
    anchors: &'a mut Anchors<'t>,
    /// The open sequences and mappings, outermost first.
    frames: Vec<Frame<'t>>,
    root: Option<Node<'t>>,
    documents: usize,
    /// The end of the last event, in the part.
    last: usize,
}

/// An open sequence or mapping.
struct Frame<'t> {
    start: usize,
    is_flow: bool,
    anchor: usize,
    kind: FrameKind<'t>,
}

enum FrameKind<'t> {
    Sequence(Vec<Node<'t>>),
    Mapping { entries: Vec<Entry<'t>>, key: Option<Node<'t>> },
}

impl<'t> Builder<'t, '_> {
    fn take(&mut self, event: Event<'t>, span: &EventSpan) -> Result<(), SyntaxError> {
        let span = span.byte_range().unwrap_or(self.last..self.last);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(self.refuse(SyntaxErrorKind::SecondDocument, span.start));
                }
            }
            Event::Alias(id) => {
                let node = self.anchors.find(id).cloned();
                self.repeat(node, &span)?;
            }
            Event::UnresolvedAlias(name) => {
                let node = self.anchors.find_named(&name).cloned();
                self.repeat(node, &span)?;
            }
            Event::Anchor(id, name) => {
                self.anchors.last = self.anchors.last.max(id);
                self.anchors.names.insert(name, id);
                return Ok(());
            }
            Event::Scalar(text, style, anchor, tag) => {
                let node = self.scalar(text, style, tag.as_deref(), &span);
                self.place(node, anchor);
            }
            Event::SequenceStart(style, anchor, _) => {
                self.open(FrameKind::Sequence(Vec::new()), style, anchor, &span)?;
            }
            Event::MappingStart(style, anchor, _) => {
                let kind = FrameKind::Mapping { entries: Vec::new(), key: None };
                self.open(kind, style, anchor, &span)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(&span),
            _ => return Ok(()),
        }
        self.last = self.last.max(span.end);
        Ok(())
    }

    fn refuse(&self, kind: SyntaxErrorKind, at: usize) -> SyntaxError {
        let flow = self.frames.iter().rev().find(|frame| frame.is_flow);
        let bracket = flow.map(|frame| frame.start + self.offset);
        SyntaxError { kind, at: self.offset + at, last: self.offset + self.last, bracket }
    }

    fn scalar(&self, text: Cow<'t, str>, style: ScalarStyle, tag: Option<&Tag>, span: &Span) -> Node<'t> {
        let is_text = tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str") || tag.suffix() == "!");
        let is_plain = style == ScalarStyle::Plain && !is_text;
        // The parser returns `~` for an empty scalar.
        let text = if style == ScalarStyle::Plain && span.is_empty() { Cow::Borrowed("") } else { text };
        let written = &self.source[span.clone()];
        let end = span.start + written.trim_end().len();
        Node::scalar(self.offset + span.start..self.offset + end, text, is_plain)
    }

    fn open(
        &mut self,
        kind: FrameKind<'t>,
        style: StructureStyle,
        anchor: usize,
        span: &Span,
    ) -> Result<(), SyntaxError> {
        if self.frames.len() == DEPTH {
            return Err(self.refuse(SyntaxErrorKind::TooDeep, span.start));
        }
        // A pair in a list, `[a: b]`, is a mapping without braces.
        let is_flow = style == StructureStyle::Flow && self.source[span.start..].starts_with(['[', '{']);
        self.frames.push(Frame { start: span.start, is_flow, anchor, kind });
        Ok(())
    }

    fn close(&mut self, span: &Span) {
        let Some(frame) = self.frames.pop() else { return };
        let start = self.offset + frame.start;
        // A block ends with its last node, but the parser reports its end only at the next token.
        let last = self.offset + self.last;
        let end = if frame.is_flow { self.offset + span.end } else { last.max(start) };
        let node = match frame.kind {
            FrameKind::Sequence(items) => Node::sequence(start, items, end),
            FrameKind::Mapping { entries, .. } => Node::mapping(start, entries, end),
        };
        self.place(node, frame.anchor);
    }

    /// Adds an alias with the node of its anchor.
    fn repeat(&mut self, node: Option<Node<'t>>, span: &Span) -> Result<(), SyntaxError> {
        let Some(node) = node else {
            return Err(self.refuse(SyntaxErrorKind::UnknownAnchor, span.start));
        };
        if self.frames.len() + node.depth > DEPTH {
            return Err(self.refuse(SyntaxErrorKind::TooDeep, span.start));
        }
        self.anchors.repeated = self.anchors.repeated.saturating_add(node.weight);
        if self.anchors.repeated > REPEATED {
            return Err(self.refuse(SyntaxErrorKind::TooManyRepeats, span.start));
        }
        self.place(node.repeated_at(self.offset + span.start..self.offset + span.end), 0);
        Ok(())
    }

    fn place(&mut self, node: Node<'t>, anchor: usize) {
        if anchor > 0 {
            self.anchors.nodes.insert(anchor, node.clone());
        }
        match self.frames.last_mut().map(|frame| &mut frame.kind) {
            None => self.root = Some(node),
            Some(FrameKind::Sequence(items)) => items.push(node),
            Some(FrameKind::Mapping { entries, key }) => match key.take() {
                None => *key = Some(node),
                Some(key) => entries.push(Entry { key, value: node, is_repeated: false }),
            },
        }
    }
}

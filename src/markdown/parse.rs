//! From a text to its HTML and findings: nesting is limited, pulldown-cmark gives events, a [`Writer`] reads them.

use pulldown_cmark::{BrokenLink, CowStr, LinkType, Options, Parser};

use crate::model::source::diagnostic::{Code, Diagnostic};

use super::extensions;
use super::nesting::{self, LimitedNesting, limit_nesting};
use super::writer::Writer;
use super::{Parsed, Text};

/// The extensions of CommonMark that pulldown-cmark reads.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_SMART_PUNCTUATION)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(extensions::OPTIONS);

/// Reads a text.
pub fn parse(text: Text<'_>) -> Parsed {
    let LimitedNesting { text: markdown, too_deep } = limit_nesting(text.markdown, OPTIONS);
    let mut parsed = parse_limited(Text { markdown: &markdown, ..text });
    parsed.diagnostics.extend(too_deep.into_iter().map(|line| nesting::too_deep(text, line)));
    parsed
}

/// Reads a text in which no line nests too deep.
fn parse_limited(text: Text<'_>) -> Parsed {
    let mut undefined = Vec::new();
    let callback = |link: BrokenLink<'_>| {
        if link.link_type == LinkType::Shortcut && extensions::claims_label(&link.reference) {
            return Some((CowStr::from(link.reference.to_string()), CowStr::from("")));
        }
        undefined.extend(undefined_label(&link, text));
        None
    };
    let events =
        Parser::new_with_broken_link_callback(text.markdown, OPTIONS, Some(callback)).into_offset_iter();
    let mut writer = Writer::new(text);
    if extensions::rewrite_any(text.markdown) {
        extensions::rewrite(events.collect(), text.markdown)
            .into_iter()
            .for_each(|(event, range)| writer.read(event, range));
    } else {
        events.for_each(|(event, range)| writer.read(event, range));
    }
    let mut parsed = writer.finish();
    parsed.diagnostics.extend(undefined);
    parsed
}

/// The problem of a link whose label has no address; square brackets alone are ordinary text.
fn undefined_label(link: &BrokenLink<'_>, text: Text<'_>) -> Option<Diagnostic> {
    let label = &link.reference;
    let is_link = matches!(
        link.link_type,
        LinkType::Reference | LinkType::ReferenceUnknown | LinkType::Collapsed | LinkType::CollapsedUnknown
    );
    is_link.then(|| {
        let message = format!("no address is given for the label `{label}`");
        let help = match label.starts_with('@') {
            true => "write several sources in one pair of brackets, as in `[@one; @two, p. 3]`".to_owned(),
            false => format!("add `[{label}]: address` below the text"),
        };
        Diagnostic::at(Code::MissingTarget, text.file, text.span(&link.span), message).help(help)
    })
}

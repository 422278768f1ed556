//! Exports a page's Markdown with its references resolved, for machines.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::model::output::artifact::Artifact;
use crate::model::source::diagnostic::Span;
use crate::model::view::markdown::{MarkdownView, Replacement};

/// The Markdown artifact of a page.
pub fn markdown(view: &Arc<MarkdownView>) -> Artifact {
    let mut text = String::from(&*view.head);
    // A file that is not UTF-8 is an error, so nothing is published.
    let source = std::str::from_utf8(&view.bytes).unwrap_or_default();
    text.push_str(resolved(view, source).trim());
    text.push('\n');
    Artifact { address: view.address.clone(), bytes: Arc::new(text.into_bytes()) }
}

/// The text from the start of the page, with its references replaced and without its comments.
fn resolved(view: &MarkdownView, source: &str) -> String {
    let mut places: Vec<&(Span, Option<Span>, Replacement)> = view.replacements.iter().collect();
    places.sort_by_key(|(span, ..)| (span.start, Reverse(span.end)));
    let mut text = String::with_capacity(source.len());
    let mut at = view.start;
    let mut last = None;
    for (span, label, replacement) in places {
        let before = match source.get(at..span.start) {
            Some(before) => before,
            // Several notes may be in one pair of brackets.
            None if last == Some(span) && matches!(replacement, Replacement::Note(_)) => "",
            // A reference inside another one is replaced with it.
            None => continue,
        };
        text.push_str(before);
        push(&mut text, source, (span, label.as_ref()), replacement);
        at = span.end;
        last = Some(span);
    }
    text.push_str(source.get(at..).unwrap_or_default());
    text.replace("\r\n", "\n")
}

fn push(text: &mut String, source: &str, (span, label): (&Span, Option<&Span>), replacement: &Replacement) {
    let written = source.get(span.clone()).unwrap_or_default();
    match replacement {
        Replacement::Same => text.push_str(written),
        Replacement::Words(words) => text.push_str(words),
        Replacement::Note(note) => {
            if !text.ends_with(char::is_whitespace) {
                text.push(' ');
            }
            text.push_str(note);
        }
        Replacement::Link { href, title } => {
            let own = label.and_then(|label| source.get(label.clone())).filter(|own| !own.is_empty());
            let mark = if written.starts_with('!') { "!" } else { "" };
            text.push_str(&format!("{mark}[{}]({href})", own.unwrap_or(title)));
        }
    }
}

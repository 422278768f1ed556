//! A page's Markdown with its references resolved, for readers that are machines.

use std::sync::Arc;

use crate::model::markdown_view::{MarkdownView, Replacement};
use crate::model::output::Artifact;

/// Makes the artifact of a page's Markdown.
pub fn markdown(view: &Arc<MarkdownView>) -> Artifact {
    let mut text = String::from(&*view.head);
    // A file that is not UTF-8 is an error of its own, and nothing is published while it stands.
    let source = std::str::from_utf8(&view.bytes).unwrap_or_default();
    text.push_str(without_comments(&resolved(view, source)).trim());
    text.push('\n');
    Artifact { address: view.address.clone(), bytes: Arc::new(text.into_bytes()) }
}

/// The text from where the page begins, with its references replaced.
fn resolved(view: &MarkdownView, source: &str) -> String {
    let mut places: Vec<&(std::ops::Range<usize>, Replacement)> = view.replacements.iter().collect();
    places.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut text = String::with_capacity(source.len());
    let mut at = view.start;
    for (span, replacement) in places {
        // What stands within another reference goes with it.
        let (Some(before), Some(written)) = (source.get(at..span.start), source.get(span.clone())) else {
            continue;
        };
        text.push_str(before);
        text.push_str(&replaced(written, replacement));
        at = span.end;
    }
    text.push_str(source.get(at..).unwrap_or_default());
    text.replace("\r\n", "\n")
}

fn replaced(written: &str, replacement: &Replacement) -> String {
    match replacement {
        Replacement::Same => written.to_owned(),
        Replacement::Words(words) => words.clone(),
        Replacement::Link { href, title } => match label(written) {
            Some("") => format!("[{title}]({href})"),
            Some(label) => format!("{}[{label}]({href})", if written.starts_with('!') { "!" } else { "" }),
            None => written.to_owned(),
        },
    }
}

/// The text of a link as it is written: of `[text](address)` and `[[name|text]]`; nothing of a link that is written
/// in another way.
fn label(written: &str) -> Option<&str> {
    if let Some(inner) = written.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
        return Some(inner.split_once('|').map_or("", |(_, text)| text));
    }
    let rest = written.strip_prefix('!').unwrap_or(written).strip_prefix('[')?;
    rest.rfind("](").map(|end| &rest[..end])
}

/// A text without the comments in it, which are the editor's own; comments in blocks of code are code.
fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    let mut in_comment = false;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start();
        let marks = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
        if !in_comment && (fence.is_some() || marks.is_some()) {
            fence = match (fence, marks) {
                (Some(open), Some(mark)) if open == mark => None,
                (None, mark) => mark,
                (open, _) => open,
            };
            kept.push_str(line);
            continue;
        }
        let mut rest = line;
        loop {
            if in_comment {
                let Some(end) = rest.find("-->") else { break };
                rest = &rest[end + 3..];
                in_comment = false;
            } else {
                let start = rest.find("<!--").unwrap_or(rest.len());
                kept.push_str(&rest[..start]);
                if start == rest.len() {
                    break;
                }
                rest = &rest[start + 4..];
                in_comment = true;
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_code_stays() {
        assert_eq!(without_comments("a <!-- b --> c\n<!-- d\ne -->\nf\n"), "a  c\n\nf\n");
        assert_eq!(without_comments("```\n<!-- b -->\n```\n<!-- c -->d"), "```\n<!-- b -->\n```\nd");
    }

    #[test]
    fn the_text_of_a_link_is_found_however_it_is_written() {
        assert_eq!(label("[a](b.md)"), Some("a"));
        assert_eq!(label("[a [b](c)](d)"), Some("a [b](c)"));
        assert_eq!(label("[](figure:x)"), Some(""));
        assert_eq!(label("[[trade|the trade]]"), Some("the trade"));
        assert_eq!(label("[[trade]]"), Some(""));
        assert_eq!(label("![alt](i.png)"), Some("alt"));
        assert_eq!(label("[a][b]"), None);
    }
}

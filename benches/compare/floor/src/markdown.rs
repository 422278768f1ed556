//! Markdown to HTML, with anchors of headings and checked links.

use std::collections::HashMap;
use std::fmt::Write as _;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::source::Page;

/// What of Markdown is read beyond CommonMark.
pub fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES
}

fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// A heading of a page, for its contents.
pub struct Heading {
    pub level: HeadingLevel,
    pub id: String,
    pub text: String,
}

/// Writes a body as HTML, with ids of headings and resolved `@/` links, and gives the headings.
pub fn markdown(page: &Page, urls: &HashMap<String, String>, out: &mut String) -> Vec<Heading> {
    let mut events: Vec<Event> = Parser::new_ext(page.body(), options()).collect();
    let mut toc: Vec<Heading> = Vec::new();
    let mut open: Option<usize> = None;
    for at in 0..events.len() {
        match &mut events[at] {
            Event::Start(Tag::Link { dest_url, .. }) => {
                if let Some(target) = dest_url.strip_prefix("@/") {
                    let url = urls.get(target).unwrap_or_else(|| {
                        panic!("{}: broken link to {target}", page.stem);
                    });
                    *dest_url = CowStr::from(url.clone());
                }
            }
            Event::Start(Tag::Heading { .. }) => open = Some(at),
            Event::End(TagEnd::Heading(level)) => {
                let level = *level;
                let start = open.take().expect("heading start");
                let mut text = String::new();
                for event in &events[start + 1..at] {
                    if let Event::Text(t) | Event::Code(t) = event {
                        text.push_str(t);
                    }
                }
                let mut id = slug(&text);
                let seen = toc.iter().filter(|h| h.text == text).count();
                if seen > 0 {
                    let _ = write!(id, "-{seen}");
                }
                if let Event::Start(Tag::Heading { id: slot, .. }) = &mut events[start] {
                    *slot = Some(CowStr::from(id.clone()));
                }
                toc.push(Heading { level, id, text });
            }
            _ => {}
        }
    }
    html::push_html(out, events.into_iter());
    toc
}

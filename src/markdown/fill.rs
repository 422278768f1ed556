//! Fills the slots of a body with values from the rest of the site.

use std::sync::Arc;

use crate::model::page::document::{Body, Fill, Slot};
use crate::model::page::resolved_reference::{Expansion, ResolvedReference};
use crate::model::source::strings::Strings;
use crate::text::shared_text::SharedText;

use super::image::escape;

/// A body, and everything that its slots depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FillInput {
    /// The body.
    pub body: Arc<Body>,
    /// The resolved references of the page, by number.
    pub resolved_references: Arc<Vec<ResolvedReference>>,
    /// The expansions of its acronyms, by number; `None` if the acronym is not expanded.
    pub expansions: Arc<Vec<Option<Arc<Expansion>>>>,
    /// The notes that cite sources, as HTML, by number.
    pub notes: Arc<Vec<String>>,
    /// Its drawings, as HTML, by number.
    pub drawings: Arc<Vec<SharedText>>,
    /// The texts of the interface in the page's language.
    pub strings: Arc<Strings>,
}

/// A body without slots, split at the first heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The HTML before the first heading.
    pub opening: SharedText,
    /// The HTML from there on.
    pub rest: SharedText,
}

/// Fills every slot.
pub fn fill(input: &FillInput) -> Filled {
    let FillInput { body, expansions, .. } = input;
    // Whether each acronym was expanded already.
    let mut expanded = vec![false; expansions.len()];
    let (before, after): (Vec<_>, Vec<_>) = body.slots.iter().partition(|slot| slot.at <= body.opening);
    let mut part = |from: usize, to: usize, slots: Vec<&Slot>| {
        let mut html = String::with_capacity(to - from + slots.len() * 40);
        let mut at = from;
        for slot in slots {
            html.push_str(&body.html[at..slot.at]);
            at = slot.at;
            push(&mut html, slot.fill, input, &mut expanded);
        }
        html.push_str(&body.html[at..to]);
        SharedText::from(html)
    };
    Filled { opening: part(0, body.opening, before), rest: part(body.opening, body.html.len(), after) }
}

fn push(html: &mut String, fill: Fill, input: &FillInput, expanded: &mut [bool]) {
    let expansion = |number: usize| input.expansions.get(number)?.as_deref();
    match fill {
        Fill::Href(number) => match input.resolved_references.get(number) {
            Some(ResolvedReference::Found { href, .. }) => escape(html, href),
            // A site with missing targets is not published; in the preview, the link points to its own page.
            Some(ResolvedReference::Missing) | None => html.push('#'),
        },
        Fill::Title(number) => {
            if let Some(ResolvedReference::Found { title, .. }) = input.resolved_references.get(number) {
                escape(html, title);
            }
        }
        Fill::Text(key) => escape(html, input.strings.get(key)),
        Fill::Drawing(number) => html.push_str(input.drawings.get(number).map_or("", |drawing| drawing)),
        Fill::Note(number) => html.push_str(input.notes.get(number).map_or("", String::as_str)),
        Fill::Acronym(number) => {
            if let Some(expansion) = expansion(number) {
                html.push_str("<abbr title=\"");
                escape(html, &expansion.text);
                html.push_str("\">");
            }
        }
        Fill::AcronymEnd(number) => {
            if expansion(number).is_some() {
                html.push_str("</abbr>");
            }
        }
        Fill::Expansion(number) => {
            let Some(expansion) = expansion(number) else { return };
            let is_expanded = std::mem::replace(&mut expanded[number], true);
            let tag = html.rfind("<abbr").unwrap_or(html.len());
            if is_expanded || ends_with_words(&html[..tag], &expansion.text) {
                html.push_str("</abbr>");
            } else {
                // A title would only repeat the words that follow.
                let acronym = html.split_off(tag);
                html.push_str("<abbr>");
                html.push_str(acronym.split_once('>').map_or("", |(_, acronym)| acronym));
                html.push_str("</abbr> (");
                escape(html, &expansion.text);
                html.push(')');
            }
        }
    }
}

/// Whether HTML ends with the words of an expansion, as in `Foreign direct investment (`: then the acronym is not expanded again.
fn ends_with_words(html: &str, words: &str) -> bool {
    let start = html.len().saturating_sub(NEAR.max(2 * words.len()));
    let start = (start..=html.len()).find(|at| html.is_char_boundary(*at)).unwrap_or(html.len());
    let mut plain = String::new();
    let mut in_tag = false;
    for c in html[start..].chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => plain.extend(c.to_lowercase()),
            _ => {}
        }
    }
    let end = plain.trim_end_matches(|c: char| !c.is_alphanumeric());
    end.len() < plain.trim_end().len() && end.ends_with(words.to_lowercase().as_str())
}

/// The bytes before an acronym in which its expansion is looked for, at least.
const NEAR: usize = 400;

//! Puts into a body what the rest of the site answered.

use std::sync::Arc;

use crate::model::page::answer::{Answer, Expansion};
use crate::model::page::document::{Body, Fill, Slot};
use crate::model::source::strings::Strings;
use crate::text::shared_text::SharedText;

use super::image::escape;

/// A body, and all that its slots depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FillInput {
    /// The body.
    pub body: Arc<Body>,
    /// The answers to the references of its page, by their numbers.
    pub answers: Arc<Vec<Answer>>,
    /// What its acronyms are short for, by their numbers.
    pub expansions: Arc<Vec<Option<Arc<Expansion>>>>,
    /// The texts of its notes that cite sources, as HTML.
    pub notes: Arc<Vec<String>>,
    /// Its drawings, as HTML.
    pub drawings: Arc<Vec<SharedText>>,
    /// The interface's texts in the page's language.
    pub strings: Arc<Strings>,
}

/// A body without slots, parted where the first heading begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The HTML before the first heading.
    pub opening: SharedText,
    /// The HTML from there on.
    pub rest: SharedText,
}

/// Fills every slot.
pub fn fill(question: &FillInput) -> Filled {
    let FillInput { body, expansions, .. } = question;
    // Whether the page has said what each acronym is short for.
    let mut said = vec![false; expansions.len()];
    let (before, after): (Vec<_>, Vec<_>) = body.slots.iter().partition(|slot| slot.at <= body.opening);
    let mut part = |from: usize, to: usize, slots: Vec<&Slot>| {
        let mut html = String::with_capacity(to - from + slots.len() * 40);
        let mut at = from;
        for slot in slots {
            html.push_str(&body.html[at..slot.at]);
            at = slot.at;
            push(&mut html, slot.fill, question, &mut said);
        }
        html.push_str(&body.html[at..to]);
        SharedText::from(html)
    };
    Filled { opening: part(0, body.opening, before), rest: part(body.opening, body.html.len(), after) }
}

fn push(html: &mut String, fill: Fill, question: &FillInput, said: &mut [bool]) {
    let expansion = |number: usize| question.expansions.get(number)?.as_deref();
    match fill {
        Fill::Href(number) => match question.answers.get(number) {
            Some(Answer::Found { href, .. }) => escape(html, href),
            // Nothing is published while an answer is missing; until it is mended the link stays on its page.
            Some(Answer::Missing) | None => html.push('#'),
        },
        Fill::Title(number) => {
            if let Some(Answer::Found { title, .. }) = question.answers.get(number) {
                escape(html, title);
            }
        }
        Fill::Text(key) => escape(html, question.strings.get(key)),
        Fill::Drawing(number) => html.push_str(question.drawings.get(number).map_or("", |drawing| drawing)),
        Fill::Note(number) => html.push_str(question.notes.get(number).map_or("", String::as_str)),
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
            let is_said = std::mem::replace(&mut said[number], true);
            let tag = html.rfind("<abbr").unwrap_or(html.len());
            if is_said || ends_with_words(&html[..tag], &expansion.text) {
                html.push_str("</abbr>");
            } else {
                // What the words behind it say, a title would only say again.
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

/// Whether the words of an expansion end a text, as in `Foreign direct investment (`: then it needs no other.
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

/// In how many bytes before an acronym its words are looked for.
const NEAR: usize = 400;

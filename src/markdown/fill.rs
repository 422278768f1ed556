//! Puts into a body what the rest of the site answered.

use std::sync::Arc;

use crate::model::answer::Answer;
use crate::model::document::{Body, Fill};
use crate::model::shared_text::SharedText;
use crate::model::strings::Strings;

use super::image::escape;

/// A body, and all that its slots depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filling {
    /// The body.
    pub body: Arc<Body>,
    /// The answers to the references of its page, by their numbers.
    pub answers: Arc<Vec<Answer>>,
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
pub fn fill(question: &Filling) -> Filled {
    let Filling { body, .. } = question;
    let (before, after): (Vec<_>, Vec<_>) = body.slots.iter().partition(|slot| slot.at <= body.opening);
    let part = |from: usize, to: usize, slots: Vec<&crate::model::document::Slot>| {
        let mut html = String::with_capacity(to - from + slots.len() * 40);
        let mut at = from;
        for slot in slots {
            html.push_str(&body.html[at..slot.at]);
            at = slot.at;
            push(&mut html, slot.fill, question);
        }
        html.push_str(&body.html[at..to]);
        SharedText::from(html)
    };
    Filled { opening: part(0, body.opening, before), rest: part(body.opening, body.html.len(), after) }
}

fn push(html: &mut String, fill: Fill, question: &Filling) {
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
    }
}

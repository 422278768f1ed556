//! Footnotes: numbered in the order of their first reference, and listed at the end of the page with links back.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, TagEnd};

use crate::model::page::document::Fill;

use super::slot::Marks;

/// The footnotes of one page.
#[derive(Debug, Default)]
pub struct Footnotes<'a> {
    referred: Vec<Referred<'a>>,
    defined: Vec<(CowStr<'a>, usize, Vec<Event<'a>>)>,
    /// The index of each label in the two lists.
    referred_at: BTreeMap<String, usize>,
    defined_at: BTreeMap<String, usize>,
}

#[derive(Debug)]
struct Referred<'a> {
    label: CowStr<'a>,
    times: usize,
}

impl<'a> Footnotes<'a> {
    /// The number of the note with this label, from 1, and the HTML of a reference to it.
    pub fn refer(&mut self, label: CowStr<'a>) -> (usize, String) {
        let number = match self.referred_at.get(&*label) {
            Some(at) => *at,
            None => self.number(label),
        };
        self.referred[number].times += 1;
        let id = reference_id(number, self.referred[number].times);
        let shown = (number + 1).to_string();
        let opening = ["<sup class=\"footnote-reference\" id=\"", &id, "\"><a href=\"#fn-"];
        (number + 1, [&opening.concat(), &*shown, "\">", &shown, "</a></sup>"].concat())
    }

    /// Gives a label the next number.
    fn number(&mut self, label: CowStr<'a>) -> usize {
        self.referred_at.insert(label.to_string(), self.referred.len());
        self.referred.push(Referred { label, times: 0 });
        self.referred.len() - 1
    }

    /// Adds a definition: its events, and the byte of the Markdown at which it begins.
    ///
    /// # Errors
    /// The label, if it has a definition already.
    pub fn define(&mut self, label: CowStr<'a>, at: usize, events: Vec<Event<'a>>) -> Result<(), CowStr<'a>> {
        if self.defined_at.contains_key(&*label) {
            return Err(label);
        }
        self.defined_at.insert(label.to_string(), self.defined.len());
        self.defined.push((label, at, events));
        Ok(())
    }

    /// Numbers the notes without a reference, after the others: they are shown too.
    pub fn number_unused(&mut self) {
        let unused: Vec<CowStr<'a>> = self
            .defined
            .iter()
            .map(|(label, ..)| label)
            .filter(|label| !self.is_referred(label))
            .cloned()
            .collect();
        for label in unused {
            self.number(label);
        }
    }

    fn is_referred(&self, label: &str) -> bool {
        self.referred_at.contains_key(label)
    }

    /// The ids of the notes and of the references to them.
    pub fn ids(&self) -> Vec<String> {
        let mut ids = Vec::new();
        for (number, referred) in self.referred.iter().enumerate() {
            ids.push(note_id(number));
            ids.extend((1..=referred.times).map(|time| reference_id(number, time)));
        }
        if !ids.is_empty() {
            ids.push("_notes".to_owned());
        }
        ids
    }

    /// The notes without a reference: the label of each, and the byte of the Markdown at which it begins.
    pub fn unused(&self) -> impl Iterator<Item = (&str, usize)> {
        let unused = self.defined.iter().filter(|(label, ..)| !self.is_referred(label));
        unused.map(|(label, at, _)| (label.as_ref(), *at))
    }

    /// Adds the list of notes to the page.
    pub fn finish(mut self, events: &mut Vec<Event<'a>>, marks: &mut Marks) {
        if self.referred.is_empty() {
            return;
        }
        let title = marks.mark(Fill::Text("footnotes"));
        events.push(html(format!(
            "<section class=\"footnotes\" aria-labelledby=\"_notes\">\n<h2 id=\"_notes\">{title}</h2>\n<ol>\n"
        )));
        for (number, referred) in self.referred.iter().enumerate() {
            events.push(html(["<li id=\"", &note_id(number), "\">"].concat()));
            let mut note = match self.defined_at.get(&*referred.label) {
                Some(at) => std::mem::take(&mut self.defined[*at].2),
                None => Vec::new(),
            };
            let last_paragraph =
                matches!(note.last(), Some(Event::End(TagEnd::Paragraph))).then(|| note.pop());
            events.append(&mut note);
            for time in 1..=referred.times {
                let name = marks.mark(Fill::Text("footnote_back"));
                let id = reference_id(number, time);
                let opening = [" <a class=\"footnote-back\" href=\"#", &id, "\" aria-label=\""].concat();
                events.push(html([&opening, &*name, "\">↩</a>"].concat()));
            }
            events.extend(last_paragraph.flatten());
            events.push(html("</li>\n".to_owned()));
        }
        events.push(html("</ol>\n</section>\n".to_owned()));
    }
}

fn html(html: String) -> Event<'static> {
    Event::InlineHtml(CowStr::from(html))
}

fn note_id(number: usize) -> String {
    ["fn-", &(number + 1).to_string()].concat()
}

fn reference_id(number: usize, time: usize) -> String {
    let id = ["fnref-", &(number + 1).to_string()].concat();
    if time == 1 { id } else { [&id, "-", &time.to_string()].concat() }
}

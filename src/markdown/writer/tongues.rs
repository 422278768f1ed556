//! The languages of passages: whether an attribute names one, and words in a script that the page's language has not.

use std::ops::Range;

use icu_properties::CodePointMapData;
use icu_properties::PropertyNamesShort;
use icu_properties::props::Script;

use crate::model::page::wording::Foreign;
use crate::model::source::diagnostic::{Code, Diagnostic, Span};
use crate::model::value::language_tag::fault;

use super::Writer;

/// An element of raw HTML that is open.
#[derive(Debug)]
pub(super) struct Element {
    /// Whether it says what language its words are in.
    has_language: bool,
    /// Where its start stands and whether a head was found in it, where it is a table.
    table: Option<(Span, bool)>,
}

impl Element {
    pub(super) fn is_table(&self) -> bool {
        self.table.is_some()
    }
}

/// Below it stand letters of the Latin script, and signs.
const FIRST: char = '\u{370}';

/// What stands between two parts of one passage, in bytes, at most.
const GAP: usize = 8;

impl Writer<'_> {
    /// Notes an element that opens.
    pub(super) fn open_element(&mut self, name: &str, attributes: &[(String, String)], span: &Span) {
        let language = attributes.iter().find(|(key, _)| key == "lang").map(|(_, tag)| tag.as_str());
        if let Some((message, help)) = language.filter(|tag| !tag.is_empty()).and_then(fault) {
            self.diagnostics
                .push(Diagnostic::at(Code::WrongLanguage, self.text.file, span.clone(), message).help(help));
        }
        if name == "th"
            && let Some((_, has_head)) =
                self.listening.elements.iter_mut().rev().find_map(|element| element.table.as_mut())
        {
            *has_head = true;
        }
        if !super::super::raw_html::is_void(name) {
            let table = (name == "table").then(|| (span.clone(), false));
            self.listening.elements.push(Element { has_language: language.is_some(), table });
        }
    }

    /// Notes that the element that was opened last ends.
    pub(super) fn close_element(&mut self) {
        let element = self.listening.elements.pop();
        if let Some((span, false)) = element.and_then(|element| element.table) {
            self.diagnostics.push(
                Diagnostic::at(Code::MissingHead, self.text.file, span, "a table without a head")
                    .help("write the cells that say what a column or a row holds as `<th scope=\"col\">` or `<th scope=\"row\">`"),
            );
        }
    }

    /// Keeps what stands in another script in words at a place of the text and is not marked with its language.
    pub(super) fn note_scripts(&mut self, text: &str, range: &Range<usize>) {
        if text.is_ascii() || self.in_code || !self.images.is_empty() {
            return;
        }
        let is_literal = self.sanitizer.has_open(&["code", "kbd", "samp", "var"]);
        if is_literal || self.listening.elements.iter().any(|element| element.has_language) {
            return;
        }
        let Some(own) = &self.listening.scripts else { return };
        let found = foreign(text, own);
        for (place, scripts) in found {
            let words = &text[place.clone()];
            // Where the text is not the source's letter by letter, the place is that of the whole.
            let span = match range.len() == text.len() {
                true => self.span(&(range.start + place.start..range.start + place.end)),
                false => self.span(range),
            };
            self.keep_foreign(Foreign { text: words.to_owned(), scripts, span });
        }
    }

    /// The same for words of raw HTML, which stand at `place` in it; `places` are bytes of the HTML and the bytes of the file at
    /// which they stand.
    pub(super) fn note_raw_scripts(
        &mut self,
        text: &str,
        html: &str,
        place: Range<usize>,
        places: &[(usize, usize)],
    ) {
        let written = html.get(place.clone()).unwrap_or_default().split_inclusive('\n');
        let starts =
            written.clone().scan(place.start, |at, line| Some(std::mem::replace(at, *at + line.len())));
        // Each line has a place of its own: in a quotation, signs of Markdown stand between them.
        let lines = text.lines().zip(written.zip(starts));
        for (line, (written, start)) in lines.filter(|(line, _)| !line.is_ascii()) {
            let Some(at) = written.find(line).map(|at| start + at) else { continue };
            let before = places.partition_point(|(html, _)| *html <= at);
            let Some((html, file)) = before.checked_sub(1).map(|last| places[last]) else { continue };
            let start = file + (at - html) - self.text.start;
            self.note_scripts(line, &(start..start + line.len()));
        }
    }

    /// Adds a passage, or joins it with the one before it, where no more than a sign or a line's end parts them.
    fn keep_foreign(&mut self, found: Foreign) {
        let start = self.text.start;
        let last = self.listening.wording.foreign.last_mut();
        let joint = last.and_then(|last| {
            let from = last.span.end.checked_sub(start)?;
            let between = self.text.markdown.get(from..found.span.start.checked_sub(start)?)?;
            let is_joint = between.len() <= GAP
                && !between.contains("\n\n")
                && !between.chars().any(|c| c.is_alphanumeric() || matches!(c, '|' | '<' | '>' | '[' | '('));
            is_joint.then_some((last, between))
        });
        match joint {
            Some((last, between)) => {
                last.text.push_str(&between.replace('\n', " "));
                last.text.push_str(&found.text);
                last.span.end = found.span.end;
                last.scripts.extend(found.scripts);
                last.scripts.sort();
                last.scripts.dedup();
            }
            None => self.listening.wording.foreign.push(found),
        }
    }
}

/// The passages of a text in none of these scripts, with the scripts of each. A letter alone is a sign, as in `α`, unless
/// it can be a word.
fn foreign(text: &str, own: &[String]) -> Vec<(Range<usize>, Vec<String>)> {
    let (scripts, names) = (CodePointMapData::<Script>::new(), PropertyNamesShort::<Script>::new());
    let mut found: Vec<(Range<usize>, Vec<String>)> = Vec::new();
    let mut open: Option<Run> = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let script = if c < FIRST { Script::Common } else { scripts.get(c) };
        if matches!(script, Script::Common | Script::Inherited | Script::Unknown) {
            match &mut open {
                // A long vowel's sign belongs to the word before it.
                Some(run) if c.is_alphabetic() && c >= FIRST => run.range.end = end,
                Some(run) if !c.is_alphabetic() => run.row = 0,
                _ => found.extend(open.take().and_then(Run::passage)),
            }
            continue;
        }
        let name = names.get(script).unwrap_or_default();
        if own.iter().any(|own| own == name) || script == Script::Latin {
            found.extend(open.take().and_then(Run::passage));
            continue;
        }
        let run = open.get_or_insert_with(|| Run { range: at..end, ..Run::default() });
        run.range.end = end;
        run.row += 1;
        run.is_word |= run.row > 1 || matches!(name, "Hani" | "Hira" | "Kana" | "Hang" | "Bopo");
        if !run.scripts.iter().any(|known| known == name) {
            run.scripts.push(name.to_owned());
        }
    }
    found.extend(open.and_then(Run::passage));
    found
}

/// Letters of other scripts that follow each other, perhaps with signs between them.
#[derive(Debug, Default)]
struct Run {
    range: Range<usize>,
    /// How many letters stand side by side so far.
    row: usize,
    is_word: bool,
    scripts: Vec<String>,
}

impl Run {
    fn passage(self) -> Option<(Range<usize>, Vec<String>)> {
        self.is_word.then_some((self.range, self.scripts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_are_words_of_another_script() {
        let own = ["Latn".to_owned()];
        for (text, expected) in [
            ("the ministry (外務省) in Tokyo", &["外務省"][..]),
            ("α and β, 5 µm, café, 10 Ω", &[]),
            ("データー、日本。 and Москва", &["データー、日本", "Москва"]),
            ("Ελλάδα 2015", &["Ελλάδα"]),
            ("円", &["円"]),
        ] {
            let found = foreign(text, &own);
            let words: Vec<&str> = found.iter().map(|(place, _)| &text[place.clone()]).collect();
            assert_eq!(words, expected, "{text}");
        }
        assert_eq!(foreign("日本のODA", &["Hani".to_owned(), "Hira".to_owned()]), []);
    }
}

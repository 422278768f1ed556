//! Words in a script that the page's language is not written in, and that no `lang` attribute marks.

use std::ops::Range;

use icu_properties::CodePointMapData;
use icu_properties::PropertyNamesShort;
use icu_properties::props::Script;

use crate::markdown::Text;
use crate::model::page::wording::Foreign;
use crate::model::value::language::Language;
use crate::model::value::script::scripts;

/// The first letter outside the Latin script; before it are Latin letters, and signs.
const FIRST: char = '\u{370}';

/// The most bytes between two parts of one passage.
const GAP: usize = 8;

/// The foreign words so far.
#[derive(Debug)]
pub struct ForeignWords {
    /// The scripts of the page's language; `None` if they are not known.
    own: Option<Vec<String>>,
    found: Vec<Foreign>,
}

impl ForeignWords {
    /// No words so far, on a page in a language.
    pub fn new(language: &Language) -> Self {
        Self { own: scripts(language), found: Vec::new() }
    }

    /// Adds the foreign words among some, which are at `range` in the Markdown.
    pub fn push(&mut self, words: &str, range: &Range<usize>, text: Text<'_>) {
        let Some(own) = &self.own else { return };
        for (place, scripts) in foreign(words, own) {
            // If character references or escapes are in it, the span is that of all the words.
            let span = match range.len() == words.len() {
                true => text.span(&(range.start + place.start..range.start + place.end)),
                false => text.span(range),
            };
            self.add(Foreign { text: words[place].to_owned(), scripts, span }, text);
        }
    }

    /// The same for words of raw HTML, which are at `place` in it. `places` are bytes of the HTML and the bytes of the file for them.
    pub fn push_raw(
        &mut self,
        words: &str,
        html: &str,
        place: Range<usize>,
        places: &[(usize, usize)],
        text: Text<'_>,
    ) {
        let written = html.get(place.clone()).unwrap_or_default().split_inclusive('\n');
        let starts =
            written.clone().scan(place.start, |at, line| Some(std::mem::replace(at, *at + line.len())));
        // Each line has a place of its own: in a quotation, signs of Markdown are between them.
        let lines = words.lines().zip(written.zip(starts));
        for (line, (written, start)) in lines.filter(|(line, _)| !line.is_ascii()) {
            let Some(at) = written.find(line).map(|at| start + at) else { continue };
            let before = places.partition_point(|(html, _)| *html <= at);
            let Some((html, file)) = before.checked_sub(1).map(|last| places[last]) else { continue };
            let start = file + (at - html) - text.start;
            self.push(line, &(start..start + line.len()), text);
        }
    }

    /// Adds a passage, or joins it with the one before if at most a sign or a line's end is between.
    fn add(&mut self, found: Foreign, text: Text<'_>) {
        let last = self.found.last_mut();
        let joint = last.and_then(|last| {
            let from = last.span.end.checked_sub(text.start)?;
            let between = text.markdown.get(from..found.span.start.checked_sub(text.start)?)?;
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
            None => self.found.push(found),
        }
    }

    /// All of them.
    pub fn finish(self) -> Vec<Foreign> {
        self.found
    }
}

/// The passages of a text in none of these scripts, with the scripts of each. A single letter is a sign, as in `α`, unless it can
/// be a word.
fn foreign(text: &str, own: &[String]) -> Vec<(Range<usize>, Vec<String>)> {
    let (scripts, names) = (CodePointMapData::<Script>::new(), PropertyNamesShort::<Script>::new());
    let mut found: Vec<(Range<usize>, Vec<String>)> = Vec::new();
    let mut open: Option<Run> = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let script = if c < FIRST { Script::Common } else { scripts.get(c) };
        if matches!(script, Script::Common | Script::Inherited | Script::Unknown) {
            match &mut open {
                // The sign of a long vowel is part of the word before it.
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

/// Letters of other scripts in a row, perhaps with signs between them.
#[derive(Debug, Default)]
struct Run {
    range: Range<usize>,
    /// The number of letters since the last other character.
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

//! Locators, the place in a source: `p. 3`, `chap. 2`, `§ 4`, `art. 5`.

use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::{LocatorPayload, SpecificLocator};

/// The labels before the number, in English, French and German, in lower case and without the full stop.
const LABELS: &[(Locator, &[&str])] = &[
    (Locator::Page, &["p", "pp", "page", "pages", "s", "seite", "seiten"]),
    (
        Locator::Chapter,
        &["ch", "chs", "chap", "chapter", "chapters", "chapitre", "chapitres", "kap", "kapitel"],
    ),
    (
        Locator::Section,
        &["§", "§§", "sec", "secs", "sect", "section", "sections", "abschn", "abschnitt", "abschnitte"],
    ),
    (Locator::ArticleLocator, &["art", "arts", "article", "articles", "artikel"]),
    (
        Locator::Paragraph,
        &[
            "¶",
            "¶¶",
            "para",
            "paras",
            "par",
            "paragraph",
            "paragraphs",
            "paragraphe",
            "paragraphes",
            "abs",
            "absatz",
        ],
    ),
    (Locator::Part, &["pt", "pts", "part", "parts", "partie", "parties", "teil", "teile"]),
    (Locator::Volume, &["vol", "vols", "volume", "volumes", "tome", "tomes", "bd", "band"]),
    (Locator::Line, &["l", "ll", "line", "lines", "ligne", "lignes", "zeile", "zeilen"]),
    (
        Locator::Column,
        &["col", "cols", "column", "columns", "colonne", "colonnes", "sp", "spalte", "spalten"],
    ),
    (Locator::Figure, &["fig", "figs", "figure", "figures", "abb", "abbildung"]),
    (Locator::Table, &["table", "tables", "tab", "tableau", "tableaux", "tabelle", "tabellen"]),
    (Locator::Note, &["n", "nn", "note", "notes", "anm", "anmerkung"]),
    (Locator::Appendix, &["app", "appendix", "annex", "annexe", "annexes", "anhang", "anlage"]),
];

/// Parses a locator. A number alone is a page; anything but a number with a known label is kept as it is.
pub(super) fn locator(text: &str) -> Option<SpecificLocator<'_>> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let (kind, number) = labelled(text)
        .or_else(|| is_number(text).then_some((Locator::Page, text)))
        .unwrap_or((Locator::Custom, text));
    Some(SpecificLocator(kind, LocatorPayload::Str(number)))
}

fn labelled(text: &str) -> Option<(Locator, &str)> {
    let end = text.find(|c: char| !(c.is_alphabetic() || matches!(c, '§' | '¶')))?;
    let (label, rest) = text.split_at(end);
    let number = rest.strip_prefix('.').unwrap_or(rest).trim_start();
    let label = label.to_lowercase();
    let (kind, _) = LABELS.iter().find(|(_, labels)| labels.contains(&label.as_str()))?;
    is_number(number).then_some((*kind, number))
}

/// Whether a text is one or several printed numbers, perhaps with letters: `3`, `3–5`, `12, 14`, `4 bis`, `iv`,
/// `A.2`. The first word has at least a digit, or is a Roman numeral.
fn is_number(text: &str) -> bool {
    let first = text.split([' ', ',', '-', '–', '\u{a0}']).next().unwrap_or_default();
    let is_roman = !first.is_empty() && first.chars().all(|c| "ivxlcdmIVXLCDM".contains(c));
    let is_short = text.split_whitespace().all(|word| word.chars().count() <= 12);
    is_short && (is_roman || first.chars().any(|c| c.is_ascii_digit()) && first.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_label_before_a_number_decides_the_kind_of_locator() {
        for (text, kind, number) in [
            ("p. 3", Locator::Page, "3"),
            ("pp. 3-5", Locator::Page, "3-5"),
            ("p.3", Locator::Page, "3"),
            ("P. xii", Locator::Page, "xii"),
            ("42", Locator::Page, "42"),
            ("S. 12", Locator::Page, "12"),
            ("ch. 2", Locator::Chapter, "2"),
            ("chap. II", Locator::Chapter, "II"),
            ("§ 4", Locator::Section, "4"),
            ("§§4–6", Locator::Section, "4–6"),
            ("art. 5", Locator::ArticleLocator, "5"),
            ("Article 5 bis", Locator::ArticleLocator, "5 bis"),
            ("para. 2", Locator::Paragraph, "2"),
            ("annexe B.2", Locator::Appendix, "B.2"),
            ("第3条", Locator::Custom, "第3条"),
            ("part of the speech", Locator::Custom, "part of the speech"),
            ("the last page", Locator::Custom, "the last page"),
            ("p.", Locator::Custom, "p."),
            ("§", Locator::Custom, "§"),
        ] {
            assert_eq!(locator(text), Some(SpecificLocator(kind, LocatorPayload::Str(number))), "{text}");
        }
        assert_eq!(locator("  "), None);
    }
}

//! Wraps texts for drawings, because SVG does not. Widths are counted in columns: a Latin letter has one, a Chinese
//! character two.

use crate::model::value::length::Rem;
use crate::model::view::drawing::LineView;

/// The distance between two baselines, in tenths of the page's font size.
const LINE: u32 = 12;

/// Wraps a text into as few lines of at most `columns` columns as possible, of about equal width. Lines break at
/// spaces and beside wide characters, and elsewhere only if a word is wider than a line.
pub fn lines(text: &str, columns: usize) -> Vec<String> {
    let fewest = wrapped(text, columns).len();
    let narrowest = (1..columns).find(|columns| wrapped(text, *columns).len() == fewest);
    wrapped(text, narrowest.unwrap_or(columns))
}

/// The width of a text in columns.
pub fn width(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

/// Lines one below the other, from a first baseline.
pub fn line_views(lines: Vec<String>, first: Rem) -> Vec<LineView> {
    let ys = (0..).map(|number| Rem(first.0 + LINE * number));
    lines.into_iter().zip(ys).map(|(text, y)| LineView { text, y }).collect()
}

/// The height of some lines.
pub fn height(lines: usize) -> u32 {
    LINE * u32::try_from(lines).unwrap_or(u32::MAX / LINE)
}

fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split([' ', '\t', '\n']).filter(|word| !word.is_empty()) {
        let mut space = if line.is_empty() { "" } else { " " };
        for piece in pieces(word, columns) {
            if !line.is_empty() && width(&line) + space.len() + width(piece) > columns {
                lines.push(std::mem::take(&mut line));
                space = "";
            }
            line.push_str(space);
            line.push_str(piece);
            space = "";
        }
    }
    lines.extend((!line.is_empty()).then_some(line));
    lines
}

/// The parts of a word between which a line may break. None is wider than a line, unless a single character is.
fn pieces(word: &str, columns: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut taken) = (0, 0);
    let mut was_wide = false;
    for (at, c) in word.char_indices() {
        let wide = columns_of(c) > 1;
        if at > start && (wide || was_wide || taken + columns_of(c) > columns) {
            pieces.push(&word[start..at]);
            (start, taken) = (at, 0);
        }
        taken += columns_of(c);
        was_wide = wide;
    }
    pieces.push(&word[start..]);
    pieces
}

/// The width of a character. With few exceptions, scripts from Hangul on are wide (Unicode Standard Annex 11).
fn columns_of(c: char) -> usize {
    match c {
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' => 2,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' => 2,
        '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_is_wrapped_into_lines_of_about_equal_width() {
        assert_eq!(lines("Jobs", 10), ["Jobs"]);
        assert_eq!(lines("Jobs in French companies in Japan", 30), ["Jobs in French", "companies in Japan"]);
        assert_eq!(lines("a\u{a0}b c", 3), ["a\u{a0}b", "c"]);
        assert_eq!(lines("日本への直接投資", 8), ["日本への", "直接投資"]);
        assert_eq!(lines("incomprehensible", 8), ["incompre", "hensible"]);
        assert_eq!(lines(" ", 8), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(text in "\\PC{0,60}", columns in 2usize..40) {
            let lines = lines(&text, columns);
            let bare = |text: &str| text.replace(' ', "");
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
            prop_assert!(lines.iter().all(|line| width(line) <= columns));
        }
    }
}

//! The next match of a sign in a text, remembered: a search from places that only increase reads no byte twice.

use std::ops::Range;

use memchr::memmem;

/// The next match of a sign in one text.
#[derive(Debug)]
pub struct NextMatch {
    sign: &'static str,
    /// Bytes at which the sign does not begin; it begins at the end of the range, or nowhere in the rest of the text.
    without: Range<usize>,
    is_searched: bool,
}

impl NextMatch {
    /// A sign that was not searched for yet.
    pub fn new(sign: &'static str) -> Self {
        Self { sign, without: 0..0, is_searched: false }
    }

    /// The first byte from `from` on at which the sign begins; the text's length if there is none.
    pub fn next(&mut self, text: &str, from: usize) -> usize {
        let is_known = self.is_searched && self.without.start <= from && from <= self.without.end;
        if !is_known {
            let rest = text.as_bytes().get(from..).unwrap_or_default();
            let end = memmem::find(rest, self.sign.as_bytes()).map_or(text.len(), |at| from + at);
            (self.without, self.is_searched) = (from..end, true);
        }
        self.without.end
    }

    /// Whether a whole match is between two bytes of the text.
    pub fn is_within(&mut self, text: &str, place: &Range<usize>) -> bool {
        let at = self.next(text, place.start);
        at < text.len() && at + self.sign.len() <= place.end
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_next_match_is_that_of_a_search_from_there(text in "[ab]{0,12}", starts in prop::collection::vec(0..14usize, 0..8)) {
            let mut next_match = NextMatch::new("ab");
            for from in starts {
                let from = from.min(text.len());
                let expected = text[from..].find("ab").map_or(text.len(), |at| from + at);
                prop_assert_eq!(next_match.next(&text, from), expected);
                let is_within = text[from..].contains("ab");
                prop_assert_eq!(next_match.is_within(&text, &(from..text.len())), is_within);
            }
        }
    }
}

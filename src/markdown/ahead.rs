//! Where a text next holds a sign, remembered: asked from places that only go up, it reads no byte twice.

use std::ops::Range;

use memchr::memmem;

/// The next place of a sign in one text.
#[derive(Debug)]
pub struct Ahead {
    sign: &'static str,
    /// Where the sign does not begin; it begins at the end of the range, or nowhere in the rest of the text.
    without: Range<usize>,
    is_asked: bool,
}

impl Ahead {
    /// The places of a sign, of which none is known yet.
    pub fn new(sign: &'static str) -> Self {
        Self { sign, without: 0..0, is_asked: false }
    }

    /// Where the sign begins at a byte of the text or behind it; the text's length if it does not.
    pub fn next(&mut self, text: &str, from: usize) -> usize {
        let is_known = self.is_asked && self.without.start <= from && from <= self.without.end;
        if !is_known {
            let rest = text.as_bytes().get(from..).unwrap_or_default();
            let end = memmem::find(rest, self.sign.as_bytes()).map_or(text.len(), |at| from + at);
            (self.without, self.is_asked) = (from..end, true);
        }
        self.without.end
    }

    /// Whether the whole sign stands between two bytes of the text.
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
        fn the_next_place_is_that_of_a_search_from_there(text in "[ab]{0,12}", asked in prop::collection::vec(0..14usize, 0..8)) {
            let mut ahead = Ahead::new("ab");
            for from in asked {
                let from = from.min(text.len());
                let expected = text[from..].find("ab").map_or(text.len(), |at| from + at);
                prop_assert_eq!(ahead.next(&text, from), expected);
                let is_within = text[from..].contains("ab");
                prop_assert_eq!(ahead.is_within(&text, &(from..text.len())), is_within);
            }
        }
    }
}

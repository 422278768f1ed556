//! Bytes of a text, looked at eight at a time in one number. What is asked of each is answered by its highest bit.

/// A byte, eight times.
const fn each(byte: u8) -> u64 {
    0x0101_0101_0101_0101 * byte as u64
}

/// The highest bit of each byte.
const HIGHEST: u64 = each(0x80);

/// The bit by which capitals and small letters of ASCII differ, and which its digits have.
const SMALL: u64 = each(b'a' ^ b'A');

/// Eight bytes, the first one in the lowest place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Eight(u64);

impl Eight {
    /// Eight bytes of a text.
    fn of(bytes: &[u8; 8]) -> Self {
        Self(u64::from_le_bytes(*bytes))
    }

    /// Those with which a text begins, with zeros for those that are missing.
    pub fn at(text: &[u8]) -> Self {
        text.first_chunk().map_or_else(|| Self(head(text).swap_bytes()), Self::of)
    }

    /// Which are not of ASCII.
    pub fn others(self) -> u64 {
        self.0 & HIGHEST
    }

    /// Which are a byte of ASCII.
    pub fn are(self, byte: u8) -> u64 {
        let differences = self.0 ^ each(byte);
        !(differences | from(differences & !HIGHEST, 1)) & HIGHEST
    }

    /// Which are from a byte of ASCII to another.
    pub fn are_between(self, first: u8, last: u8) -> u64 {
        between(self.0 & !HIGHEST, first, last) & !self.0 & HIGHEST
    }

    /// Which are letters and digits of ASCII.
    pub fn letters(self) -> u64 {
        let letters = between(self.0 & !HIGHEST | SMALL, b'a', b'z');
        (letters & !self.0 & HIGHEST) | self.are_between(b'0', b'9')
    }

    /// Which of the letters and digits of ASCII that bits mark are capitals.
    pub fn capitals(self, letters: u64) -> u64 {
        letters & !(self.0 << 2)
    }

    /// The head of the letters and digits of ASCII that stand before the first that is marked, in small letters: see
    /// [`head`].
    pub fn small_head(self, ends: u64) -> u64 {
        ((self.0 | SMALL) & before(ends)).swap_bytes()
    }
}

/// Which bytes, without their highest bits, are a byte of ASCII or higher: no sum of two reaches into the next.
fn from(low: u64, byte: u8) -> u64 {
    low + each(0x80 - byte)
}

fn between(low: u64, first: u8, last: u8) -> u64 {
    from(low, first) & !from(low, last + 1)
}

/// The bytes that are not marked.
pub fn others(marks: u64) -> u64 {
    !marks & HIGHEST
}

/// All bits of the bytes before the first that is marked; of all where none is.
pub fn before(marks: u64) -> u64 {
    (first_of(marks) >> 7).wrapping_sub(1)
}

/// The mark of the first byte that has one.
pub fn first_of(marks: u64) -> u64 {
    marks & marks.wrapping_neg()
}

/// How many bytes stand before the first that is marked; eight where none is.
pub fn place(marks: u64) -> usize {
    marks.trailing_zeros() as usize / 8
}

/// Where the first byte stands in a text that is marked.
pub fn first(text: &[u8], marks: impl Fn(Eight) -> u64) -> Option<usize> {
    let (eights, rest) = text.as_chunks();
    let place = |(number, marks): (usize, u64)| (marks != 0).then(|| 8 * number + place(marks));
    let found = eights.iter().map(|eight| marks(Eight::of(eight))).enumerate().find_map(place);
    // What is missing in the last eight may be marked too.
    found.or_else(|| place((eights.len(), marks(Eight::at(rest)))).filter(|at| *at < text.len()))
}

/// Whether two bytes stand side by side in a text of which the first is marked so, and the next so.
pub fn any_pair(text: &[u8], one: impl Fn(Eight) -> u64, next: impl Fn(Eight) -> u64) -> bool {
    let mut from = 0;
    while let Some(at) = first(&text[from..], &one).map(|at| from + at) {
        from = at + 1;
        if from < text.len() && next(Eight::at(&text[from..])) & 0x80 != 0 {
            return true;
        }
    }
    false
}

/// The first eight bytes of a text as a number, the first one weighing most, with zeros for those that are missing.
pub fn head(text: &[u8]) -> u64 {
    let length = text.len();
    // Of four to seven bytes, the first four and the last four are all, some of them twice.
    let low = match (text.first_chunk::<8>(), text.first_chunk::<4>(), text.last_chunk::<4>()) {
        (Some(head), ..) => return u64::from_be_bytes(*head),
        (None, Some(first), Some(last)) => {
            u64::from(u32::from_be_bytes(*first)) << (8 * (length - 4)) | u64::from(u32::from_be_bytes(*last))
        }
        _ => text.iter().fold(0, |head, byte| head << 8 | u64::from(*byte)),
    };
    low.checked_shl(8 * (8 - length) as u32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// The places that are marked.
    fn places(marks: u64) -> Vec<usize> {
        assert_eq!(marks & !HIGHEST, 0);
        (0..8).filter(|place| marks >> (8 * place) & 0x80 != 0).collect()
    }

    fn are(bytes: &[u8], is_such: impl Fn(u8) -> bool) -> Vec<usize> {
        (0..bytes.len()).filter(|place| is_such(bytes[*place])).collect()
    }

    #[test]
    fn every_byte_is_known_beside_every_byte() {
        for byte in 0..=255_u8 {
            for beside in 0..=255_u8 {
                let bytes = [beside, byte, beside, beside, byte, byte, beside, byte];
                let eight = Eight::at(&bytes);
                assert_eq!(places(eight.others()), are(&bytes, |byte| !byte.is_ascii()));
                assert_eq!(places(eight.letters()), are(&bytes, |byte| byte.is_ascii_alphanumeric()));
                let capitals = eight.capitals(eight.letters());
                assert_eq!(places(capitals), are(&bytes, |byte| byte.is_ascii_uppercase()));
                for asked in [0, b'\n', b'.', b'A', 127] {
                    assert_eq!(places(eight.are(asked)), are(&bytes, |byte| byte == asked));
                }
                assert_eq!(places(eight.are_between(b'A', b'Z')), capitals_of(&bytes));
            }
        }
    }

    fn capitals_of(bytes: &[u8]) -> Vec<usize> {
        are(bytes, |byte| byte.is_ascii_uppercase())
    }

    proptest! {
        #[test]
        fn texts_of_all_lengths_are_looked_through(text in vec(prop_oneof![9 => Just(b'a'), 1 => any::<u8>()], 0..40)) {
            let capitals = |eight: Eight| eight.are_between(b'A', b'Z') | eight.others();
            let is_capital = |byte: u8| byte.is_ascii_uppercase() || !byte.is_ascii();
            prop_assert_eq!(first(&text, capitals), text.iter().position(|byte| is_capital(*byte)));
            let control = text.iter().position(|byte| *byte < b' ');
            prop_assert_eq!(first(&text, |eight| eight.are_between(0, 0x1f)), control);
            let pair = |pair: &[u8]| is_capital(pair[0]) && pair[1] == b'a';
            prop_assert_eq!(any_pair(&text, capitals, |eight| eight.are(b'a')), text.windows(2).any(pair));
            let zero = |pair: &[u8]| is_capital(pair[0]) && pair[1] == 0;
            prop_assert_eq!(any_pair(&text, capitals, |eight| eight.are(0)), text.windows(2).any(zero));
            let mut eight = [0; 8];
            let known = text.len().min(8);
            eight[..known].copy_from_slice(&text[..known]);
            prop_assert_eq!(head(&text), u64::from_be_bytes(eight));
        }
    }
}

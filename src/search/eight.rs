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
    pub fn non_ascii(self) -> u64 {
        self.0 & HIGHEST
    }

    /// Which are letters and digits of ASCII.
    pub fn letters(self) -> u64 {
        let low = self.0 & !HIGHEST;
        (between(low | SMALL, b'a', b'z') | between(low, b'0', b'9')) & !self.0 & HIGHEST
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
pub fn unmarked(marks: u64) -> u64 {
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
                assert_eq!(places(eight.non_ascii()), are(&bytes, |byte| !byte.is_ascii()));
                assert_eq!(places(eight.letters()), are(&bytes, |byte| byte.is_ascii_alphanumeric()));
                let capitals = eight.capitals(eight.letters());
                assert_eq!(places(capitals), are(&bytes, |byte| byte.is_ascii_uppercase()));
            }
        }
    }

    proptest! {
        #[test]
        fn a_head_is_the_first_eight_bytes(text in vec(any::<u8>(), 0..12)) {
            let mut eight = [0; 8];
            let known = text.len().min(8);
            eight[..known].copy_from_slice(&text[..known]);
            prop_assert_eq!(head(&text), u64::from_be_bytes(eight));
        }
    }
}

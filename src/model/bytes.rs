//! Looking through bytes, many at once.

/// Whether one of some bytes is such a byte. Without a way out inside a chunk, the processor looks at many bytes at once.
pub fn any(bytes: &[u8], is_such: impl Fn(u8) -> bool) -> bool {
    bytes.chunks(64).any(|chunk| chunk.iter().fold(false, |found, byte| found | is_such(*byte)))
}

/// Where the first such byte stands.
pub fn first(bytes: &[u8], is_such: impl Fn(u8) -> bool) -> Option<usize> {
    let has_one = |chunk: &[u8]| chunk.iter().fold(false, |found, byte| found | is_such(*byte));
    let chunk = bytes.chunks(64).position(has_one)?;
    let within = bytes[64 * chunk..].iter().position(|byte| is_such(*byte))?;
    Some(64 * chunk + within)
}

/// Whether two bytes side by side are such a pair.
pub fn any_pair(bytes: &[u8], is_such: impl Fn(u8, u8) -> bool) -> bool {
    let Some(behind) = bytes.get(1..) else { return false };
    bytes.chunks(64).zip(behind.chunks(64)).any(|(one, next)| {
        one.iter().zip(next).fold(false, |found, (one, next)| found | is_such(*one, *next))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_is_found_wherever_it_stands() {
        for length in [1, 2, 63, 64, 65, 128, 200] {
            for at in 0..length {
                let mut bytes = vec![b'a'; length];
                assert!(!any(&bytes, |byte| byte == b'b'));
                assert_eq!(first(&bytes, |byte| byte == b'b'), None);
                bytes[at] = b'b';
                assert!(any(&bytes, |byte| byte == b'b'), "{at} of {length}");
                assert_eq!(first(&bytes, |byte| byte == b'b'), Some(at));
                let has_next = at + 1 < length;
                assert_eq!(
                    any_pair(&bytes, |one, next| one == b'b' && next == b'a'),
                    has_next,
                    "{at} of {length}"
                );
            }
        }
        assert!(!any(&[], |_| true) && !any_pair(&[1], |_, _| true));
    }
}

//! Looking through bytes, many at once.

/// Whether one of some bytes is such a byte. Without a way out inside a chunk, the processor looks at many bytes at once.
pub fn any(bytes: &[u8], is_such: impl Fn(u8) -> bool) -> bool {
    bytes.chunks(64).any(|chunk| chunk.iter().fold(false, |found, byte| found | is_such(*byte)))
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
                bytes[at] = b'b';
                assert!(any(&bytes, |byte| byte == b'b'), "{at} of {length}");
            }
        }
        assert!(!any(&[], |_| true));
    }
}

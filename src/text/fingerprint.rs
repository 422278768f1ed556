//! Hashes of content: different bytes have different ones.

use std::fmt;

/// The number of hexadecimal digits of a fingerprint. With 64 bits, one in tens of millions of sites with a million
/// files has two equal ones.
const DIGITS: usize = 16;

/// The first 16 hexadecimal digits of the bytes' BLAKE3 hash.
pub fn fingerprint(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..DIGITS].to_owned()
}

/// The BLAKE3 hash of some bytes: 256 bits, for which no collision is known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// The digest of several named digests.
    pub fn of_all<'a>(named: impl IntoIterator<Item = (&'a str, Digest)>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for (name, Digest(digest)) in named {
            // Each name is preceded by its length, so that its end is unambiguous.
            hasher.update(&(name.len() as u64).to_le_bytes()).update(name.as_bytes()).update(&digest);
        }
        Self(*hasher.finalize().as_bytes())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_of_several_depends_on_where_names_end() {
        let one = Digest::of(b"x");
        assert_ne!(Digest::of_all([("ab", one), ("c", one)]), Digest::of_all([("a", one), ("bc", one)]));
        assert_ne!(Digest::of_all([("a", one), ("b", one)]), Digest::of_all([("b", one), ("a", one)]));
        assert_ne!(Digest::of_all([("a", one)]), Digest::of_all([("a", Digest::of(b"y"))]));
    }
}

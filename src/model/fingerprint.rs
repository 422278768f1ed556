//! A short name for some bytes: other bytes have another one.

/// How many hexadecimal digits a fingerprint has: 64 bits, of which a site with a million files would find two alike
/// once in tens of millions of times.
const DIGITS: usize = 16;

/// The first 16 hexadecimal digits of the bytes' BLAKE3 hash.
pub fn fingerprint(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..DIGITS].to_owned()
}

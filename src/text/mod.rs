//! Functions on strings and bytes: similar words, excerpts, normal forms, fingerprints.

pub mod excerpt;
pub mod fingerprint;
pub mod fitted;
pub mod markup;
pub mod nearest;
pub mod shared_text;
pub mod unicode;
pub mod word_set;

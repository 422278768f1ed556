//! Pages after reading: outlines, texts and references.

pub mod document;
pub mod outline;
pub mod parts;
pub mod resolved_reference;
pub mod wording;

//! Pages as they are read: their outlines, their texts, and the answers to their references.

pub mod document;
pub mod outline;
pub mod parts;
pub mod resolved_reference;
pub mod wording;

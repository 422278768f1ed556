//! Pages as they are read: their outlines, their texts, and the answers to their references.

pub mod answer;
pub mod document;
pub mod outline;
pub mod parts;
pub mod wording;

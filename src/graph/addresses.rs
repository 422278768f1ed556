//! Where the pages of the registers stand, for the rest of this room.

pub use crate::model::record_address::{figure_note, figures, glossary, name_page, names, sources, timeline};

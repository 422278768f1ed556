//! Where the pages of the registers and the files that are copied stand.

use crate::model::address::Address;
use crate::model::source::{CONTENT, FilePath};

pub use crate::model::record_address::{figure_note, figures, glossary, name_page, names, sources, timeline};

/// Where a file below `content/` or `static/` is copied to.
pub fn copied(file: &FilePath) -> Address {
    Address::new(file.below(CONTENT).unwrap_or(file.as_str()))
}

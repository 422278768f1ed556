//! Source files: the tree, its texts, the configuration, front matter, and diagnostics.

pub mod accessibility;
pub mod comfort;
pub mod config;
pub mod diagnostic;
pub mod file_address;
pub mod front_matter;
pub mod listing;
pub mod picture;
pub mod source_text;
pub mod strings;
pub mod tree;

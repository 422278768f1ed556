//! The addresses of pages and of copied files.

use super::tree::{CONTENT, FilePath};
use crate::model::value::address::Address;

/// The address of a file's page: the site has the same folders and files as the sources.
pub fn page_address(file: &FilePath) -> Address {
    let path = file.below(CONTENT).unwrap_or(file.as_str());
    Address::new([path.strip_suffix(".md").unwrap_or(path), ".html"].concat())
}

/// The address of the copy of a file below `content/` or `static/`.
pub fn copied(file: &FilePath) -> Address {
    Address::new(file.below(CONTENT).unwrap_or(file.as_str()))
}

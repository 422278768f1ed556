//! Where the pages and the copies of source files stand in the site.

use super::tree::{CONTENT, FilePath};
use crate::model::value::address::Address;

/// Where the page of a file stands: one file in, one file out, the same tree.
pub fn page_address(file: &FilePath) -> Address {
    let path = file.below(CONTENT).unwrap_or(file.as_str());
    Address::new([path.strip_suffix(".md").unwrap_or(path), ".html"].concat())
}

/// Where a file below `content/` or `static/` is copied to.
pub fn copied(file: &FilePath) -> Address {
    Address::new(file.below(CONTENT).unwrap_or(file.as_str()))
}

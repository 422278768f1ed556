//! Checks of the whole site, one file for each. A check takes values and returns diagnostics.

pub mod accessible;
pub mod active;
pub mod addresses;
pub mod broken;
pub mod charts;
pub mod files;
pub mod links;
pub mod output;
pub mod proper;
pub mod registers;
pub mod retired;
pub mod sections;
pub mod share_image;
pub mod site;
pub mod stale;
pub mod statement;
mod svg;
pub mod templates;
pub mod unlocated;

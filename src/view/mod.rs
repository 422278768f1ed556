//! Builds the views that templates render: a frame that all pages share, and a file for each kind of page.

pub mod dataset;
pub mod drawing;
pub mod feed;
pub mod list;
pub mod markdown;
pub mod page;
pub mod print;
pub mod registers;
pub mod search;

mod frame;
mod linked_data;
mod previews;
mod statement;

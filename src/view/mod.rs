//! What templates show, as plain values: a frame that all pages share, and a file for each kind of page.

pub mod dataset;
pub mod drawing;
pub mod feed;
pub mod list;
pub mod markdown;
pub mod page;
pub mod print;
pub mod registers;
pub mod search;

mod figure;
mod frame;
mod glossary;
mod linked_data;
mod name;
mod previews;
mod retired;
mod source;
mod statement;
mod timeline;

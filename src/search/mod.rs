//! Words to an index that a script in the browser searches.
//!
//! A page's text is taken apart into words; the words of 32 pages make a block, in which they are grouped by their first
//! two letters; what a group has in all blocks makes pieces of files, of which the browser gets those that a query
//! needs. An edit of a page so works out one page, one block, and the groups of its words. static/search.js takes
//! queries apart in the same way: see [`words`].

pub mod block;
pub mod digits;
mod eight;
pub mod gather;
pub mod head;
pub mod index;
mod lexicon;
mod plain;
pub mod stemmer;
pub mod words;

//! Builds the index that static/search.js searches in the browser.
//!
//! The text of a page is split into words. The words of 32 pages make a block, grouped into cells by their first two
//! letters; 16 blocks make a shard. The cells of one prefix in all shards are merged into pieces, and pieces are put
//! into files. The browser loads the files that a query needs. An edit of a page therefore recomputes one page,
//! one block, one shard, and the pieces of its words. static/search.js splits queries in the same way: see [`words`].

mod ascii_word;
pub mod block;
pub mod digits;
mod eight;
pub mod head;
pub mod index;
mod lexicon;
pub mod merge;
pub mod stemmer;
pub mod words;

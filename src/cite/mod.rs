//! How sources and pages are cited, as a style of the Citation Style Language (CSL) wants it.
//!
//! Three questions, each answered by a pure function for a stage of the memory: [`style`] loads a style once,
//! [`cite`](cite()) gives the notes and the list of sources of a page, [`for_page`] tells readers how to cite the page
//! itself. [`bibtex`] and [`csl_json`] give a source to reference managers. Dates, names and order are the style's;
//! nothing here decides how a citation reads but the plain form of a page.

mod bibtex;
mod citing;
mod csl_json;
mod elements;
mod fit;
mod forms;
mod html;
mod item;
mod known;
mod locator;
mod macros;
mod mould;
mod narrow;
mod page;
mod shape;
mod style;
mod words;
mod world;

pub use bibtex::bibtex;
pub use citing::{Citation, Cited, Citing, cite};
pub use csl_json::csl_json;
pub use forms::{Forms, PageCiting, for_page};
pub use mould::{Mould, Moulding, mould};
pub use page::PageCitation;
pub use shape::PageShape;
pub use style::{Fitting, Style, StyleChoice, UnknownStyle, fitted, names, style};
pub use words::{Words, words};

#[cfg(test)]
mod proofs;

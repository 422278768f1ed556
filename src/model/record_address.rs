//! Where the entries of records stand: the pages of the registers, and the fragments on them.

use super::address::Address;

/// The page of all figures.
pub fn figures() -> Address {
    Address::new("figures.html")
}

/// The page of all sources.
pub fn sources() -> Address {
    Address::new("sources.html")
}

/// The page of all names.
pub fn names() -> Address {
    Address::new("names/index.html")
}

/// The page of a name, by its id.
pub fn name_page(id: &str) -> Address {
    Address::new(format!("names/{id}.html"))
}

/// The timeline.
pub fn timeline() -> Address {
    Address::new("timeline.html")
}

/// The glossary.
pub fn glossary() -> Address {
    Address::new("glossary.html")
}

/// The id, on a page, of the note on a figure: no heading's, since those do not begin so.
pub fn figure_note(figure: &str) -> String {
    format!("_figure-{figure}")
}

//! Where the entries of records stand: the pages of the registers, and the fragments on them.

use crate::model::value::address::Address;
use crate::model::value::figure_ref::FigureRef;
use crate::model::value::record_id::RecordId;

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

/// The print edition.
pub fn print() -> Address {
    Address::new("print.html")
}

/// What begins the id of the note on a figure: no heading's, since those do not begin so.
const NOTE: &str = "_figure-";

/// The id, on a page, of the note on a figure.
pub fn figure_note(figure: &FigureRef) -> String {
    format!("{NOTE}{figure}")
}

/// The id of the figure that the note of an id is on.
pub fn figure_of_note(id: &str) -> Option<RecordId> {
    id.strip_prefix(NOTE).map(|figure| FigureRef::from(figure).id)
}

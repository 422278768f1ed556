//! The print edition, and the notes on figures.

use crate::model::value::address::Address;
use crate::model::value::figure_ref::FigureRef;
use crate::model::value::record_id::RecordId;

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

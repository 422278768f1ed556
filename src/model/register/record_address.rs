//! The address of the print edition, and the ids of notes on figures.

use crate::model::value::address::Address;
use crate::model::value::figure_ref::FigureRef;
use crate::model::value::record_id::RecordId;

/// The address of the print edition.
pub fn print() -> Address {
    Address::new("print.html")
}

/// The prefix of the ids of notes on figures. No heading's id has it.
const NOTE: &str = "_figure-";

/// The id on a page of the note on a figure.
pub fn figure_note(figure: &FigureRef) -> String {
    format!("{NOTE}{figure}")
}

/// The id of the figure, from the id of its note.
pub fn figure_of_note(id: &str) -> Option<RecordId> {
    id.strip_prefix(NOTE).map(|figure| FigureRef::from(figure).id)
}

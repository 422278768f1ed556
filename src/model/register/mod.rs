//! The registers, with a file for each kind of record.

pub mod chart;
pub mod cited_source;
pub mod event;
pub mod figure;
pub mod name;
pub mod record_address;
pub mod record_kind;
pub mod record_type;
pub mod registers;
pub mod retired;
pub mod term;

//! Small values in sources: dates, numbers, languages, addresses.

pub mod address;
pub mod author;
pub mod date;
pub mod figure_ref;
pub mod id;
pub mod identifier;
pub mod language;
pub mod language_tag;
pub mod length;
pub mod localized;
pub mod number;
pub mod numbering;
pub mod record_id;
pub mod required_text;
pub mod schema;
pub mod script;
pub mod unit;
pub mod web_address;
pub mod when;

//! Plain values: what the other rooms read, make and hand on. Nothing of ours is imported here.

pub mod address;
pub mod answer;
pub mod author;
pub mod config;
pub mod date;
pub mod diagnostic;
pub mod document;
pub mod excerpt;
pub mod front_matter;
pub mod identifier;
pub mod language;
pub mod markup;
pub mod nearest;
pub mod number;
pub mod numbering;
pub mod outline;
pub mod output;
pub mod register;
pub mod shared_text;
pub mod source;
pub mod strings;
pub mod text;
pub mod unicode;
pub mod view;
pub mod when;
pub mod words;

//! Plain values: what the other rooms read, make and hand on. Of our own rooms it imports only `text/`.

pub mod output;
pub mod page;
pub mod register;
pub mod source;
pub mod value;
pub mod view;

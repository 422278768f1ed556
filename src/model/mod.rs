//! Plain values that the other modules exchange. It imports no module of ours except `text/`.

pub mod output;
pub mod page;
pub mod register;
pub mod source;
pub mod value;
pub mod view;

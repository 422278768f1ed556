//! Template variables as plain values.

pub mod drawing;
pub mod feed;
pub mod label;
pub mod linked_data;
pub mod markdown;
pub mod page;
pub mod places;
pub mod print;
pub mod record;
pub mod site;
pub mod statement;
pub mod template_name;

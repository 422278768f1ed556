//! Renders views as artifacts. [`plain::OUTPUTS`] lists the outputs without a template; every other artifact is a
//! view with the template that it names.

pub mod calendar;
mod calls;
pub mod dataset;
pub mod layout;
pub mod linked_data;
pub mod manifest;
pub mod markdown;
mod meter;
mod metered;
mod metered_tag;
pub mod page;
pub mod plain;
pub mod search;
mod settled;
pub mod table;
mod tags;
mod template_limits;
pub mod templates;
mod tokens;

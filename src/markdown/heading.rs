//! The ids of headings: of their own words and those of the heading above.
//!
//! An id must not change when another heading is added (docs/decisions/002-heading-ids.md). So the id of a level-2 heading is the
//! slug of its words, and that of a deeper heading is its parent's id and its own slug. Two headings with the same id are an
//! error, and are not numbered.

use crate::model::page::outline::Heading;

use super::slug::slug;

/// A heading with its id; `chosen` is the id that the editor gave it, and `parent` the heading that it is below.
pub fn heading(level: u8, chosen: Option<&str>, title: &str, parent: Option<&Heading>) -> Heading {
    let own = slug(title);
    let id = match chosen {
        Some(id) => id.to_owned(),
        None => match parent {
            Some(parent) => [parent.id(), "-", &own].concat(),
            None => own.clone(),
        },
    };
    Heading::new(level, &id, &own, title)
}

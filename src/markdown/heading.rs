//! Heading ids: of the heading's own words, below the heading that it stands under.
//!
//! An id must not change when another heading is added (docs/decisions/002-heading-ids.md): so a level-2
//! heading's id is the slug of its words, a deeper one's is that of its parent and its own, and two headings
//! that would get the same id are an error instead of being numbered.

use crate::model::page::outline::Heading;

use super::slug::slug;

/// The heading that an editor wrote, with the id that it gets.
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

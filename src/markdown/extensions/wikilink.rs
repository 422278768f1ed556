//! Wikilinks: `[[trade]]` links to a page by its name, `[[trade#deficit|the deficit]]` to a heading with words of its own.

use pulldown_cmark::{LinkType, Options};

use super::{Extension, LinkMeaning};
use crate::markdown::link;

/// The extension.
pub struct Wikilink;

impl Extension for Wikilink {
    const OPTIONS: Options = Options::ENABLE_WIKILINKS;

    fn link(link_type: LinkType, address: &str) -> Option<LinkMeaning<'_>> {
        let LinkType::WikiLink { has_pothole } = link_type else { return None };
        // In a table the bar is written `\|`, and pulldown-cmark leaves the backslash.
        let name = if has_pothole { address.trim_end_matches('\\') } else { address };
        Some(LinkMeaning::Page { target: link::name(name), name, is_titled: !has_pothole })
    }
}

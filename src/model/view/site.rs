//! The template variables that all pages share, and the navigation of a section.

use serde::{Serialize, Serializer};

use super::label::{DateLabel, Link};
use crate::model::register::record_kind::AddressedKind;
use crate::model::source::comfort::Comfort;
use crate::model::source::picture::ShareImageView;

/// A top-level section in the header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SectionLink {
    /// The section's title.
    pub title: String,
    /// The path from the top of the site, to append to the page's `root`: `economic/index.html`.
    pub path: String,
}

/// The credited source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceView {
    /// The document's title.
    pub title: String,
    /// The publisher.
    pub publisher: Option<String>,
    /// The date of the document.
    pub date: Option<DateLabel>,
    /// The copyright notice of the document.
    pub rights: Option<String>,
    /// The web address of the document.
    pub url: Option<String>,
}

/// The terms of use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LicenceView {
    /// The licence's name.
    pub name: String,
    /// The web address of its text.
    pub url: Option<String>,
}

/// The values that all pages share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SiteView {
    /// The title of the briefing.
    pub title: String,
    /// The description of the briefing.
    pub description: Option<String>,
    /// The language tag of its pages.
    pub language: String,
    /// The base URL.
    pub base_url: Option<String>,
    /// The body responsible for the briefing.
    pub publisher: Option<String>,
    /// The date that the briefing describes.
    pub as_of: Option<DateLabel>,
    /// The document that the briefing is based on.
    pub source: Option<SourceView>,
    /// The terms of use.
    pub licence: Option<LicenceView>,
    /// The image that other sites show beside a link.
    pub share_image: Option<ShareImageView>,
    /// The sections of the header; empty if there are too many.
    pub sections: Vec<SectionLink>,
    /// Whether the site has `feed.xml`.
    pub feed: bool,
    /// The pages of the registers, in menu order.
    pub registers: Vec<RegisterLink>,
    /// Whether each register has a page.
    #[serde(flatten)]
    pub register_pages: RegisterPages,
    /// Whether the site has `tags/index.html`.
    pub tags: bool,
    /// Whether the site has an accessibility statement.
    pub accessibility: bool,
    /// Whether the site has `a-z.html`.
    pub index: bool,
    /// Whether the site has `search.html`.
    pub search: bool,
    /// Whether the site has `print.html`.
    pub print: bool,
    /// The optional reading features; `None` if all are off.
    pub comfort: Option<Comfort>,
}

/// The page of a register in menus.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegisterLink {
    /// The word for the page: `timeline`.
    pub kind: &'static str,
    /// The address from the top of the site.
    pub path: String,
    /// Its title.
    pub title: String,
}

/// The registers that have a page. Templates read one key for each kind: `site.timeline`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterPages(Vec<AddressedKind>);

impl RegisterPages {
    /// The pages of some registers.
    pub fn new(kinds: impl Iterator<Item = AddressedKind>) -> Self {
        Self(kinds.collect())
    }

    /// Whether a register has a page.
    pub fn has(&self, kind: AddressedKind) -> bool {
        self.0.contains(&kind)
    }
}

impl Serialize for RegisterPages {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(AddressedKind::ALL.iter().map(|kind| (kind.page_word(), self.has(*kind))))
    }
}

/// The navigation of a section, which is rendered once for all pages of its folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NavView {
    /// The section's title.
    pub title: String,
    /// The address of its landing page, from its folder.
    pub href: String,
    /// The pages and sections in it.
    pub items: Vec<NavItem>,
}

/// An entry of a section's navigation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NavItem {
    /// The title.
    pub title: String,
    /// The address, from the section's folder.
    pub href: String,
    /// The pages of a subsection.
    pub children: Vec<Link>,
}

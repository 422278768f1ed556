//! What a template may read of the site: what all pages share, and the navigation of a section.

use serde::{Serialize, Serializer};

use super::label::{DateLabel, Link};
use crate::model::register::record_kind::AddressedKind;
use crate::model::source::comfort::Comfort;
use crate::model::source::picture::ShareImageView;

/// A top-level section in the header; its path starts from the top of the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SectionLink {
    /// The section's title.
    pub title: String,
    /// `economic/index.html`, to be written after the page's `root`.
    pub path: String,
}

/// The credited source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceView {
    /// The document's title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// The date that it bears.
    pub date: Option<DateLabel>,
    /// Its own notice of rights.
    pub rights: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
}

/// The terms of use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LicenceView {
    /// The licence's name.
    pub name: String,
    /// Where its text can be read.
    pub url: Option<String>,
}

/// What all pages of one language share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SiteView {
    /// The briefing's name.
    pub title: String,
    /// What it is.
    pub description: Option<String>,
    /// The language tag of its pages.
    pub language: String,
    /// Where it is published.
    pub base_url: Option<String>,
    /// Who answers for it.
    pub publisher: Option<String>,
    /// The date that it describes.
    pub as_of: Option<DateLabel>,
    /// The document that it is drawn from.
    pub source: Option<SourceView>,
    /// The terms of use.
    pub licence: Option<LicenceView>,
    /// The picture that other sites show beside a link.
    pub share_image: Option<ShareImageView>,
    /// The sections of the header; empty when there are too many for one.
    pub sections: Vec<SectionLink>,
    /// Whether `feed.xml` is made.
    pub feed: bool,
    /// The pages of the registers, in the order of menus.
    pub registers: Vec<RegisterLink>,
    /// Whether there is a page of each register.
    #[serde(flatten)]
    pub register_pages: RegisterPages,
    /// Whether `tags/index.html` is made.
    pub tags: bool,
    /// Whether there is an accessibility statement.
    pub accessibility: bool,
    /// Whether `a-z.html` is made.
    pub index: bool,
    /// Whether `search.html` is made.
    pub search: bool,
    /// Whether `print.html` is made.
    pub print: bool,
    /// What scripts add; nothing where pages need none.
    pub comfort: Option<Comfort>,
}

/// The page of a register, as menus show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegisterLink {
    /// The word for the page: `timeline`.
    pub kind: &'static str,
    /// Its address from the top of the site.
    pub path: String,
    /// Its title.
    pub title: String,
}

/// The registers that have a page. Templates read a key for each kind of register: `site.timeline`.
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

/// The navigation of a section: rendered once for the pages of one folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NavView {
    /// The section's title.
    pub title: String,
    /// The address of its landing page, from its folder.
    pub href: String,
    /// Its pages and the sections in it.
    pub items: Vec<NavItem>,
}

/// An entry of a section's navigation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NavItem {
    /// The title.
    pub title: String,
    /// The address, from the section's folder.
    pub href: String,
    /// The pages of a section in this section.
    pub children: Vec<Link>,
}

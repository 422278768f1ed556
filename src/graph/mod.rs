//! The graph of a site: sections, references, backlinks and records. It depends on outlines, not on the texts of pages.

pub mod edition;
pub mod entries;
pub mod sections;
pub mod tags;

mod acronyms;
mod backlinks;
mod catalogue;
mod dates;
mod ids;
mod index;
mod join;
mod resolve;
mod site;
mod uses;

use std::sync::Arc;

use crate::memo::Row;
use crate::model::page::outline::Outline;
use crate::model::page::resolved_reference::{Expansion, ReferenceProblem, ResolvedReference};
use crate::model::register::chart::Chart;
use crate::model::register::record_kind::RecordKind;
use crate::model::register::record_type::Record;
use crate::model::register::registers::Records;
use crate::model::source::config::Config;
use crate::model::source::front_matter::Status;
use crate::model::source::picture::Picture;
use crate::model::source::strings::Strings;
use crate::model::source::tree::{CONTENT, FilePath};
use crate::model::value::address::Address;
use crate::model::value::date::Date;
use crate::model::value::id::{Id, Table};
use crate::model::value::when::When;
use crate::model::view::label::{DateLabel, Link};
use crate::model::view::site::SiteView;
use crate::text::shared_text::SharedText;

pub use backlinks::Backlink;
pub use index::Ordered;
pub use join::join;
pub use sections::{Child, SITE, Section, SectionId};
pub use tags::Tag;

use dates::Dates;
use entries::Entries;

/// The input to joining a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinInput {
    /// The site's configuration.
    pub config: Arc<Config>,
    /// The interface's texts.
    pub strings: Arc<Strings>,
    /// Every page's outline, in the order of the files.
    pub outlines: Row<Arc<Outline>>,
    /// The files below `content/` other than pages and registers, also those beside drafts, in the order of their paths.
    pub files: Vec<FilePath>,
    /// The format and size of the share image; `None` if there is none or it cannot be read.
    pub share_picture: Option<Picture>,
    /// The records of the registers.
    pub records: Records,
    /// Whether drafts are published.
    pub drafts: bool,
}

/// The place of a page among those of its site.
pub type PageId = Id<Page>;

/// A page in the graph.
#[derive(Debug)]
pub struct Page {
    /// The page's outline.
    pub outline: Arc<Outline>,
    /// The page's address.
    pub address: Address,
    /// The section that contains the page; for a landing page, the section that it opens.
    pub section: SectionId,
    /// The resolved references, in the order of the outline.
    pub resolved_references: Arc<Vec<ResolvedReference>>,
    /// The target page of each reference, in the order of the outline; `None` if the target is not a page.
    pub targets: Vec<Option<PageId>>,
    /// The expansions of its acronyms, in the order of the outline.
    pub expansions: Arc<Vec<Option<Arc<Expansion>>>>,
    /// The page that supersedes it.
    pub successor: Option<Link>,
    /// The pages that refer to it, with the sentences that do so.
    pub backlinks: Vec<Backlink>,
    /// The page before it in reading order.
    pub previous: Option<PageId>,
    /// The page after it in reading order.
    pub next: Option<PageId>,
}

impl Page {
    /// Whether lists include the page: navigation, feed, sitemap, index, tags.
    pub fn is_listed(&self) -> bool {
        self.outline.front_matter.status != Status::Withdrawn
    }

    /// The date of an editor's last change, from the front matter.
    pub fn last_change(&self) -> Option<Date> {
        self.outline.front_matter.updated.or(self.outline.front_matter.date)
    }

    /// Whether the page is a section's landing page or the home page.
    pub fn is_landing(&self) -> bool {
        let file = self.outline.file.as_str();
        file.strip_suffix("index.md").is_some_and(|folder| folder.is_empty() || folder.ends_with('/'))
    }
}

/// A site with all references resolved.
#[derive(Debug)]
pub struct Graph {
    /// The site's configuration.
    pub config: Arc<Config>,
    /// The interface's texts.
    pub strings: Arc<Strings>,
    /// The values that all pages share.
    pub site: Arc<SiteView>,
    /// The pages in the order of their files.
    pub pages: Table<Page>,
    /// The place of each page's outline in [`JoinInput::outlines`], which may also have drafts.
    pub places: Arc<Vec<usize>>,
    /// The sections; the first is the site itself.
    pub sections: Table<Section>,
    /// The tags in the order of their slugs.
    pub tags: Vec<Tag>,
    /// The listed pages in alphabetical order of their titles, each with its letter of the index.
    pub by_title: Vec<(String, PageId)>,
    /// The problems of references: the page, the number of the reference on the page, and the reason.
    pub reference_problems: Vec<(PageId, usize, ReferenceProblem)>,
    /// The published files other than pages, in the order of their paths.
    pub files: Vec<FilePath>,
    /// The drafts that are left out.
    pub drafts: Vec<FilePath>,
    /// The records of the registers.
    pub records: Records,
    /// The records, prepared for display.
    pub entries: Entries,
    /// The text of `ids.txt`: the ids of all records and the retired ids, one per line, each preceded by its kind.
    pub id_list: SharedText,
    dates: Dates,
}

impl Graph {
    /// The page at an address such as `economic/trade.html`.
    pub fn page_at(&self, address: &str) -> Option<PageId> {
        let file = FilePath::new(format!("{CONTENT}/{}.md", address.strip_suffix(".html")?));
        self.pages.binary_search_by(|page| page.outline.file.cmp(&file))
    }

    /// The label of a date.
    pub fn date(&self, date: Option<Date>) -> Option<DateLabel> {
        self.dates.day(date)
    }

    /// The label of a date in the register of names.
    pub fn when(&self, when: When) -> Option<DateLabel> {
        self.dates.when(when)
    }

    /// The ids of all records that have an address, each preceded by its kind: `figure fr-fdi-stock`.
    pub fn ids(&self) -> impl Iterator<Item = String> {
        ids::ids(&self.records)
    }

    /// The retired ids, each preceded by its kind.
    pub fn retired_ids(&self) -> impl Iterator<Item = String> {
        ids::retired_ids(&self.records)
    }

    /// The record of a kind with this id.
    pub fn record(&self, kind: RecordKind, id: &str) -> Option<&dyn Record> {
        self.entries.record(&self.records, kind, id)
    }

    /// The chart with this id.
    pub fn chart(&self, id: &str) -> Option<&Chart> {
        self.records.charts.iter().find(|chart| *chart.id == *id)
    }

    /// The top-level section that contains or is a section; `None` for the site itself.
    pub fn top_section(&self, section: SectionId) -> Option<SectionId> {
        let parent = self.sections[section].parent?;
        if parent == SITE { Some(section) } else { self.top_section(parent) }
    }

    /// The absolute address of an artifact; `None` if the site has no base URL.
    pub fn absolute(&self, address: &Address) -> Option<String> {
        let base = self.config.base_url.as_ref()?;
        let mut url = String::with_capacity(base.as_str().len() + address.as_str().len());
        url.push_str(base.as_str());
        // Hosts serve the home page at the site's own address.
        if address.as_str() != "index.html" {
            url.extend(address.escaped());
        }
        Some(url)
    }

    /// Whether the site has a feed.
    pub fn has_feed(&self) -> bool {
        self.site.feed
    }

    /// Whether the site has a sitemap.
    pub fn has_sitemap(&self) -> bool {
        self.config.outputs.sitemap && self.config.base_url.is_some()
    }
}

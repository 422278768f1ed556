//! Outlines joined: who is where, who refers to whom. No page's text is seen here.

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
use crate::model::page::answer::{Answer, Expansion, Unanswered};
use crate::model::page::outline::Outline;
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

/// All that the graph depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinInput {
    /// The site's configuration.
    pub config: Arc<Config>,
    /// The interface's texts.
    pub strings: Arc<Strings>,
    /// Every page's outline, in the order of the files.
    pub outlines: Row<Arc<Outline>>,
    /// The other files below `content/`, in the order of their paths, those beside drafts included.
    pub files: Vec<FilePath>,
    /// What the file of the share image says of itself, where there is one that can be read.
    pub share_picture: Option<Picture>,
    /// The records of the registers.
    pub records: Records,
    /// Whether drafts are pages too.
    pub drafts: bool,
}

/// The place of a page among those of its site.
pub type PageId = Id<Page>;

/// One page among the others.
#[derive(Debug)]
pub struct Page {
    /// What it says of itself.
    pub outline: Arc<Outline>,
    /// Where it will stand.
    pub address: Address,
    /// The section that it is in; a landing page is in its own.
    pub section: SectionId,
    /// The answers to its references.
    pub answers: Arc<Vec<Answer>>,
    /// The pages that its references lead to, by the number of the reference.
    pub targets: Vec<Option<PageId>>,
    /// What its acronyms are short for, in their order.
    pub expansions: Arc<Vec<Option<Arc<Expansion>>>>,
    /// The page that has taken its place.
    pub successor: Option<Link>,
    /// The pages that refer to it, and the sentences in which they do.
    pub backlinks: Vec<Backlink>,
    /// Its neighbours in reading order.
    pub previous: Option<PageId>,
    /// Its neighbours in reading order.
    pub next: Option<PageId>,
}

impl Page {
    /// Whether the page stands in lists: navigation, feed, sitemap, index, tags.
    pub fn is_listed(&self) -> bool {
        self.outline.front_matter.status != Status::Withdrawn
    }

    /// The day that the page was last changed by an editor.
    pub fn last_change(&self) -> Option<Date> {
        self.outline.front_matter.updated.or(self.outline.front_matter.date)
    }

    /// Whether the page is a section's landing page (the site's first page included).
    pub fn is_landing(&self) -> bool {
        let file = self.outline.file.as_str();
        file.strip_suffix("index.md").is_some_and(|folder| folder.is_empty() || folder.ends_with('/'))
    }
}

/// The whole site, joined.
#[derive(Debug)]
pub struct Graph {
    /// The site's configuration.
    pub config: Arc<Config>,
    /// The interface's texts.
    pub strings: Arc<Strings>,
    /// What all pages share.
    pub site: Arc<SiteView>,
    /// The pages in the order of their files.
    pub pages: Table<Page>,
    /// The place of each page's outline among all that were joined: those of drafts may be left out.
    pub places: Arc<Vec<usize>>,
    /// The sections; the first is the site itself.
    pub sections: Table<Section>,
    /// The tags in the order of their slugs.
    pub tags: Vec<Tag>,
    /// The listed pages in the order of their titles, each with the letter of the index under which it is.
    pub by_title: Vec<(String, PageId)>,
    /// References without an answer: page, number of the reference, why.
    pub unanswered: Vec<(PageId, usize, Unanswered)>,
    /// The files beside the pages that are published, in the order of their paths.
    pub files: Vec<FilePath>,
    /// The drafts that are left out.
    pub drafts: Vec<FilePath>,
    /// The records themselves.
    pub records: Records,
    /// The same as pages show them.
    pub entries: Entries,
    /// The ids of all records and the retired ones, each on a line after the word for its kind.
    pub id_list: SharedText,
    dates: Dates,
}

impl Graph {
    /// The page at an address such as `economic/trade.html`.
    pub fn page_at(&self, address: &str) -> Option<PageId> {
        let file = FilePath::new(format!("{CONTENT}/{}.md", address.strip_suffix(".html")?));
        self.pages.binary_search_by(|page| page.outline.file.cmp(&file))
    }

    /// A date as the pages show it.
    pub fn date(&self, date: Option<Date>) -> Option<DateLabel> {
        self.dates.day(date)
    }

    /// A year, month or day of a name's record as the pages show it.
    pub fn when(&self, when: When) -> Option<DateLabel> {
        self.dates.when(when)
    }

    /// The ids of all records that have an address, each after the word for its kind: `figure fr-fdi-stock`.
    pub fn ids(&self) -> impl Iterator<Item = String> {
        ids::ids(&self.records)
    }

    /// The retired ids, each after the word for its kind.
    pub fn retired_ids(&self) -> impl Iterator<Item = String> {
        ids::retired_ids(&self.records)
    }

    /// The record that references call so.
    pub fn record(&self, kind: RecordKind, id: &str) -> Option<&dyn Record> {
        self.entries.record(&self.records, kind, id)
    }

    /// The chart that has an id.
    pub fn chart(&self, id: &str) -> Option<&Chart> {
        self.records.charts.iter().find(|chart| *chart.id == *id)
    }

    /// The top-level section that a section is in, or is; nothing for the site itself.
    pub fn top_section(&self, section: SectionId) -> Option<SectionId> {
        let parent = self.sections[section].parent?;
        if parent == SITE { Some(section) } else { self.top_section(parent) }
    }

    /// The absolute address of an artifact, where the site has one.
    pub fn absolute(&self, address: &Address) -> Option<String> {
        let base = self.config.base_url.as_ref()?;
        let mut url = String::with_capacity(base.as_str().len() + address.as_str().len());
        url.push_str(base.as_str());
        // The first page is what a host answers for the site's own address.
        if address.as_str() != "index.html" {
            url.extend(address.escaped());
        }
        Some(url)
    }

    /// Whether the site has a feed.
    pub fn makes_feed(&self) -> bool {
        self.site.feed
    }

    /// Whether the site has a sitemap.
    pub fn makes_sitemap(&self) -> bool {
        self.config.outputs.sitemap && self.config.base_url.is_some()
    }
}

//! Outlines joined: who is where, who refers to whom. No page's text is seen here.

pub mod edition;
pub mod figures;
pub mod sections;
pub mod tags;

mod backlinks;
mod catalogue;
mod events;
mod ids;
mod join;
mod names;
mod resolve;
mod site;
mod terms;
mod uses;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::memo::Row;
use crate::model::page::answer::{Answer, Expansion, Unanswered};
use crate::model::page::outline::Outline;
use crate::model::register::registers::Records;
use crate::model::source::config::Config;
use crate::model::source::front_matter::Status;
use crate::model::source::picture::Picture;
use crate::model::source::strings::Strings;
use crate::model::source::tree::{CONTENT, FilePath};
use crate::model::value::address::Address;
use crate::model::value::date::Date;
use crate::model::value::record_id::RecordId;
use crate::model::value::when::When;
use crate::model::view::label::{DateLabel, Link};
use crate::model::view::site::{NavView, SiteView};
use crate::text::shared_text::SharedText;

pub use backlinks::Backlink;
pub use events::EventEntry;
pub use figures::{FigureEntry, SourceEntry};
pub use join::join;
pub use names::NameEntry;
pub use sections::{Child, Section};
pub use tags::Tag;
pub use terms::TermEntry;

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

/// One page among the others.
#[derive(Debug)]
pub struct Page {
    /// What it says of itself.
    pub outline: Arc<Outline>,
    /// Where it will stand.
    pub address: Address,
    /// The number of the section that it is in; a landing page is in its own.
    pub section: usize,
    /// The answers to its references.
    pub answers: Arc<Vec<Answer>>,
    /// The pages that its references lead to, by the number of the reference.
    pub targets: Vec<Option<usize>>,
    /// What its acronyms are short for, in their order.
    pub expansions: Arc<Vec<Option<Arc<Expansion>>>>,
    /// The page that has taken its place.
    pub successor: Option<Link>,
    /// The pages that refer to it, and the sentences in which they do.
    pub backlinks: Vec<Backlink>,
    /// Its neighbours in reading order.
    pub previous: Option<usize>,
    /// Its neighbours in reading order.
    pub next: Option<usize>,
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
    pub pages: Vec<Page>,
    /// The place of each page's outline among all that were joined: those of drafts may be left out.
    pub places: Arc<Vec<usize>>,
    /// The sections; the first is the site itself.
    pub sections: Vec<Section>,
    /// The navigation of each section; none for the site itself.
    pub navs: Vec<Option<Arc<NavView>>>,
    /// The tags in the order of their slugs.
    pub tags: Vec<Tag>,
    /// The listed pages in the order of their titles, with the letter that each stands under.
    pub by_title: Vec<(String, usize)>,
    /// References without an answer: page, number of the reference, why.
    pub unanswered: Vec<(usize, usize, Unanswered)>,
    /// The files beside the pages that are published, in the order of their paths.
    pub files: Vec<FilePath>,
    /// The figures in the order of their register.
    pub figures: Vec<FigureEntry>,
    /// The sources in the order of their register.
    pub sources: Vec<SourceEntry>,
    /// The names in the order of their register.
    pub named: Vec<NameEntry>,
    /// The names in alphabetical order, with the letter that each stands under.
    pub by_name: Vec<(String, usize)>,
    /// The events in the order of their register.
    pub events: Vec<EventEntry>,
    /// The events in the order of their dates, by their numbers.
    pub by_date: Vec<usize>,
    /// The terms in the order of their register.
    pub terms: Vec<TermEntry>,
    /// The terms in alphabetical order, with the letter that each stands under.
    pub by_term: Vec<(String, usize)>,
    /// The kinds of events in the order of the register, each once.
    pub event_kinds: Vec<String>,
    /// The numbers of the top-level sections that have events, in their order.
    pub event_sections: Vec<usize>,
    /// The ids of all records and of those that are retired, a line each behind the word for its kind.
    pub id_list: SharedText,
    /// The records themselves.
    pub records: Records,
    /// What the file of the share image says of itself, where there is one that can be read.
    pub share_picture: Option<Picture>,
    /// The drafts that are left out.
    pub drafts: Vec<FilePath>,
    dates: BTreeMap<Date, DateLabel>,
    whens: BTreeMap<When, DateLabel>,
    by_figure: BTreeMap<RecordId, usize>,
    name_numbers: BTreeMap<RecordId, usize>,
    event_numbers: BTreeMap<RecordId, usize>,
    term_numbers: BTreeMap<RecordId, usize>,
    source_numbers: BTreeMap<RecordId, usize>,
    chart_numbers: BTreeMap<RecordId, usize>,
}

impl Graph {
    /// The number of the page that stands at an address such as `economic/trade.html`.
    pub fn page_at(&self, address: &str) -> Option<usize> {
        let file = FilePath::new(format!("{CONTENT}/{}.md", address.strip_suffix(".html")?));
        self.pages.binary_search_by(|page| page.outline.file.cmp(&file)).ok()
    }

    /// A date as the pages show it.
    pub fn date(&self, date: Option<Date>) -> Option<DateLabel> {
        self.dates.get(&date?).cloned()
    }

    /// The figure of an id.
    pub fn figure(&self, id: &str) -> Option<&FigureEntry> {
        self.by_figure.get(id).map(|number| &self.figures[*number])
    }

    /// The ids of all records that have an address, each behind the word for its kind: `figure fr-fdi-stock`.
    pub fn ids(&self) -> impl Iterator<Item = String> {
        ids::ids(&self.records)
    }

    /// The ids that are retired, each behind the word for its kind.
    pub fn retired_ids(&self) -> impl Iterator<Item = String> {
        ids::retired_ids(&self.records)
    }

    /// The number of the figure of an id.
    pub fn figure_number(&self, id: &str) -> Option<usize> {
        self.by_figure.get(id).copied()
    }

    /// The number of the name of an id.
    pub fn name_number(&self, id: &str) -> Option<usize> {
        self.name_numbers.get(id).copied()
    }

    /// The number of the event of an id.
    pub fn event_number(&self, id: &str) -> Option<usize> {
        self.event_numbers.get(id).copied()
    }

    /// The number of the term of an id.
    pub fn term_number(&self, id: &str) -> Option<usize> {
        self.term_numbers.get(id).copied()
    }

    /// The number of the chart of an id.
    pub fn chart_number(&self, id: &str) -> Option<usize> {
        self.chart_numbers.get(id).copied()
    }

    /// The number of the source of an id.
    pub fn source_number(&self, id: Option<&str>) -> Option<usize> {
        self.source_numbers.get(id?).copied()
    }

    /// A year, month or day of a name's record as the pages show it.
    pub fn when(&self, when: When) -> Option<DateLabel> {
        self.whens.get(&when).cloned()
    }

    /// The number of the top-level section that a section is in, or is; nothing for the site itself.
    pub fn top_section(&self, section: usize) -> Option<usize> {
        let parent = self.sections[section].parent?;
        if parent == 0 { Some(section) } else { self.top_section(parent) }
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

    /// Whether an output that needs the site's address can be made.
    pub fn makes_feed(&self) -> bool {
        self.site.feed
    }

    /// Whether an output that needs the site's address can be made.
    pub fn makes_sitemap(&self) -> bool {
        self.config.outputs.sitemap && self.config.base_url.is_some()
    }
}

//! What a template may read, as plain values: each page gets exactly what it may show.

use std::sync::Arc;

use serde::Serialize;

use super::feed::{FeedView, SitemapUrl};
use super::label::{Backlink, DateLabel, Link};
use super::linked_data::Thing;
use super::print::PrintView;
use super::record::{CiteThis, EventView, FigureView, Preview, RegisterView, SourceItem};
use super::statement::StatementView;
use super::template_name::TemplateName;
use crate::model::source::front_matter::Status;
use crate::model::value::address::Address;
use crate::text::shared_text::SharedText;

/// An entry of "on this page": a level-2 heading with the level-3 headings under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The heading's id.
    pub id: String,
    /// Its text.
    pub title: String,
    /// The headings below.
    pub children: Vec<Entry>,
}

/// A page or section as a landing page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Card {
    /// Its title.
    pub title: String,
    /// Its address.
    pub href: String,
    /// What it is about.
    pub description: Option<String>,
    /// The pages in it, when it is a section.
    pub pages: Vec<Link>,
}

/// An entry of a list page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The text of the link.
    pub title: String,
    /// The address.
    pub href: String,
    /// What it is about.
    pub description: Option<String>,
    /// The title of the section that it is in.
    pub section: Option<String>,
}

/// A titled part of a list page: a letter of the index, a tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// A fragment, unique on the page.
    pub id: String,
    /// The heading; may be empty on a page with one group.
    pub title: String,
    /// What is in it.
    pub pages: Vec<Item>,
}

/// What a page is, for templates that are shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PageKind {
    /// The site's first page.
    Home,
    /// A section's landing page.
    Section,
    /// Any other page of an editor's.
    Page,
    /// The pages of one tag.
    Tag,
    /// All tags.
    Tags,
    /// All pages by title.
    Index,
    /// All figures.
    Figures,
    /// All sources.
    Sources,
    /// All names.
    Names,
    /// One name.
    Name,
    /// All events.
    Timeline,
    /// All terms.
    Glossary,
    /// The accessibility statement.
    Accessibility,
    /// Where readers search.
    Search,
    /// The whole briefing on one page.
    Print,
    /// What a host answers when there is no such page.
    Missing,
}

/// What a page of HTML shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageView {
    /// What the page is.
    pub kind: PageKind,
    /// Its only level-1 heading.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// The way to the top of the site.
    pub root: String,
    /// Its place in the site.
    pub address: String,
    /// Its absolute address, where the site has one.
    pub canonical: Option<String>,
    /// The address of its Markdown, where the site has that.
    pub markdown: Option<String>,
    /// The language tag.
    pub language: String,
    /// The path of the top-level section that it is in; empty outside.
    pub top: String,
    /// First published.
    pub date: Option<DateLabel>,
    /// Last changed by an editor.
    pub updated: Option<DateLabel>,
    /// How it stands in its life.
    pub status: Status,
    /// The pages above it, home first.
    pub breadcrumbs: Vec<Link>,
    /// Its tags.
    pub tags: Vec<Link>,
    /// "On this page".
    pub contents: Vec<Entry>,
    /// The HTML before the first heading.
    pub opening: SharedText,
    /// The HTML from the first heading on.
    pub body: SharedText,
    /// The pages and sections directly below it.
    pub children: Vec<Card>,
    /// The pages that refer to it.
    pub backlinks: Vec<Backlink>,
    /// The page before it in reading order.
    pub previous: Option<Link>,
    /// The page after it.
    pub next: Option<Link>,
    /// The groups of a list page.
    pub groups: Vec<Group>,
    /// The figures that the text refers to, each once.
    pub figures: Vec<FigureView>,
    /// The figures of the page's panel.
    pub key_figures: Vec<FigureView>,
    /// The latest events that the page lists.
    pub latest_events: Vec<EventView>,
    /// The sources that the page is drawn from or cites, as the site's style writes them.
    pub sources: Vec<SourceItem>,
    /// What the references of the text to other pages lead to.
    pub previews: Vec<Preview>,
    /// How readers cite the page; nothing for pages that no editor writes.
    pub cite: Option<Arc<CiteThis>>,
    /// Who answers for the page.
    pub owner: Option<String>,
    /// When its owner last found it right.
    pub reviewed: Option<DateLabel>,
    /// The page that has taken its place.
    pub superseded_by: Option<Link>,
    /// What a page that is made from registers shows.
    pub register: Option<Box<RegisterView>>,
    /// The accessibility statement, on its page.
    pub accessibility: Option<Box<StatementView>>,
    /// What the print edition shows.
    pub print: Option<Box<PrintView>>,
    /// What the page is and is about, for machines; templates read it as JSON.
    #[serde(skip)]
    pub linked_data: Vec<Thing>,
}

/// A page left at an earlier address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RedirectView {
    /// The title of the page that has moved.
    pub title: String,
    /// Its address from here.
    pub href: String,
    /// Its absolute address, or the relative one where the site has none.
    pub canonical: String,
}

/// What goes into one artifact that a template makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A page of HTML, with the navigation of its section.
    Page(Box<PageView>, Option<SharedText>),
    /// A redirect.
    Redirect(RedirectView),
    /// The feed.
    Feed(FeedView),
    /// The sitemap.
    Sitemap(Vec<SitemapUrl>),
}

/// One artifact to be: its address, its template and what the template may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Where it will stand.
    pub address: Address,
    /// The template that makes it.
    pub template: TemplateName,
    /// What the template may read.
    pub content: Content,
}

impl View {
    /// The editor's text on it from its first heading on, as HTML; empty where there is none.
    pub fn text(&self) -> SharedText {
        match &self.content {
            Content::Page(page, _) => page.body.clone(),
            _ => SharedText::from(""),
        }
    }
}

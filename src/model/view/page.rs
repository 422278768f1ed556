//! What a template may read, as plain values: each page gets exactly what it may show.

use std::sync::Arc;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::feed::{FeedView, SitemapUrl};
use super::label::{Backlink, DateLabel, Link};
use super::linked_data::Thing;
use super::print::PrintView;
use super::record::{CiteThis, EventView, FigureView, Preview, RegisterView, SourceItem};
use super::statement::StatementView;
use super::template_name::TemplateName;
use crate::model::register::record_kind::AddressedKind;
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// The records of a register.
    Register(AddressedKind),
    /// One name.
    Name,
    /// The accessibility statement.
    Accessibility,
    /// The search page.
    Search,
    /// The whole briefing on one page.
    Print,
    /// What a host answers if there is no such page.
    Missing,
}

impl PageKind {
    /// The word by which templates know it: `home`, `timeline`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Section => "section",
            Self::Page => "page",
            Self::Tag => "tag",
            Self::Tags => "tags",
            Self::Index => "index",
            Self::Register(kind) => kind.page_word(),
            Self::Name => "name",
            Self::Accessibility => "accessibility",
            Self::Search => "search",
            Self::Print => "print",
            Self::Missing => "missing",
        }
    }
}

impl Serialize for PageKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// What a page of HTML shows. Templates read all fields at one level; those of other kinds of pages are empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageView {
    /// What all pages have.
    pub frame: Frame,
    /// How the page is kept up to date.
    pub upkeep: Upkeep,
    /// What pages of its kind show.
    pub body: PageBody,
}

/// What all pages have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The kind of the page.
    pub kind: PageKind,
    /// Its only level-1 heading.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// The way to the top of the site.
    pub root: String,
    /// Its place in the site.
    pub address: String,
    /// Its absolute address, if the site has one.
    pub canonical: Option<String>,
    /// The language tag.
    pub language: String,
    /// The path of the top-level section that it is in; empty outside.
    pub top: String,
    /// The pages above it, home first.
    pub breadcrumbs: Vec<Link>,
    /// What the page is and is about, for machines; templates read it as JSON.
    pub linked_data: Vec<Thing>,
}

/// How a page is kept up to date, and by whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upkeep {
    /// First published.
    pub date: Option<DateLabel>,
    /// Last changed by an editor.
    pub updated: Option<DateLabel>,
    /// Whether it is current.
    pub status: Status,
    /// Who is responsible for the page.
    pub owner: Option<String>,
    /// When its owner last found it right.
    pub reviewed: Option<DateLabel>,
    /// The page that replaces it.
    pub superseded_by: Option<Link>,
}

/// What the pages of a kind show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageBody {
    /// The text of an editor, and what belongs to it.
    Article(Box<ArticleView>),
    /// A list of pages or tags.
    List(Vec<Group>),
    /// Records.
    Register(Box<RegisterView>),
    /// The accessibility statement.
    Statement(Box<StatementView>),
    /// The print edition.
    Print(Box<PrintView>),
    /// Nothing but what its template holds.
    Plain,
}

/// The text of an editor, and what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleView {
    /// The address of its Markdown, if the site publishes that.
    pub markdown: Option<String>,
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
    /// How readers cite the page; nothing if the site does not show that.
    pub cite: Option<Arc<CiteThis>>,
}

impl Default for ArticleView {
    fn default() -> Self {
        Self {
            markdown: None,
            tags: Vec::new(),
            contents: Vec::new(),
            opening: SharedText::from(""),
            body: SharedText::from(""),
            children: Vec::new(),
            backlinks: Vec::new(),
            previous: None,
            next: None,
            figures: Vec::new(),
            key_figures: Vec::new(),
            latest_events: Vec::new(),
            sources: Vec::new(),
            previews: Vec::new(),
            cite: None,
        }
    }
}

impl PageView {
    /// The text of an editor, on pages that have one.
    pub fn article(&self) -> Option<&ArticleView> {
        match &self.body {
            PageBody::Article(article) => Some(article),
            _ => None,
        }
    }

    /// The records of a page of a register.
    pub fn register(&self) -> Option<&RegisterView> {
        match &self.body {
            PageBody::Register(register) => Some(register),
            _ => None,
        }
    }
}

/// Lets a part of a page write its fields beside those of other parts. A field that is left out does not compile.
macro_rules! fields {
    ($part:ident { $($field:ident),* } but { $($left_out:ident),* }) => {
        impl $part {
            fn write<S: SerializeStruct>(&self, page: &mut S) -> Result<(), S::Error> {
                let Self { $($field,)* $($left_out: _,)* } = self;
                $(page.serialize_field(stringify!($field), $field)?;)*
                Ok(())
            }
        }
    };
}

fields!(Frame { kind, title, description, root, address, canonical, language, top, breadcrumbs } but { linked_data });
fields!(Upkeep { date, updated, status, owner, reviewed, superseded_by } but {});
fields!(ArticleView {
    markdown, tags, contents, opening, body, children, backlinks, previous, next, figures, key_figures, latest_events,
    sources, previews, cite
} but {});

impl Serialize for PageView {
    /// Serializes all fields at one level, as templates read them. Serde's `flatten` would allocate each key.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let groups: &[Group] = if let PageBody::List(groups) = &self.body { groups } else { &[] };
        let statement = if let PageBody::Statement(statement) = &self.body { Some(statement) } else { None };
        let print = if let PageBody::Print(print) = &self.body { Some(print) } else { None };
        let mut page = serializer.serialize_struct("PageView", 34)?;
        self.frame.write(&mut page)?;
        self.upkeep.write(&mut page)?;
        match self.article() {
            Some(article) => article.write(&mut page)?,
            None => ArticleView::default().write(&mut page)?,
        }
        page.serialize_field("groups", groups)?;
        page.serialize_field("register", &self.register())?;
        page.serialize_field("accessibility", &statement)?;
        page.serialize_field("print", &print)?;
        page.end()
    }
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
            Content::Page(page, _) => {
                page.article().map_or_else(|| SharedText::from(""), |article| article.body.clone())
            }
            _ => SharedText::from(""),
        }
    }
}

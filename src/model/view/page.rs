//! The template variables of pages, and the views that templates render.

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

/// An entry of "on this page": a level-2 heading with the level-3 headings below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The heading's id.
    pub id: String,
    /// The heading's text.
    pub title: String,
    /// The headings below it.
    pub children: Vec<Entry>,
}

/// A card for a page or section on a landing page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Card {
    /// The title.
    pub title: String,
    /// The address.
    pub href: String,
    /// The description.
    pub description: Option<String>,
    /// The pages of a section.
    pub pages: Vec<Link>,
}

/// An entry of a list page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The text of the link.
    pub title: String,
    /// The address.
    pub href: String,
    /// The description.
    pub description: Option<String>,
    /// The title of its section.
    pub section: Option<String>,
}

/// A group of a list page: a letter of the index, a tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// A fragment, unique on the page.
    pub id: String,
    /// The heading; may be empty on a page with one group.
    pub title: String,
    /// The entries of the group.
    pub pages: Vec<Item>,
}

/// The kind of a page, for templates that several kinds share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The home page.
    Home,
    /// A section's landing page.
    Section,
    /// Any other editor's page.
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
    /// The page that hosts serve if an address does not exist.
    Missing,
}

impl PageKind {
    /// The word in templates: `home`, `timeline`.
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

/// The variables of an HTML page. Templates read all fields at one level; those of other kinds of pages are empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageView {
    /// The variables of all pages.
    pub frame: Frame,
    /// The dates, status and owner of the page.
    pub upkeep: Upkeep,
    /// The variables of its kind of page.
    pub body: PageBody,
}

/// The variables of all pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The kind of the page.
    pub kind: PageKind,
    /// Its only level-1 heading.
    pub title: String,
    /// The description.
    pub description: Option<String>,
    /// The relative path to the top of the site.
    pub root: String,
    /// The address in the site.
    pub address: String,
    /// Its absolute address, if the site has one.
    pub canonical: Option<String>,
    /// The language tag.
    pub language: String,
    /// The path of its top-level section; empty outside sections.
    pub top: String,
    /// The pages above it, home first.
    pub breadcrumbs: Vec<Link>,
    /// The linked data; templates read it as JSON.
    pub linked_data: Vec<Thing>,
}

/// The dates, status and owner of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upkeep {
    /// The date of publication.
    pub date: Option<DateLabel>,
    /// The date of an editor's last change.
    pub updated: Option<DateLabel>,
    /// The status.
    pub status: Status,
    /// Who is responsible for the page.
    pub owner: Option<String>,
    /// The day on which its owner last checked it.
    pub reviewed: Option<DateLabel>,
    /// The page that replaces it.
    pub superseded_by: Option<Link>,
}

/// The variables of a kind of page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageBody {
    /// An editor's page.
    Article(Box<ArticleView>),
    /// A list of pages or tags.
    List(Vec<Group>),
    /// Records.
    Register(Box<RegisterView>),
    /// The accessibility statement.
    Statement(Box<StatementView>),
    /// The print edition.
    Print(Box<PrintView>),
    /// No variables besides those of all pages.
    Plain,
}

/// An editor's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleView {
    /// The address of its Markdown output, if the site has it.
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
    /// The distinct figures that the text refers to.
    pub figures: Vec<FigureView>,
    /// The figures of the page's panel.
    pub key_figures: Vec<FigureView>,
    /// The latest events that the page lists.
    pub latest_events: Vec<EventView>,
    /// The sources of the page, in the site's citation style.
    pub sources: Vec<SourceItem>,
    /// The previews of the references to other pages.
    pub previews: Vec<Preview>,
    /// The citations that readers can copy; `None` if the site does not offer them.
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
    /// The variables of an editor's page, if it is one.
    pub fn article(&self) -> Option<&ArticleView> {
        match &self.body {
            PageBody::Article(article) => Some(article),
            _ => None,
        }
    }

    /// The records, if it is a page of a register.
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

/// A redirect at an earlier address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RedirectView {
    /// The title of the page that has moved.
    pub title: String,
    /// The address of that page, relative to the redirect.
    pub href: String,
    /// The absolute address; relative if the site has no base URL.
    pub canonical: String,
}

/// The input to a template.
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

/// The view of an artifact: its address, its template and the template's variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The address of the artifact.
    pub address: Address,
    /// The template.
    pub template: TemplateName,
    /// The template's variables.
    pub content: Content,
}

impl View {
    /// The HTML of the editor's text from the first heading on; empty if there is none.
    pub fn text(&self) -> SharedText {
        match &self.content {
            Content::Page(page, _) => {
                page.article().map_or_else(|| SharedText::from(""), |article| article.body.clone())
            }
            _ => SharedText::from(""),
        }
    }
}

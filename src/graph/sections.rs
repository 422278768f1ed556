//! The tree of sections: each folder with pages is a section, and its `index.md` is the landing page.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::memo;
use crate::model::page::outline::Outline;
use crate::model::source::front_matter::Status;
use crate::model::source::tree::CONTENT;
use crate::model::value::address::Address;
use crate::model::value::id::{Id, Table};
use crate::model::view::label::Link;
use crate::model::view::site::{NavItem, NavView, SectionLink};

use super::{Page, PageId};

/// The most sections in the header; with more, the header lists none.
const HEADER_LIMIT: usize = 8;

/// The most entries of a section's navigation. Every page of the section repeats them, so that n pages would otherwise
/// cost n² lines.
const NAV_LIMIT: usize = 120;

/// The place of a section among those of its site.
pub type SectionId = Id<Section>;

/// The section that is the site itself.
pub const SITE: SectionId = Id::new(0);

/// A page or a section directly below a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Child {
    /// A page.
    Page(PageId),
    /// A section.
    Section(SectionId),
}

/// A folder with pages in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The folder of the source files: `content/economic`.
    pub folder: String,
    /// The landing page; `None` if `index.md` is missing, which is an error.
    pub landing: Option<PageId>,
    /// The section that contains it; `None` for the site itself.
    pub parent: Option<SectionId>,
    /// The pages and sections directly below it, in reading order.
    pub children: Vec<Child>,
    /// The landing page's title, or the folder's name.
    pub title: String,
    /// The navigation; `None` for the site itself.
    pub nav: Option<Arc<NavView>>,
}

impl Section {
    /// The address of the landing page.
    pub fn address(&self) -> Address {
        match self.folder.strip_prefix(CONTENT).map(|folder| folder.trim_start_matches('/')) {
            Some("") | None => Address::new("index.html"),
            Some(folder) => Address::new([folder, "/index.html"].concat()),
        }
    }
}

/// The sections of a site, and the section of each folder.
pub struct Sections {
    /// The site itself, then the others in the order of their folders.
    pub sections: Table<Section>,
    by_folder: BTreeMap<String, SectionId>,
}

impl Sections {
    /// The section of a folder.
    pub fn of_folder(&self, folder: &str) -> SectionId {
        self.by_folder.get(folder).copied().unwrap_or(SITE)
    }

    /// Adds the navigation of each section.
    pub fn add_navigation(&mut self, pages: &Table<Page>) {
        let sections = &self.sections;
        let navs = memo::each(sections.len(), |place| nav(&sections[SectionId::new(place)], sections, pages));
        for (section, nav) in sections.ids().zip(navs) {
            self.sections[section].nav = nav.map(Arc::new);
        }
    }
}

/// Builds the tree of sections. `outlines` must be in the order of their files.
pub fn sections(outlines: &[Arc<Outline>]) -> Sections {
    let mut folders = BTreeMap::from([(CONTENT.to_owned(), SITE)]);
    for together in outlines.chunk_by(|one, other| one.file.folder() == other.file.folder()) {
        let mut folder = together[0].file.folder();
        while !folder.is_empty() && !folders.contains_key(folder) {
            folders.insert(folder.to_owned(), SITE);
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }
    for (place, section) in folders.values_mut().enumerate() {
        *section = Id::new(place);
    }
    let above = |folder: &str| folder.rsplit_once('/').and_then(|(above, _)| folders.get(above).copied());
    let mut sections: Table<Section> = folders
        .keys()
        .map(|folder| Section {
            title: folder.rsplit('/').next().unwrap_or(folder).to_owned(),
            folder: folder.clone(),
            landing: None,
            parent: above(folder),
            children: Vec::new(),
            nav: None,
        })
        .collect();
    let (mut folder, mut own) = ("", SITE);
    for (place, outline) in outlines.iter().enumerate() {
        let page = PageId::new(place);
        // Pages of one folder are consecutive, except for pages of its subfolders.
        if outline.file.folder() != folder {
            folder = outline.file.folder();
            own = folders[folder];
        }
        let section = &mut sections[own];
        if outline.file.name() == "index.md" {
            section.landing = Some(page);
            section.title.clone_from(&outline.title);
        } else if outline.front_matter.status != Status::Withdrawn {
            section.children.push(Child::Page(page));
        }
    }
    for section in sections.ids() {
        if let Some(parent) = sections[section].parent {
            sections[parent].children.push(Child::Section(section));
        }
    }
    for section in sections.ids() {
        let mut children = std::mem::take(&mut sections[section].children);
        children
            .sort_by(|one, other| place(*one, &sections, outlines).cmp(&place(*other, &sections, outlines)));
        sections[section].children = children;
    }
    Sections { sections, by_folder: folders }
}

/// The sort key of a child: its `order`, then its file name. Children without `order` come last.
fn place<'a>(
    child: Child,
    sections: &'a Table<Section>,
    outlines: &'a [Arc<Outline>],
) -> (bool, i64, &'a str) {
    let (page, name) = match child {
        Child::Page(page) => (Some(page), outlines[page.place()].file.as_str()),
        Child::Section(section) => (sections[section].landing, sections[section].folder.as_str()),
    };
    let order = page.and_then(|page| outlines[page.place()].front_matter.order);
    (order.is_none(), order.unwrap_or(0), name)
}

/// The listed pages in reading order.
pub fn reading_order(sections: &Table<Section>, pages: &Table<Page>) -> Vec<PageId> {
    let mut order = Vec::with_capacity(pages.len());
    let mut ahead = vec![Child::Section(SITE)];
    while let Some(child) = ahead.pop() {
        match child {
            Child::Page(page) => order.push(page),
            Child::Section(section) => {
                order.extend(sections[section].landing.filter(|landing| pages[*landing].is_listed()));
                ahead.extend(sections[section].children.iter().rev());
            }
        }
    }
    order
}

/// The sections of the header.
pub fn header(sections: &Table<Section>, pages: &Table<Page>) -> Vec<SectionLink> {
    let top: Vec<&Section> = top_sections(sections).filter(|section| is_listed(section, pages)).collect();
    if top.len() > HEADER_LIMIT {
        return Vec::new();
    }
    top.iter()
        .map(|section| SectionLink { title: section.title.clone(), path: section.address().encoded() })
        .collect()
}

fn top_sections(sections: &Table<Section>) -> impl Iterator<Item = &Section> {
    sections[SITE].children.iter().filter_map(|child| match child {
        Child::Section(section) => Some(&sections[*section]),
        Child::Page(_) => None,
    })
}

fn is_listed(section: &Section, pages: &Table<Page>) -> bool {
    section.landing.is_none_or(|landing| pages[landing].is_listed())
}

/// The navigation of a section, with addresses relative to its folder; `None` for the site itself.
pub fn nav(section: &Section, sections: &Table<Section>, pages: &Table<Page>) -> Option<NavView> {
    section.parent?;
    let own = section.address();
    let link = |address: &Address| own.link_to(address);
    let too_many = section.children.len() > NAV_LIMIT;
    let within = |child: &Child| match child {
        Child::Page(_) => 1,
        Child::Section(inner) => 1 + sections[*inner].children.len(),
    };
    let too_many_within = section.children.iter().map(within).sum::<usize>() > NAV_LIMIT;
    let shown = section.children.iter().filter(|_| !too_many);
    let items = shown.filter_map(|child| match child {
        Child::Page(page) => {
            let page = &pages[*page];
            Some(NavItem {
                title: page.outline.title.clone(),
                href: link(&page.address),
                children: Vec::new(),
            })
        }
        Child::Section(inner) => {
            let inner = &sections[*inner];
            is_listed(inner, pages).then(|| NavItem {
                title: inner.title.clone(),
                href: link(&inner.address()),
                children: if too_many_within { Vec::new() } else { links(inner, sections, pages, &own) },
            })
        }
    });
    Some(NavView { title: section.title.clone(), href: link(&own), items: items.collect() })
}

/// Links from the page at `from` to the pages and sections directly in a section; empty if there are more than the
/// navigation may have.
pub fn links(section: &Section, sections: &Table<Section>, pages: &Table<Page>, from: &Address) -> Vec<Link> {
    if section.children.len() > NAV_LIMIT {
        return Vec::new();
    }
    let link = |title: &str, to: &Address| Link { title: title.to_owned(), href: from.link_to(to) };
    let shown = section.children.iter().filter_map(|child| match child {
        Child::Page(page) => Some(link(&pages[*page].outline.title, &pages[*page].address)),
        Child::Section(inner) => {
            let inner = &sections[*inner];
            is_listed(inner, pages).then(|| link(&inner.title, &inner.address()))
        }
    });
    shown.collect()
}

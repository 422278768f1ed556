//! Joins the outlines, the records and the configuration of a site into a graph.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::locale::Locale;
use crate::locale::localizer::Localizer;
use crate::locale::numerals::Numerals;
use crate::memo::{self, Shared};
use crate::model::page::outline::{Outline, Successor};
use crate::model::page::resolved_reference::ResolvedReference;
use crate::model::register::registers::Records;
use crate::model::source::file_address::page_address;
use crate::model::source::front_matter::Status;
use crate::model::source::tree::FilePath;
use crate::model::value::address::Address;
use crate::model::value::id::Table;
use crate::model::view::label::Link;
use crate::text::shared_text::SharedText;

use super::catalogue::Catalogue;
use super::dates::Dates;
use super::entries::{Context, Entries};
use super::ids::{ids, retired_ids};
use super::resolve::Resolved;
use super::site::site;
use super::{Graph, JoinInput, Page, PageId, Section, acronyms, backlinks, resolve, sections, tags};

/// Joins the outlines of a site.
pub fn join(input: &JoinInput) -> Shared<Graph> {
    let language = input.config.language();
    let locale = Locale::new(&language);
    let numerals = Numerals::new(&locale, &input.strings);
    let localizer = Localizer::new(&locale, &language);
    let records = &input.records;
    let Published { places, outlines, drafts, files } = Published::of(input);
    let catalogue = Catalogue::new(records, &numerals, &locale, language.clone());
    let addresses: Vec<Address> = outlines.iter().map(|outline| page_address(&outline.file)).collect();
    let (mut sections, resolved) = memo::both(
        || sections::sections(&outlines),
        || resolve::resolve(&outlines, &addresses, input, &files, &catalogue),
    );
    let entries = Entries::new(&Context {
        records,
        outlines: &outlines,
        resolved: &resolved,
        sections: &sections.sections,
        locale: &locale,
        numerals: &numerals,
        localizer: &localizer,
    });
    let expansions = acronyms::expansions(&outlines, &acronyms::acronyms(records, &localizer));
    let backlinks = backlinks::backlinks(&outlines, &resolved);
    let Resolved { references, targets, problems } = resolved;
    let parts = outlines.into_iter().zip(addresses).zip(references.into_iter().zip(targets));
    let parts: Vec<_> = parts.zip(backlinks).zip(expansions).collect();
    let pages = memo::map(
        parts,
        |((((outline, address), (resolved_references, targets)), backlinks), expansions)| Page {
            address,
            section: sections.of_folder(outline.file.folder()),
            successor: successor(&outline, &resolved_references),
            outline,
            resolved_references: Arc::new(resolved_references),
            targets,
            expansions,
            backlinks,
            previous: None,
            next: None,
        },
    );
    let pages = in_reading_order(Table::from(pages), &sections.sections);
    sections.add_navigation(&pages);
    let sections = sections.sections;
    let outputs = &input.config.outputs;
    let tags = || if outputs.tags { tags::tags(&pages) } else { Vec::new() };
    let by_title = || if outputs.index { by_title(&locale, &pages) } else { Vec::new() };
    let dates = || Dates::new(&input.config, &pages, records, &locale, &localizer);
    let (by_title, (dates, tags)) = memo::both(by_title, || memo::both(dates, tags));
    let site = Arc::new(site(input, &entries.sources, &sections, &pages, &files, &tags, &dates));
    Shared::new(Graph {
        config: Arc::clone(&input.config),
        strings: Arc::clone(&input.strings),
        site,
        pages,
        places: Arc::new(places),
        sections,
        tags,
        by_title,
        reference_problems: problems,
        files,
        drafts,
        records: records.clone(),
        entries,
        id_list: id_list(records),
        dates,
    })
}

/// The outlines and files that a build publishes, and the drafts that it leaves out.
struct Published {
    /// The place of each published page's outline among all outlines.
    places: Vec<usize>,
    /// The outlines of the published pages.
    outlines: Vec<Arc<Outline>>,
    /// The drafts that are left out.
    drafts: Vec<FilePath>,
    /// The published files other than pages.
    files: Vec<FilePath>,
}

impl Published {
    fn of(input: &JoinInput) -> Self {
        let is_page = |outline: &Outline| input.drafts || !is_draft(outline);
        let outlines = input.outlines.iter().enumerate().filter(|(_, outline)| is_page(outline));
        let (places, outlines) = outlines.map(|(place, outline)| (place, Arc::clone(outline))).unzip();
        let left_out = input.outlines.iter().filter(|outline| !is_page(outline));
        let drafts = left_out.map(|outline| outline.file.clone()).collect();
        Self { places, outlines, drafts, files: published_files(input) }
    }
}

/// Links each page to its neighbours.
fn in_reading_order(mut pages: Table<Page>, sections: &Table<Section>) -> Table<Page> {
    for pair in sections::reading_order(sections, &pages).windows(2) {
        pages[pair[0]].next = Some(pair[1]);
        pages[pair[1]].previous = Some(pair[0]);
    }
    pages
}

/// The text of `ids.txt`.
fn id_list(records: &Records) -> SharedText {
    let lines = ids(records).chain(retired_ids(records)).map(|id| id + "\n");
    SharedText::from(lines.collect::<String>())
}

/// A link to the page that supersedes another, from that page.
fn successor(outline: &Outline, resolved_references: &[ResolvedReference]) -> Option<Link> {
    match outline.successor.as_ref()? {
        Successor::Elsewhere(address) => Some(Link { title: address.clone(), href: address.clone() }),
        Successor::Reference(number) => match resolved_references.get(*number)? {
            ResolvedReference::Found { href, title } => {
                Some(Link { title: title.clone(), href: href.clone() })
            }
            ResolvedReference::Missing => None,
        },
    }
}

/// The listed pages in alphabetical order of their titles, each with its letter of the index.
fn by_title(locale: &Locale, pages: &Table<Page>) -> Vec<(String, PageId)> {
    let listed = pages.enumerate().filter(|(_, page)| page.is_listed());
    locale.in_order(listed.map(|(id, page)| (id, page.outline.title.as_str())))
}

/// The files other than pages, except in folders whose pages are all drafts: these files belong to the drafts.
fn published_files(input: &JoinInput) -> Vec<FilePath> {
    let is_left_out = |outline: &Outline| !input.drafts && is_draft(outline);
    let mut folders: BTreeMap<&str, bool> = BTreeMap::new();
    for outline in input.outlines.iter() {
        *folders.entry(outline.file.folder()).or_insert(true) &= is_left_out(outline);
    }
    let files = input.files.iter();
    files.filter(|file| !folders.get(file.folder()).copied().unwrap_or(false)).cloned().collect()
}

fn is_draft(outline: &Outline) -> bool {
    outline.front_matter.status == Status::Draft
}

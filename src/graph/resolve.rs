//! Resolves the references of pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::memo;
use crate::model::page::outline::{Heading, Outline, Target};
use crate::model::page::resolved_reference::{LISTED, ReferenceProblem, ResolvedReference};
use crate::model::register::record_kind::RecordKind;
use crate::model::source::front_matter::Status;
use crate::model::source::tree::{CONTENT, FilePath};
use crate::model::value::address::{Address, encode_path};

use super::catalogue::Catalogue;
use super::{JoinInput, PageId};

/// The resolved references of a site or a page.
pub struct Resolved {
    /// The resolved references of each page.
    pub references: Vec<Vec<ResolvedReference>>,
    /// For each page, the target page of each reference; `None` if the target is not a page.
    pub targets: Vec<Vec<Option<PageId>>>,
    /// The problems: the page, the number of the reference on the page, and the reason.
    pub problems: Vec<(PageId, usize, ReferenceProblem)>,
}

/// Resolves every reference of a site. `addresses` are those of the pages, in the order of `outlines`.
pub fn resolve(
    outlines: &[Arc<Outline>],
    addresses: &[Address],
    input: &JoinInput,
    files: &[FilePath],
    catalogue: &Catalogue<'_>,
) -> Resolved {
    let index = Targets::new(outlines, addresses, input, files, catalogue);
    let mut resolved = Resolved {
        references: Vec::with_capacity(outlines.len()),
        targets: Vec::with_capacity(outlines.len()),
        problems: Vec::new(),
    };
    for of_page in memo::each(outlines.len(), |page| of_page(&index, PageId::new(page), &outlines[page])) {
        resolved.references.extend(of_page.references);
        resolved.targets.extend(of_page.targets);
        resolved.problems.extend(of_page.problems);
    }
    resolved
}

/// Resolves the references of one page.
fn of_page(index: &Targets<'_>, page: PageId, outline: &Outline) -> Resolved {
    let own = &index.addresses[page.place()];
    let mut problems = Vec::new();
    let mut bytes = 0;
    let found = outline.references.iter().enumerate().map(|(number, reference)| {
        if bytes > BYTE_LIMIT {
            return (ResolvedReference::Missing, None);
        }
        let found = index.resolve(page, own, &reference.target).unwrap_or_else(|why| {
            let is_first = problems.len() < SEARCH_LIMIT;
            let why = if is_first { index.catalogue.with_nearest(why) } else { why };
            problems.push((page, number, why));
            (ResolvedReference::Missing, None)
        });
        problems.extend(index.differs(&reference.target).map(|why| (page, number, why)));
        bytes += found.0.bytes();
        problems.extend((bytes > BYTE_LIMIT).then_some((
            page,
            number,
            ReferenceProblem::TooManyBytes(BYTE_LIMIT),
        )));
        found
    });
    let (references, targets) = found.unzip();
    Resolved { references: vec![references], targets: vec![targets], problems }
}

/// The possible targets of references.
struct Targets<'a> {
    outlines: &'a [Arc<Outline>],
    /// The address of each page.
    addresses: &'a [Address],
    pages: BTreeMap<&'a str, PageId>,
    drafts: BTreeSet<&'a str>,
    files: BTreeSet<&'a str>,
    names: BTreeMap<String, BTreeSet<PageId>>,
    draft_names: BTreeMap<String, &'a str>,
    catalogue: &'a Catalogue<'a>,
    /// The fragments of the pages with many headings and anchors.
    large: BTreeMap<PageId, Fragments<'a>>,
}

/// The fragments of a page, indexed.
struct Fragments<'a> {
    ids: BTreeMap<&'a str, &'a Heading>,
    anchors: BTreeSet<&'a str>,
    slugs: BTreeMap<&'a str, Vec<&'a Heading>>,
}

/// The most bytes of addresses and titles that the references of one page may resolve to.
const BYTE_LIMIT: usize = 32 * 1024 * 1024;

/// The number of a page's unresolved references for which the nearest record is searched.
const SEARCH_LIMIT: usize = 200;

/// Pages with more headings and anchors than this are indexed.
const INDEX_THRESHOLD: usize = 48;

impl<'a> Targets<'a> {
    fn new(
        outlines: &'a [Arc<Outline>],
        addresses: &'a [Address],
        input: &'a JoinInput,
        files: &'a [FilePath],
        catalogue: &'a Catalogue<'a>,
    ) -> Self {
        let pages = outlines.iter().enumerate();
        let pages = pages.map(|(place, outline)| (outline.file.as_str(), PageId::new(place))).collect();
        let drafts: Vec<&Arc<Outline>> =
            input.outlines.iter().filter(|outline| outline.front_matter.status == Status::Draft).collect();
        let named = outlines.iter().flat_map(|outline| &outline.references);
        let has_names = named.into_iter().any(|reference| matches!(reference.target, Target::Name { .. }));
        Self {
            outlines,
            addresses,
            pages,
            catalogue,
            large: large(outlines),
            drafts: drafts.iter().map(|outline| outline.file.as_str()).collect(),
            files: files.iter().map(FilePath::as_str).collect(),
            names: if has_names { names(outlines) } else { BTreeMap::new() },
            draft_names: drafts
                .iter()
                .filter(|_| has_names)
                .flat_map(|outline| names_of(outline).into_iter().map(|name| (name, outline.file.as_str())))
                .collect(),
        }
    }

    fn resolve(
        &self,
        page: PageId,
        own: &Address,
        target: &Target,
    ) -> Result<(ResolvedReference, Option<PageId>), ReferenceProblem> {
        match target {
            Target::Page { file, fragment } => {
                let found = self.page(file)?;
                self.resolve_page(own, found, fragment.as_deref())
            }
            Target::Here { fragment } => {
                let (id, title) = self.heading(page, fragment)?;
                Ok((ResolvedReference::Found { href: format!("#{}", encode_path(&id)), title }, None))
            }
            Target::Name { name, fragment } => {
                let found = self.page_by_name(name)?;
                self.resolve_page(own, found, fragment.as_deref())
            }
            Target::File { file, suffix } => {
                if !self.files.contains(file.as_str()) {
                    return Err(ReferenceProblem::NoFile(file.to_string()));
                }
                let address = Address::new(file.below(CONTENT).unwrap_or(file.as_str()));
                let href = format!("{}{suffix}", own.link_to(&address));
                Ok((ResolvedReference::Found { href, title: file.name().to_owned() }, None))
            }
            Target::Figure { figure, .. } => Ok((self.catalogue.resolve_figure(figure)?, None)),
            Target::Record { kind, id, .. } => Ok((self.catalogue.resolve(own, *kind, id)?, None)),
            Target::Citation { id, .. } if self.catalogue.has(RecordKind::Source, id) => {
                Ok((ResolvedReference::Found { href: String::new(), title: String::new() }, None))
            }
            Target::Citation { id, .. } => Err(self.catalogue.missing(RecordKind::Source, id)),
            Target::Outside => Err(ReferenceProblem::Outside),
        }
    }

    /// How the text of a reference differs from the record.
    fn differs(&self, target: &Target) -> Option<ReferenceProblem> {
        match target {
            Target::Figure { figure, text } => self.catalogue.figure_differs(figure, text),
            Target::Record { kind, id, text } => self.catalogue.differs(*kind, id, text),
            _ => None,
        }
    }

    fn page(&self, file: &FilePath) -> Result<PageId, ReferenceProblem> {
        match self.pages.get(file.as_str()) {
            Some(page) => Ok(*page),
            None if self.drafts.contains(file.as_str()) => Err(ReferenceProblem::Draft(file.to_string())),
            None => Err(ReferenceProblem::NoFile(file.to_string())),
        }
    }

    fn page_by_name(&self, name: &str) -> Result<PageId, ReferenceProblem> {
        let found = self.names.get(&name.to_lowercase());
        let mut pages = found.into_iter().flatten();
        match (pages.next(), pages.next()) {
            (Some(page), None) => Ok(*page),
            (Some(_), Some(_)) => Err(ReferenceProblem::AmbiguousName(
                found
                    .into_iter()
                    .flatten()
                    .take(LISTED)
                    .map(|page| self.outlines[page.place()].file.to_string())
                    .collect(),
            )),
            (None, _) => Err(match self.draft_names.get(&name.to_lowercase()) {
                Some(file) => ReferenceProblem::Draft((*file).to_owned()),
                None => ReferenceProblem::NoName(name.to_owned()),
            }),
        }
    }

    /// The id and the title of the heading or anchor that a fragment names. A heading may also be named by its slug if no
    /// other heading of the page has that slug. An anchor has the title of the page.
    fn heading(&self, page: PageId, fragment: &str) -> Result<(String, String), ReferenceProblem> {
        let outline = &self.outlines[page.place()];
        let (headings, large) = (&outline.headings, self.large.get(&page));
        let with_id = match large {
            Some(fragments) => fragments.ids.get(fragment).copied(),
            None => headings.iter().find(|heading| heading.id() == fragment),
        };
        if let Some(heading) = with_id {
            return Ok((fragment.to_owned(), heading.title().to_owned()));
        }
        let is_anchor = match large {
            Some(fragments) => fragments.anchors.contains(fragment),
            None => outline.anchors.iter().any(|id| id == fragment),
        };
        if is_anchor {
            return Ok((fragment.to_owned(), outline.title.clone()));
        }
        let fits: Vec<&Heading> = match large {
            Some(fragments) => fragments.slugs.get(fragment).cloned().unwrap_or_default(),
            None => headings.iter().filter(|heading| heading.slug() == fragment).collect(),
        };
        match fits.as_slice() {
            [heading] => Ok((heading.id().to_owned(), heading.title().to_owned())),
            [] => Err(ReferenceProblem::NoHeading {
                file: outline.file.to_string(),
                fragment: fragment.to_owned(),
            }),
            several => {
                let ids = several.iter().take(LISTED).map(|heading| heading.id().to_owned());
                Err(ReferenceProblem::AmbiguousHeading(ids.collect()))
            }
        }
    }

    fn resolve_page(
        &self,
        own: &Address,
        page: PageId,
        fragment: Option<&str>,
    ) -> Result<(ResolvedReference, Option<PageId>), ReferenceProblem> {
        let outline = &self.outlines[page.place()];
        let href = own.link_to(&self.addresses[page.place()]);
        let resolved = match fragment.filter(|fragment| !fragment.is_empty()) {
            Some(fragment) => {
                let (id, title) = self.heading(page, fragment)?;
                ResolvedReference::Found { href: format!("{href}#{}", encode_path(&id)), title }
            }
            None => ResolvedReference::Found { href, title: outline.title.clone() },
        };
        Ok((resolved, Some(page)))
    }
}

/// Indexes the fragments of the pages that have many.
fn large(outlines: &[Arc<Outline>]) -> BTreeMap<PageId, Fragments<'_>> {
    let is_large = |outline: &Outline| outline.headings.len() + outline.anchors.len() > INDEX_THRESHOLD;
    let large = outlines.iter().enumerate().filter(|(_, outline)| is_large(outline));
    large.map(|(place, outline)| (PageId::new(place), Fragments::of(outline))).collect()
}

impl<'a> Fragments<'a> {
    fn of(outline: &'a Outline) -> Self {
        let mut slugs: BTreeMap<&str, Vec<&Heading>> = BTreeMap::new();
        for heading in &outline.headings {
            slugs.entry(heading.slug()).or_default().push(heading);
        }
        Self {
            ids: outline.headings.iter().rev().map(|heading| (heading.id(), heading)).collect(),
            anchors: outline.anchors.iter().map(String::as_str).collect(),
            slugs,
        }
    }
}

/// The pages by name, in lower case.
fn names(outlines: &[Arc<Outline>]) -> BTreeMap<String, BTreeSet<PageId>> {
    let mut names: BTreeMap<String, BTreeSet<PageId>> = BTreeMap::new();
    for (place, outline) in outlines.iter().enumerate() {
        for name in names_of(outline) {
            names.entry(name).or_default().insert(PageId::new(place));
        }
    }
    names
}

/// The names of a page, in lower case: its title, its path below `content/` without `.md`, and each trailing part of
/// that path. A landing page has the path of its folder.
fn names_of(outline: &Outline) -> Vec<String> {
    let path = outline.file.below(CONTENT).unwrap_or_default().trim_end_matches(".md").to_lowercase();
    let path = path.strip_suffix("/index").unwrap_or(&path);
    let mut names = vec![outline.title.to_lowercase()];
    let mut rest = Some(path);
    while let Some(name) = rest {
        names.push(name.to_owned());
        rest = name.split_once('/').map(|(_, below)| below);
    }
    names
}

//! References to answers: what each leads to, or why it leads nowhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::memo;
use crate::model::page::answer::{Answer, LISTED, Unanswered};
use crate::model::page::outline::{Heading, Outline, Target};
use crate::model::register::record_kind::RecordKind;
use crate::model::source::front_matter::Status;
use crate::model::source::tree::{CONTENT, FilePath};
use crate::model::value::address::{Address, encode_path};

use super::catalogue::Catalogue;
use super::{JoinInput, PageId};

/// All references of a site, answered.
pub struct Resolved {
    /// The answers of each page.
    pub answers: Vec<Vec<Answer>>,
    /// The pages that each page's references lead to, by the number of the reference.
    pub targets: Vec<Vec<Option<PageId>>>,
    /// Page, number of the reference, and why it has no answer.
    pub unanswered: Vec<(PageId, usize, Unanswered)>,
}

/// Answers every reference. The pages stand at these addresses.
pub fn resolve(
    outlines: &[Arc<Outline>],
    addresses: &[Address],
    question: &JoinInput,
    files: &[FilePath],
    catalogue: &Catalogue<'_>,
) -> Resolved {
    let index = Referents::new(outlines, addresses, question, files, catalogue);
    let mut resolved = Resolved {
        answers: Vec::with_capacity(outlines.len()),
        targets: Vec::with_capacity(outlines.len()),
        unanswered: Vec::new(),
    };
    for of_page in memo::each(outlines.len(), |page| of_page(&index, PageId::new(page), &outlines[page])) {
        resolved.answers.extend(of_page.answers);
        resolved.targets.extend(of_page.targets);
        resolved.unanswered.extend(of_page.unanswered);
    }
    resolved
}

/// The references of one page, answered.
fn of_page(index: &Referents<'_>, page: PageId, outline: &Outline) -> Resolved {
    let own = &index.addresses[page.place()];
    let mut unanswered = Vec::new();
    let mut bytes = 0;
    let found = outline.references.iter().enumerate().map(|(number, reference)| {
        if bytes > MOST {
            return (Answer::Missing, None);
        }
        let found = index.answer(page, own, &reference.target).unwrap_or_else(|why| {
            let is_first = unanswered.len() < SEARCHES;
            let why = if is_first { index.catalogue.with_nearest(why) } else { why };
            unanswered.push((page, number, why));
            (Answer::Missing, None)
        });
        unanswered.extend(index.differs(&reference.target).map(|why| (page, number, why)));
        bytes += found.0.bytes();
        unanswered.extend((bytes > MOST).then_some((page, number, Unanswered::TooMuch(MOST))));
        found
    });
    let (answers, targets) = found.unzip();
    Resolved { answers: vec![answers], targets: vec![targets], unanswered }
}

/// What there is to refer to.
struct Referents<'a> {
    outlines: &'a [Arc<Outline>],
    /// Where each page stands.
    addresses: &'a [Address],
    pages: BTreeMap<&'a str, PageId>,
    drafts: BTreeSet<&'a str>,
    files: BTreeSet<&'a str>,
    names: BTreeMap<String, BTreeSet<PageId>>,
    draft_names: BTreeMap<String, &'a str>,
    catalogue: &'a Catalogue<'a>,
    /// The places of the pages with many headings and anchors.
    large: BTreeMap<PageId, Places<'a>>,
}

/// The places of a page that links may name.
struct Places<'a> {
    ids: BTreeMap<&'a str, &'a Heading>,
    anchors: BTreeSet<&'a str>,
    slugs: BTreeMap<&'a str, Vec<&'a Heading>>,
}

/// The most bytes that the addresses and titles may have that the references of one page ask for.
const MOST: usize = 32 * 1024 * 1024;

/// For how many of a page's references without an answer the record is looked for that was probably meant.
const SEARCHES: usize = 200;

/// From how many headings and anchors on a page's are sought in order.
const LARGE: usize = 48;

impl<'a> Referents<'a> {
    fn new(
        outlines: &'a [Arc<Outline>],
        addresses: &'a [Address],
        question: &'a JoinInput,
        files: &'a [FilePath],
        catalogue: &'a Catalogue<'a>,
    ) -> Self {
        let pages = outlines.iter().enumerate();
        let pages = pages.map(|(place, outline)| (outline.file.as_str(), PageId::new(place))).collect();
        let drafts: Vec<&Arc<Outline>> =
            question.outlines.iter().filter(|outline| outline.front_matter.status == Status::Draft).collect();
        let named = outlines.iter().flat_map(|outline| &outline.references);
        let asked = named.into_iter().any(|reference| matches!(reference.target, Target::Name { .. }));
        Self {
            outlines,
            addresses,
            pages,
            catalogue,
            large: large(outlines),
            drafts: drafts.iter().map(|outline| outline.file.as_str()).collect(),
            files: files.iter().map(FilePath::as_str).collect(),
            names: if asked { names(outlines) } else { BTreeMap::new() },
            draft_names: drafts
                .iter()
                .filter(|_| asked)
                .flat_map(|outline| names_of(outline).into_iter().map(|name| (name, outline.file.as_str())))
                .collect(),
        }
    }

    fn answer(
        &self,
        page: PageId,
        own: &Address,
        target: &Target,
    ) -> Result<(Answer, Option<PageId>), Unanswered> {
        match target {
            Target::Page { file, fragment } => {
                let found = self.page(file)?;
                self.page_answer(own, found, fragment.as_deref())
            }
            Target::Here { fragment } => {
                let (id, title) = self.heading(page, fragment)?;
                Ok((Answer::Found { href: format!("#{}", encode_path(&id)), title }, None))
            }
            Target::Name { name, fragment } => {
                let found = self.named(name)?;
                self.page_answer(own, found, fragment.as_deref())
            }
            Target::File { file, suffix } => {
                if !self.files.contains(file.as_str()) {
                    return Err(Unanswered::NoFile(file.to_string()));
                }
                let address = Address::new(file.below(CONTENT).unwrap_or(file.as_str()));
                let href = format!("{}{suffix}", own.link_to(&address));
                Ok((Answer::Found { href, title: file.name().to_owned() }, None))
            }
            Target::Figure { figure, .. } => Ok((self.catalogue.figure(figure)?, None)),
            Target::Record { kind, id, .. } => Ok((self.catalogue.answer(own, *kind, id)?, None)),
            Target::Citation { id, .. } if self.catalogue.has(RecordKind::Source, id) => {
                Ok((Answer::Found { href: String::new(), title: String::new() }, None))
            }
            Target::Citation { id, .. } => Err(self.catalogue.missing(RecordKind::Source, id)),
            Target::Outside => Err(Unanswered::Outside),
        }
    }

    /// In what a text differs from the record that it refers to.
    fn differs(&self, target: &Target) -> Option<Unanswered> {
        match target {
            Target::Figure { figure, text } => self.catalogue.figure_differs(figure, text),
            Target::Record { kind, id, text } => self.catalogue.differs(*kind, id, text),
            _ => None,
        }
    }

    fn page(&self, file: &FilePath) -> Result<PageId, Unanswered> {
        match self.pages.get(file.as_str()) {
            Some(page) => Ok(*page),
            None if self.drafts.contains(file.as_str()) => Err(Unanswered::Draft(file.to_string())),
            None => Err(Unanswered::NoFile(file.to_string())),
        }
    }

    fn named(&self, name: &str) -> Result<PageId, Unanswered> {
        let found = self.names.get(&name.to_lowercase());
        let mut pages = found.into_iter().flatten();
        match (pages.next(), pages.next()) {
            (Some(page), None) => Ok(*page),
            (Some(_), Some(_)) => Err(Unanswered::Names(
                found
                    .into_iter()
                    .flatten()
                    .take(LISTED)
                    .map(|page| self.outlines[page.place()].file.to_string())
                    .collect(),
            )),
            (None, _) => Err(match self.draft_names.get(&name.to_lowercase()) {
                Some(file) => Unanswered::Draft((*file).to_owned()),
                None => Unanswered::NoName(name.to_owned()),
            }),
        }
    }

    /// The id that a fragment means, and the text there: a heading's id, or its words alone where no other heading of
    /// the page has them.
    fn heading(&self, page: PageId, fragment: &str) -> Result<(String, String), Unanswered> {
        let outline = &self.outlines[page.place()];
        let (headings, large) = (&outline.headings, self.large.get(&page));
        let with_id = match large {
            Some(places) => places.ids.get(fragment).copied(),
            None => headings.iter().find(|heading| heading.id() == fragment),
        };
        if let Some(heading) = with_id {
            return Ok((fragment.to_owned(), heading.title().to_owned()));
        }
        let is_anchor = match large {
            Some(places) => places.anchors.contains(fragment),
            None => outline.anchors.iter().any(|id| id == fragment),
        };
        if is_anchor {
            return Ok((fragment.to_owned(), outline.title.clone()));
        }
        let fits: Vec<&Heading> = match large {
            Some(places) => places.slugs.get(fragment).cloned().unwrap_or_default(),
            None => headings.iter().filter(|heading| heading.slug() == fragment).collect(),
        };
        match fits.as_slice() {
            [heading] => Ok((heading.id().to_owned(), heading.title().to_owned())),
            [] => {
                Err(Unanswered::NoHeading { file: outline.file.to_string(), fragment: fragment.to_owned() })
            }
            several => {
                let ids = several.iter().take(LISTED).map(|heading| heading.id().to_owned());
                Err(Unanswered::Headings(ids.collect()))
            }
        }
    }

    fn page_answer(
        &self,
        own: &Address,
        page: PageId,
        fragment: Option<&str>,
    ) -> Result<(Answer, Option<PageId>), Unanswered> {
        let outline = &self.outlines[page.place()];
        let href = own.link_to(&self.addresses[page.place()]);
        let answer = match fragment.filter(|fragment| !fragment.is_empty()) {
            Some(fragment) => {
                let (id, title) = self.heading(page, fragment)?;
                Answer::Found { href: format!("{href}#{}", encode_path(&id)), title }
            }
            None => Answer::Found { href, title: outline.title.clone() },
        };
        Ok((answer, Some(page)))
    }
}

/// The places of the pages that have many.
fn large(outlines: &[Arc<Outline>]) -> BTreeMap<PageId, Places<'_>> {
    let is_large = |outline: &Outline| outline.headings.len() + outline.anchors.len() > LARGE;
    let large = outlines.iter().enumerate().filter(|(_, outline)| is_large(outline));
    large.map(|(place, outline)| (PageId::new(place), Places::of(outline))).collect()
}

impl<'a> Places<'a> {
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

/// Every name of every page, in lower case.
fn names(outlines: &[Arc<Outline>]) -> BTreeMap<String, BTreeSet<PageId>> {
    let mut names: BTreeMap<String, BTreeSet<PageId>> = BTreeMap::new();
    for (place, outline) in outlines.iter().enumerate() {
        for name in names_of(outline) {
            names.entry(name).or_default().insert(PageId::new(place));
        }
    }
    names
}

/// What a page may be called: its path below `content/` without `.md`, each end of that path, and its title. A
/// landing page goes by its folder.
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

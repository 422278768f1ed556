//! References to answers: what each leads to, or why it leads nowhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::address::{Address, encode_path};
use crate::model::answer::{Answer, Unanswered};
use crate::model::front_matter::Status;
use crate::model::outline::{Outline, Target};
use crate::model::source::{CONTENT, FilePath};

use super::{Joining, address};

/// All references of a site, answered.
pub struct Resolved {
    /// The answers of each page.
    pub answers: Vec<Vec<Answer>>,
    /// The pages that each page's references lead to, by the number of the reference.
    pub targets: Vec<Vec<Option<usize>>>,
    /// Page, number of the reference, and why it has no answer.
    pub unanswered: Vec<(usize, usize, Unanswered)>,
}

/// Answers every reference.
pub fn resolve(outlines: &[Arc<Outline>], question: &Joining) -> Resolved {
    let index = Index::new(outlines, question);
    let mut resolved = Resolved {
        answers: Vec::with_capacity(outlines.len()),
        targets: Vec::with_capacity(outlines.len()),
        unanswered: Vec::new(),
    };
    for (page, outline) in outlines.iter().enumerate() {
        let own = address(&outline.file);
        let mut answers = Vec::with_capacity(outline.references.len());
        let mut targets = Vec::with_capacity(outline.references.len());
        for (number, reference) in outline.references.iter().enumerate() {
            let (answer, target) = match index.answer(page, &own, &reference.target) {
                Ok(found) => found,
                Err(why) => {
                    resolved.unanswered.push((page, number, why));
                    (Answer::Missing, None)
                }
            };
            answers.push(answer);
            targets.push(target);
        }
        resolved.answers.push(answers);
        resolved.targets.push(targets);
    }
    resolved
}

/// What there is to refer to.
struct Index<'a> {
    outlines: &'a [Arc<Outline>],
    pages: BTreeMap<&'a str, usize>,
    drafts: BTreeSet<&'a str>,
    files: BTreeSet<&'a str>,
    names: BTreeMap<String, BTreeSet<usize>>,
}

impl<'a> Index<'a> {
    fn new(outlines: &'a [Arc<Outline>], question: &'a Joining) -> Self {
        let pages =
            outlines.iter().enumerate().map(|(number, outline)| (outline.file.as_str(), number)).collect();
        let is_draft = |outline: &&Arc<Outline>| outline.front_matter.status == Status::Draft;
        let named = outlines.iter().flat_map(|outline| &outline.references);
        let asked = named.into_iter().any(|reference| matches!(reference.target, Target::Name { .. }));
        Self {
            outlines,
            pages,
            drafts: question.outlines.iter().filter(is_draft).map(|outline| outline.file.as_str()).collect(),
            files: question.files.iter().map(FilePath::as_str).collect(),
            names: if asked { names(outlines) } else { BTreeMap::new() },
        }
    }

    fn answer(
        &self,
        page: usize,
        own: &Address,
        target: &Target,
    ) -> Result<(Answer, Option<usize>), Unanswered> {
        match target {
            Target::Page { file, fragment } => {
                let found = self.page(file)?;
                self.page_answer(own, found, fragment.as_deref())
            }
            Target::Here { fragment } => {
                let id = heading(&self.outlines[page], fragment)?;
                let title = self.outlines[page].title.clone();
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
            Target::Outside => Err(Unanswered::Outside),
        }
    }

    fn page(&self, file: &FilePath) -> Result<usize, Unanswered> {
        match self.pages.get(file.as_str()) {
            Some(page) => Ok(*page),
            None if self.drafts.contains(file.as_str()) => Err(Unanswered::Draft(file.to_string())),
            None => Err(Unanswered::NoFile(file.to_string())),
        }
    }

    fn named(&self, name: &str) -> Result<usize, Unanswered> {
        let found = self.names.get(&name.to_lowercase());
        let mut pages = found.into_iter().flatten();
        match (pages.next(), pages.next()) {
            (Some(page), None) => Ok(*page),
            (Some(_), Some(_)) => Err(Unanswered::Names(
                found.into_iter().flatten().map(|page| self.outlines[*page].file.to_string()).collect(),
            )),
            (None, _) => Err(Unanswered::NoName(name.to_owned())),
        }
    }

    fn page_answer(
        &self,
        own: &Address,
        page: usize,
        fragment: Option<&str>,
    ) -> Result<(Answer, Option<usize>), Unanswered> {
        let outline = &self.outlines[page];
        let mut href = own.link_to(&address(&outline.file));
        if let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) {
            href.push('#');
            href.push_str(&encode_path(&heading(outline, fragment)?));
        }
        Ok((Answer::Found { href, title: outline.title.clone() }, Some(page)))
    }
}

/// The id that a fragment means: a heading's id, or its words alone where no other heading has them.
fn heading(outline: &Outline, fragment: &str) -> Result<String, Unanswered> {
    let headings = &outline.headings;
    if headings.iter().any(|heading| heading.id == fragment)
        || outline.anchors.iter().any(|id| id == fragment)
    {
        return Ok(fragment.to_owned());
    }
    let fits: Vec<&str> = headings
        .iter()
        .filter(|heading| heading.slug == fragment)
        .map(|heading| heading.id.as_str())
        .collect();
    match fits.as_slice() {
        [id] => Ok((*id).to_owned()),
        [] => Err(Unanswered::NoHeading {
            file: outline.file.to_string(),
            fragment: fragment.to_owned(),
            ids: headings.iter().map(|heading| heading.id.clone()).collect(),
        }),
        several => Err(Unanswered::Headings(several.iter().map(|id| (*id).to_owned()).collect())),
    }
}

/// Every name under which a page may be called, in lower case: its path below `content/` without `.md`, each end
/// of that path, and its title. A landing page goes by its folder.
fn names(outlines: &[Arc<Outline>]) -> BTreeMap<String, BTreeSet<usize>> {
    let mut names: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (number, outline) in outlines.iter().enumerate() {
        let path = outline.file.below(CONTENT).unwrap_or_default().trim_end_matches(".md").to_lowercase();
        let path = path.strip_suffix("/index").unwrap_or(&path);
        let mut rest = Some(path);
        while let Some(name) = rest {
            names.entry(name.to_owned()).or_default().insert(number);
            rest = name.split_once('/').map(|(_, below)| below);
        }
        names.entry(outline.title.to_lowercase()).or_default().insert(number);
    }
    names
}

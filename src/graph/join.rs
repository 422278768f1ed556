//! The joining itself, from top to bottom.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::locale::Locale;
use crate::locale::localizer::Localizer;
use crate::locale::numerals::Numerals;
use crate::memo::{self, Shared};
use crate::model::page::answer::Answer;
use crate::model::page::outline::{Outline, Successor};
use crate::model::register::record_type::RecordType;
use crate::model::source::file_address::page_address;
use crate::model::source::front_matter::Status;
use crate::model::source::tree::FilePath;
use crate::model::value::address::Address;
use crate::model::value::record_id::RecordId;
use crate::model::view::label::Link;
use crate::text::shared_text::SharedText;

use super::catalogue::Catalogue;
use super::ids::{ids, retired_ids};
use super::names::NameEntry;
use super::sections::Child;
use super::site::{dates, site};
use super::uses::Uses;
use super::{Graph, JoinInput, Page, backlinks, events, figures, names, resolve, sections, tags, terms};

/// Joins the outlines of a site.
pub fn join(question: &JoinInput) -> Shared<Graph> {
    let language = question.config.language();
    let locale = Locale::new(&language);
    let is_page = |outline: &Outline| question.drafts || !is_draft(outline);
    let (places, outlines): (Vec<usize>, Vec<Arc<Outline>>) = question
        .outlines
        .iter()
        .enumerate()
        .filter(|(_, outline)| is_page(outline))
        .map(|(place, outline)| (place, Arc::clone(outline)))
        .unzip();
    let left_out = question.outlines.iter().filter(|outline| !is_page(outline));
    let drafts = left_out.map(|outline| outline.file.clone()).collect();
    let files = published_files(question);
    let numerals = Numerals::new(&locale, &question.strings);
    let records = &question.records;
    let catalogue = Catalogue::new(records, &numerals, &locale, language.clone());
    let addresses: Vec<Address> = outlines.iter().map(|outline| page_address(&outline.file)).collect();
    let (sections, resolved) = memo::both(
        || sections::sections(&outlines),
        || resolve::resolve(&outlines, &addresses, question, &files, &catalogue),
    );
    let words = Localizer::new(&locale, &language);
    let mut uses = Uses::new(&outlines, &resolved, records);
    let figures = figures::figures(records, &mut uses, &numerals, &words);
    let sources = figures::sources(records, &figures, &mut uses, &locale);
    let by_date = events::order(&records.events);
    let events = events::events(records, &sections.sections, &mut uses, &words);
    let named = names::names(records, &by_date, &mut uses, &words);
    let terms = terms::terms(records, &outlines, &mut uses, &words);
    let expansions = terms::expansions(&outlines, &terms::acronyms(records, &words));
    let event_kinds = each_once(by_date.iter().filter_map(|event| events[*event].kind.clone()));
    let mut event_sections = each_once(events.iter().filter_map(|event| event.section));
    let whens = names::dates(records, &words);
    let by_name = locale.in_order(named.iter().map(NameEntry::sorted_by).enumerate());
    let by_term = locale.in_order(terms.iter().map(|term| term.term.as_str()).enumerate());
    let backlinks = backlinks::backlinks(&outlines, &resolved);
    let unanswered = resolved.unanswered;
    let resolved = resolved.answers.into_iter().zip(resolved.targets);
    let placed = outlines.into_iter().zip(addresses);
    let parts: Vec<_> = placed.zip(resolved).zip(backlinks).zip(expansions).collect();
    let mut pages =
        memo::map(parts, |((((outline, address), (answers, targets)), backlinks), expansions)| Page {
            address,
            section: sections.of_folder(outline.file.folder()),
            successor: successor(&outline, &answers),
            outline,
            answers: Arc::new(answers),
            targets,
            expansions,
            backlinks,
            previous: None,
            next: None,
        });
    let sections = sections.sections;
    event_sections.sort_by_key(|section| {
        sections[0].children.iter().position(|child| *child == Child::Section(*section))
    });
    let reading = sections::reading_order(&sections, &pages);
    for pair in reading.windows(2) {
        pages[pair[0]].next = Some(pair[1]);
        pages[pair[1]].previous = Some(pair[0]);
    }
    let outputs = &question.config.outputs;
    let tags = || if outputs.tags { tags::tags(&pages) } else { Vec::new() };
    let by_title = || if outputs.index { by_title(&locale, &pages) } else { Vec::new() };
    let dates = || dates(question, &pages, &locale);
    let (by_title, (dates, tags)) = memo::both(by_title, || memo::both(dates, tags));
    let navs = memo::each(sections.len(), |section| sections::nav(section, &sections, &pages).map(Arc::new));
    let site = Arc::new(site(question, &sources, &sections, &pages, &files, &tags, &dates));
    Shared::new(Graph {
        config: Arc::clone(&question.config),
        strings: Arc::clone(&question.strings),
        site,
        pages,
        places: Arc::new(places),
        sections,
        navs,
        tags,
        by_title,
        unanswered,
        files,
        by_figure: by_id(&records.figures),
        figures,
        sources,
        named,
        by_name,
        events,
        by_date,
        terms,
        by_term,
        event_kinds,
        event_sections,
        whens,
        name_numbers: by_id(&records.names),
        event_numbers: by_id(&records.events),
        term_numbers: by_id(&records.terms),
        source_numbers: by_id(&records.sources),
        chart_numbers: by_id(&records.charts),
        id_list: SharedText::from(
            ids(records).chain(retired_ids(records)).map(|id| id + "\n").collect::<String>(),
        ),
        records: records.clone(),
        share_picture: question.share_picture,
        drafts,
        dates,
    })
}

/// The page that has taken the place of another, as that one shows it.
fn successor(outline: &Outline, answers: &[Answer]) -> Option<Link> {
    match outline.successor.as_ref()? {
        Successor::Elsewhere(address) => Some(Link { title: address.clone(), href: address.clone() }),
        Successor::Reference(number) => match answers.get(*number)? {
            Answer::Found { href, title } => Some(Link { title: title.clone(), href: href.clone() }),
            Answer::Missing => None,
        },
    }
}

/// The numbers of some records by their ids.
fn by_id<T: RecordType>(records: &[T]) -> BTreeMap<RecordId, usize> {
    records.iter().enumerate().map(|(number, record)| (record.id().clone(), number)).collect()
}

/// What there is among some values, in the order in which each is met first.
fn each_once<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    values.filter(|value| seen.insert(value.clone())).collect()
}

/// The listed pages in the alphabetical order of their titles, each with the letter that it stands under.
fn by_title(locale: &Locale, pages: &[Page]) -> Vec<(String, usize)> {
    let listed = pages.iter().enumerate().filter(|(_, page)| page.is_listed());
    locale.in_order(listed.map(|(number, page)| (number, page.outline.title.as_str())))
}

/// The files beside the pages, but those in folders whose pages are all drafts: they are of the drafts.
fn published_files(question: &JoinInput) -> Vec<FilePath> {
    let is_left_out = |outline: &Outline| !question.drafts && is_draft(outline);
    let mut folders: BTreeMap<&str, bool> = BTreeMap::new();
    for outline in question.outlines.iter() {
        *folders.entry(outline.file.folder()).or_insert(true) &= is_left_out(outline);
    }
    let files = question.files.iter();
    files.filter(|file| !folders.get(file.folder()).copied().unwrap_or(false)).cloned().collect()
}

fn is_draft(outline: &Outline) -> bool {
    outline.front_matter.status == Status::Draft
}

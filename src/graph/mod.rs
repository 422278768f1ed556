//! Outlines joined: who is where, who refers to whom, what each page may show. No page's text is seen here.

pub mod addresses;
pub mod chart;
pub mod dataset;
pub mod diagram;
pub mod drawing_view;
pub mod feed_view;
pub mod list_view;
pub mod markdown_view;
pub mod page_view;
pub mod register_view;

mod backlinks;
mod catalogue;
mod events;
mod figures;
mod glossary_view;
mod lines;
mod linked_data;
mod locale;
mod name_view;
mod names;
mod numerals;
mod resolve;
mod sections;
mod tags;
mod terms;
mod timeline_view;
mod uses;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::memo::Shared;
use crate::model::address::Address;
use crate::model::answer::{Answer, Expansion, Unanswered};
use crate::model::config::{Config, SiteSource};
use crate::model::date::Date;
use crate::model::front_matter::Status;
use crate::model::outline::{Outline, Successor};
use crate::model::register::{Record, RecordKind, Records};
use crate::model::shared_text::SharedText;
use crate::model::source::{CONTENT, FilePath};
use crate::model::strings::Strings;
use crate::model::view::{DateLabel, LicenceView, Link, NavView, SiteView, SourceView};
use crate::model::when::When;

pub use backlinks::Backlink;
use catalogue::Catalogue;
pub use events::EventEntry;
pub use figures::{FigureEntry, SourceEntry};
use locale::Locale;
pub use names::NameEntry;
use numerals::Numerals;
pub use sections::{Child, Section};
pub use tags::Tag;
pub use terms::TermEntry;
use uses::Uses;
use words::Words;

/// All that the graph depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joining {
    /// The site's configuration.
    pub config: Arc<Config>,
    /// The interface's texts.
    pub strings: Arc<Strings>,
    /// Every page's outline, in the order of the files.
    pub outlines: Vec<Arc<Outline>>,
    /// The other files below `content/`, in the order of their paths, those beside drafts included.
    pub files: Vec<FilePath>,
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
        self.outline.file.name() == "index.md"
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
    /// Every path below `content/` that a link may name.
    pub names: Vec<FilePath>,
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
    /// The drafts that are left out.
    pub drafts: Vec<FilePath>,
    dates: BTreeMap<Date, DateLabel>,
    whens: BTreeMap<When, DateLabel>,
    by_figure: BTreeMap<Arc<str>, usize>,
    name_numbers: BTreeMap<Arc<str>, usize>,
    source_numbers: BTreeMap<Arc<str>, usize>,
}

impl Graph {
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
        ids(&self.records)
    }

    /// The ids that are retired, each behind the word for its kind.
    pub fn retired_ids(&self) -> impl Iterator<Item = String> {
        retired_ids(&self.records)
    }

    /// The number of the figure of an id.
    pub fn figure_number(&self, id: &str) -> Option<usize> {
        self.by_figure.get(id).copied()
    }

    /// The number of the name of an id.
    pub fn name_number(&self, id: &str) -> Option<usize> {
        self.name_numbers.get(id).copied()
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
        // The first page is what a host answers for the site's own address.
        let path = if address.as_str() == "index.html" { String::new() } else { address.encoded() };
        Some(format!("{}{path}", base.as_str()))
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

/// Joins the outlines of a site.
pub fn join(question: &Joining) -> Shared<Graph> {
    let language = question.config.language();
    let locale = Locale::new(&language);
    let outlines: Vec<Arc<Outline>> =
        question.outlines.iter().filter(|outline| question.drafts || !is_draft(outline)).cloned().collect();
    let left_out = question.outlines.iter().filter(|outline| !question.drafts && is_draft(outline));
    let drafts = left_out.map(|outline| outline.file.clone()).collect();
    let sections = sections::sections(&outlines);
    let files = published_files(question);
    let numerals = Numerals::new(&locale, &question.strings);
    let records = &question.records;
    let catalogue = Catalogue::new(records, &numerals, &locale, language.clone());
    let resolved = resolve::resolve(&outlines, question, &files, &catalogue);
    let words = Words::new(&locale, &language);
    let mut uses = Uses::new(&outlines, &resolved);
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
    let mut pages: Vec<Page> = outlines
        .into_iter()
        .zip(resolved.answers)
        .zip(backlinks)
        .zip(expansions)
        .map(|(((outline, answers), backlinks), expansions)| Page {
            address: address(&outline.file),
            section: sections.of_folder(outline.file.folder()),
            successor: successor(&outline, &answers),
            outline,
            answers: Arc::new(answers),
            expansions,
            backlinks,
            previous: None,
            next: None,
        })
        .collect();
    let sections = sections.sections;
    event_sections.sort_by_key(|section| {
        sections[0].children.iter().position(|child| *child == Child::Section(*section))
    });
    let reading = sections::reading_order(&sections, &pages);
    for pair in reading.windows(2) {
        pages[pair[0]].next = Some(pair[1]);
        pages[pair[1]].previous = Some(pair[0]);
    }
    let dates = dates(question, &pages, &locale);
    let tags = if question.config.outputs.tags { tags::tags(&pages) } else { Vec::new() };
    let by_title = if question.config.outputs.index { locale.by_title(&pages) } else { Vec::new() };
    let navs =
        (0..sections.len()).map(|section| sections::nav(section, &sections, &pages).map(Arc::new)).collect();
    let site = Arc::new(site(question, &sources, &sections, &pages, &tags, &dates));
    let mut names: Vec<FilePath> = pages.iter().map(|page| page.outline.file.clone()).collect();
    names.extend(files.iter().cloned());
    Shared::new(Graph {
        config: Arc::clone(&question.config),
        strings: Arc::clone(&question.strings),
        site,
        pages,
        sections,
        navs,
        tags,
        by_title,
        unanswered: resolved.unanswered,
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
        source_numbers: by_id(&records.sources),
        id_list: SharedText::from(
            ids(records).chain(retired_ids(records)).map(|id| id + "\n").collect::<String>(),
        ),
        records: records.clone(),
        names,
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

fn ids(records: &Records) -> impl Iterator<Item = String> {
    fn of<T>(kind: RecordKind, records: &[Record<T>]) -> impl Iterator<Item = String> {
        records.iter().map(move |record| format!("{} {}", kind.word(), record.id))
    }
    of(RecordKind::Figure, &records.figures)
        .chain(of(RecordKind::Source, &records.sources))
        .chain(of(RecordKind::Name, &records.names))
        .chain(of(RecordKind::Event, &records.events))
        .chain(of(RecordKind::Term, &records.terms))
}

fn retired_ids(records: &Records) -> impl Iterator<Item = String> {
    let retired = records.retired.iter();
    retired.filter_map(|retired| Some(format!("{} {}", retired.value.kind?.word(), retired.id)))
}

/// The numbers of some records by their ids.
fn by_id<T>(records: &[Record<T>]) -> BTreeMap<Arc<str>, usize> {
    records.iter().enumerate().map(|(number, record)| (Arc::clone(&record.id), number)).collect()
}

/// What there is among some values, in the order in which each is met first.
fn each_once<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    values.filter(|value| seen.insert(value.clone())).collect()
}

/// The files beside the pages, but those in folders whose pages are all drafts: they are of the drafts.
fn published_files(question: &Joining) -> Vec<FilePath> {
    let is_left_out = |outline: &Outline| !question.drafts && is_draft(outline);
    let mut folders: BTreeMap<&str, bool> = BTreeMap::new();
    for outline in &question.outlines {
        *folders.entry(outline.file.folder()).or_insert(true) &= is_left_out(outline);
    }
    let files = question.files.iter();
    files.filter(|file| !folders.get(file.folder()).copied().unwrap_or(false)).cloned().collect()
}

fn is_draft(outline: &Outline) -> bool {
    outline.front_matter.status == Status::Draft
}

/// Where the page of a file stands: one file in, one file out, the same tree.
pub fn address(file: &FilePath) -> Address {
    let path = file.below(CONTENT).unwrap_or(file.as_str());
    Address::new(format!("{}.html", path.strip_suffix(".md").unwrap_or(path)))
}

fn dates(question: &Joining, pages: &[Page], locale: &Locale) -> BTreeMap<Date, DateLabel> {
    let of_source = match &question.config.source {
        Some(SiteSource::Notice(source)) => source.date,
        _ => None,
    };
    let of_site = [question.config.as_of, of_source];
    let of_pages = pages.iter().flat_map(|page| {
        let front_matter = &page.outline.front_matter;
        [front_matter.date, front_matter.updated, front_matter.reviewed]
    });
    let mut dates = BTreeMap::new();
    for date in of_site.into_iter().chain(of_pages).flatten() {
        dates.entry(date).or_insert_with(|| DateLabel { iso: date.to_string(), text: locale.date(date) });
    }
    dates
}

/// The document that the whole site is drawn from, as every page credits it.
fn site_source(
    question: &Joining,
    sources: &[SourceEntry],
    dates: &BTreeMap<Date, DateLabel>,
) -> Option<SourceView> {
    match question.config.source.as_ref()? {
        SiteSource::Registered(id) => {
            let source = sources.iter().find(|source| *source.id == **id)?;
            Some(SourceView {
                title: source.record.title.clone().unwrap_or_default(),
                publisher: source.record.publisher.clone(),
                date: source.date.clone(),
                rights: source.record.rights.clone(),
                url: source.record.url.as_ref().map(|url| url.as_str().to_owned()),
            })
        }
        SiteSource::Notice(source) => Some(SourceView {
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            date: source.date.and_then(|date| dates.get(&date).cloned()),
            rights: source.rights.clone(),
            url: source.url.as_ref().map(|url| url.as_str().to_owned()),
        }),
    }
}

fn site(
    question: &Joining,
    sources: &[SourceEntry],
    sections: &[Section],
    pages: &[Page],
    tags: &[Tag],
    dates: &BTreeMap<Date, DateLabel>,
) -> SiteView {
    let config = &question.config;
    let label = |date: Option<Date>| dates.get(&date?).cloned();
    SiteView {
        title: config.title().to_owned(),
        description: config.description.clone(),
        language: config.language().tag().to_owned(),
        base_url: config.base_url.as_ref().map(|url| url.as_str().to_owned()),
        publisher: config.publisher.clone(),
        as_of: label(config.as_of),
        source: site_source(question, sources, dates),
        licence: config.licence.as_ref().map(|licence| LicenceView {
            name: licence.name.clone(),
            url: licence.url.as_ref().map(|url| url.as_str().to_owned()),
        }),
        sections: sections::header(sections, pages),
        // A feed must say when it changed last (RFC 4287, section 4.2.15): without a dated page there is none.
        feed: config.outputs.feed
            && config.base_url.is_some()
            && pages.iter().any(|page| page.is_listed() && page.last_change().is_some()),
        tags: !tags.is_empty(),
        figures: !question.records.figures.is_empty(),
        sources: !question.records.sources.is_empty(),
        names: !question.records.names.is_empty(),
        timeline: !question.records.events.is_empty(),
        glossary: !question.records.terms.is_empty(),
        index: config.outputs.index,
    }
}

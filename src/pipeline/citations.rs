//! Citations: how the pages of a site cite their sources, and how readers cite the pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::check::place::Unplaced;
use crate::cite::{
    self, Citation, CitationTemplate, CiteInput, Cited, FitInput, PageCitation, PageCiting, PageShape, Style,
    StyleChoice, TemplateInput, UnknownStyle, bibtex, csl_json,
};
use crate::graph::{Graph, Page, PageId};
use crate::memo::{self, Cancellation, Cancelled, Shared, Stage};
use crate::model::page::outline::Target;
use crate::model::register::cited_source::CitedSource;
use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::tree::{CONFIG, FilePath};
use crate::model::value::id::Id;
use crate::model::value::language::Language;
use crate::model::value::record_id::RecordId;
use crate::model::value::web_address::WebAddress;
use crate::model::view::record::{CitationForm, CiteThis};
use crate::text::nearest::did_you_mean;

/// What a page cites: sources in its text, and the sources of the page as a whole.
type CitingKey = (Vec<Citation>, Vec<RecordId>);

/// The notes and the list of sources of each page that cites any, by page.
pub(super) type CitedPages = BTreeMap<PageId, Arc<Cited>>;

/// What the pages of a site cite, and how they are to be cited: one value for each graph.
#[derive(Debug)]
struct CitingPages {
    /// The pages that cite sources, and what they cite.
    citing: Vec<(PageId, CitingKey)>,
    /// How each page is to be cited, in the order of the pages.
    cited: Vec<CitedPage>,
    /// What pages have in common.
    blanks: Vec<Blank>,
    /// The distinct shapes of the pages.
    shapes: BTreeSet<PageShape>,
}

/// How a page is to be cited.
#[derive(Debug)]
struct CitedPage {
    citation: Arc<PageCitation>,
    shape: Option<PageShape>,
    /// The number of its blank.
    blank: Option<usize>,
}

/// A page without its own values, its shape, and the number of pages that are like it.
#[derive(Debug)]
struct Blank {
    page: PageCitation,
    shape: Option<PageShape>,
    pages: usize,
}

/// The number of pages of one blank from which a mould saves time.
const MANY: usize = 24;

/// Collects what the pages of a site cite, and how they are to be cited.
fn citing_pages(graph: &Shared<Graph>) -> Shared<CitingPages> {
    let citing = graph.pages.enumerate().filter_map(|(id, page)| Some((id, cites(graph, page)?)));
    let mut blanks: Vec<Blank> = Vec::new();
    let citations = memo::each(graph.pages.len(), |place| citation(graph, &graph.pages[PageId::new(place)]));
    let cited = citations.into_iter().map(|citation| {
        let blank = blank(&mut blanks, &citation);
        let shape = blank.map_or_else(|| citation.shape(), |blank| blanks[blank].shape);
        CitedPage { citation: Arc::new(citation), shape, blank }
    });
    let cited: Vec<CitedPage> = cited.collect();
    // Inserted one by one: there are few distinct shapes, and collecting a set would sort them all.
    let mut shapes = BTreeSet::new();
    shapes.extend(cited.iter().filter_map(|page| page.shape));
    Shared::new(CitingPages { citing: citing.collect(), cited, blanks, shapes })
}

/// The number of a page's blank, which is new if no page before is like it; `None` if the page can have none.
fn blank(blanks: &mut Vec<Blank>, page: &PageCitation) -> Option<usize> {
    if !page.fits_template() {
        return None;
    }
    let known = blanks.iter().position(|blank| page.shares_template_with(&blank.page));
    let number = known.unwrap_or(blanks.len());
    if known.is_none() {
        blanks.push(Blank { page: page.blank(), shape: page.shape(), pages: 0 });
    }
    blanks[number].pages += 1;
    Some(number)
}

/// Styles, each with its title.
type NamedStyles = Arc<Vec<(String, Shared<Style>)>>;

/// The notes and sources of pages; the input to citing each page, in their order; and the problems of the styles.
pub(super) type Citations = (CitedPages, Shared<Vec<PageCiting>>, Vec<Unplaced>);

/// The input to citing the pages.
#[derive(Debug, PartialEq, Eq)]
struct CitingInput {
    /// `None` if pages do not show how they are cited.
    pages: Option<Shared<CitingPages>>,
    styles: NamedStyles,
    /// The styles fitted to each shape of pages.
    fitted: BTreeMap<PageShape, NamedStyles>,
    /// The moulds of each blank.
    moulds: Vec<Moulds>,
}

/// The moulds of a blank, in the order of its styles.
type Moulds = Arc<Vec<Shared<Option<CitationTemplate>>>>;

/// The stages that cite.
#[derive(Debug)]
pub(super) struct CiteMemory {
    words_of_styles: Stage<(), Language, Shared<cite::StyleLocale>>,
    style: Stage<String, StyleChoice, Result<Shared<Style>, UnknownStyle>>,
    pages: Stage<(), Shared<Graph>, Shared<CitingPages>>,
    cite: Stage<CitingKey, CiteInput, Arc<Cited>>,
    fit: Stage<(PageShape, usize), FitInput, Shared<Style>>,
    mould: Stage<(usize, usize), TemplateInput, Shared<Option<CitationTemplate>>>,
    offer: Stage<(), CitingInput, Shared<Vec<PageCiting>>>,
}

impl CiteMemory {
    pub fn new(forgets: bool) -> Self {
        Self {
            words_of_styles: Stage::new(forgets, cite::style_locale),
            style: Stage::new(forgets, cite::style),
            pages: Stage::new(forgets, citing_pages),
            cite: Stage::new(forgets, cite::cite),
            fit: Stage::new(forgets, cite::fitted),
            mould: Stage::new(forgets, cite::citation_template),
            offer: Stage::new(forgets, offer),
        }
    }

    /// How the pages of a site cite, and how they are cited.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn citations(
        &mut self,
        graph: &Shared<Graph>,
        cancellation: &Cancellation,
    ) -> Result<Citations, Cancelled> {
        let pages = self.pages.ask(graph.clone());
        let config = &graph.config;
        let styles = self.styles(graph, cancellation)?;
        let of = |name: &str| styles.get(name).and_then(|style| style.as_ref().ok()).cloned();
        let wrong = styles
            .iter()
            .filter_map(|(name, style)| Some(Unplaced::at_word(style.as_ref().err()?.clone(), name)));
        let wrong = wrong.collect();
        let cited = of(&config.citation_style)
            .map(|style| self.cited(graph, &pages.citing, &style, cancellation))
            .transpose()?
            .unwrap_or_default();
        let offered = config.cite_as.iter().filter_map(|name| of(name));
        let styles = offered.map(|style| (style.title().to_owned(), style)).collect();
        let offering = self.offering((!config.cite_as.is_empty()).then_some(pages), styles, cancellation)?;
        Ok((cited, self.offer.ask(offering), wrong))
    }

    /// The distinct styles that the configuration names, or a diagnostic for an unknown name.
    fn styles(
        &mut self,
        graph: &Graph,
        cancellation: &Cancellation,
    ) -> Result<BTreeMap<String, Result<Shared<Style>, Diagnostic>>, Cancelled> {
        let config = &graph.config;
        let names: BTreeSet<&String> = config.cite_as.iter().chain([&config.citation_style]).collect();
        let words = self.words_of_styles.ask(config.language());
        let choice = |name: &str| StyleChoice { name: name.to_owned(), locale: words.clone() };
        let questions = names.iter().map(|name| ((*name).clone(), choice(name)));
        let styles = self.style.ask_all(questions.collect(), cancellation)?;
        let unknown = |unknown: UnknownStyle| {
            let help = did_you_mean(unknown.nearest, || {
                "write the name of a style, such as `chicago-notes`, `apa` or `iso-690-numeric`".to_owned()
            });
            Diagnostic::of_file(Code::WrongValue, &FilePath::new(CONFIG), unknown.to_string()).help(help)
        };
        let styles = styles.into_iter().map(|style| style.map_err(unknown));
        Ok(names.into_iter().cloned().zip(styles).collect())
    }

    /// The notes and sources of the pages that cite any.
    fn cited(
        &mut self,
        graph: &Graph,
        pages: &[(PageId, CitingKey)],
        style: &Shared<Style>,
        cancellation: &Cancellation,
    ) -> Result<CitedPages, Cancelled> {
        // Pages that cite the same sources share their notes and lists.
        let mut questions: BTreeMap<&CitingKey, CiteInput> = BTreeMap::new();
        for (_, key) in pages {
            questions.entry(key).or_insert_with(|| CiteInput {
                style: style.clone(),
                citations: key.0.clone(),
                also: key.1.clone(),
                sources: sources(graph, key),
            });
        }
        let keys: Vec<CitingKey> = questions.keys().map(|key| (*key).clone()).collect();
        let asked = questions.into_iter().map(|(key, question)| (key.clone(), question)).collect();
        let answers: BTreeMap<CitingKey, Arc<Cited>> =
            keys.into_iter().zip(self.cite.ask_all(asked, cancellation)?).collect();
        let cited = |(id, key): &(PageId, CitingKey)| Some((*id, Arc::clone(answers.get(key)?)));
        Ok(pages.iter().filter_map(cited).collect())
    }

    /// The input to citing the pages, with the styles fitted to them.
    fn offering(
        &mut self,
        pages: Option<Shared<CitingPages>>,
        styles: Vec<(String, Shared<Style>)>,
        cancellation: &Cancellation,
    ) -> Result<CitingInput, Cancelled> {
        let styles = Arc::new(styles);
        let Some(pages) = pages else {
            return Ok(CitingInput { pages, styles, fitted: BTreeMap::new(), moulds: Vec::new() });
        };
        // A style is fitted once to each shape of pages, and not to each page.
        let asked = pages.shapes.iter().flat_map(|shape| {
            let fitting = |style: &Shared<Style>| FitInput { style: style.clone(), shape: *shape };
            styles.iter().enumerate().map(move |(at, (_, style))| ((*shape, at), fitting(style)))
        });
        let mut made = self.fit.ask_all(asked.collect(), cancellation)?.into_iter();
        let titles = styles.iter().map(|(title, _)| title);
        let fitted = pages.shapes.iter().map(|shape| {
            let of_shape = titles.clone().cloned().zip(made.by_ref());
            (*shape, Arc::new(of_shape.collect()))
        });
        let fitted: BTreeMap<PageShape, NamedStyles> = fitted.collect();
        let moulds = self.moulds(&pages.blanks, |shape| of_shape(shape, &fitted, &styles), cancellation)?;
        Ok(CitingInput { pages: Some(pages), styles, fitted, moulds })
    }

    /// The moulds of each blank, in the order of its styles; none if few pages are like it.
    fn moulds<'a>(
        &mut self,
        blanks: &[Blank],
        styles: impl Fn(Option<PageShape>) -> &'a NamedStyles,
        cancellation: &Cancellation,
    ) -> Result<Vec<Moulds>, Cancelled> {
        let questions = blanks.iter().enumerate().filter(|(_, blank)| blank.pages >= MANY);
        let questions = questions.flat_map(|(number, blank)| {
            let moulding =
                |style: &Shared<Style>| TemplateInput { style: style.clone(), page: blank.page.clone() };
            styles(blank.shape)
                .iter()
                .enumerate()
                .map(move |(at, (_, style))| ((number, at), moulding(style)))
        });
        let mut made = self.mould.ask_all(questions.collect(), cancellation)?.into_iter();
        let of = |blank: &Blank| if blank.pages >= MANY { styles(blank.shape).len() } else { 0 };
        Ok(blanks.iter().map(|blank| Arc::new(made.by_ref().take(of(blank)).collect())).collect())
    }
}

/// The styles fitted to a shape, or else the styles themselves.
fn of_shape<'a>(
    shape: Option<PageShape>,
    fitted: &'a BTreeMap<PageShape, NamedStyles>,
    styles: &'a NamedStyles,
) -> &'a NamedStyles {
    shape.and_then(|shape| fitted.get(&shape)).unwrap_or(styles)
}

/// How readers cite each page of the site, in their order.
fn offer(question: &CitingInput) -> Shared<Vec<PageCiting>> {
    let CitingInput { pages, styles, fitted, moulds } = question;
    let questions = pages.iter().flat_map(|pages| &pages.cited).map(|page| PageCiting {
        page: Arc::clone(&page.citation),
        styles: Arc::clone(of_shape(page.shape, fitted, styles)),
        templates: page.blank.map(|blank| Arc::clone(&moulds[blank])).unwrap_or_default(),
    });
    Shared::new(questions.collect())
}

/// What a citation of a page consists of.
fn citation(graph: &Graph, page: &Page) -> PageCitation {
    let front_matter = &page.outline.front_matter;
    let site = graph.config.title();
    // A site without a publisher is cited by its own title, as works of groups are.
    let (publisher, site) = match &graph.config.publisher {
        None => (Some(site.to_owned()), ""),
        publisher => (publisher.clone(), site),
    };
    PageCitation {
        title: page.outline.title.clone(),
        site: site.to_owned(),
        authors: Vec::new(),
        publisher,
        date: front_matter.updated.or(front_matter.date).map(Into::into),
        url: graph.absolute(&page.address).and_then(|url| WebAddress::parse(&url).ok()),
        language: page.outline.language.clone(),
    }
}

/// How a page is cited, in every form that pages show.
pub(super) fn forms(question: &PageCiting) -> Arc<CiteThis> {
    let forms = cite::for_page(question);
    let source = question.page.source();
    let slug: String = question
        .page
        .title
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    let styled = forms.styled.into_iter().map(|(title, html)| CitationForm { title, html });
    Arc::new(CiteThis {
        plain: forms.plain,
        styled: styled.collect(),
        bibtex: bibtex(&slug, &source),
        csl_json: csl_json(&slug, &source, &question.page.language),
    })
}

/// What a page cites; `None` if it cites nothing.
fn cites(graph: &Graph, page: &Page) -> Option<CitingKey> {
    let id = |id: &str| graph.entries.sources.find(id).map(|number| graph.entries.sources[number].id.clone());
    let mut citations: Vec<Citation> = Vec::new();
    let mut seen = BTreeSet::new();
    for reference in &page.outline.references {
        let Target::Citation { id: written, locator, note } = &reference.target else { continue };
        // An unknown source keeps its place, because notes are numbered.
        let source = id(written).unwrap_or_else(|| written.clone());
        let citation = Citation { source, locator: locator.clone(), note: *note };
        if seen.insert((written, locator)) {
            citations.push(citation);
        }
    }
    let also: Vec<RecordId> =
        page.outline.front_matter.sources.iter().filter_map(|written| id(written)).collect();
    (!citations.is_empty() || !also.is_empty()).then_some((citations, also))
}

fn sources(graph: &Graph, key: &CitingKey) -> Vec<CitedSource> {
    let mut ids: Vec<Id<CitedSource>> = key
        .0
        .iter()
        .map(|citation| &citation.source)
        .chain(&key.1)
        .filter_map(|id| graph.entries.sources.find(id))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(|id| graph.records.sources[id].clone()).collect()
}

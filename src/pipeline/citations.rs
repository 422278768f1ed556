//! Citations of sources in pages, and the citations of the pages that readers can copy.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::check::unlocated::UnlocatedDiagnostic;
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

/// The citations in a page's text, and the sources of the page as a whole.
type CitingKey = (Vec<Citation>, Vec<RecordId>);

/// The notes and the list of sources of each page with citations, by page.
pub(super) type CitedPages = BTreeMap<PageId, Arc<Cited>>;

/// The citations in the pages of a site, and the data for citing the pages: one value for each graph.
#[derive(Debug)]
struct CitingPages {
    /// The pages that cite sources, with their citations.
    citing: Vec<(PageId, CitingKey)>,
    /// The data for citing each page, in the order of the pages.
    cited: Vec<CitedPage>,
    /// The distinct pages without their own values.
    blanks: Vec<Blank>,
    /// The distinct shapes of the pages.
    shapes: BTreeSet<PageShape>,
}

/// The data for citing a page.
#[derive(Debug)]
struct CitedPage {
    citation: Arc<PageCitation>,
    shape: Option<PageShape>,
    /// The number of the page's blank.
    blank: Option<usize>,
}

/// A page without its own values, its shape, and the number of pages that share it.
#[derive(Debug)]
struct Blank {
    page: PageCitation,
    shape: Option<PageShape>,
    pages: usize,
}

/// The number of pages with the same blank from which a citation template saves time.
const MANY: usize = 24;

/// Collects the citations in pages, and the data for citing the pages.
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

/// The number of a page's blank, which is added if no earlier page shares it; `None` if citation templates do not fit.
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
pub(super) type Citations = (CitedPages, Shared<Vec<PageCiting>>, Vec<UnlocatedDiagnostic>);

/// The input to citing the pages.
#[derive(Debug, PartialEq, Eq)]
struct CitingInput {
    /// `None` if pages do not offer citations.
    pages: Option<Shared<CitingPages>>,
    styles: NamedStyles,
    /// The styles fitted to each shape of pages.
    fitted: BTreeMap<PageShape, NamedStyles>,
    /// The citation templates of each blank.
    templates: Vec<CitationTemplates>,
}

/// The citation templates of a blank, in the order of its styles.
type CitationTemplates = Arc<Vec<Shared<Option<CitationTemplate>>>>;

/// The stages that format citations.
#[derive(Debug)]
pub(super) struct CiteMemory {
    style_locale: Stage<(), Language, Shared<cite::StyleLocale>>,
    style: Stage<String, StyleChoice, Result<Shared<Style>, UnknownStyle>>,
    pages: Stage<(), Shared<Graph>, Shared<CitingPages>>,
    cite: Stage<CitingKey, CiteInput, Arc<Cited>>,
    fit: Stage<(PageShape, usize), FitInput, Shared<Style>>,
    template: Stage<(usize, usize), TemplateInput, Shared<Option<CitationTemplate>>>,
    offer: Stage<(), CitingInput, Shared<Vec<PageCiting>>>,
}

impl CiteMemory {
    pub fn new(forgets: bool) -> Self {
        Self {
            style_locale: Stage::new(forgets, cite::style_locale),
            style: Stage::new(forgets, cite::style),
            pages: Stage::new(forgets, citing_pages),
            cite: Stage::new(forgets, cite::cite),
            fit: Stage::new(forgets, cite::fitted),
            template: Stage::new(forgets, cite::citation_template),
            offer: Stage::new(forgets, offer),
        }
    }

    /// Formats the citations in pages and the citations of pages.
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
        let wrong = styles.iter().filter_map(|(name, style)| {
            Some(UnlocatedDiagnostic::at_word(style.as_ref().err()?.clone(), name))
        });
        let wrong = wrong.collect();
        let cited = of(&config.citation_style)
            .map(|style| self.cited(graph, &pages.citing, &style, cancellation))
            .transpose()?
            .unwrap_or_default();
        let offered = config.cite_as.iter().filter_map(|name| of(name));
        let styles = offered.map(|style| (style.title().to_owned(), style)).collect();
        let citing_input =
            self.citing_input((!config.cite_as.is_empty()).then_some(pages), styles, cancellation)?;
        Ok((cited, self.offer.ask(citing_input), wrong))
    }

    /// The distinct styles that the configuration names, or a diagnostic for an unknown name.
    fn styles(
        &mut self,
        graph: &Graph,
        cancellation: &Cancellation,
    ) -> Result<BTreeMap<String, Result<Shared<Style>, Diagnostic>>, Cancelled> {
        let config = &graph.config;
        let names: BTreeSet<&String> = config.cite_as.iter().chain([&config.citation_style]).collect();
        let words = self.style_locale.ask(config.language());
        let choice = |name: &str| StyleChoice { name: name.to_owned(), locale: words.clone() };
        let inputs = names.iter().map(|name| ((*name).clone(), choice(name)));
        let styles = self.style.ask_all(inputs.collect(), cancellation)?;
        let unknown = |unknown: UnknownStyle| {
            let help = did_you_mean(unknown.nearest, || {
                "write the name of a style, such as `chicago-notes`, `apa` or `iso-690-numeric`".to_owned()
            });
            Diagnostic::of_file(Code::WrongValue, &FilePath::new(CONFIG), unknown.to_string()).help(help)
        };
        let styles = styles.into_iter().map(|style| style.map_err(unknown));
        Ok(names.into_iter().cloned().zip(styles).collect())
    }

    /// The notes and sources of the pages with citations.
    fn cited(
        &mut self,
        graph: &Graph,
        pages: &[(PageId, CitingKey)],
        style: &Shared<Style>,
        cancellation: &Cancellation,
    ) -> Result<CitedPages, Cancelled> {
        // Pages that cite the same sources share their notes and lists.
        let mut inputs: BTreeMap<&CitingKey, CiteInput> = BTreeMap::new();
        for (_, key) in pages {
            inputs.entry(key).or_insert_with(|| CiteInput {
                style: style.clone(),
                citations: key.0.clone(),
                also: key.1.clone(),
                sources: sources(graph, key),
            });
        }
        let keys: Vec<CitingKey> = inputs.keys().map(|key| (*key).clone()).collect();
        let inputs = inputs.into_iter().map(|(key, input)| (key.clone(), input)).collect();
        let cited_by_key: BTreeMap<CitingKey, Arc<Cited>> =
            keys.into_iter().zip(self.cite.ask_all(inputs, cancellation)?).collect();
        let cited = |(id, key): &(PageId, CitingKey)| Some((*id, Arc::clone(cited_by_key.get(key)?)));
        Ok(pages.iter().filter_map(cited).collect())
    }

    /// The input to citing the pages, with the styles fitted to them.
    fn citing_input(
        &mut self,
        pages: Option<Shared<CitingPages>>,
        styles: Vec<(String, Shared<Style>)>,
        cancellation: &Cancellation,
    ) -> Result<CitingInput, Cancelled> {
        let styles = Arc::new(styles);
        let Some(pages) = pages else {
            return Ok(CitingInput { pages, styles, fitted: BTreeMap::new(), templates: Vec::new() });
        };
        // Styles are fitted once to each shape, not to each page.
        let inputs = pages.shapes.iter().flat_map(|shape| {
            let fit_input = |style: &Shared<Style>| FitInput { style: style.clone(), shape: *shape };
            styles.iter().enumerate().map(move |(at, (_, style))| ((*shape, at), fit_input(style)))
        });
        let mut made = self.fit.ask_all(inputs.collect(), cancellation)?.into_iter();
        let titles = styles.iter().map(|(title, _)| title);
        let fitted = pages.shapes.iter().map(|shape| {
            let of_shape = titles.clone().cloned().zip(made.by_ref());
            (*shape, Arc::new(of_shape.collect()))
        });
        let fitted: BTreeMap<PageShape, NamedStyles> = fitted.collect();
        let templates =
            self.templates(&pages.blanks, |shape| of_shape(shape, &fitted, &styles), cancellation)?;
        Ok(CitingInput { pages: Some(pages), styles, fitted, templates })
    }

    /// The citation templates of each blank, in the order of its styles; empty if few pages share it.
    fn templates<'a>(
        &mut self,
        blanks: &[Blank],
        styles: impl Fn(Option<PageShape>) -> &'a NamedStyles,
        cancellation: &Cancellation,
    ) -> Result<Vec<CitationTemplates>, Cancelled> {
        let inputs = blanks.iter().enumerate().filter(|(_, blank)| blank.pages >= MANY);
        let inputs = inputs.flat_map(|(number, blank)| {
            let template_input =
                |style: &Shared<Style>| TemplateInput { style: style.clone(), page: blank.page.clone() };
            styles(blank.shape)
                .iter()
                .enumerate()
                .map(move |(at, (_, style))| ((number, at), template_input(style)))
        });
        let mut made = self.template.ask_all(inputs.collect(), cancellation)?.into_iter();
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

/// The input to citing each page of the site, in their order.
fn offer(input: &CitingInput) -> Shared<Vec<PageCiting>> {
    let CitingInput { pages, styles, fitted, templates } = input;
    let inputs = pages.iter().flat_map(|pages| &pages.cited).map(|page| PageCiting {
        page: Arc::clone(&page.citation),
        styles: Arc::clone(of_shape(page.shape, fitted, styles)),
        templates: page.blank.map(|blank| Arc::clone(&templates[blank])).unwrap_or_default(),
    });
    Shared::new(inputs.collect())
}

/// The parts of a page's citation.
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

/// The citations of a page in every form that pages offer.
pub(super) fn forms(input: &PageCiting) -> Arc<CiteThis> {
    let forms = cite::for_page(input);
    let source = input.page.source();
    let slug: String = input
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
        csl_json: csl_json(&slug, &source, &input.page.language),
    })
}

/// The citations and sources of a page; `None` if it has neither.
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

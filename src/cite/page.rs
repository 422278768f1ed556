//! A page of the briefing itself as a source to cite.

use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest};

use crate::model::register::cited_source::{CitedSource, SourceKind};
use crate::model::value::author::Author;
use crate::model::value::language::Language;
use crate::model::value::web_address::WebAddress;
use crate::model::value::when::When;

use super::shape::PageShape;
use super::style::Style;
use super::{html, item};

/// The bibliographic data of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageCitation {
    /// The page's title.
    pub title: String,
    /// The site's title.
    pub site: String,
    /// The authors of the page.
    pub authors: Vec<Author>,
    /// The publisher of the site.
    pub publisher: Option<String>,
    /// The page's editorial date.
    pub date: Option<When>,
    /// The address of the page, if the site has a base URL.
    pub url: Option<WebAddress>,
    /// The page's language.
    pub language: Language,
}

impl PageCitation {
    /// The page as a source, for [`bibtex`](super::bibtex()) and [`csl_json`](super::csl_json()).
    pub fn source(&self) -> CitedSource {
        // The home page is the site itself, not a part of it.
        let site = Some(self.site.clone()).filter(|site| !site.is_empty() && *site != self.title);
        CitedSource {
            kind: SourceKind::WebPage,
            title: self.title.clone(),
            authors: self.authors.clone(),
            container: site,
            publisher: self.publisher.clone(),
            date: self.date,
            url: self.url.clone(),
            language: Some(self.language.clone()),
            ..CitedSource::default()
        }
    }

    /// The variables that the page has, to [fit](super::fitted()) styles to. `None` if it has no title or a blank
    /// text.
    pub fn shape(&self) -> Option<PageShape> {
        PageShape::of(&item::cited("page", &self.source(), &self.language, 0))
    }
}

/// The entry of a source in a list with nothing else; its citation if the style has no lists.
pub(super) fn entry(source: &CitedSource, style: &Style) -> String {
    let item = item::cited("page", source, style.language(), 0);
    let csl = style.entry_of(PageShape::of(&item));
    let locale = || Some(style.locale.clone());
    let mut driver = BibliographyDriver::new();
    let cited = vec![CitationItem::with_entry(&item)];
    driver.citation(CitationRequest::new(cited, csl, locale(), &style.locales, None));
    let rendered = driver.finish(BibliographyRequest::new(csl, locale(), &style.locales));
    match rendered.bibliography.iter().flat_map(|list| &list.items).next() {
        // The number of the only entry is of no use.
        Some(entry) => html::citation(&entry.content).trim().to_owned(),
        None => rendered.citations.iter().map(|citation| html::citation(&citation.citation)).collect(),
    }
}

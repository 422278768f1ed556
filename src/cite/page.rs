//! What there is to cite of a page of the briefing itself, as a source among others.

use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest};

use crate::model::register::cited_source::{CitedSource, SourceKind};
use crate::model::value::author::Author;
use crate::model::value::language::Language;
use crate::model::value::web_address::WebAddress;
use crate::model::value::when::When;

use super::shape::PageShape;
use super::style::Style;
use super::{html, item};

/// What there is to cite of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageCitation {
    /// The page's title.
    pub title: String,
    /// The site's title.
    pub site: String,
    /// Who wrote the page.
    pub authors: Vec<Author>,
    /// Who publishes the site.
    pub publisher: Option<String>,
    /// The page's editorial date.
    pub date: Option<When>,
    /// Where the page is, when the site has a base URL.
    pub url: Option<WebAddress>,
    /// The page's language.
    pub language: Language,
}

impl PageCitation {
    /// The page as a source, for [`bibtex`](super::bibtex()) and [`csl_json`](super::csl_json()).
    pub fn source(&self) -> CitedSource {
        // The first page of a site is the site: it is not a part of itself.
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

    /// Which of its variables the page has, to [fit](super::fitted()) styles to; none without a title, or where a text is blank.
    pub fn shape(&self) -> Option<PageShape> {
        PageShape::of(&item::cited("page", &self.source(), &self.language, 0))
    }
}

/// A source's entry in a list of its own; where a style has no lists, its citation.
pub(super) fn entry(source: &CitedSource, style: &Style) -> String {
    let item = item::cited("page", source, style.language(), 0);
    let csl = style.entry_of(PageShape::of(&item));
    let locale = || Some(style.locale.clone());
    let mut driver = BibliographyDriver::new();
    let cited = vec![CitationItem::with_entry(&item)];
    driver.citation(CitationRequest::new(cited, csl, locale(), &style.locales, None));
    let rendered = driver.finish(BibliographyRequest::new(csl, locale(), &style.locales));
    match rendered.bibliography.iter().flat_map(|list| &list.items).next() {
        // The number of a list with one entry says nothing.
        Some(entry) => html::citation(&entry.content).trim().to_owned(),
        None => rendered.citations.iter().map(|citation| html::citation(&citation.citation)).collect(),
    }
}

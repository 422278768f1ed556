//! How readers cite a page of the briefing itself.

use std::sync::Arc;

use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest};

use crate::memo::Shared;
use crate::model::author::Author;
use crate::model::config::WebAddress;
use crate::model::language::Language;
use crate::model::register::{CitedSource, SourceKind};
use crate::model::when::When;

use super::mould::Mould;
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
            title: Some(self.title.clone()),
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

/// A page, and the styles to cite it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageCiting {
    /// The page.
    pub page: Arc<PageCitation>,
    /// The styles, each with the name that readers see: `APA`. Those that are [fitted](super::fitted()) to the page's
    /// shape write the same, and sooner.
    pub styles: Arc<Vec<(String, Shared<Style>)>>,
    /// The entries of pages like this one in these styles, with gaps, where there are such.
    pub moulds: Arc<Vec<Shared<Option<Mould>>>>,
}

/// A page's citation in several forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forms {
    /// The plain form, in no style: title, site, publisher, date as ISO 8601 writes it, and address; HTML.
    pub plain: String,
    /// The name of each style and the page's entry in a list of that style; HTML.
    pub styled: Vec<(String, String)>,
}

/// Cites a page in several forms.
pub fn for_page(question: &PageCiting) -> Forms {
    let page = &*question.page;
    let moulds = if page.is_tame() { question.moulds.as_slice() } else { &[] };
    let styled = question.styles.iter().enumerate().map(|(at, (label, style))| {
        let mould = moulds.get(at).and_then(|mould| (**mould).as_ref());
        let moulded = mould.and_then(|mould| mould.entry(page));
        (label.clone(), moulded.unwrap_or_else(|| entry(&page.source(), style)))
    });
    Forms { styled: styled.collect(), plain: plain(page) }
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

fn plain(page: &PageCitation) -> String {
    let authors: Vec<String> = page.authors.iter().map(ToString::to_string).collect();
    let site = if page.site == page.title { "" } else { page.site.as_str() };
    let publisher = page.publisher.clone().unwrap_or_default();
    let date = page.date.map(|date| date.to_string()).unwrap_or_default();
    let parts = [authors.join("; "), page.title.clone(), site.to_owned(), publisher, date];
    let parts: Vec<String> =
        parts.iter().map(|part| item::harmless(part)).filter(|part| !part.is_empty()).collect();
    let mut plain = String::new();
    html::escape(&mut plain, &parts.join(". "));
    if !parts.is_empty() {
        plain.push('.');
    }
    if let Some(url) = &page.url {
        if !plain.is_empty() {
            plain.push(' ');
        }
        let mut text = String::new();
        html::escape(&mut text, url.as_str());
        html::link(&mut plain, url.as_str(), &text);
    }
    plain
}

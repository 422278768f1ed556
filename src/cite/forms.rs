//! The ways to cite a page of the briefing itself: a plain form, and an entry in each style on offer.

use std::sync::Arc;

use crate::memo::Shared;

use super::citation_template::CitationTemplate;
use super::page::{PageCitation, entry};
use super::style::Style;
use super::{html, item};

/// The input of [`for_page`]: a page, and the styles to cite it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageCiting {
    /// The page.
    pub page: Arc<PageCitation>,
    /// The styles, each with its label for readers: `APA`. Styles that are [fitted](super::fitted()) to the page's
    /// shape give the same result faster.
    pub styles: Arc<Vec<(String, Shared<Style>)>>,
    /// The templates for entries of this page, one for each style; empty if there are none.
    pub templates: Arc<Vec<Shared<Option<CitationTemplate>>>>,
}

/// A page's citation in several forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forms {
    /// The plain form as HTML: title, site, publisher, date in ISO 8601, and address.
    pub plain: String,
    /// The label of each style, and the page's entry in a list in that style, as HTML.
    pub styled: Vec<(String, String)>,
}

/// Cites a page in several forms.
pub fn for_page(input: &PageCiting) -> Forms {
    let page = &*input.page;
    let templates = if page.fits_template() { input.templates.as_slice() } else { &[] };
    let styled = input.styles.iter().enumerate().map(|(at, (label, style))| {
        let template = templates.get(at).and_then(|template| (**template).as_ref());
        let filled = template.and_then(|template| template.entry(page));
        (label.clone(), filled.unwrap_or_else(|| entry(&page.source(), style)))
    });
    Forms { styled: styled.collect(), plain: plain(page) }
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

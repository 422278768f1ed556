//! How readers cite a page of the briefing itself: the plain form, and an entry in each style that is offered.

use std::sync::Arc;

use crate::memo::Shared;

use super::mould::Mould;
use super::page::{PageCitation, entry};
use super::style::Style;
use super::{html, item};

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

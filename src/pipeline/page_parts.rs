//! The values besides their texts that pages are rendered from, and the inputs of the stages that render them.

use std::sync::Arc;

use super::citations::CitedPages;
use super::drawings::DrawingHtml;
use super::layouts::{Layouts, Navigations};
use crate::cite::PageCiting;
use crate::graph::{Graph, PageId};
use crate::markdown::fill::{FillInput, Filled};
use crate::memo::{Cancellation, Shared};
use crate::model::page::document::Body;
use crate::model::source::tree::FilePath;
use crate::model::view::page::View;
use crate::model::view::record::CiteThis;
use crate::view::page::PageInput;
use crate::write::page::RenderInput;

/// The values besides their texts that the pages of a site are rendered from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PageParts {
    pub graph: Shared<Graph>,
    pub layouts: Layouts,
    /// The navigation of each section except the site itself.
    pub navigations: Navigations,
    pub drawings: DrawingHtml,
    /// The notes and sources of each page with citations.
    pub cited: CitedPages,
    /// The input to citing each page; empty if pages do not offer citations.
    pub citing: Shared<Vec<PageCiting>>,
    /// Whether the build that renders them is still wanted.
    pub cancellation: Cancellation,
}

impl PageParts {
    /// The file of a page.
    pub fn file(&self, page: PageId) -> FilePath {
        self.graph.pages[page].outline.file.clone()
    }

    /// The input to filling the text of a page.
    pub fn fill_input(&self, page: PageId, body: &Arc<Body>) -> FillInput {
        let entry = &self.graph.pages[page];
        FillInput {
            body: Arc::clone(body),
            resolved_references: Arc::clone(&entry.resolved_references),
            expansions: Arc::clone(&entry.expansions),
            notes: self.cited.get(&page).map(|cited| Arc::clone(&cited.notes)).unwrap_or_default(),
            drawings: self.drawings.get(&page).cloned().unwrap_or_default(),
            strings: Arc::clone(&self.graph.strings),
        }
    }

    /// The input to citing a page; `None` if pages do not offer citations.
    pub fn citing(&self, page: PageId) -> Option<&PageCiting> {
        self.citing.get(page.place())
    }

    /// The input to the view of a page.
    pub fn view_input(&self, page: PageId, body: Filled, cite: Option<Arc<CiteThis>>) -> PageInput {
        let nav = self.navigations.get(&self.graph.pages[page].section);
        let nav = nav.and_then(|nav| nav.as_ref().ok()).cloned();
        let sources = self.cited.get(&page).map(|cited| Arc::clone(&cited.list)).unwrap_or_default();
        PageInput { graph: self.graph.clone(), page, body, sources, cite, nav }
    }

    /// The input to rendering a view.
    pub fn render_input(&self, view: &Arc<View>) -> RenderInput {
        let (layout, cancellation) = (self.layouts.of(view.template).clone(), self.cancellation.clone());
        RenderInput { layout, view: Arc::clone(view), cancellation }
    }
}

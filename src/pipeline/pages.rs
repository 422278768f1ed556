//! Renders the pages of editors, all at once or on demand: fills texts, builds views, writes artifacts.

use std::sync::Arc;

use super::citations::forms;
use super::page_parts::PageParts;
use crate::cite::PageCiting;
use crate::graph::PageId;
use crate::markdown::fill::{FillInput, Filled, fill};
use crate::memo::{Cancellation, Cancelled, MappedRow, Row, RowStage, Shared, Stable, Stage};
use crate::model::page::document::{Body, Document};
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::tree::FilePath;
use crate::model::value::address::Address;
use crate::model::view::page::View;
use crate::model::view::record::CiteThis;
use crate::view::page::{PageInput, page_view};
use crate::write::page::{RenderInput, Written, text, write};

/// Renders any editor's page without the others.
#[derive(Clone, Debug)]
pub(super) struct PageRenderer {
    parts: Shared<PageParts>,
    /// The texts of the pages, in their order.
    bodies: Row<Arc<Body>>,
}

impl PageRenderer {
    /// The values besides their texts that it renders pages from.
    pub fn parts(&self) -> &Shared<PageParts> {
        &self.parts
    }

    /// The bytes of a page, in a vector that may have spare capacity.
    ///
    /// # Errors
    /// The errors of its template.
    pub fn render(&self, page: PageId) -> Result<Vec<u8>, Arc<Vec<Diagnostic>>> {
        let parts = &self.parts;
        let body = fill(&parts.fill_input(page, self.bodies.at(page.place())));
        let cite = parts.citing(page).map(forms);
        text(&parts.render_input(&page_view(&parts.view_input(page, body, cite))))
    }
}

/// The pages of editors, as far as a build renders them itself.
#[derive(Debug)]
pub(super) enum EditorPages {
    /// Each is rendered on demand.
    OnDemand,
    /// All are rendered.
    Rendered(RenderedPages),
}

/// The pages of editors, in their order.
#[derive(Debug)]
pub(super) struct RenderedPages {
    pub views: Row<Arc<View>>,
    pub artifacts: Row<Written>,
}

/// The input to the views of pages besides their texts.
#[derive(Debug, PartialEq, Eq)]
struct ViewParts {
    parts: Shared<PageParts>,
    /// The citations of each page, in their order.
    cites: Row<Option<Arc<CiteThis>>>,
}

/// The stage that formats the citations of each page in every form that pages offer.
type CiteForms = RowStage<PageParts, Arc<Body>, FilePath, Option<PageCiting>, Option<Arc<CiteThis>>>;

/// The stages that render the pages of editors.
#[derive(Debug)]
pub(super) struct PageMemory {
    bodies: MappedRow<Arc<Document>, Arc<Body>>,
    parts: Stable<PageParts>,
    fill: RowStage<PageParts, Arc<Body>, FilePath, FillInput, Filled>,
    cite_forms: CiteForms,
    view_parts: Stable<ViewParts>,
    view: RowStage<ViewParts, Filled, FilePath, PageInput, Arc<View>>,
    write: RowStage<PageParts, Arc<View>, Address, RenderInput, Written>,
}

impl PageMemory {
    pub fn new(forgets: bool) -> Self {
        Self {
            bodies: MappedRow::new(forgets, 1, |document| Arc::clone(&document[0].body)),
            parts: Stable::default(),
            fill: RowStage::new(fill_input, Stage::new(forgets, fill)),
            cite_forms: RowStage::new(cite_input, Stage::new(forgets, |page| page.as_ref().map(forms))),
            view_parts: Stable::default(),
            view: RowStage::new(view_input, Stage::new(forgets, page_view)),
            write: RowStage::new(render_input, Stage::new(forgets, write)),
        }
    }

    /// The renderer of pages with these documents. It reuses the parts of the last renderer if they are equal.
    pub fn renderer(&mut self, parts: PageParts, documents: &Row<Arc<Document>>) -> PageRenderer {
        PageRenderer { parts: self.parts.keep(parts), bodies: self.bodies.of(documents) }
    }

    /// Renders all pages.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn render(
        &mut self,
        renderer: &PageRenderer,
        cancellation: &Cancellation,
    ) -> Result<RenderedPages, Cancelled> {
        let views = self.views(renderer, cancellation)?;
        let artifacts = self.write.ask(&renderer.parts, &views, cancellation)?;
        Ok(RenderedPages { views, artifacts })
    }

    fn views(
        &mut self,
        renderer: &PageRenderer,
        cancellation: &Cancellation,
    ) -> Result<Row<Arc<View>>, Cancelled> {
        let PageRenderer { parts, bodies } = renderer;
        let filled = self.fill.ask(parts, bodies, cancellation)?;
        let cites = self.cite_forms.ask(parts, bodies, cancellation)?;
        let view_parts = self.view_parts.keep(ViewParts { parts: parts.clone(), cites });
        self.view.ask(&view_parts, &filled, cancellation)
    }

    /// The number of texts that were filled rather than remembered.
    pub fn filled(&self) -> usize {
        self.fill.computed()
    }

    /// The number of pages that were written rather than remembered.
    pub fn written(&self) -> usize {
        self.write.computed()
    }
}

fn fill_input(parts: &Shared<PageParts>, place: usize, body: &Arc<Body>) -> (FilePath, FillInput) {
    let page = PageId::new(place);
    (parts.file(page), parts.fill_input(page, body))
}

fn cite_input(parts: &Shared<PageParts>, place: usize, _: &Arc<Body>) -> (FilePath, Option<PageCiting>) {
    let page = PageId::new(place);
    (parts.file(page), parts.citing(page).cloned())
}

fn view_input(view_parts: &Shared<ViewParts>, place: usize, body: &Filled) -> (FilePath, PageInput) {
    let ViewParts { parts, cites } = &**view_parts;
    let page = PageId::new(place);
    (parts.file(page), parts.view_input(page, body.clone(), cites.at(place).clone()))
}

fn render_input(parts: &Shared<PageParts>, _: usize, view: &Arc<View>) -> (Address, RenderInput) {
    (view.address.clone(), parts.render_input(view))
}

//! All that the pages of editors are made of, and how one is made of it: its text filled, shown, written.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::citing::{CitedPages, forms};
use super::designs::Layouts;
use super::drawings::Drawn;
use crate::cite::PageCiting;
use crate::graph::Graph;
use crate::markdown::fill::{Filled, Filling, fill};
use crate::memo::{Cancellation, Row, Shared};
use crate::model::page::document::Body;
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::tree::FilePath;
use crate::model::value::address::Address;
use crate::model::view::page::View;
use crate::model::view::record::CiteThis;
use crate::text::shared_text::SharedText;
use crate::view::page::{Showing, page_view};
use crate::write::page::{Navigation, Writing, text};

/// What the pages of a site are made of beside their texts.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub graph: Shared<Graph>,
    pub designs: Layouts,
    pub navs: Vec<Option<Navigation>>,
    drawings: BTreeMap<usize, Arc<Vec<SharedText>>>,
    cited: CitedPages,
    /// How each page is to be cited; none where pages do not say it.
    citing: Shared<Vec<PageCiting>>,
    /// Whether the build that makes them is still wanted.
    cancellation: Cancellation,
}

/// The parts of the pages of a site, from which each can be made without the others.
#[derive(Clone, Debug)]
pub(super) struct Making {
    pub parts: Shared<Parts>,
    /// The texts of the pages, in their order.
    pub bodies: Row<Arc<Body>>,
}

/// What pages are shown with beside their texts.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub parts: Shared<Parts>,
    /// How readers cite each page, in their order.
    pub cites: Row<Option<Arc<CiteThis>>>,
}

impl Parts {
    pub fn new(
        graph: &Shared<Graph>,
        designs: Layouts,
        navs: Vec<Option<Navigation>>,
        drawn: &Drawn,
        (cited, citing): (CitedPages, Shared<Vec<PageCiting>>),
        cancellation: &Cancellation,
    ) -> Self {
        let (graph, drawings) = (graph.clone(), drawn.html.clone());
        Self { graph, designs, navs, drawings, cited, citing, cancellation: cancellation.clone() }
    }

    fn file(&self, number: usize) -> FilePath {
        self.graph.pages[number].outline.file.clone()
    }

    /// What the text of a page depends on.
    fn filling(&self, number: usize, body: &Arc<Body>) -> Filling {
        let page = &self.graph.pages[number];
        Filling {
            body: Arc::clone(body),
            answers: Arc::clone(&page.answers),
            expansions: Arc::clone(&page.expansions),
            notes: self.cited.get(&number).map(|cited| Arc::clone(&cited.notes)).unwrap_or_default(),
            drawings: self.drawings.get(&number).cloned().unwrap_or_default(),
            strings: Arc::clone(&self.graph.strings),
        }
    }

    /// What a page shows.
    fn showing(&self, number: usize, body: Filled, cite: Option<Arc<CiteThis>>) -> Showing {
        let nav = self.navs[self.graph.pages[number].section].as_ref();
        let nav = nav.and_then(|nav| nav.as_ref().ok()).cloned();
        let sources = self.cited.get(&number).map(|cited| Arc::clone(&cited.list)).unwrap_or_default();
        Showing { graph: self.graph.clone(), page: number, body, sources, cite, nav }
    }

    /// What the artifact of a view depends on.
    fn writing(&self, view: &Arc<View>) -> Writing {
        let (design, cancellation) = (self.designs.of(view.template).clone(), self.cancellation.clone());
        Writing { design, view: Arc::clone(view), cancellation }
    }
}

impl Making {
    /// Makes a page: its bytes as they come, with room for more.
    pub fn make(&self, number: usize) -> Result<Vec<u8>, Arc<Vec<Diagnostic>>> {
        let parts = &self.parts;
        let body = fill(&parts.filling(number, self.bodies.at(number)));
        let cite = parts.citing.get(number).map(forms);
        text(&parts.writing(&page_view(&parts.showing(number, body, cite))))
    }
}

/// The question of what a page's text is.
pub(super) fn filling(parts: &Shared<Parts>, number: usize, body: &Arc<Body>) -> (FilePath, Filling) {
    (parts.file(number), parts.filling(number, body))
}

/// The question of how a page is cited.
pub(super) fn citing(parts: &Shared<Parts>, number: usize, _: &Arc<Body>) -> (FilePath, Option<PageCiting>) {
    (parts.file(number), parts.citing.get(number).cloned())
}

/// The question of what a page shows.
pub(super) fn showing(shown: &Shared<Shown>, number: usize, body: &Filled) -> (FilePath, Showing) {
    let Shown { parts, cites } = &**shown;
    (parts.file(number), parts.showing(number, body.clone(), cites.at(number).clone()))
}

/// The question of what is written for a view.
pub(super) fn writing(parts: &Shared<Parts>, _: usize, view: &Arc<View>) -> (Address, Writing) {
    (view.address.clone(), parts.writing(view))
}

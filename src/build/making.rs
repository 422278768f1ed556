//! All that the pages of editors are made of, and how one is made of it: its text filled, shown, written.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::citing::{CitedPages, forms};
use super::drawings::Drawn;
use super::pages::read_pages;
use crate::cite::PageCiting;
use crate::graph::page_view::{Showing, page_view};
use crate::graph::{Graph, Page};
use crate::markdown::fill::{Filled, Filling, fill};
use crate::memo::Shared;
use crate::model::address::Address;
use crate::model::document::Body;
use crate::model::document::Document;
use crate::model::record_view::CiteThis;
use crate::model::shared_text::SharedText;
use crate::model::source::FilePath;
use crate::model::strings::Strings;
use crate::model::view::View;
use crate::write::layout::Design;
use crate::write::page::{Navigation, Writing, Written, write};

/// The parts of the pages of a site, from which each can be made without the others.
#[derive(Debug)]
pub(super) struct Making {
    pub graph: Shared<Graph>,
    pub designs: BTreeMap<&'static str, Design>,
    pub navs: Vec<Option<Navigation>>,
    strings: Arc<Strings>,
    bodies: Vec<Arc<Body>>,
    drawings: BTreeMap<usize, Arc<Vec<SharedText>>>,
    cited: CitedPages,
    /// How each page is to be cited; none where pages do not say it.
    citing: Vec<PageCiting>,
}

impl Making {
    pub fn new(
        graph: &Shared<Graph>,
        documents: &[Arc<Document>],
        designs: BTreeMap<&'static str, Design>,
        navs: Vec<Option<Navigation>>,
        drawn: &Drawn,
        (cited, citing): (CitedPages, Vec<PageCiting>),
    ) -> Self {
        Self {
            graph: graph.clone(),
            designs,
            navs,
            strings: Arc::clone(&graph.strings),
            bodies: read_pages(graph, documents).map(|(.., document)| Arc::clone(&document.body)).collect(),
            drawings: drawn.html.clone(),
            cited,
            citing,
        }
    }

    /// The file of a page, by its number.
    pub fn file(&self, number: usize) -> &FilePath {
        &self.page(number).outline.file
    }

    /// Where a page stands.
    pub fn address(&self, number: usize) -> &Address {
        &self.page(number).address
    }

    fn page(&self, number: usize) -> &Page {
        &self.graph.pages[number]
    }

    /// What the text of a page depends on.
    pub fn filling(&self, number: usize) -> Filling {
        let page = self.page(number);
        Filling {
            body: Arc::clone(&self.bodies[number]),
            answers: Arc::clone(&page.answers),
            expansions: Arc::clone(&page.expansions),
            notes: self.cited.get(&number).map(|cited| Arc::clone(&cited.notes)).unwrap_or_default(),
            drawings: self.drawings.get(&number).cloned().unwrap_or_default(),
            strings: Arc::clone(&self.strings),
        }
    }

    /// How a page is to be cited.
    pub fn citing(&self, number: usize) -> Option<&PageCiting> {
        self.citing.get(number)
    }

    /// What a page shows.
    pub fn showing(&self, number: usize, body: Filled, cite: Option<Arc<CiteThis>>) -> Showing {
        let nav = self.navs[self.page(number).section].as_ref().and_then(|nav| nav.as_ref().ok()).cloned();
        let sources = self.cited.get(&number).map(|cited| Arc::clone(&cited.list)).unwrap_or_default();
        Showing { graph: self.graph.clone(), page: number, body, sources, cite, nav }
    }

    /// What the artifact of a view depends on.
    pub fn writing(&self, view: Arc<View>) -> Writing {
        Writing { design: self.designs[view.template].clone(), view }
    }

    /// Makes a page.
    pub fn make(&self, number: usize) -> Written {
        let body = fill(&self.filling(number));
        let cite = self.citing(number).map(forms);
        write(&self.writing(page_view(&self.showing(number, body, cite))))
    }
}

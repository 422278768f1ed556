//! The result of a build, whose pages may be rendered on demand, and whose search index may be pending.

use std::sync::Arc;

use super::pages::PageRenderer;
use super::search_index::{LaterIndex, SearchInput};
use super::{Report, Work};
use crate::graph::PageId;
use crate::memo;
use crate::model::output::artifact::{Artifact, Artifacts, Lookup, Order, Output};
use crate::model::source::tree::Bytes;
use crate::model::value::address::Address;
use crate::write::search::is_of_index;

/// The output of a build, and the pages that it can render. Clones are cheap: they share everything.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    report: Arc<Report>,
    renderer: Option<PageRenderer>,
    /// The files of the search index that are not in the output of the report: those of the last build while it is pending.
    index: Output,
    /// The input of a pending index.
    awaited: Option<SearchInput>,
}

impl Plan {
    /// A plan with the renderer of pages that are not in the output of the report, and with a pending search index.
    pub(super) fn new(report: Report, renderer: Option<PageRenderer>, later: Option<LaterIndex>) -> Self {
        let (index, awaited) = later.map(|later| (later.last, later.input)).unzip();
        Self { report: Arc::new(report), renderer, index: index.unwrap_or_default(), awaited }
    }

    /// The plan with the index that `make` returns, if it is pending.
    pub(super) fn with_index(self, make: impl FnOnce(SearchInput) -> Output) -> Self {
        let Self { report, renderer, index, awaited } = self;
        let index = awaited.map_or(index, make);
        Self { report, renderer, index, awaited: None }
    }

    /// The diagnostics and the output. The output may lack the pages and the search index.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The files of the search index that are not in the output of the report.
    pub fn index(&self) -> &Output {
        &self.index
    }

    /// Whether the search index is pending, so that [`index`](Self::index) is that of the last build.
    pub fn awaits_index(&self) -> bool {
        self.awaited.is_some()
    }

    /// Whether an address belongs to a pending search index.
    pub fn awaits(&self, address: &str) -> bool {
        self.awaits_index() && is_of_index(address)
    }

    /// The addresses of the pages that are rendered on demand, in the order of their files.
    pub fn pages(&self) -> impl Iterator<Item = &Address> {
        let renderers = self.renderer.iter();
        renderers.flat_map(|renderer| &renderer.parts().graph.pages).map(|page| &page.address)
    }

    /// Whether the pages that are rendered on demand have the same addresses as those of another plan.
    pub fn has_pages_of(&self, other: &Self) -> bool {
        let graph = |plan: &Self| plan.renderer.as_ref().map(|renderer| renderer.parts().graph.clone());
        graph(self) == graph(other) || self.pages().eq(other.pages())
    }

    /// All artifacts, in the order of their addresses.
    pub fn listing(&self) -> Listing<'_> {
        let pages =
            self.pages().enumerate().map(|(place, address)| (address, Place::Page(PageId::new(place))));
        let made = self.report.output.iter().chain(self.index.iter());
        let made = made.map(|(address, bytes)| (address, Place::Made(bytes)));
        let all: Vec<(&Address, Place<'_>)> = pages.chain(made).collect();
        let order = Order::new(all.iter().map(|(address, _)| (*address).clone()).collect());
        Listing { plan: self, places: order.places().iter().map(|place| all[*place]).collect() }
    }

    /// The report with every page rendered, and with the current files of the search index.
    pub fn whole(self) -> Report {
        if self.renderer.is_none() && self.index.is_empty() {
            return Arc::unwrap_or_clone(self.report);
        }
        let listing = self.listing();
        let artifacts = memo::in_thread_pool(|| {
            memo::each(listing.places.len(), |number| {
                let address = listing.places[number].0.clone();
                Some(Artifact { address, bytes: listing.bytes(number)? })
            })
        });
        let output: Output = artifacts.into_iter().flatten().collect();
        let pages = self.pages().count();
        let Work { filled, written, .. } = self.report.work;
        let work = Work { filled: filled + pages, written: written + pages, ..self.report.work };
        Report { output, work, ..Arc::unwrap_or_clone(self.report) }
    }

    /// The page at an address, if it is rendered on demand.
    fn page_at(&self, address: &str) -> Option<PageId> {
        self.renderer.as_ref()?.parts().graph.page_at(address)
    }

    fn page(&self, id: PageId) -> Option<Bytes> {
        self.renderer.as_ref()?.render(id).ok().map(Arc::new)
    }
}

/// An artifact of the output takes precedence over a page at the same address.
impl Lookup for Plan {
    fn has(&self, address: &str) -> bool {
        self.report.output.has(address) || self.index.has(address) || self.page_at(address).is_some()
    }

    fn bytes_at(&self, address: &str) -> Option<Bytes> {
        let made = self.index.bytes_at(address).or_else(|| self.report.output.bytes_at(address));
        made.or_else(|| self.page(self.page_at(address)?))
    }
}

/// The artifacts of a plan in the order of their addresses.
#[derive(Debug)]
pub struct Listing<'a> {
    plan: &'a Plan,
    places: Vec<(&'a Address, Place<'a>)>,
}

/// The origin of an artifact's bytes.
#[derive(Clone, Copy, Debug)]
enum Place<'a> {
    /// The output.
    Made(&'a Bytes),
    /// The page with this number, which is rendered on demand.
    Page(PageId),
}

impl Artifacts for Listing<'_> {
    fn addresses(&self) -> Vec<&Address> {
        self.places.iter().map(|(address, _)| *address).collect()
    }

    fn bytes(&self, number: usize) -> Option<Bytes> {
        match self.places[number].1 {
            Place::Page(page) => self.plan.page(page),
            Place::Made(bytes) => Some(Arc::clone(bytes)),
        }
    }
}

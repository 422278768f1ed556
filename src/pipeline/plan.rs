//! A site of which the pages are still to be made, each when it is asked for, and perhaps the index of its search.

use std::sync::Arc;

use super::making::Making;
use super::searching::Findings;
use super::{Report, Work};
use crate::memo;
use crate::model::output::artifact::{Artifact, Artifacts, Lookup, Order, Output};
use crate::model::source::tree::Bytes;
use crate::model::value::address::Address;
use crate::write::search::is_of_index;

/// What a build made, and the pages that it can make. A clone shares all of it.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    report: Arc<Report>,
    making: Option<Making>,
    /// The files of the index that are not in the output of the report.
    index: Output,
    /// What is to be found by the index that is still to be made.
    awaited: Option<Findings>,
}

impl Plan {
    pub(super) fn new(report: Report, making: Option<Making>) -> Self {
        Self { report: Arc::new(report), making, ..Self::default() }
    }

    /// The same with an index that is still to be made; until it is, with the last one.
    pub(super) fn awaiting(self, awaited: Option<Findings>, last: Output) -> Self {
        let index = if awaited.is_some() { last } else { Output::default() };
        Self { index, awaited, ..self }
    }

    /// The same with the index that `make` makes, where it is still to be made.
    pub(super) fn with_index(self, make: impl FnOnce(Findings) -> Output) -> Self {
        let Self { report, making, index, awaited } = self;
        let index = awaited.map_or(index, make);
        Self { report, making, index, awaited: None }
    }

    /// What is wrong, and what the site has. Its output may lack the pages, and the index of the search.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The files of the index that the output of the report lacks.
    pub fn index(&self) -> &Output {
        &self.index
    }

    /// Whether an index is still to be made, and the one that is there is the last one.
    pub fn awaits_index(&self) -> bool {
        self.awaited.is_some()
    }

    /// Whether what stands at an address is of an index that is still to be made.
    pub fn awaits(&self, address: &str) -> bool {
        self.awaits_index() && is_of_index(address)
    }

    /// Where the pages stand that are made when they are asked for, in the order of their files.
    pub fn pages(&self) -> impl Iterator<Item = &Address> {
        let making = self.making.iter();
        making.flat_map(|making| &making.parts.graph.pages).map(|page| &page.address)
    }

    /// Whether the pages that are made when they are asked for stand where those of another plan stand.
    pub fn has_pages_of(&self, other: &Self) -> bool {
        let graph = |plan: &Self| plan.making.as_ref().map(|making| making.parts.graph.clone());
        graph(self) == graph(other) || self.pages().eq(other.pages())
    }

    /// All artifacts in their order.
    pub fn listing(&self) -> Listing<'_> {
        let pages = self.pages().enumerate().map(|(number, address)| (address, Place::Page(number)));
        let made = self.report.output.iter().chain(self.index.iter());
        let made = made.map(|(address, bytes)| (address, Place::Made(bytes)));
        let all: Vec<(&Address, Place<'_>)> = pages.chain(made).collect();
        let order = Order::new(all.iter().map(|(address, _)| (*address).clone()).collect());
        Listing { plan: self, places: order.places().iter().map(|place| all[*place]).collect() }
    }

    /// The report with every page made, and with the index that is there.
    pub fn whole(self) -> Report {
        if self.making.is_none() && self.index.is_empty() {
            return Arc::unwrap_or_clone(self.report);
        }
        let listing = self.listing();
        let artifacts = memo::side_by_side(|| {
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

    /// The number of the page at an address, where that is made when it is asked for.
    fn page_at(&self, address: &str) -> Option<usize> {
        self.making.as_ref()?.parts.graph.page_at(address)
    }

    fn page(&self, number: usize) -> Option<Bytes> {
        self.making.as_ref()?.make(number).ok().map(Arc::new)
    }
}

/// What was made stands before a page at the same address.
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

/// Where an artifact is to be had.
#[derive(Clone, Copy, Debug)]
enum Place<'a> {
    /// It is made.
    Made(&'a Bytes),
    /// The page with this number is to be made.
    Page(usize),
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

//! A site of which the pages are still to be made, each when it is asked for.

use std::sync::Arc;

use super::making::Making;
use super::{Report, Work};
use crate::memo;
use crate::model::address::Address;
use crate::model::output::{Artifact, Artifacts, Lookup, Order, Output};
use crate::model::source::Bytes;

/// What a build made, and the pages that it can make.
#[derive(Debug, Default)]
pub struct Plan {
    report: Report,
    making: Option<Making>,
}

impl Plan {
    pub(super) fn new(report: Report, making: Option<Making>) -> Self {
        Self { report, making }
    }

    /// What is wrong, and what the site has. Its output may lack the pages.
    pub fn report(&self) -> &Report {
        &self.report
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
        let made = self.report.output.iter().enumerate();
        let made = made.map(|(number, (address, _))| (address, Place::Made(number)));
        let all: Vec<(&Address, Place)> = pages.chain(made).collect();
        let order = Order::new(all.iter().map(|(address, _)| (*address).clone()).collect());
        Listing { plan: self, places: order.places().iter().map(|place| all[*place]).collect() }
    }

    /// The report with every page made.
    pub fn whole(self) -> Report {
        if self.making.is_none() {
            return self.report;
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
        Report { output, work, ..self.report }
    }

    /// The number of the page at an address, where that is made when it is asked for.
    fn page_at(&self, address: &str) -> Option<usize> {
        self.making.as_ref()?.parts.graph.page_at(address)
    }

    fn page(&self, number: usize) -> Option<Bytes> {
        Some(self.making.as_ref()?.make(number).ok()?.bytes)
    }
}

/// What was made stands before a page at the same address.
impl Lookup for Plan {
    fn has(&self, address: &str) -> bool {
        self.report.output.has(address) || self.page_at(address).is_some()
    }

    fn bytes_at(&self, address: &str) -> Option<Bytes> {
        self.report.output.bytes_at(address).or_else(|| self.page(self.page_at(address)?))
    }
}

/// The artifacts of a plan in the order of their addresses.
#[derive(Debug)]
pub struct Listing<'a> {
    plan: &'a Plan,
    places: Vec<(&'a Address, Place)>,
}

/// Where an artifact is to be had.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// It is made, and has this number in the output of the report.
    Made(usize),
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
            Place::Made(at) => Some(Arc::clone(self.plan.report.output.at(at).1)),
        }
    }
}

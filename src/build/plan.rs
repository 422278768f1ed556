//! A site of which the pages are still to be made, each when it is asked for.

use std::sync::Arc;

use super::making::Making;
use super::{Report, Work};
use crate::memo;
use crate::model::address::Address;
use crate::model::output::{Artifact, Artifacts, Order, Output};
use crate::model::source::{Bytes, Tree};

/// What a build made, and the pages that it can make.
#[derive(Debug)]
pub struct Plan {
    report: Report,
    making: Option<Making>,
    tree: Tree,
    /// Every artifact, in the order of the addresses.
    places: Vec<Place>,
}

/// Where an artifact is to be had.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// It is made, and has this number in the output of the report.
    Made(usize),
    /// The page with this number is to be made.
    Page(usize),
}

impl Plan {
    pub(super) fn new(report: Report, making: Option<Making>, tree: Tree) -> Self {
        let pages = making.as_ref().map_or(0, |making| making.parts.graph.pages.len());
        let made = (0..report.output.len()).map(Place::Made);
        let all: Vec<Place> = (0..pages).map(Place::Page).chain(made).collect();
        let mut plan = Self { report, making, tree, places: Vec::new() };
        let addresses: Vec<Address> = all.iter().map(|place| plan.address(*place).clone()).collect();
        plan.places = Order::new(addresses).places().iter().map(|place| all[*place]).collect();
        plan
    }

    /// What is wrong, and what the site has. Its output may lack the pages.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The sources that the report tells of, and perhaps others.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The report with every page made.
    pub fn whole(self) -> Report {
        let Some(making) = &self.making else { return self.report };
        let artifacts = memo::side_by_side(|| {
            memo::each(self.places.len(), |number| {
                let address = self.address(self.places[number]).clone();
                Some(Artifact { address, bytes: self.bytes(number)? })
            })
        });
        let output: Output = artifacts.into_iter().flatten().collect();
        let pages = making.parts.graph.pages.len();
        let Work { filled, written, .. } = self.report.work;
        let work = Work { filled: filled + pages, written: written + pages, ..self.report.work };
        Report { output, work, ..self.report }
    }

    fn address(&self, place: Place) -> &Address {
        match (place, &self.making) {
            (Place::Page(number), Some(making)) => making.address(number),
            (Place::Page(number) | Place::Made(number), _) => self.report.output.at(number).0,
        }
    }
}

impl Artifacts for Plan {
    fn addresses(&self) -> Vec<&Address> {
        self.places.iter().map(|place| self.address(*place)).collect()
    }

    fn bytes(&self, number: usize) -> Option<Bytes> {
        match (self.places[number], &self.making) {
            (Place::Page(page), Some(making)) => Some(making.make(page).ok()?.bytes),
            (Place::Page(at) | Place::Made(at), _) => Some(Arc::clone(self.report.output.at(at).1)),
        }
    }
}

//! The output of a build: every artifact, in the order of the addresses.

use std::sync::Arc;

use crate::memo::Stage;
use crate::model::output::artifact::{Artifact, Order, Output};
use crate::model::source::file_address::copied;
use crate::model::source::tree::FilePath;
use crate::model::value::address::Address;

/// The stages that put an output together.
#[derive(Debug)]
pub(super) struct OutputMemory {
    copied_to: Stage<(), Vec<FilePath>, Arc<Vec<Address>>>,
    order: Order,
}

impl OutputMemory {
    pub fn new(forgets: bool) -> Self {
        Self {
            copied_to: Stage::new(forgets, |files| Arc::new(files.iter().map(copied).collect())),
            order: Order::default(),
        }
    }

    /// The address of each file that is copied unchanged.
    pub fn addresses_of_copies(&mut self, files: Vec<FilePath>) -> Arc<Vec<Address>> {
        self.copied_to.ask(files)
    }

    /// The output of some artifacts.
    pub fn in_order(&mut self, artifacts: Vec<Artifact>) -> Output {
        let addresses = artifacts.iter().map(|artifact| artifact.address.clone()).collect();
        self.order = std::mem::take(&mut self.order).next(addresses);
        Output::in_order(artifacts, &self.order)
    }
}

//! The pages of a site: bodies filled, views shown, artifacts written, put in order.

use std::sync::Arc;

use super::SiteMemory;
use super::making::{Making, Parts, Shown, writing};
use crate::graph::Graph;
use crate::memo::{Cancelled, Row, Shared};
use crate::model::output::artifact::{Artifact, Output};
use crate::model::page::document::Document;
use crate::model::view::page::View;
use crate::view::feed::feed_views;
use crate::view::list::list_views;
use crate::view::registers::register_views;
use crate::write::page::Written;

impl SiteMemory {
    /// All that pages are made of: the same parts as the last time, where they are equal, and the texts as they follow
    /// the last ones.
    pub(super) fn making(&mut self, parts: Parts, documents: &Row<Arc<Document>>) -> Making {
        Making { parts: self.parts.keep(parts), bodies: self.bodies.of(documents) }
    }

    /// The views of the pages of editors, in their order.
    pub(super) fn showings(&mut self, making: &Making) -> Result<Row<Arc<View>>, Cancelled> {
        let parts = &making.parts;
        let bodies = self.fill.ask(parts, &making.bodies, &self.cancellation)?;
        let cites = self.cite_page.ask(parts, &making.bodies, &self.cancellation)?;
        let shown = self.shown.keep(Shown { parts: parts.clone(), cites });
        self.show.ask(&shown, &bodies, &self.cancellation)
    }

    /// The artifacts of the pages of editors.
    pub(super) fn written_pages(
        &mut self,
        making: &Making,
        views: &Row<Arc<View>>,
    ) -> Result<Row<Written>, Cancelled> {
        self.write_page.ask(&making.parts, views, &self.cancellation)
    }

    /// The artifacts of other views.
    pub(super) fn written(
        &mut self,
        parts: &Shared<Parts>,
        views: &[Arc<View>],
    ) -> Result<Vec<Written>, Cancelled> {
        self.write.ask_all(views.iter().map(|view| writing(parts, 0, view)).collect(), &self.cancellation)
    }

    /// The output that artifacts make.
    pub(super) fn output(&mut self, artifacts: Vec<Artifact>) -> Output {
        let addresses = artifacts.iter().map(|artifact| artifact.address.clone()).collect();
        self.order = std::mem::take(&mut self.order).next(addresses);
        Output::in_order(artifacts, &self.order)
    }
}

/// The views of pages that no editor writes.
pub(super) fn list(graph: &Shared<Graph>) -> Arc<Vec<Arc<View>>> {
    Arc::new(list_views(graph).into_iter().chain(register_views(graph)).chain(feed_views(graph)).collect())
}

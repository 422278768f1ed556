//! The generated pages: lists, pages of records, feeds, redirects.

use std::sync::Arc;

use super::page_parts::PageParts;
use crate::graph::Graph;
use crate::memo::{Cancellation, Cancelled, Shared, Stage};
use crate::model::value::address::Address;
use crate::model::view::page::View;
use crate::view::feed::feed_views;
use crate::view::list::list_views;
use crate::view::registers::register_views;
use crate::write::page::{RenderInput, Written, write};

/// The stages that generate pages.
#[derive(Debug)]
pub(super) struct ListMemory {
    views: Stage<(), Shared<Graph>, Arc<Vec<Arc<View>>>>,
    write: Stage<Address, RenderInput, Written>,
}

impl ListMemory {
    pub fn new(forgets: bool) -> Self {
        Self { views: Stage::new(forgets, views), write: Stage::new(forgets, write) }
    }

    /// The views of a site's generated pages, except the print edition.
    pub fn views(&mut self, graph: &Shared<Graph>) -> Arc<Vec<Arc<View>>> {
        self.views.ask(graph.clone())
    }

    /// Renders views.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn render(
        &mut self,
        parts: &PageParts,
        views: &[Arc<View>],
        cancellation: &Cancellation,
    ) -> Result<Vec<Written>, Cancelled> {
        let questions = views.iter().map(|view| (view.address.clone(), parts.render_input(view)));
        self.write.ask_all(questions.collect(), cancellation)
    }

    /// The number of artifacts that were written rather than remembered.
    pub fn written(&self) -> usize {
        self.write.computed()
    }
}

fn views(graph: &Shared<Graph>) -> Arc<Vec<Arc<View>>> {
    Arc::new(list_views(graph).into_iter().chain(register_views(graph)).chain(feed_views(graph)).collect())
}

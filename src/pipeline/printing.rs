//! The print edition: the texts of the pages moved to where they stand in it, and what it shows.

use std::sync::Arc;

use super::SiteMemory;
use crate::graph::Graph;
use crate::markdown::fill::Filled;
use crate::markdown::moved::Moving;
use crate::memo::{Cancelled, Row, Shared};
use crate::model::view::page::{Content, View};
use crate::view::print::{Printing, deeper};

impl SiteMemory {
    /// Whether the site has a print edition.
    pub(super) fn has_print_edition(&mut self, graph: &Shared<Graph>) -> bool {
        self.edition.ask(graph.clone()).is_some()
    }

    /// The view of the print edition, where the site has one. `pages` are the views of its pages, in their order.
    ///
    /// # Errors
    /// That the build was cancelled.
    pub(super) fn print_edition(
        &mut self,
        graph: &Shared<Graph>,
        pages: &Row<Arc<View>>,
        own_views: &Arc<Vec<Arc<View>>>,
    ) -> Result<Option<Arc<View>>, Cancelled> {
        let Some(edition) = self.edition.ask(graph.clone()) else {
            self.moved.ask_all(Vec::new(), &self.cancellation)?;
            self.print.pass();
            return Ok(None);
        };
        // A plan that is equal to the last one stays that one, so that texts are compared with its place alone.
        let edition = self.edition_still.ask(edition);
        let questions = edition.parts.iter().filter_map(|part| {
            let page = &graph.pages[part.page?];
            let moving = Moving {
                body: text(pages.at(part.page?)),
                from: page.address.clone(),
                places: Arc::clone(&edition.places),
                deeper: deeper(graph, part),
            };
            Some((page.outline.file.clone(), moving))
        });
        let texts = self.moved.ask_all(questions.collect(), &self.cancellation)?;
        let (graph, pages, own_views) =
            (graph.clone(), pages.iter().cloned().collect(), Arc::clone(own_views));
        Ok(Some(self.print.ask(Printing { graph, edition, pages, texts, own_views })))
    }
}

/// The text of a page as it is shown there.
fn text(view: &View) -> Filled {
    match &view.content {
        Content::Page(page, _) => Filled { opening: page.opening.clone(), rest: page.body.clone() },
        _ => Filled { opening: "".into(), rest: "".into() },
    }
}

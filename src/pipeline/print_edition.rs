//! The print edition: one page with the text of all others.

use std::sync::Arc;

use crate::graph::Graph;
use crate::graph::edition::{Edition, edition};
use crate::markdown::fill::Filled;
use crate::markdown::moved::{MoveInput, moved};
use crate::memo::{Cancellation, Cancelled, Row, Shared, Stage};
use crate::model::source::tree::FilePath;
use crate::model::view::page::{Content, View};
use crate::view::print::{PrintInput, deeper, print_view};

/// The stages that generate the print edition.
#[derive(Debug)]
pub(super) struct PrintMemory {
    edition: Stage<(), Shared<Graph>, Option<Arc<Edition>>>,
    /// Keeps the allocation while the edition is equal to the last one, so that texts compare it by pointer.
    same_edition: Stage<(), Arc<Edition>, Arc<Edition>>,
    text: Stage<FilePath, MoveInput, Filled>,
    view: Stage<(), PrintInput, Arc<View>>,
}

impl PrintMemory {
    pub fn new(forgets: bool) -> Self {
        Self {
            edition: Stage::new(forgets, edition),
            same_edition: Stage::new(forgets, Arc::clone),
            text: Stage::new(forgets, moved),
            view: Stage::new(forgets, print_view),
        }
    }

    /// Whether the site has a print edition.
    pub fn is_wanted(&mut self, graph: &Shared<Graph>) -> bool {
        self.edition.ask(graph.clone()).is_some()
    }

    /// The view of the print edition, if the site has one. `pages` are the views of its pages, in their order;
    /// `list_views` those of the generated pages.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn view(
        &mut self,
        graph: &Shared<Graph>,
        pages: &Row<Arc<View>>,
        list_views: &Arc<Vec<Arc<View>>>,
        cancellation: &Cancellation,
    ) -> Result<Option<Arc<View>>, Cancelled> {
        let Some(edition) = self.edition.ask(graph.clone()) else {
            self.text.ask_all(Vec::new(), cancellation)?;
            self.view.pass();
            return Ok(None);
        };
        let edition = self.same_edition.ask(edition);
        let questions = edition.parts.iter().filter_map(|part| {
            let page = &graph.pages[part.page?];
            let input = MoveInput {
                body: text(pages.at(part.page?.place())),
                from: page.address.clone(),
                places: Arc::clone(&edition.places),
                deeper: deeper(graph, part),
            };
            Some((page.outline.file.clone(), input))
        });
        let texts = self.text.ask_all(questions.collect(), cancellation)?;
        let (graph, pages, own_views) =
            (graph.clone(), pages.iter().cloned().collect(), Arc::clone(list_views));
        Ok(Some(self.view.ask(PrintInput { graph, edition, pages, texts, own_views })))
    }
}

/// The text of a page as its view shows it.
fn text(view: &View) -> Filled {
    let article = if let Content::Page(page, _) = &view.content { page.article() } else { None };
    match article {
        Some(article) => Filled { opening: article.opening.clone(), rest: article.body.clone() },
        None => Filled { opening: "".into(), rest: "".into() },
    }
}

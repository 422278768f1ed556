//! Accessibility of the texts of pages: images, links and changes of language.

use std::sync::Arc;

use crate::check::accessible::{self, AccessibilityInput, Vague};
use crate::graph::{Graph, PageId};
use crate::memo::{Cancellation, Cancelled, Row, RowStage, Shared, Stable, Stage};
use crate::model::page::document::Document;
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::strings::Strings;
use crate::model::source::tree::FilePath;

/// The input to the checks that all pages share.
#[derive(Debug, PartialEq, Eq)]
struct SharedInput {
    graph: Shared<Graph>,
    vague: Arc<Vague>,
}

/// The stages that check the accessibility of texts.
#[derive(Debug)]
pub(super) struct AccessibilityMemory {
    vague: Stage<(), Arc<Strings>, Arc<Vague>>,
    shared: Stable<SharedInput>,
    check: RowStage<SharedInput, Arc<Document>, FilePath, AccessibilityInput, Arc<Vec<Diagnostic>>>,
}

impl AccessibilityMemory {
    pub fn new(forgets: bool) -> Self {
        Self {
            vague: Stage::new(forgets, accessible::vague),
            shared: Stable::default(),
            check: RowStage::new(input, Stage::new(forgets, accessible::check)),
        }
    }

    /// A diagnostic for each image, link and passage that screen readers cannot present well, if the site checks that.
    /// `documents` are those of the pages, in their order.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn check(
        &mut self,
        graph: &Shared<Graph>,
        documents: &Row<Arc<Document>>,
        cancellation: &Cancellation,
    ) -> Result<Vec<Diagnostic>, Cancelled> {
        if !graph.config.checks.accessibility {
            return Ok(Vec::new());
        }
        let vague = self.vague.ask(Arc::clone(&graph.strings));
        let shared = self.shared.keep(SharedInput { graph: graph.clone(), vague });
        let found = self.check.ask(&shared, documents, cancellation)?;
        Ok(found.iter().flat_map(|found| found.iter().cloned()).collect())
    }
}

fn input(
    shared: &Shared<SharedInput>,
    place: usize,
    document: &Arc<Document>,
) -> (FilePath, AccessibilityInput) {
    let SharedInput { graph, vague } = &**shared;
    let page = &graph.pages[PageId::new(place)];
    let file = page.outline.file.clone();
    let has_foreign = !document.wording.foreign.is_empty();
    let input = AccessibilityInput {
        file: file.clone(),
        wording: Arc::clone(&document.wording),
        resolved_references: Arc::clone(&page.resolved_references),
        vague: Arc::clone(vague),
        records: has_foreign.then(|| graph.records.clone()),
    };
    (file, input)
}

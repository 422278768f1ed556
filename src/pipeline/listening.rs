//! What the pages of a site say to those who do not see them, asked page by page.

use std::sync::Arc;

use super::SiteMemory;
use crate::check::accessible::{Listening, Vague};
use crate::graph::Graph;
use crate::memo::{Cancelled, Row, Shared};
use crate::model::page::document::Document;
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::tree::FilePath;

/// What all pages are heard with.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Heard {
    graph: Shared<Graph>,
    vague: Arc<Vague>,
}

impl SiteMemory {
    /// The images, links and passages that say too little to those who do not see them. `documents` are those of the
    /// pages, in their order.
    pub(super) fn unheard(
        &mut self,
        graph: &Shared<Graph>,
        documents: &Row<Arc<Document>>,
    ) -> Result<Vec<Diagnostic>, Cancelled> {
        if !graph.config.checks.accessibility {
            return Ok(Vec::new());
        }
        let vague = self.vague.ask(Arc::clone(&graph.strings));
        let heard = self.heard.keep(Heard { graph: graph.clone(), vague });
        let found = self.listen.ask(&heard, documents, &self.cancellation)?;
        Ok(found.iter().flat_map(|found| found.iter().cloned()).collect())
    }
}

/// The question of what a page says too little of.
pub(super) fn listening(
    heard: &Shared<Heard>,
    number: usize,
    document: &Arc<Document>,
) -> (FilePath, Listening) {
    let Heard { graph, vague } = &**heard;
    let page = &graph.pages[number];
    let file = page.outline.file.clone();
    let has_foreign = !document.wording.foreign.is_empty();
    let question = Listening {
        file: file.clone(),
        wording: Arc::clone(&document.wording),
        answers: Arc::clone(&page.answers),
        vague: Arc::clone(vague),
        records: has_foreign.then(|| graph.records.clone()),
    };
    (file, question)
}

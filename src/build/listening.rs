//! What the pages of a site say to those who do not see them, asked page by page.

use std::sync::Arc;

use super::Memory;
use super::pages::read_pages;
use crate::check::accessible::Listening;
use crate::graph::Graph;
use crate::model::diagnostic::Diagnostic;
use crate::model::document::Document;

impl Memory {
    /// The images, links and passages that say too little to those who do not see them.
    pub(super) fn unheard(&mut self, graph: &Graph, documents: &[Arc<Document>]) -> Vec<Diagnostic> {
        if !graph.config.checks.accessibility {
            return Vec::new();
        }
        let vague = self.vague.ask(Arc::clone(&graph.strings));
        let pages = read_pages(graph, documents).filter(|(.., document)| !document.wording.is_empty());
        let questions = pages.map(|(_, page, document)| {
            let file = page.outline.file.clone();
            let has_foreign = !document.wording.foreign.is_empty();
            let question = Listening {
                file: file.clone(),
                wording: Arc::clone(&document.wording),
                answers: Arc::clone(&page.answers),
                vague: Arc::clone(&vague),
                records: has_foreign.then(|| graph.records.clone()),
            };
            (file, question)
        });
        let found = self.listen.ask_all(questions.collect());
        found.iter().flat_map(|found| found.iter().cloned()).collect()
    }
}

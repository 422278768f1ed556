//! What the pages of a site say to those who do not see them, asked page by page.

use std::sync::Arc;

use super::Memory;
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
        let mut documents = documents.iter();
        let pages = graph.pages.iter().filter_map(|page| {
            // Both come in the order of the files; what the graph leaves out are drafts.
            let document = documents.find(|document| document.outline.file == page.outline.file)?;
            (!document.wording.is_empty()).then_some((page, document))
        });
        let questions = pages.map(|(page, document)| {
            let file = page.outline.file.clone();
            let has_foreign = !document.wording.foreign.is_empty();
            let question = Listening {
                file: file.clone(),
                wording: Arc::clone(&document.wording),
                answers: Arc::clone(&page.answers),
                strings: Arc::clone(&graph.strings),
                records: has_foreign.then(|| graph.records.clone()),
            };
            (file, question)
        });
        let found = self.listen.ask_all(questions.collect());
        found.iter().flat_map(|found| found.iter().cloned()).collect()
    }
}

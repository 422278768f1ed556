//! The Markdown of pages for machines.

use std::sync::Arc;

use super::SiteMemory;
use super::drawings::Drawn;
use crate::graph::Graph;
use crate::memo::{Cancelled, Row, Shared};
use crate::model::output::artifact::Artifact;
use crate::model::page::document::Document;
use crate::model::source::tree::Tree;
use crate::view::markdown::Telling;

impl SiteMemory {
    /// The Markdown of each listed page, and the list of them, where the site wants that. `documents` are those of the
    /// pages, in their order.
    pub(super) fn markdowns(
        &mut self,
        graph: &Shared<Graph>,
        documents: &Row<Arc<Document>>,
        drawn: &Drawn,
        tree: &Tree,
    ) -> Result<Vec<Artifact>, Cancelled> {
        if !graph.config.outputs.markdown {
            return Ok(Vec::new());
        }
        let mut questions = Vec::new();
        for (number, (page, document)) in graph.pages.iter().zip(documents.iter()).enumerate() {
            let file = &page.outline.file;
            let document = Arc::clone(document);
            let Some(bytes) = tree.bytes(file.as_str()).filter(|_| page.is_listed()) else { continue };
            let telling = Telling {
                graph: graph.clone(),
                page: number,
                document,
                bytes: Arc::clone(bytes),
                drawings: drawn.views.get(&number).cloned().unwrap_or_default(),
            };
            questions.push((file.clone(), telling));
        }
        let files: Vec<_> = questions.iter().map(|(file, _)| file.clone()).collect();
        let views = self.tell.ask_all(questions, &self.cancellation)?;
        let mut made = self.markdown.ask_all(files.into_iter().zip(views).collect(), &self.cancellation)?;
        made.push(self.llms.ask(graph.clone()));
        Ok(made)
    }
}

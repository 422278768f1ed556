//! The Markdown of pages for machines.

use std::sync::Arc;

use super::Memory;
use crate::graph::Graph;
use crate::graph::drawing_view::{self, Drawing, Drawings};
use crate::graph::markdown_view;
use crate::memo::Shared;
use crate::model::address::Address;
use crate::model::document::Document;
use crate::model::markdown_view::MarkdownView;
use crate::model::output::Artifact;
use crate::model::source::Tree;

impl Memory {
    /// The Markdown of each listed page, and the list of them, where the site wants that.
    pub(super) fn markdowns(
        &mut self,
        graph: &Shared<Graph>,
        documents: &[Arc<Document>],
        tree: &Tree,
    ) -> Vec<Artifact> {
        if !graph.config.outputs.markdown {
            return Vec::new();
        }
        let mut documents = documents.iter();
        let mut questions = Vec::new();
        for (number, page) in graph.pages.iter().enumerate() {
            let file = &page.outline.file;
            let document = documents.find(|document| document.outline.file == *file);
            let document = document.expect("every page was read");
            let Some(bytes) = tree.bytes(file.as_str()).filter(|_| page.is_listed()) else { continue };
            let drawings = match drawing_view::has_drawings(page) {
                true => drawing_view::drawings(&Drawing { graph: graph.clone(), page: number }),
                false => Drawings::default(),
            };
            let replacements = markdown_view::replacements(graph, page, &drawings);
            let view = MarkdownView {
                address: markdown_view::markdown_address(page),
                head: markdown_view::head(graph, page),
                bytes: Arc::clone(bytes),
                start: document.start,
                replacements: document.spans.iter().cloned().zip(replacements).collect(),
            };
            questions.push((file.clone(), view));
        }
        let mut made = self.markdown.ask_all(questions);
        made.push(Artifact::new(Address::new("llms.txt"), markdown_view::llms(graph)));
        made
    }
}

//! The files that no template renders: Markdown, data, and files for hosts and crawlers.

use std::sync::Arc;

use super::drawings::PageDrawings;
use crate::graph::Graph;
use crate::memo::{Cancellation, Cancelled, Row, Shared, Stage};
use crate::model::output::artifact::Artifact;
use crate::model::output::dataset::Dataset;
use crate::model::page::document::Document;
use crate::model::source::tree::{FilePath, Tree};
use crate::model::value::address::Address;
use crate::model::view::markdown::MarkdownView;
use crate::view::dataset::datasets;
use crate::view::markdown::{MarkdownInput, llms, markdown_view};
use crate::write::dataset::artifact as dataset_file;
use crate::write::manifest::ManifestInput;
use crate::write::markdown::markdown;
use crate::write::plain::{self, Facts};

/// The stages that generate files without a template.
#[derive(Debug)]
pub(super) struct PlainFileMemory {
    markdown_view: Stage<FilePath, MarkdownInput, Arc<MarkdownView>>,
    markdown: Stage<FilePath, Arc<MarkdownView>, Artifact>,
    llms: Stage<(), Shared<Graph>, Artifact>,
    dataset: Stage<Address, Dataset, Artifact>,
}

impl PlainFileMemory {
    pub fn new(forgets: bool) -> Self {
        Self {
            markdown_view: Stage::new(forgets, markdown_view),
            markdown: Stage::new(forgets, markdown),
            llms: Stage::new(forgets, llms),
            dataset: Stage::new(forgets, dataset_file),
        }
    }

    /// All files of a site that no template renders, except copied files and the search index. `documents` are those of the
    /// pages, in their order.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn files(
        &mut self,
        graph: &Shared<Graph>,
        documents: &Row<Arc<Document>>,
        drawings: &PageDrawings,
        tree: &Tree,
        cancellation: &Cancellation,
    ) -> Result<Vec<Artifact>, Cancelled> {
        let mut files = plain::artifacts(&facts(graph));
        files.extend(self.markdown(graph, documents, drawings, tree, cancellation)?);
        let datasets = datasets(graph).into_iter();
        let datasets = datasets.map(|dataset| (dataset.address(), dataset)).collect();
        files.extend(self.dataset.ask_all(datasets, cancellation)?);
        Ok(files)
    }

    /// The Markdown of each listed page, and `llms.txt`, which lists them, if the site has these outputs.
    fn markdown(
        &mut self,
        graph: &Shared<Graph>,
        documents: &Row<Arc<Document>>,
        drawings: &PageDrawings,
        tree: &Tree,
        cancellation: &Cancellation,
    ) -> Result<Vec<Artifact>, Cancelled> {
        if !graph.config.outputs.markdown {
            return Ok(Vec::new());
        }
        let mut questions = Vec::new();
        for ((id, page), document) in graph.pages.enumerate().zip(documents.iter()) {
            let file = &page.outline.file;
            let Some(bytes) = tree.bytes(file.as_str()).filter(|_| page.is_listed()) else { continue };
            let input = MarkdownInput {
                graph: graph.clone(),
                page: id,
                document: Arc::clone(document),
                bytes: Arc::clone(bytes),
                drawings: drawings.views.get(&id).cloned().unwrap_or_default(),
            };
            questions.push((file.clone(), input));
        }
        let files: Vec<_> = questions.iter().map(|(file, _)| file.clone()).collect();
        let views = self.markdown_view.ask_all(questions, cancellation)?;
        let mut made = self.markdown.ask_all(files.into_iter().zip(views).collect(), cancellation)?;
        made.push(self.llms.ask(graph.clone()));
        Ok(made)
    }
}

/// The input to the files for hosts and crawlers.
fn facts(graph: &Graph) -> Facts {
    let sitemap = graph.has_sitemap().then(|| graph.absolute(&Address::new("sitemap.xml"))).flatten();
    Facts {
        ids: graph.id_list.clone(),
        cname: graph.config.cname.as_ref().map(|name| name.as_str().to_owned()),
        sitemap,
        manifest: graph.config.base_url.as_ref().map(|_| ManifestInput {
            title: graph.site.title.clone(),
            description: graph.site.description.clone(),
            language: graph.site.language.clone(),
        }),
    }
}

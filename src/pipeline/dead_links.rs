//! Dead links in finished pages, which only a site's own templates can write.

use std::sync::Arc;

use crate::check::output::{
    Anchors, LinkTargets, LinkTargetsInput, RenderedPage, anchors, dead, diagnostics, page_anchors,
};
use crate::graph::Graph;
use crate::memo::{Cancellation, Cancelled, Shared, Stage};
use crate::model::output::artifact::Output;
use crate::model::source::config::BaseUrl;
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::tree::Bytes;
use crate::model::value::address::Address;
use crate::model::view::page::View;
use crate::text::shared_text::SharedText;
use crate::text::word_set::WordSet;

/// A page of HTML: its view and its bytes.
type FinishedPage<'a> = (&'a Arc<View>, &'a Bytes);

/// The stages that find dead links.
#[derive(Debug)]
pub(super) struct DeadLinkMemory {
    anchors_of_text: Stage<Address, SharedText, Arc<Anchors>>,
    anchors: Stage<Address, RenderedPage, Arc<Anchors>>,
    targets: Stage<(), LinkTargetsInput, Shared<LinkTargets>>,
    dead: Stage<Address, DeadLinkInput, Arc<Vec<String>>>,
}

impl DeadLinkMemory {
    pub fn new(forgets: bool) -> Self {
        Self {
            anchors_of_text: Stage::new(forgets, anchors),
            anchors: Stage::new(forgets, page_anchors),
            targets: Stage::new(forgets, |input| Shared::new(LinkTargets::new(input))),
            dead: Stage::new(forgets, dead_links),
        }
    }

    /// A diagnostic for each dead link in the pages of some views.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn check(
        &mut self,
        graph: &Graph,
        views: &[Arc<View>],
        output: &Output,
        cancellation: &Cancellation,
    ) -> Result<Vec<Diagnostic>, Cancelled> {
        if views.is_empty() {
            return Ok(Vec::new());
        }
        let pages = views.iter().filter(|view| view.address.as_str().ends_with(".html"));
        let pages = pages.filter_map(|view| Some((view, output.get(view.address.as_str())?)));
        let pages: Vec<FinishedPage<'_>> = pages.collect();
        let anchors = self.anchors(&pages, cancellation)?;
        let ids = pages.iter().zip(&anchors);
        let ids = ids.map(|((view, _), anchors)| (view.address.clone(), anchors.ids.clone())).collect();
        let addresses = output.iter().map(|(address, _)| address.clone()).collect();
        let targets = self.targets.ask(LinkTargetsInput { addresses, ids });
        let base = SharedText::from(graph.config.base_url.as_ref().map_or("/", BaseUrl::path));
        let questions = pages.iter().zip(&anchors).map(|((view, _), anchors)| {
            let address = view.address.clone();
            let (links, targets, base) = (anchors.links.clone(), targets.clone(), base.clone());
            (address.clone(), DeadLinkInput { address, links, targets, base })
        });
        let dead = self.dead.ask_all(questions.collect(), cancellation)?;
        let of_pages = pages.iter().zip(&dead).filter(|(_, dead)| !dead.is_empty());
        Ok(diagnostics(of_pages.map(|((view, _), dead)| (&***view, dead.as_slice()))))
    }

    /// The ids and links of each page.
    fn anchors(
        &mut self,
        pages: &[FinishedPage<'_>],
        cancellation: &Cancellation,
    ) -> Result<Vec<Arc<Anchors>>, Cancelled> {
        let texts = pages.iter().map(|(view, _)| (view.address.clone(), view.text()));
        let of_texts = self.anchors_of_text.ask_all(texts.collect(), cancellation)?;
        let questions = pages.iter().zip(of_texts).map(|((view, bytes), of_text)| {
            let page = RenderedPage { html: Arc::clone(bytes), text: view.text(), of_text };
            (view.address.clone(), page)
        });
        self.anchors.ask_all(questions.collect(), cancellation)
    }
}

/// The input to the check of one page's links.
#[derive(Debug, PartialEq, Eq)]
struct DeadLinkInput {
    /// The address of the page.
    address: Address,
    /// The addresses that it links to and loads.
    links: WordSet,
    /// The addresses and ids that links may point to.
    targets: Shared<LinkTargets>,
    /// The path of the site on its host.
    base: SharedText,
}

fn dead_links(input: &DeadLinkInput) -> Arc<Vec<String>> {
    let DeadLinkInput { address, links, targets, base } = input;
    Arc::new(dead(address, links, targets, base))
}

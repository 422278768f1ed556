//! The links of finished pages, where the templates are the site's own.

use std::sync::Arc;

use super::SiteMemory;
use crate::check;
use crate::check::output::{Landing, Landings, MadePage};
use crate::graph::Graph;
use crate::memo::{Cancelled, Shared};
use crate::model::output::artifact::Output;
use crate::model::source::config::BaseUrl;
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::tree::Bytes;
use crate::model::value::address::Address;
use crate::model::view::page::View;
use crate::text::shared_text::SharedText;
use crate::text::word_set::WordSet;

impl SiteMemory {
    /// The links of finished pages that lead nowhere.
    pub(super) fn dead_links(
        &mut self,
        graph: &Graph,
        views: &[Arc<View>],
        output: &Output,
    ) -> Result<Vec<Diagnostic>, Cancelled> {
        if views.is_empty() {
            return Ok(Vec::new());
        }
        let pages: Vec<(&Arc<View>, &Bytes)> = views
            .iter()
            .filter(|view| view.address.as_str().ends_with(".html"))
            .filter_map(|view| Some((view, output.get(view.address.as_str())?)))
            .collect();
        let texts = pages.iter().map(|(view, _)| (view.address.clone(), view.text()));
        let of_texts = self.anchors_of_text.ask_all(texts.collect(), &self.cancellation)?;
        let questions = pages.iter().zip(of_texts).map(|((view, bytes), of_text)| {
            let page = MadePage { html: Arc::clone(bytes), text: view.text(), of_text };
            (view.address.clone(), page)
        });
        let anchors = self.anchors.ask_all(questions.collect(), &self.cancellation)?;
        let landings = self.landing.ask(Landing {
            addresses: output.iter().map(|(address, _)| address.clone()).collect(),
            ids: pages
                .iter()
                .zip(&anchors)
                .map(|((view, _), anchors)| (view.address.clone(), anchors.ids.clone()))
                .collect(),
        });
        let base = SharedText::from(graph.config.base_url.as_ref().map_or("/", BaseUrl::path));
        let questions = pages.iter().zip(&anchors).map(|((view, _), anchors)| {
            let address = view.address.clone();
            let (links, landings, base) = (anchors.links.clone(), landings.clone(), base.clone());
            (address.clone(), Leading { address, links, landings, base })
        });
        let dead = self.dead.ask_all(questions.collect(), &self.cancellation)?;
        let of_pages = pages.iter().zip(&dead).filter(|(_, dead)| !dead.is_empty());
        Ok(check::output::diagnostics(of_pages.map(|((view, _), dead)| (&***view, dead.as_slice()))))
    }
}

/// All that the links of a finished page depend on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Leading {
    /// Where the page stands.
    pub address: Address,
    /// What it links and loads.
    pub links: WordSet,
    /// What there is to lead to.
    pub landings: Shared<Landings>,
    /// The path of the site on its host.
    pub base: SharedText,
}

pub(super) fn dead_links(question: &Leading) -> Arc<Vec<String>> {
    let Leading { address, links, landings, base } = question;
    Arc::new(check::output::dead(address, links, landings, base))
}

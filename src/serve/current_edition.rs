//! The current edition, which requests are answered from.

use std::sync::Arc;

use tokio::sync::watch;

use crate::disk::Change;
use crate::model::source::config::BaseUrl;
use crate::model::source::tree::Tree;
use crate::pipeline::{Plan, Report};

use super::edition::Edition;
use super::problem::Problems;
use super::rebuild_loop::Rebuild;
use super::response::SitePaths;

/// The current edition, and the channels that announce the next one.
#[derive(Debug)]
pub struct CurrentEdition {
    base: String,
    edition: Arc<Edition>,
    editions: watch::Sender<Arc<Edition>>,
    site_paths: watch::Sender<SitePaths>,
}

impl CurrentEdition {
    /// An empty edition, for a site whose path on the server is `base`.
    pub fn new(base: &str) -> Self {
        let edition = Arc::new(Edition::default());
        let place = SitePaths { base: base.to_owned(), published: "/".to_owned() };
        let editions = watch::Sender::new(Arc::clone(&edition));
        Self { base: base.to_owned(), edition, editions, site_paths: watch::Sender::new(place) }
    }

    /// A channel of the current edition and each one after it.
    pub fn editions(&self) -> watch::Receiver<Arc<Edition>> {
        self.editions.subscribe()
    }

    /// A channel of the site's paths on the server and on its host.
    pub fn site_paths(&self) -> watch::Receiver<SitePaths> {
        self.site_paths.subscribe()
    }

    /// Replaces the edition with the result of a rebuild. Returns the one before, which may take a moment to drop.
    pub fn replace(&mut self, rebuild: &Rebuild, tree: &Tree, changes: &[Change]) -> Arc<Edition> {
        let wrong = Problems::of(&rebuild.report().diagnostics, tree);
        self.site_paths.send_replace(self.place(rebuild.report()));
        self.make_current(self.edition.next(rebuild.shown.clone(), Arc::new(wrong), changes))
    }

    /// Replaces the edition with the same site and its search index. Returns the one before.
    pub fn complete(&mut self, site: Plan) -> Arc<Edition> {
        self.make_current(self.edition.with_index(site))
    }

    fn make_current(&mut self, edition: Edition) -> Arc<Edition> {
        let before = std::mem::replace(&mut self.edition, Arc::new(edition));
        self.editions.send_replace(Arc::clone(&self.edition));
        before
    }

    fn place(&self, report: &Report) -> SitePaths {
        let published = report.base_url.as_ref().map_or("/", BaseUrl::path);
        SitePaths { base: self.base.clone(), published: published.to_owned() }
    }
}

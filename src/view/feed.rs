//! The feed and the sitemap. Both need the site's absolute address.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::graph::{Graph, Page, SITE};
use crate::memo;
use crate::model::value::address::Address;
use crate::model::value::date::Date;
use crate::model::view::feed::{FeedEntry, FeedView, SitemapUrl};
use crate::model::view::page::{Content, View};
use crate::model::view::template_name::TemplateName;

use super::list::{index_address, tags_address};

/// The most entries of the feed: enough for feed readers that poll rarely, in a small file.
const FEED_LIMIT: usize = 20;

/// The feed and the sitemap, as far as the site has them.
pub fn feed_views(graph: &Graph) -> Vec<Arc<View>> {
    let feed = graph.has_feed().then(|| feed(graph)).flatten();
    let sitemap = graph.has_sitemap().then(|| sitemap(graph));
    feed.into_iter().chain(sitemap).map(Arc::new).collect()
}

/// The feed of the dated pages, newest first.
fn feed(graph: &Graph) -> Option<View> {
    let address = Address::new("feed.xml");
    let newest = newest(graph);
    let home = graph.absolute(&graph.sections[SITE].address())?;
    let entries = newest.iter().filter_map(|(_, page)| entry(graph, page)).collect();
    let config = &graph.config;
    let feed = FeedView {
        id: home.clone(),
        title: config.title().to_owned(),
        subtitle: config.description.clone(),
        updated: newest.first()?.0.0.to_rfc3339(),
        home,
        own: graph.absolute(&address)?,
        author: config.publisher.clone().unwrap_or_else(|| config.title().to_owned()),
        rights: config.licence.as_ref().map(|licence| licence.name.clone()),
        language: config.language().tag().to_owned(),
        entries,
    };
    Some(View { address, template: TemplateName::Feed, content: Content::Feed(feed) })
}

/// The listed pages by the date of their last change, newest first; pages of the same day are in the order of their files.
fn newest(graph: &Graph) -> Vec<(Reverse<Date>, &Page)> {
    let mut newest: Vec<(Reverse<Date>, &Page)> = Vec::with_capacity(FEED_LIMIT + 1);
    for page in graph.pages.iter().filter(|page| page.is_listed()) {
        let Some(date) = page.last_change().map(Reverse) else { continue };
        let place = newest.partition_point(|(newer, _)| *newer <= date);
        if place < FEED_LIMIT {
            newest.truncate(FEED_LIMIT - 1);
            newest.insert(place, (date, page));
        }
    }
    newest
}

fn entry(graph: &Graph, page: &Page) -> Option<FeedEntry> {
    let front_matter = &page.outline.front_matter;
    let href = graph.absolute(&page.address)?;
    let updated = page.last_change()?;
    Some(FeedEntry {
        id: href.clone(),
        title: page.outline.title.clone(),
        href,
        published: front_matter.date.unwrap_or(updated).to_rfc3339(),
        updated: updated.to_rfc3339(),
        summary: front_matter.description.clone(),
        categories: front_matter.tags.clone(),
    })
}

fn sitemap(graph: &Graph) -> View {
    let listed = graph.pages.iter().filter(|page| page.is_listed());
    let pages = listed.map(|page| (page.address.clone(), page.last_change()));
    let index = graph.config.outputs.index.then(|| (index_address(), None));
    let tags = (!graph.tags.is_empty()).then(|| (tags_address(), None));
    let each_tag = graph.tags.iter().map(|tag| (tag.address(), None));
    let mut listed: Vec<(Address, Option<Date>)> =
        Vec::with_capacity(graph.pages.len() + graph.tags.len() + 2);
    listed.extend(pages.chain(index).chain(tags).chain(each_tag));
    let found = memo::map(listed, |(address, changed)| {
        Some(SitemapUrl { loc: graph.absolute(&address)?, lastmod: changed.map(|date| date.to_string()) })
    });
    let mut urls = Vec::with_capacity(found.len());
    urls.extend(found.into_iter().flatten());
    let address = Address::new("sitemap.xml");
    View { address, template: TemplateName::Sitemap, content: Content::Sitemap(urls) }
}

//! The template variables of the feed and the sitemap.

use serde::Serialize;

/// An entry of the feed (RFC 4287, section 4.1.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeedEntry {
    /// A permanent, universally unique IRI: the page's absolute address.
    pub id: String,
    /// The page's title.
    pub title: String,
    /// The page's absolute address.
    pub href: String,
    /// The date in RFC 3339.
    pub published: String,
    /// The date in RFC 3339.
    pub updated: String,
    /// The page's description.
    pub summary: Option<String>,
    /// The page's tags.
    pub categories: Vec<String>,
}

/// The feed (RFC 4287, section 4.1.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeedView {
    /// The site's absolute address.
    pub id: String,
    /// The site's title.
    pub title: String,
    /// The site's description.
    pub subtitle: Option<String>,
    /// The newest editorial date, RFC 3339.
    pub updated: String,
    /// The address of the home page.
    pub home: String,
    /// The feed's own address.
    #[serde(rename = "self")]
    pub own: String,
    /// The body responsible for the site.
    pub author: String,
    /// The licence.
    pub rights: Option<String>,
    /// The language tag.
    pub language: String,
    /// The pages, newest first.
    pub entries: Vec<FeedEntry>,
}

/// An address of the sitemap (sitemaps.org, protocol 0.9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SitemapUrl {
    /// The absolute address.
    pub loc: String,
    /// The editorial date, ISO 8601.
    pub lastmod: Option<String>,
}

//! What stands above a page's text, between two lines of `---`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::value::date::Date;
use crate::model::value::figure_ref::FigureRef;
use crate::model::value::record_id::RecordId;

/// How a page stands in its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not ready: left out of the site without `--drafts`.
    Draft,
    /// In force.
    #[default]
    Current,
    /// Kept for reference; something newer has taken its place.
    Superseded,
    /// Kept at its address with a notice; out of navigation, feed, sitemap and index.
    Withdrawn,
}

/// The front matter of a page. Every key may be left out but `title`; any other key is an error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["title"]))]
pub struct FrontMatter {
    /// The page's name and its only level-1 heading.
    #[schemars(extend("type" = ["string", "number", "boolean"], "pattern" = r"\S"))]
    pub title: Option<String>,
    /// A sentence or two that stand alone: shown in lists, in the feed and by search engines.
    pub description: Option<String>,
    /// When the page was first published.
    pub date: Option<Date>,
    /// When an editor last changed it; never taken from the file system.
    pub updated: Option<Date>,
    /// Its place among the pages of its section: small numbers first, pages without one last.
    pub order: Option<i64>,
    /// What the page is about, across sections.
    pub tags: Vec<String>,
    /// How the page stands in its life.
    pub status: Status,
    /// The ids of the sources in `sources.yaml` that the page as a whole is drawn from.
    pub sources: Vec<RecordId>,
    /// The ids of the figures in `figures.yaml` that the page shows in a panel.
    pub key_figures: Vec<FigureRef>,
    /// How many of the latest events the page lists: of its section, or on the first page of all.
    pub latest_events: Option<usize>,
    /// Who answers for the page.
    pub owner: Option<String>,
    /// When its owner last read it and found it right.
    pub reviewed: Option<Date>,
    /// By when its owner should read it again.
    pub review_by: Option<Date>,
    /// The page that has taken its place, by its file from this file's folder, or a web address.
    pub superseded_by: Option<String>,
    /// Earlier addresses of the page, such as `economic/commerce.html`, where a redirect is left.
    pub aliases: Vec<String>,
}

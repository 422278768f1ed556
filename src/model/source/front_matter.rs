//! The front matter: the fields at the top of a page, between two lines of `---`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::value::date::Date;
use crate::model::value::figure_ref::FigureRef;
use crate::model::value::record_id::RecordId;

/// The status of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not ready: left out of the site without `--drafts`.
    Draft,
    /// Current.
    #[default]
    Current,
    /// Kept for reference; a newer page or document replaces it.
    Superseded,
    /// Kept at its address with a notice; removed from navigation, feed, sitemap and index.
    Withdrawn,
}

/// The front matter of a page. Every key except `title` is optional; unknown keys are errors.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["title"]))]
pub struct FrontMatter {
    /// The page's title and its only level-1 heading.
    #[schemars(extend("type" = ["string", "number", "boolean"], "pattern" = r"\S"))]
    pub title: Option<String>,
    /// One or two sentences that make sense on their own: shown in lists, in the feed and by search engines.
    pub description: Option<String>,
    /// The date on which the page was first published.
    pub date: Option<Date>,
    /// The date of an editor's last change; never taken from the file system.
    pub updated: Option<Date>,
    /// The position among the pages of its section: small numbers first, pages without a number last.
    pub order: Option<i64>,
    /// The topics of the page, across sections.
    pub tags: Vec<String>,
    /// The status of the page.
    pub status: Status,
    /// The ids of the sources in `sources.yaml` that the page as a whole is based on.
    pub sources: Vec<RecordId>,
    /// The ids of the figures in `figures.yaml` that the page shows in a panel.
    pub key_figures: Vec<FigureRef>,
    /// The number of latest events that the page lists: of its section, or on the home page of all.
    pub latest_events: Option<usize>,
    /// The person or team responsible for the page.
    pub owner: Option<String>,
    /// The day on which the owner last checked the page.
    pub reviewed: Option<Date>,
    /// The day by which the owner should check it again.
    pub review_by: Option<Date>,
    /// The page that replaces it: the path of its file from this file's folder, or a web address.
    pub superseded_by: Option<String>,
    /// Earlier addresses of the page, such as `economic/commerce.html`; each becomes a redirect.
    pub aliases: Vec<String>,
}

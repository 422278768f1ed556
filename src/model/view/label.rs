//! The labels from which views are built: dates, links, backlinks.

use std::sync::Arc;

use serde::Serialize;

/// A date twice: for machines (ISO 8601) and as the page's language writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateLabel {
    /// `2015-10-02`.
    pub iso: String,
    /// `2 October 2015`.
    pub text: String,
}

/// A page's title and its address, relative to the page that shows the link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The text.
    pub title: String,
    /// The address.
    pub href: String,
}

/// A page that refers to this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Backlink {
    /// The referring page's title.
    pub title: String,
    /// Its address.
    pub href: String,
    /// The sentences of the mentions, each once.
    pub sentences: Vec<Arc<str>>,
}

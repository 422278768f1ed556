//! The labels in views: dates, links, backlinks.

use std::sync::Arc;

use serde::Serialize;

/// A date in ISO 8601, for machines, and formatted in the page's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateLabel {
    /// `2015-10-02`.
    pub iso: String,
    /// `2 October 2015`.
    pub text: String,
}

/// A link: a title and an address relative to the page.
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
    /// The distinct sentences with the references.
    pub sentences: Vec<Arc<str>>,
}

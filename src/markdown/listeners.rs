//! Listeners to the events of a text: each keeps one kind of thing that is in it, and returns its findings at the end.
//!
//! The [`Writer`](super::writer) calls a listener for the events that concern it, with the values that it needs. No listener sees the
//! fields of another.

pub mod accessible_names;
pub mod comments;
pub mod foreign_words;
pub mod headings;
pub mod html_elements;
pub mod likely_mistakes;
pub mod links;
pub mod notes;
pub mod paragraphs;
pub mod proper_nouns;
pub mod prose;
pub mod raw_html;
pub mod references;
pub mod tables;

//! Listeners to the events of a text: each keeps what it alone needs to know, and gives back what it found at the end.
//!
//! A listener is told of an event by the [`Writer`](super::writer), with the values that it needs. It sees no other listener.

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

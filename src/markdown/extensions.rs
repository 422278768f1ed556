//! The extensions of CommonMark that Chancery adds: a file for each, and their table.
//!
//! An extension is a type that implements [`Extension`]: it finds parts of a text, and writes HTML or other events in their
//! place. To add one, write its file, add its `mod` and its line to the table below, and test it in `tests/library/site.rs`. Calls are
//! static, so an extension costs nothing for events that it does not handle.

mod alert;
mod chart;
mod citation;
mod task;
mod wikilink;

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Options};

use crate::model::page::outline::Target;
use crate::model::source::tree::FilePath;

use super::slot::Marks;

pub use citation::Citation;

/// The table: the extensions, in the order in which they are called.
macro_rules! table {
    ($with:ident) => {
        $with! {
            alert::Alert,
            chart::Chart,
            citation::Citations,
            task::Task,
            wikilink::Wikilink,
        }
    };
}

/// An extension of CommonMark. Each function is called for one kind of part of a text, and returns `None` or `false` if the
/// extension does not handle it.
pub trait Extension {
    /// The options of pulldown-cmark that it needs.
    const OPTIONS: Options = Options::empty();

    /// A sign that is in every text with the extension's markup, if pulldown-cmark reads that as words: `==` for `==words==`. Only
    /// texts with it are rewritten.
    const SIGN: Option<&'static str> = None;

    /// Rewrites the events of a text, with other events in place of the words that are the extension's markup. HTML among
    /// them is sanitized like an editor's.
    fn rewrite<'a>(events: Events<'a>, _markdown: &'a str) -> Events<'a> {
        events
    }

    /// The HTML in place of an event: the start or the end of a block or span, or a sign. Texts and links are not among them.
    fn html(_event: &Event<'_>, _marks: &mut Marks) -> Option<CowStr<'static>> {
        None
    }

    /// Whether words in brackets, `[words]`, are a link although no address is given for them.
    fn claims_label(_label: &str) -> bool {
        false
    }

    /// The meaning of a link whose address is not a web address or a path.
    fn link(_link_type: LinkType, _address: &str) -> Option<LinkMeaning<'_>> {
        None
    }

    /// The record that is drawn in place of an image in a file, by the image's address.
    fn drawing(_file: &FilePath, _address: &str) -> Option<Target> {
        None
    }
}

/// The events of a text, each with its bytes of the Markdown.
pub type Events<'a> = Vec<(Event<'a>, Range<usize>)>;

/// The meaning of a link of an extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkMeaning<'a> {
    /// A page.
    Page {
        /// The page.
        target: Target,
        /// The page's name as the editor wrote it.
        name: &'a str,
        /// Whether the text of the link is the page's title.
        is_titled: bool,
    },
    /// Notes that cite sources, in place of the link.
    Citations(Vec<Citation>),
}

/// Defines the functions that call every extension in turn.
macro_rules! call_all {
    ($($module:ident::$extension:ident,)*) => {
        /// The options of pulldown-cmark that the extensions need.
        pub const OPTIONS: Options = Options::empty()$(.union($module::$extension::OPTIONS))*;

        /// Whether an extension has markup in a text that pulldown-cmark reads as words.
        pub fn rewrite_any(markdown: &str) -> bool {
            false $(|| $module::$extension::SIGN.is_some_and(|sign| markdown.contains(sign)))*
        }

        /// See [`Extension::rewrite`].
        pub fn rewrite<'a>(events: Events<'a>, markdown: &'a str) -> Events<'a> {
            $(let events = match $module::$extension::SIGN {
                Some(sign) if markdown.contains(sign) => $module::$extension::rewrite(events, markdown),
                _ => events,
            };)*
            events
        }

        /// See [`Extension::html`].
        pub fn html(event: &Event<'_>, marks: &mut Marks) -> Option<CowStr<'static>> {
            $(if let Some(html) = $module::$extension::html(event, marks) { return Some(html); })*
            None
        }

        /// See [`Extension::claims_label`].
        pub fn claims_label(label: &str) -> bool {
            false $(|| $module::$extension::claims_label(label))*
        }

        /// See [`Extension::link`].
        pub fn link(link_type: LinkType, address: &str) -> Option<LinkMeaning<'_>> {
            $(if let Some(meaning) = $module::$extension::link(link_type, address) { return Some(meaning); })*
            None
        }

        /// See [`Extension::drawing`].
        pub fn drawing(file: &FilePath, address: &str) -> Option<Target> {
            $(if let Some(target) = $module::$extension::drawing(file, address) { return Some(target); })*
            None
        }
    };
}

table!(call_all);

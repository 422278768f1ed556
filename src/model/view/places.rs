//! The anchors of pages in the print edition, and the links between them.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::model::register::record_address::{figure_of_note, print};
use crate::model::register::record_kind::AddressedKind;
use crate::model::value::address::{Address, decode, encode_path, join};

/// The separator between the anchor of a page and an id on it. No anchor contains it, because no part of a path is empty.
const PARTED: &str = "..";

/// The anchors of the pages in the print edition, by their addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    anchors: BTreeMap<Address, String>,
}

impl Places {
    /// Collects the anchors of pages.
    pub fn new(pages: impl Iterator<Item = Address>) -> Self {
        Self { anchors: pages.map(|page| (page.clone(), anchor(&page))).collect() }
    }

    /// Rewrites an address on a page for the edition: as a fragment if its target is in the edition, otherwise relative to
    /// the edition.
    pub fn link(&self, from: &Address, href: &str) -> String {
        let (path, fragment) = href.split_once('#').unwrap_or((href, ""));
        let has_scheme = path.split('/').next().is_some_and(|first| first.contains(':'));
        if has_scheme || path.starts_with('/') {
            return href.to_owned();
        }
        let fragment = decode(fragment);
        if path.is_empty() {
            return match figure_of_note(&fragment) {
                // The edition has the list of figures instead of notes on figures.
                Some(figure) => self.to(&AddressedKind::Figure.page(), &figure),
                None => self.to(from, &fragment),
            };
        }
        let plain = path.split('?').next().unwrap_or_default();
        let Some(target) = join(from.folder(), &decode(plain)).map(Address::new) else {
            return href.to_owned();
        };
        if self.anchors.contains_key(&target) {
            return self.to(&target, &fragment);
        }
        format!("{}{}", print().link_to(&target), &href[plain.len()..])
    }

    /// The fragment in the edition of an id on a page, or of the page if the id is empty.
    fn to(&self, page: &Address, id: &str) -> String {
        let anchor = self.anchors.get(page).cloned().unwrap_or_else(|| anchor(page));
        let id = if id.is_empty() { anchor } else { placed(&anchor, id) };
        format!("#{}", encode_path(&id))
    }
}

/// The id in the edition, from the anchor of a page and an id on the page.
pub fn placed(anchor: &str, id: &str) -> String {
    format!("{anchor}{PARTED}{id}")
}

/// The anchor of a page, which is also the prefix of the ids on it: its path without `.html`, with full stops for slashes.
/// Ids in SVG are XML names (XML 1.0, section 2.3), so bytes that are not allowed in such a name, or not at its start, are
/// escaped as `_` and their number. So are `.` and `_`, so that anchors are unique.
pub fn anchor(page: &Address) -> String {
    let path = page.as_str().strip_suffix(".html").unwrap_or(page.as_str());
    let mut anchor = String::with_capacity(path.len());
    for (at, byte) in path.bytes().enumerate() {
        match byte {
            b'/' => anchor.push('.'),
            b'a'..=b'z' | b'A'..=b'Z' => anchor.push(char::from(byte)),
            b'0'..=b'9' | b'-' if at > 0 => anchor.push(char::from(byte)),
            _ => write!(anchor, "_{byte:02X}").expect("a string takes every text"),
        }
    }
    anchor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_within_the_edition_are_fragments_and_others_relative_to_it() {
        let pages = ["index.html", "economic/trade.html", "economic/index.html", "figures.html"];
        let places = Places::new(pages.into_iter().map(Address::new));
        let from = Address::new("economic/trade.html");
        for (href, there) in [
            ("#deficit", "#economic.trade..deficit"),
            ("#fn-1", "#economic.trade..fn-1"),
            ("#d%C3%A9ficit", "#economic.trade..d%C3%A9ficit"),
            ("#_figure-stock", "#figures..stock"),
            ("#_figure-stock@2011", "#figures..stock"),
            ("index.html", "#economic.index"),
            ("../index.html#top", "#index..top"),
            ("../figures.html#stock", "#figures..stock"),
            ("../timeline.html#visit", "timeline.html#visit"),
            ("map.png", "economic/map.png"),
            ("a%20b.pdf?x=1#page=2", "economic/a%20b.pdf?x=1#page=2"),
            ("https://example.org/#x", "https://example.org/#x"),
            ("mailto:a@example.org", "mailto:a@example.org"),
        ] {
            assert_eq!(places.link(&from, href), there, "{href}");
        }
    }

    #[test]
    fn no_two_pages_have_one_anchor() {
        let anchor = |address: &str| anchor(&Address::new(address));
        assert_eq!(anchor("economic/trade.html"), "economic.trade");
        assert_eq!(anchor("economic.trade.html"), "economic_2Etrade");
        assert_eq!(anchor("economic_2Etrade.html"), "economic_5F2Etrade");
        assert_eq!(anchor("é 1.html"), "_C3_A9_201");
        assert_eq!(anchor("2015.html"), "_32015");
        assert_eq!(anchor("_main.html"), "_5Fmain");
    }
}

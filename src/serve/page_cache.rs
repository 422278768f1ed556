//! A cache of recently requested pages: a browser often requests a page more than once, and several browsers may.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::model::source::tree::Bytes;
use crate::model::value::address::Address;

/// The maximum number of cached pages.
const CAPACITY: usize = 64;

/// The rendered pages of one edition.
#[derive(Debug, Default)]
pub struct PageCache {
    pages: Mutex<BTreeMap<Address, Bytes>>,
}

impl PageCache {
    /// The cached page at an address; otherwise renders and caches it.
    pub fn page(&self, address: &str, render: impl FnOnce() -> Option<Bytes>) -> Option<Bytes> {
        let address = Address::new(address);
        let pages = || self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(page) = pages().get(&address) {
            return Some(page.clone());
        }
        let page = render()?;
        let mut pages = pages();
        if pages.len() >= CAPACITY {
            pages.clear();
        }
        pages.insert(address, page.clone());
        Some(page)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_page_is_rendered_once_until_too_many_others_are_requested() {
        let cache = PageCache::default();
        let page_at = |address: &str| {
            let mut is_rendered = false;
            let page = cache.page(address, || {
                is_rendered = true;
                Some(Arc::new(address.as_bytes().to_vec()))
            });
            assert_eq!(page.as_deref().map(Vec::as_slice), Some(address.as_bytes()));
            is_rendered
        };
        assert!(page_at("a.html"));
        assert!(!page_at("a.html"));
        for number in 0..CAPACITY {
            assert!(page_at(&format!("{number}.html")));
        }
        assert!(page_at("a.html"));
        assert_eq!(cache.page("nowhere.html", || None), None, "a page that cannot be rendered is not cache");
        assert!(page_at("nowhere.html"));
    }
}

//! The pages that were asked for last: a browser asks more than once, and so do several browsers.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::model::source::tree::Bytes;
use crate::model::value::address::Address;

/// The most pages that are kept.
const MOST: usize = 64;

/// Pages of one site, as they were made.
#[derive(Debug, Default)]
pub struct Kept {
    pages: Mutex<BTreeMap<Address, Bytes>>,
}

impl Kept {
    /// The page at an address as it is kept; else as it is made now, which is kept from then on.
    pub fn page(&self, address: &str, make: impl FnOnce() -> Option<Bytes>) -> Option<Bytes> {
        let address = Address::new(address);
        let pages = || self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(page) = pages().get(&address) {
            return Some(page.clone());
        }
        let page = make()?;
        let mut pages = pages();
        if pages.len() >= MOST {
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
    fn a_page_is_made_once_and_again_when_too_many_others_were_asked_for() {
        let kept = Kept::default();
        let asked = |address: &str| {
            let mut is_made = false;
            let page = kept.page(address, || {
                is_made = true;
                Some(Arc::new(address.as_bytes().to_vec()))
            });
            assert_eq!(page.as_deref().map(Vec::as_slice), Some(address.as_bytes()));
            is_made
        };
        assert!(asked("a.html"));
        assert!(!asked("a.html"));
        for number in 0..MOST {
            assert!(asked(&format!("{number}.html")));
        }
        assert!(asked("a.html"));
        assert_eq!(kept.page("nowhere.html", || None), None, "what cannot be made is not kept");
        assert!(asked("nowhere.html"));
    }
}

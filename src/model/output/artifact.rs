//! The output of a build: artifacts with their addresses and bytes.

use std::sync::Arc;

use crate::model::register::record_kind::AddressedKind;
use crate::model::source::tree::Bytes;
use crate::model::value::address::Address;
use crate::text::fitted::fitted;

use super::dataset::json;

/// The file that marks a folder as output of Chancery, which it may replace.
pub const MARKER: &str = ".chancery";

/// The names at the top of the site that are reserved for outputs, besides the registers as JSON.
const RESERVED: &[&str] = &[
    MARKER,
    ".nojekyll",
    "404.html",
    "CNAME",
    "calendar.ics",
    "feed.xml",
    "figures.csv",
    "ids.txt",
    "llms.txt",
    "manifest.webmanifest",
    "robots.txt",
    "sitemap.xml",
];

/// The names at the top of the site that no source may have, even if this site lacks the output. Pages for readers, such as
/// `glossary.html`, are available to editors while Chancery generates none with the name.
pub fn reserved_names() -> impl Iterator<Item = String> {
    let registers = AddressedKind::ALL.iter().map(|kind| json(*kind).as_str().to_owned());
    RESERVED.iter().map(|name| (*name).to_owned()).chain(registers)
}

/// Whether an address is reserved for an output for machines.
pub fn is_reserved(address: &str) -> bool {
    let is_register =
        |list: &str| AddressedKind::ALL.iter().any(|kind| kind.list().eq_ignore_ascii_case(list));
    RESERVED.iter().any(|name| name.eq_ignore_ascii_case(address))
        || address.strip_suffix(".json").is_some_and(is_register)
        || (address.starts_with("search/") && address.ends_with(".js"))
}

/// One output file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// The path in the output folder.
    pub address: Address,
    /// The content.
    pub bytes: Bytes,
}

impl Artifact {
    /// An artifact whose bytes have no spare capacity.
    pub fn new(address: Address, bytes: impl Into<Vec<u8>>) -> Self {
        Self { address, bytes: Arc::new(fitted(bytes.into())) }
    }
}

/// Every artifact of a site, ordered by address, with one artifact per address. Cloning is cheap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    artifacts: Arc<Vec<Artifact>>,
}

impl Output {
    /// Sorts artifacts by address.
    pub fn in_order(artifacts: Vec<Artifact>, order: &Order) -> Self {
        let mut places: Vec<Option<Artifact>> = artifacts.into_iter().map(Some).collect();
        let artifacts = order.places.iter().filter_map(|place| places[*place].take());
        Self { artifacts: Arc::new(artifacts.collect()) }
    }

    /// The bytes at an address such as `economic/trade.html`.
    pub fn get(&self, address: &str) -> Option<&Bytes> {
        let place =
            self.artifacts.binary_search_by(|artifact| artifact.address.as_str().cmp(address)).ok()?;
        Some(&self.artifacts[place].bytes)
    }

    /// The artifact with this number in the order of the addresses.
    ///
    /// # Panics
    /// If `number` is out of bounds.
    pub fn at(&self, number: usize) -> (&Address, &Bytes) {
        let Artifact { address, bytes } = &self.artifacts[number];
        (address, bytes)
    }

    /// Every artifact in the order of the addresses.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Address, &Bytes)> + Clone {
        self.artifacts.iter().map(|artifact| (&artifact.address, &artifact.bytes))
    }

    /// Whether another output shares the same artifacts in memory; equal ones do not suffice.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.artifacts, &other.artifacts)
    }

    /// The number of artifacts.
    pub fn len(&self) -> usize {
        self.artifacts.len()
    }

    /// Whether there are no artifacts.
    pub fn is_empty(&self) -> bool {
        self.artifacts.is_empty()
    }
}

/// Artifacts ordered by address, one per address. Some may be generated on demand.
pub trait Artifacts: Sync {
    /// The addresses, in order.
    fn addresses(&self) -> Vec<&Address>;

    /// The content of the artifact with this number in that order; `None` if it cannot be generated.
    fn bytes(&self, number: usize) -> Option<Bytes>;
}

/// Looks up single artifacts. Some may be generated on demand.
pub trait Lookup {
    /// Whether there is an artifact at an address such as `economic/trade.html`.
    fn has(&self, address: &str) -> bool;

    /// The content of the artifact at an address; `None` if there is none or it cannot be generated.
    fn bytes_at(&self, address: &str) -> Option<Bytes>;
}

impl Lookup for Output {
    fn has(&self, address: &str) -> bool {
        self.get(address).is_some()
    }

    fn bytes_at(&self, address: &str) -> Option<Bytes> {
        self.get(address).cloned()
    }
}

impl Artifacts for Output {
    fn addresses(&self) -> Vec<&Address> {
        self.artifacts.iter().map(|artifact| &artifact.address).collect()
    }

    fn bytes(&self, number: usize) -> Option<Bytes> {
        Some(Arc::clone(&self.artifacts[number].bytes))
    }
}

impl FromIterator<Artifact> for Output {
    fn from_iter<I: IntoIterator<Item = Artifact>>(artifacts: I) -> Self {
        let artifacts: Vec<Artifact> = artifacts.into_iter().collect();
        let addresses = artifacts.iter().map(|artifact| artifact.address.clone()).collect();
        Self::in_order(artifacts, &Order::new(addresses))
    }
}

/// The order of artifacts by address. Of several artifacts at one address, only the last is part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    addresses: Vec<Address>,
    places: Vec<usize>,
}

impl Order {
    /// Sorts addresses.
    pub fn new(addresses: Vec<Address>) -> Self {
        let mut places: Vec<usize> = (0..addresses.len()).rev().collect();
        places.sort_by(|one, other| addresses[*one].cmp(&addresses[*other]));
        places.dedup_by(|one, other| addresses[*one] == addresses[*other]);
        Self { addresses, places }
    }

    /// The same result as [`Order::new`], but reuses this order, which is faster if few addresses differ.
    pub fn next(self, addresses: Vec<Address>) -> Self {
        let is_known = self.places.len() == addresses.len() && self.addresses.len() == addresses.len();
        if !is_known {
            return Self::new(addresses);
        }
        let is_same = |place: &usize| self.addresses[*place] == addresses[*place];
        let mut changed: Vec<usize> = (0..addresses.len()).filter(|place| !is_same(place)).collect();
        if changed.is_empty() {
            return self;
        }
        changed.sort_by(|one, other| addresses[*one].cmp(&addresses[*other]));
        let kept: Vec<usize> = self.places.iter().copied().filter(is_same).collect();
        let (mut places, mut start) = (Vec::with_capacity(addresses.len()), 0);
        for place in changed {
            let address = &addresses[place];
            let end = start + kept[start..].partition_point(|kept| addresses[*kept] < *address);
            places.extend_from_slice(&kept[start..end]);
            let is_double = |other: Option<&usize>| other.is_some_and(|other| addresses[*other] == *address);
            if is_double(places.last()) || is_double(kept.get(end)) {
                return Self::new(addresses);
            }
            places.push(place);
            start = end;
        }
        places.extend_from_slice(&kept[start..]);
        Self { addresses, places }
    }

    /// The place of each artifact, in the order of their addresses.
    pub fn places(&self) -> &[usize] {
        &self.places
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn artifacts_stand_in_the_order_of_their_addresses_and_the_last_of_two_at_one_wins() {
        let artifact = |address: &str, text: &str| Artifact::new(Address::new(address), text);
        let output: Output = [artifact("b", "1"), artifact("a", "2"), artifact("b", "3"), artifact("c", "4")]
            .into_iter()
            .collect();
        let texts: Vec<_> =
            output.iter().map(|(address, bytes)| (address.as_str(), bytes.as_slice())).collect();
        assert_eq!(texts, [("a", &b"2"[..]), ("b", &b"3"[..]), ("c", &b"4"[..])]);
        assert_eq!(output.get("b").map(|bytes| bytes.as_slice()), Some(&b"3"[..]));
        assert_eq!(output.get("d"), None);
    }

    proptest! {
        /// `next` gives the same order as `new`, whatever the addresses were before.
        #[test]
        fn an_order_made_of_another_is_that_of_its_own_addresses(
            rounds in prop::collection::vec(prop::collection::vec("[a-e]{1,2}", 4..6), 1..6)
        ) {
            let mut order = Order::default();
            for round in rounds {
                let addresses: Vec<Address> = round.iter().map(Address::new).collect();
                order = order.next(addresses.clone());
                prop_assert_eq!(&order, &Order::new(addresses));
            }
        }
    }
}

//! What is published: every artifact, as path and bytes.

use std::sync::Arc;

use super::address::Address;
use super::source::Bytes;

/// The file by which a folder is known as Chancery's own to replace.
pub const MARKER: &str = ".chancery";

/// One output file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Where it stands in the output folder.
    pub address: Address,
    /// Its content.
    pub bytes: Bytes,
}

impl Artifact {
    /// An artifact of text or other bytes.
    pub fn new(address: Address, bytes: impl Into<Vec<u8>>) -> Self {
        Self { address, bytes: Arc::new(bytes.into()) }
    }
}

/// Every artifact of a site, in the order of the addresses, one at each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    artifacts: Vec<Artifact>,
}

impl Output {
    /// The artifacts, put in an order that [`order`] gave for their addresses.
    pub fn in_order(artifacts: Vec<Artifact>, order: &[usize]) -> Self {
        let mut places: Vec<Option<Artifact>> = artifacts.into_iter().map(Some).collect();
        Self { artifacts: order.iter().filter_map(|place| places[*place].take()).collect() }
    }

    /// The bytes at an address such as `economic/trade.html`.
    pub fn get(&self, address: &str) -> Option<&Bytes> {
        let place =
            self.artifacts.binary_search_by(|artifact| artifact.address.as_str().cmp(address)).ok()?;
        Some(&self.artifacts[place].bytes)
    }

    /// The artifact that has a number in that order.
    ///
    /// # Panics
    /// When there are not so many.
    pub fn at(&self, number: usize) -> (&Address, &Bytes) {
        let Artifact { address, bytes } = &self.artifacts[number];
        (address, bytes)
    }

    /// Every artifact in the order of the addresses.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Address, &Bytes)> + Clone {
        self.artifacts.iter().map(|artifact| (&artifact.address, &artifact.bytes))
    }

    /// How many artifacts there are.
    pub fn len(&self) -> usize {
        self.artifacts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.artifacts.is_empty()
    }
}

/// Artifacts in the order of their addresses, one at each, of which some may be made when they are asked for.
pub trait Artifacts: Sync {
    /// Where they stand.
    fn addresses(&self) -> Vec<&Address>;

    /// The content of the artifact that has a number in that order; nothing where it cannot be made.
    fn bytes(&self, number: usize) -> Option<Bytes>;
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
        let addresses: Vec<Address> = artifacts.iter().map(|artifact| artifact.address.clone()).collect();
        Self::in_order(artifacts, &order(&addresses))
    }
}

/// The places of the artifacts with these addresses in the order of an output; of several at one address, the last.
pub fn order(addresses: &[Address]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..addresses.len()).rev().collect();
    order.sort_by(|one, other| addresses[*one].cmp(&addresses[*other]));
    order.dedup_by(|one, other| addresses[*one] == addresses[*other]);
    order
}

#[cfg(test)]
mod tests {
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
}

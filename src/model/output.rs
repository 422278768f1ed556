//! What is published: every artifact, as path and bytes.

use std::collections::BTreeMap;
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

/// Every artifact of a site, by address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    artifacts: BTreeMap<Address, Bytes>,
}

impl Output {
    /// Adds or replaces an artifact.
    pub fn insert(&mut self, artifact: Artifact) {
        self.artifacts.insert(artifact.address, artifact.bytes);
    }

    /// The bytes at an address such as `economic/trade.html`.
    pub fn get(&self, address: &str) -> Option<&Bytes> {
        self.artifacts.get(address)
    }

    /// Every artifact in the order of the addresses.
    pub fn iter(&self) -> impl Iterator<Item = (&Address, &Bytes)> {
        self.artifacts.iter()
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

impl FromIterator<Artifact> for Output {
    fn from_iter<I: IntoIterator<Item = Artifact>>(artifacts: I) -> Self {
        Self { artifacts: artifacts.into_iter().map(|a| (a.address, a.bytes)).collect() }
    }
}

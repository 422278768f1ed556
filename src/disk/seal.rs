//! What is known of the last build of a briefing: with it, to build the same once more is to read the sources and the
//! output, and to see that both are what they were.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use crate::model::output::artifact::Artifacts;
use crate::model::source::tree::{Bytes, File, Tree};
use crate::model::value::address::Address;
use crate::text::fingerprint::Digest;

use super::look::Look;
use super::state::State;
use super::{name, new_folder};

/// The file of the seal.
const SEAL: &str = "last-build.json";

/// What a build was asked, what it left, and what it said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// The [`question`].
    pub asked: String,
    /// The digest of the output folder afterwards.
    pub output: String,
    /// What was printed of what is wrong.
    pub told: String,
    /// How many problems there are, in words; empty for none.
    pub counts: String,
    /// How many pages of editors' the site has.
    pub pages: usize,
    /// How many files are in the output folder.
    pub files: usize,
}

/// All that a build depends on: the program, by how its own file looks, what it was asked to do, and every source. Nothing
/// where that file cannot be looked at.
pub fn question(tree: &Tree, program: &Path, asked: &str) -> Option<Digest> {
    let program = Look::at(program)?;
    let files: Vec<_> = tree.iter().collect();
    let digests: Vec<Digest> = files.par_iter().map(|(_, file)| of_file(file)).collect();
    let of_files = files.iter().map(|(path, _)| path.as_str()).zip(digests);
    let beside = [asked.to_owned(), format!("{program:?}")];
    let beside = beside.iter().map(|text| ("", Digest::of(text.as_bytes())));
    Some(Digest::of_all(beside.chain(of_files)))
}

/// The digest of a source: of its bytes, or of why it was refused.
fn of_file(file: &File) -> Digest {
    match file {
        File::Bytes(bytes) => Digest::of(bytes),
        File::Refused(refusal) => {
            Digest::of_all([("refused", Digest::of(format!("{refusal:?}").as_bytes()))])
        }
    }
}

/// The seal of the last build, where this is its question and its output folder is still what it was.
pub fn unchanged(sources: &Path, folder: &Path, question: Digest) -> Option<Seal> {
    let seal: Seal = State::of(sources).read(SEAL)?;
    let is_same = seal.asked == question.to_string() && standing(folder)?.to_string() == seal.output;
    if is_same {
        new_folder::remove_leftovers(folder);
    }
    is_same.then_some(seal)
}

/// The digest of all that is in a folder, as that of its artifacts; nothing where it holds what no build leaves.
fn standing(folder: &Path) -> Option<Digest> {
    let mut files = Vec::new();
    let mut folders = Vec::new();
    let mut entries = WalkDir::new(folder).min_depth(1).into_iter();
    while let Some(entry) = entries.next() {
        let entry = entry.ok()?;
        let below = name(folder, entry.path());
        if below == ".git" {
            // A checked-out branch's own, which no build touches.
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
        } else if entry.file_type().is_dir() {
            folders.push(format!("{below}/"));
        } else if entry.file_type().is_file() {
            files.push((below, entry.into_path()));
        } else {
            return None;
        }
    }
    files.sort_unstable();
    let is_empty = |folder: &String| {
        let next = files.partition_point(|(file, _)| file < folder);
        files.get(next).is_none_or(|(file, _)| !file.starts_with(folder))
    };
    if folders.iter().any(is_empty) {
        return None;
    }
    let digests = files.par_iter().map(|(_, path)| Some(Digest::of(&fs::read(path).ok()?)));
    let digests: Vec<Digest> = digests.collect::<Option<_>>()?;
    Some(Digest::of_all(files.iter().map(|(file, _)| file.as_str()).zip(digests)))
}

/// Keeps what is known of a build for the next one. Where that cannot be written, the next one takes longer, and nothing
/// else is different.
pub fn seal(sources: &Path, seal: &Seal) {
    State::of(sources).write(SEAL, seal);
}

/// Artifacts of which the digests are taken as they are made.
#[derive(Debug)]
pub struct Digested<'a, A> {
    artifacts: &'a A,
    digests: Vec<OnceLock<Digest>>,
}

impl<'a, A: Artifacts> Digested<'a, A> {
    /// Artifacts of which none was made yet.
    pub fn new(artifacts: &'a A) -> Self {
        Self { artifacts, digests: artifacts.addresses().iter().map(|_| OnceLock::new()).collect() }
    }

    /// The digest of all, by their addresses; nothing where one was not made.
    pub fn digest(&self) -> Option<Digest> {
        let addresses = self.artifacts.addresses();
        let named = addresses.iter().zip(&self.digests);
        let named = named.map(|(address, digest)| Some((address.as_str(), *digest.get()?)));
        Some(Digest::of_all(named.collect::<Option<Vec<_>>>()?))
    }
}

impl<A: Artifacts> Artifacts for Digested<'_, A> {
    fn addresses(&self) -> Vec<&Address> {
        self.artifacts.addresses()
    }

    fn bytes(&self, number: usize) -> Option<Bytes> {
        let bytes = self.artifacts.bytes(number)?;
        self.digests[number].get_or_init(|| Digest::of(&bytes));
        Some(bytes)
    }
}

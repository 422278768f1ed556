//! The seal of the last build of a briefing. With it, a repeated build only reads the sources and the output, and
//! sees that both are unchanged.

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

use super::file_stamp::FileStamp;
use super::state::State;
use super::{name, new_folder};

/// The file of the seal.
const SEAL: &str = "last-build.json";

/// The input, the output and the messages of a build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// The digest of its input: see [`build_input`].
    pub asked: String,
    /// The digest of the output folder afterwards.
    pub output: String,
    /// The printed diagnostics.
    pub told: String,
    /// The number of problems, in words; empty for none.
    pub counts: String,
    /// The number of editors' pages on the site.
    pub pages: usize,
    /// The number of files in the output folder.
    pub files: usize,
}

/// The digest of the input of a build: the program by the stamp of its own file, the options of the command, and
/// every source. `None` if that file cannot be accessed.
pub fn build_input(tree: &Tree, program: &Path, asked: &str) -> Option<Digest> {
    let program = FileStamp::at(program)?;
    let files: Vec<_> = tree.iter().collect();
    let digests: Vec<Digest> = files.par_iter().map(|(_, file)| file_digest(file)).collect();
    let of_files = files.iter().map(|(path, _)| path.as_str()).zip(digests);
    let beside = [asked.to_owned(), format!("{program:?}")];
    let beside = beside.iter().map(|text| ("", Digest::of(text.as_bytes())));
    Some(Digest::of_all(beside.chain(of_files)))
}

/// The digest of a source: of its bytes, or of why it was refused.
fn file_digest(file: &File) -> Digest {
    match file {
        File::Bytes(bytes) => Digest::of(bytes),
        File::Refused(refusal) => {
            Digest::of_all([("refused", Digest::of(format!("{refusal:?}").as_bytes()))])
        }
    }
}

/// The seal of the last build, if it had the same input and its output folder is unchanged.
pub fn matching_seal(sources: &Path, folder: &Path, input: Digest) -> Option<Seal> {
    let seal: Seal = State::of(sources).read(SEAL)?;
    let is_same = seal.asked == input.to_string() && folder_digest(folder)?.to_string() == seal.output;
    if is_same {
        new_folder::remove_leftovers(folder);
    }
    is_same.then_some(seal)
}

/// The digest of everything in a folder, computed as for artifacts; `None` if the folder contains something that no
/// build writes.
fn folder_digest(folder: &Path) -> Option<Digest> {
    let mut files = Vec::new();
    let mut folders = Vec::new();
    let mut entries = WalkDir::new(folder).min_depth(1).into_iter();
    while let Some(entry) = entries.next() {
        let entry = entry.ok()?;
        let below = name(folder, entry.path());
        if below == ".git" {
            // The repository of a checked-out branch, which no build touches.
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

/// Saves the seal of a build. If it cannot be written, the next build takes longer, and nothing else is different.
pub fn seal(sources: &Path, seal: &Seal) {
    State::of(sources).write(SEAL, seal);
}

/// Artifacts whose digests are computed as they are rendered.
#[derive(Debug)]
pub struct Digested<'a, A> {
    artifacts: &'a A,
    digests: Vec<OnceLock<Digest>>,
}

impl<'a, A: Artifacts> Digested<'a, A> {
    /// Artifacts before any is rendered.
    pub fn new(artifacts: &'a A) -> Self {
        Self { artifacts, digests: artifacts.addresses().iter().map(|_| OnceLock::new()).collect() }
    }

    /// The digest of all artifacts by their addresses; `None` if one was not rendered.
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

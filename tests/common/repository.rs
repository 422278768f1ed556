//! The briefings of this repository, each read from the disk once.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chancery::disk;
use chancery::model::source::tree::Tree;

/// The briefing at the root of the repository, with the theme's own templates.
pub static BRIEFING: LazyLock<Tree> = LazyLock::new(|| scan(""));

/// The guide.
pub static GUIDE: LazyLock<Tree> = LazyLock::new(|| scan("docs"));

/// All of Markdown and raw HTML that an editor may write.
pub static EVERYTHING: LazyLock<Tree> = LazyLock::new(|| scan("tests/fixtures/everything"));

/// A briefing in French.
pub static FRENCH: LazyLock<Tree> = LazyLock::new(|| scan("tests/fixtures/french"));

/// A briefing in Japanese.
pub static JAPANESE: LazyLock<Tree> = LazyLock::new(|| scan("tests/fixtures/japanese"));

/// A path below the root of the repository.
pub fn path(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

fn scan(folder: &str) -> Tree {
    disk::scan(&path(folder)).expect("a briefing of this repository")
}

//! The program itself, run over briefings in real folders.

mod page;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

pub use page::page;

/// A briefing in a folder of its own.
pub struct Folder {
    /// Where it is.
    pub place: TempDir,
}

impl Folder {
    /// An empty folder.
    pub fn empty() -> Self {
        Self { place: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A briefing with a first page and a section with a page.
    pub fn new() -> Self {
        Self::empty()
            .file("chancery.yaml", "title: A briefing\nbase_url: https://example.org/\n")
            .file("content/index.md", &page("Home", "", "[x](a/x.md)\n"))
            .file("content/a/index.md", &page("A", "", ""))
            .file("content/a/x.md", &page("X", "tags: [t]\ndate: 2015-10-02\n", "Text.\n"))
    }

    /// Adds or replaces a file.
    pub fn file(self, path: &str, text: &str) -> Self {
        self.write(path, text);
        self
    }

    /// Writes a file, and the folders that it is in.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }

    /// The path of what is in the folder.
    pub fn path(&self, path: &str) -> PathBuf {
        self.place.path().join(path)
    }

    /// The text of a file.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Runs the program in the folder.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        run_in(self.place.path(), arguments)
    }

    /// Every file below a folder, with its bytes and the time of its last change.
    pub fn files(&self, folder: &str) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
        let mut files = BTreeMap::new();
        let top = self.path(folder);
        let mut folders = vec![top.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("a folder can be read") {
                let path = entry.expect("an entry can be read").path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let changed = fs::metadata(&path).and_then(|metadata| metadata.modified()).expect("a time");
                let name = path.strip_prefix(&top).expect("it is below").to_string_lossy().into_owned();
                files.insert(name, (fs::read(&path).expect("a file can be read"), changed));
            }
        }
        files
    }

    /// Every file below a folder, with its bytes.
    pub fn bytes(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        self.files(folder).into_iter().map(|(name, (bytes, _))| (name, bytes)).collect()
    }

    /// Sets the times of all files below a folder to a day long ago.
    pub fn age(&self, folder: &str) {
        for name in self.files(folder).keys() {
            let file = fs::File::options().write(true).open(self.path(folder).join(name)).expect("a file");
            file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)).expect("a time");
        }
    }
}

/// What the program said.
#[derive(Debug)]
pub struct Ran {
    /// The exit status.
    pub status: i32,
    /// What it wrote to standard output.
    pub out: String,
    /// What it wrote to standard error.
    pub err: String,
}

impl Ran {
    /// Asserts the exit status.
    #[track_caller]
    pub fn ends_with(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{}{}", self.out, self.err);
        self
    }

    /// Asserts that it said something.
    #[track_caller]
    pub fn says(self, part: &str) -> Self {
        assert!(
            self.err.contains(part) || self.out.contains(part),
            "no `{part}` in:\n{}{}",
            self.out,
            self.err
        );
        self
    }

    /// Asserts that it did not say something.
    #[track_caller]
    pub fn does_not_say(self, part: &str) -> Self {
        assert!(
            !self.err.contains(part) && !self.out.contains(part),
            "`{part}` in:\n{}{}",
            self.out,
            self.err
        );
        self
    }
}

/// Runs the program in a folder, until it ends by itself.
pub fn run_in(folder: &Path, arguments: &[&str]) -> Ran {
    let ran = Command::new(env!("CARGO_BIN_EXE_chancery")).args(arguments).current_dir(folder).output();
    let ran = ran.expect("the program runs");
    Ran {
        status: ran.status.code().expect("the program ends by itself"),
        out: String::from_utf8(ran.stdout).expect("it prints UTF-8"),
        err: String::from_utf8(ran.stderr).expect("it prints UTF-8"),
    }
}

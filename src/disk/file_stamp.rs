//! How a file looks without being read: when all of it is the same, the file is.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// A file may change twice within one tick of the file system's clock: what was read so soon after a change is
/// read once more when its time is compared.
const TICK: Duration = Duration::from_millis(50);

/// How a file looked when it was read or written.
#[derive(Clone, Debug)]
pub struct Look {
    modified: Option<SystemTime>,
    changed: (i64, i64),
    inode: u64,
    /// In bytes.
    pub size: u64,
    /// Whether the last change was long enough ago for the next one to have another time.
    is_settled: bool,
}

impl Look {
    /// How a file looks now; nothing when there is none.
    pub fn at(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|metadata| Self::of(&metadata))
    }

    /// How the file looks that the system says this of.
    pub fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok();
        let age = modified.and_then(|modified| SystemTime::now().duration_since(modified).ok());
        let (changed, inode) = place(metadata);
        let size = metadata.len();
        Self { modified, changed, inode, size, is_settled: age.is_some_and(|age| age > TICK) }
    }

    /// Whether a file that looks like this now has surely not changed since it looked like `self`.
    pub fn still(&self, now: Option<&Look>) -> bool {
        let key = |look: &Look| (look.modified, look.changed, look.inode, look.size);
        self.is_settled && now.is_some_and(|now| key(now) == key(self))
    }
}

/// When the file's entry changed last, in seconds and nanoseconds, and its number in the file system.
#[cfg(unix)]
fn place(metadata: &Metadata) -> ((i64, i64), u64) {
    use std::os::unix::fs::MetadataExt;
    ((metadata.ctime(), metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn place(_: &Metadata) -> ((i64, i64), u64) {
    ((0, 0), 0)
}

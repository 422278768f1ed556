//! File stamps: metadata that shows whether a file has changed, without reading it.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// A file may change twice within one tick of the file system's clock, so a file that was read so soon after a change
/// is read once more when stamps are compared.
const TICK: Duration = Duration::from_millis(50);

/// The metadata of a file when it was read or written.
#[derive(Clone, Debug)]
pub struct FileStamp {
    modified: Option<SystemTime>,
    changed: (i64, i64),
    inode: u64,
    /// In bytes.
    pub size: u64,
    /// Whether the last change was so long ago that the next one is certain to have another time.
    is_settled: bool,
}

impl FileStamp {
    /// The stamp of the file at a path; `None` if there is none.
    pub fn at(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|metadata| Self::of(&metadata))
    }

    /// The stamp of a file with this metadata.
    pub fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok();
        let age = modified.and_then(|modified| SystemTime::now().duration_since(modified).ok());
        let (changed, inode) = place(metadata);
        let size = metadata.len();
        Self { modified, changed, inode, size, is_settled: age.is_some_and(|age| age > TICK) }
    }

    /// Whether a file with the stamp `now` is certain to be unchanged since this stamp.
    pub fn is_unchanged(&self, now: Option<&FileStamp>) -> bool {
        let key = |look: &FileStamp| (look.modified, look.changed, look.inode, look.size);
        self.is_settled && now.is_some_and(|now| key(now) == key(self))
    }
}

/// The time of the last change of the inode, in seconds and nanoseconds, and the inode number.
#[cfg(unix)]
fn place(metadata: &Metadata) -> ((i64, i64), u64) {
    use std::os::unix::fs::MetadataExt;
    ((metadata.ctime(), metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn place(_: &Metadata) -> ((i64, i64), u64) {
    ((0, 0), 0)
}

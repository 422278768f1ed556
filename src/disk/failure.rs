//! What an error of the system means for a file: that it does not exist, that it cannot be read, or nothing at all.

use std::fs;
use std::io::{Error, ErrorKind};
use std::path::Path;

/// Whether nothing exists at a path. A path that cannot be accessed may exist.
pub fn is_gone(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|error| is_missing(&error))
}

/// Whether an error means that nothing exists at a path, or that one of its folders is missing.
pub fn is_missing(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Whether an error is transient and means nothing for the file: no free file descriptor or memory, a disk or a
/// network drive that does not respond. It may succeed later.
pub fn is_transient(error: &Error) -> bool {
    /// EIO, ENFILE and EMFILE, for which Rust has no kind; they have these numbers on every Unix.
    const UNNAMED: [i32; 3] = [5, 23, 24];
    let is_unnamed = cfg!(unix) && error.raw_os_error().is_some_and(|number| UNNAMED.contains(&number));
    is_unnamed
        || matches!(
            error.kind(),
            ErrorKind::OutOfMemory
                | ErrorKind::WouldBlock
                | ErrorKind::Interrupted
                | ErrorKind::TimedOut
                | ErrorKind::StaleNetworkFileHandle
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn missing_descriptors_are_transient_and_missing_permissions_are_not() {
        for passing in [5, 11, 12, 23, 24] {
            assert!(is_transient(&Error::from_raw_os_error(passing)), "{passing}");
        }
        for lasting in [1, 2, 13, 20, 21, 36, 40] {
            assert!(!is_transient(&Error::from_raw_os_error(lasting)), "{lasting}");
        }
    }
}

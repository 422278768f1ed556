//! What a failure of the system says about a file: that it is not there, that it cannot be read, or nothing at all.

use std::fs;
use std::io::{Error, ErrorKind};
use std::path::Path;

/// Whether there is nothing at a path. A path that cannot be looked at may have something.
pub fn is_gone(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|error| is_missing(&error))
}

/// Whether an error means that there is nothing at a path, or that a folder on the way to it is missing.
pub fn is_missing(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Whether a failure is one of the machine at this moment and says nothing about the file: no free file descriptor or
/// memory, a disk or a network drive that does not answer. Whoever asks again later may be answered.
pub fn is_passing(error: &Error) -> bool {
    /// EIO, ENFILE and EMFILE, which have no kind of their own; they have these numbers on every Unix.
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
    fn no_free_descriptor_says_nothing_about_a_file_and_no_permission_does() {
        for passing in [5, 11, 12, 23, 24] {
            assert!(is_passing(&Error::from_raw_os_error(passing)), "{passing}");
        }
        for lasting in [1, 2, 13, 20, 21, 36, 40] {
            assert!(!is_passing(&Error::from_raw_os_error(lasting)), "{lasting}");
        }
    }
}

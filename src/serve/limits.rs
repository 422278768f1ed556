//! How much the server gives to those who ask, so that nobody keeps the others out or the site from being rebuilt.

use std::time::Duration;

/// The most connections, where the system gives enough file descriptors.
const CONNECTIONS: u64 = 512;

/// The fewest connections: a browser opens six to one host.
const FEWEST: u64 = 6;

/// How many file descriptors the process needs beside connections: standard streams, watcher, runtime and listener, and
/// the folders that are open while the sources are looked at.
const OTHERS: u64 = 32;

/// Limits of a server.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections that are open at a time. Whoever comes beyond that waits in the system's queue.
    pub connections: usize,
    /// Streams of messages to open pages at a time. Beyond that, 503 is answered (RFC 9110, section 15.6.4).
    pub streams: usize,
    /// How long the head of a request may take. An idle connection is closed after that time, too.
    pub head_time: Duration,
    /// The most bytes of the head of a request. Beyond that, 431 is answered (RFC 6585, section 5). Browsers send all
    /// cookies of `localhost` to every port of it.
    pub head_size: usize,
    /// How long a client may take nothing of a response.
    pub write_time: Duration,
}

impl Limits {
    /// The limits of this process.
    pub fn of_process() -> Self {
        // Each thread that reads the sources has one open.
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Self::within(descriptors().map(|most| most.saturating_sub(OTHERS + threads as u64)))
    }

    /// The limits where so many file descriptors are left for connections; `None` if there are always enough.
    fn within(descriptors: Option<u64>) -> Self {
        let connections = descriptors.unwrap_or(CONNECTIONS).clamp(FEWEST, CONNECTIONS) as usize;
        Self {
            connections,
            // Pages are answered however many others are open.
            streams: connections / 2,
            head_time: Duration::from_secs(10),
            head_size: 64 * 1024,
            write_time: Duration::from_secs(30),
        }
    }
}

/// The most file descriptors that the process may have; `None` if the system sets no limit.
#[cfg(unix)]
fn descriptors() -> Option<u64> {
    rustix::process::getrlimit(rustix::process::Resource::Nofile).current
}

#[cfg(not(unix))]
fn descriptors() -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_descriptors_for_the_rest_and_pages_leave_connections_for_requests() {
        let of = |descriptors| {
            let limits = Limits::within(descriptors);
            (limits.connections, limits.streams)
        };
        assert_eq!(of(None), (512, 256));
        assert_eq!(of(Some(100_000)), (512, 256));
        assert_eq!(of(Some(30)), (30, 15));
        assert_eq!(of(Some(0)), (6, 3));
    }
}

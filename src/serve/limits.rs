//! Limits on the server, so that no client can shut out others or keep the site from being rebuilt.

use std::time::Duration;

/// The maximum number of connections, if the system allows enough file descriptors.
const CONNECTIONS: u64 = 512;

/// The minimum number of connections: a browser opens six to one host.
const FEWEST: u64 = 6;

/// The number of file descriptors that are needed for other purposes: standard streams, watcher, runtime and
/// listener, and the folders that are open while the sources are scanned.
const OTHERS: u64 = 32;

/// Limits of a server.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The number of open connections. Further ones wait in the system's queue.
    pub connections: usize,
    /// The number of streams of messages to open pages. Further requests get a 503 (RFC 9110, section 15.6.4).
    pub streams: usize,
    /// The time limit for the head of a request. An idle connection is closed after that time, too.
    pub head_time: Duration,
    /// The maximum size of the head of a request in bytes. Larger ones get a 431 (RFC 6585, section 5). Browsers send
    /// all cookies of `localhost` to each of its ports.
    pub head_size: usize,
    /// How long a client may stop reading a response.
    pub write_time: Duration,
}

impl Limits {
    /// The limits of this process.
    pub fn of_process() -> Self {
        // Each thread that scans the sources has one open.
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Self::within(descriptors().map(|most| most.saturating_sub(OTHERS + threads as u64)))
    }

    /// The limits if this many file descriptors are left for connections; `None` if there are always enough.
    fn within(descriptors: Option<u64>) -> Self {
        let connections = descriptors.unwrap_or(CONNECTIONS).clamp(FEWEST, CONNECTIONS) as usize;
        Self {
            connections,
            // Half are left for requests, however many pages are open.
            streams: connections / 2,
            head_time: Duration::from_secs(10),
            head_size: 64 * 1024,
            write_time: Duration::from_secs(30),
        }
    }
}

/// The maximum number of file descriptors of the process; `None` if the system sets no limit.
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
    fn descriptors_limit_connections_and_streams_take_half_of_them() {
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

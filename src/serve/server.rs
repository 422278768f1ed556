//! The HTTP server: accepts connections, within limits. Only this file uses hyper.

use std::convert::Infallible;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use super::handler::{ServerState, handle};
use super::limits::Limits;
use super::socket::Socket;

/// The number of ports that are tried after the requested one.
const PORTS: u16 = 100;

/// How long to wait before accepting again after the system failed to accept a connection.
const PAUSE: Duration = Duration::from_millis(100);

/// The address to listen on, and the names to respond to.
#[derive(Clone, Debug)]
pub struct Address {
    /// The IP address.
    pub ip: IpAddr,
    /// The port; if it is in use, the next free one is taken.
    pub port: u16,
    /// Names that requests may use besides `localhost`.
    pub names: Vec<String>,
}

/// Listens on the requested port, or on the next free one.
///
/// # Errors
/// If none of the next hundred ports is free, or the IP address is not of this machine.
pub fn listen(address: &Address) -> io::Result<TcpListener> {
    let last = address.port.saturating_add(PORTS);
    let mut port = address.port;
    loop {
        match TcpListener::bind(SocketAddr::new(address.ip, port)) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && port < last && port != 0 => port += 1,
            other => return other,
        }
    }
}

/// Responds to requests until the process ends.
///
/// # Errors
/// If the system denies a runtime or closes the socket.
pub fn run(listener: TcpListener, state: ServerState, limits: Limits) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        accept(&listener, &state, limits).await
    })
}

/// Accepts connections up to the limit.
async fn accept(listener: &tokio::net::TcpListener, state: &ServerState, limits: Limits) -> ! {
    let slots = Arc::new(Semaphore::new(limits.connections));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head_time).max_header_size(limits.head_size);
    loop {
        let place = Arc::clone(&slots).acquire_owned().await.expect("nobody closes the semaphore");
        let socket = Socket::new(next(listener).await, limits.write_time);
        let state = state.clone();
        let service = service_fn(move |request| {
            let state = state.clone();
            async move { Ok::<_, Infallible>(handle(state, request).await) }
        });
        let connection = http.serve_connection(TokioIo::new(socket), service);
        tokio::spawn(async move {
            // A client that is too slow or disconnects is not an error of the server.
            let _ = connection.await;
            drop(place);
        });
    }
}

/// The next connection.
async fn next(listener: &tokio::net::TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Responses are sent at once; if the option cannot be set, they are a little later.
                let _ = stream.set_nodelay(true);
                return stream;
            }
            // The client has disconnected.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::ConnectionAborted | ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset
                ) => {}
            // The connection is still pending: without a pause this would be a busy loop.
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpStream;

    use tokio::sync::watch;

    use super::*;
    use crate::model::source::tree::Tree;
    use crate::pipeline::{Memory, Options, replan};
    use crate::serve::allowed_hosts::AllowedHosts;
    use crate::serve::edition::Edition;
    use crate::serve::response::SitePaths;

    const NEVER: Duration = Duration::from_secs(60);

    /// Limits that no test reaches.
    const WIDE: Limits =
        Limits { connections: 8, streams: 8, head_time: NEVER, head_size: 16 * 1024, write_time: NEVER };

    const GET: &str = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    /// A server of a page, and of a file that is larger than any socket buffer.
    fn served(limits: Limits) -> SocketAddr {
        let mut tree = Tree::new();
        tree.insert("chancery.yaml", "title: A briefing\noutputs: {print: false, search: false}\n");
        tree.insert("content/index.md", "---\ntitle: Home\n---\nWelcome.\n");
        tree.insert("content/large.bin", vec![0; 32 * 1024 * 1024]);
        let site = replan(&mut Memory::default(), &tree, &Options::default());
        let editions = watch::Sender::new(Arc::new(Edition::default().next(site, Arc::default(), &[])));
        let site_paths = watch::Sender::new(SitePaths { base: "/".to_owned(), published: "/".to_owned() });
        let ip = IpAddr::from([127, 0, 0, 1]);
        let listener = TcpListener::bind((ip, 0)).expect("a port is free");
        let at = listener.local_addr().expect("it has an address");
        std::thread::spawn(move || {
            let state = ServerState {
                editions: editions.subscribe(),
                site_paths: site_paths.subscribe(),
                allowed_hosts: AllowedHosts::new(ip, &[]),
                instance_id: Arc::from("one"),
                streams: Arc::new(Semaphore::new(limits.streams)),
            };
            run(listener, state, limits)
        });
        at
    }

    /// A client that has sent this request.
    fn client(at: SocketAddr, sent: &str) -> BufReader<TcpStream> {
        let mut socket = TcpStream::connect(at).expect("the server listens");
        socket.set_read_timeout(Some(NEVER)).expect("a time can be set");
        socket.write_all(sent.as_bytes()).expect("it can be sent");
        BufReader::new(socket)
    }

    /// The head of the next response.
    fn head(client: &mut BufReader<TcpStream>) -> String {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(client.read_line(&mut head).expect("a response") > 0, "{head}");
        }
        head
    }

    #[test]
    fn slow_heads_and_idle_connections_are_closed() {
        let at = served(Limits { head_time: Duration::from_millis(50), ..WIDE });
        for sent in ["", "GET / HTTP/1.1\r\nHost: local", GET] {
            let mut received = Vec::new();
            client(at, sent).read_to_end(&mut received).expect("the server closes it");
            assert_eq!(received.starts_with(b"HTTP/1.1 200 OK\r\n"), sent == GET, "{sent}");
        }
    }

    #[test]
    fn connections_over_the_limit_wait_until_another_closes() {
        let at = served(Limits { connections: 1, ..WIDE });
        let mut first = client(at, GET);
        assert!(head(&mut first).starts_with("HTTP/1.1 200 OK\r\n"));
        let mut second = client(at, GET);
        second.get_ref().set_read_timeout(Some(Duration::from_millis(50))).expect("a time can be set");
        let waits = second.fill_buf().expect_err("it waits").kind();
        assert!(matches!(waits, ErrorKind::WouldBlock | ErrorKind::TimedOut), "{waits}");
        drop(first);
        second.get_ref().set_read_timeout(Some(NEVER)).expect("a time can be set");
        assert!(head(&mut second).starts_with("HTTP/1.1 200 OK\r\n"));
    }

    #[test]
    fn a_client_that_stops_reading_is_disconnected() {
        let at = served(Limits { connections: 1, write_time: Duration::from_millis(50), ..WIDE });
        let mut slow = client(at, &GET.replace(" / ", " /large.bin "));
        let mut next = client(at, GET);
        assert!(head(&mut next).starts_with("HTTP/1.1 200 OK\r\n"));
        let mut received = Vec::new();
        let _ = slow.read_to_end(&mut received);
        assert!(received.starts_with(b"HTTP/1.1 200 OK\r\n") && received.len() < 32 * 1024 * 1024);
    }

    #[test]
    fn request_bodies_are_not_awaited() {
        let at = served(Limits { connections: 1, ..WIDE });
        for method in ["GET", "POST"] {
            let sent = format!("{method} / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n");
            let mut received = String::new();
            client(at, &sent).read_to_string(&mut received).expect("the server closes it");
            let status = if method == "GET" { "HTTP/1.1 200" } else { "HTTP/1.1 405" };
            assert!(received.starts_with(status), "{received}");
        }
    }

    #[test]
    fn large_heads_are_refused() {
        let at = served(WIDE);
        let header = |name: &str, size: usize| format!("{name}: {}\r\n", "a".repeat(size));
        let large = GET.replace("\r\n\r\n", &format!("\r\n{}\r\n", header("Cookie", 15 * 1024)));
        assert!(head(&mut client(at, &large)).starts_with("HTTP/1.1 200 "));
        let too_large = GET.replace("\r\n\r\n", &format!("\r\n{}", header("Cookie", 16 * 1024)));
        let mut refused = client(at, &too_large);
        assert!(head(&mut refused).starts_with("HTTP/1.1 431 "));
        let many: String = (0..200).map(|number| header(&format!("x-{number}"), 1)).collect();
        let many = GET.replace("\r\n\r\n", &format!("\r\n{many}\r\n"));
        assert!(head(&mut client(at, &many)).starts_with("HTTP/1.1 431 "));
    }

    #[test]
    fn streams_over_the_limit_get_a_503_and_other_requests_are_served() {
        let at = served(Limits { streams: 1, ..WIDE });
        let events = GET.replace(" / ", " /.chancery/events?page=index.html ");
        let mut first = client(at, &events);
        assert!(head(&mut first).starts_with("HTTP/1.1 200 OK\r\n"));
        let mut second = client(at, &events);
        let refused = head(&mut second);
        assert!(
            refused.starts_with("HTTP/1.1 503 ") && refused.contains("\r\nretry-after: 5\r\n"),
            "{refused}"
        );
        assert!(head(&mut client(at, GET)).starts_with("HTTP/1.1 200 OK\r\n"));
        drop(first);
        let end = std::time::Instant::now() + NEVER;
        while !head(&mut client(at, &events)).starts_with("HTTP/1.1 200 OK\r\n") {
            assert!(std::time::Instant::now() < end, "the place of the first stays taken");
        }
    }
}

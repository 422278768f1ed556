//! The server: requests from sockets.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};

use axum::Router;
use axum::serve::ListenerExt;

use super::handler::{Desk, handle};

/// How many ports are tried after the one that was asked for.
const PORTS: u16 = 100;

/// Where to listen, and whom to answer.
#[derive(Clone, Debug)]
pub struct Address {
    /// The machine's address.
    pub ip: IpAddr,
    /// The port; the next one that is free is taken.
    pub port: u16,
    /// Names by which the server is asked beside `localhost`.
    pub names: Vec<String>,
}

/// Takes a port: the one that is asked for, or the next one that is free.
///
/// # Errors
/// When none of the next hundred is free, or the address is none of this machine's.
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

/// Answers requests for as long as the process lives.
///
/// # Errors
/// When the system gives no runtime or takes the socket away.
pub fn run(listener: TcpListener, desk: Desk) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?.tap_io(|socket| {
            // An answer is sent at once; where the system cannot, it is sent a little later.
            let _ = socket.set_nodelay(true);
        });
        axum::serve(listener, Router::new().fallback(handle).with_state(desk)).await
    })
}

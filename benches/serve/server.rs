//! A server of either kind as a process, and a connection to it that is kept open.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long an answer may take before it counts as never.
const NEVER: Duration = Duration::from_secs(300);

/// A running server, ended when it is dropped.
pub struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Starts a program in a folder; `PORT` in its arguments stands for a free port.
    pub fn start(program: &str, arguments: &[&str], folder: &Path) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr());
        let port = free.expect("a port is free").port();
        let arguments = arguments.iter().map(|argument| argument.replace("PORT", &port.to_string()));
        let child = Command::new(program)
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        Self { child: child.unwrap_or_else(|error| panic!("{program}: {error}")), port }
    }

    /// A connection to it.
    pub fn client(&self) -> Client {
        Client { port: self.port, socket: None }
    }

    /// Its memory now and at most, in MiB.
    pub fn memory(&self) -> (usize, usize) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let of = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name));
            line.and_then(|line| line.split_whitespace().nth(1)?.parse::<usize>().ok()).unwrap_or(0) / 1024
        };
        (of("VmRSS"), of("VmHWM"))
    }
}

/// One connection, made anew when it fails.
pub struct Client {
    port: u16,
    socket: Option<TcpStream>,
}

impl Client {
    /// The body of an answer; nothing when there is none.
    pub fn get(&mut self, path: &str) -> Option<Vec<u8>> {
        let answer = self.try_get(path);
        if answer.is_none() {
            self.socket = None;
        }
        answer
    }

    fn try_get(&mut self, path: &str) -> Option<Vec<u8>> {
        if self.socket.is_none() {
            let socket = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
            socket.set_nodelay(true).ok()?;
            socket.set_read_timeout(Some(NEVER)).ok()?;
            self.socket = Some(socket);
        }
        let socket = self.socket.as_mut()?;
        let request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port);
        socket.write_all(request.as_bytes()).ok()?;
        let mut bytes = Vec::new();
        let mut buffer = [0; 32 * 1024];
        loop {
            let read = socket.read(&mut buffer).ok().filter(|read| *read > 0)?;
            bytes.extend_from_slice(&buffer[..read]);
            let Some(head) = bytes.windows(4).position(|part| part == b"\r\n\r\n") else { continue };
            let text = String::from_utf8_lossy(&bytes[..head]).to_lowercase();
            if text.contains("transfer-encoding: chunked") {
                // Every chunk is wanted; their frames do not matter to a search for a word.
                if bytes.ends_with(b"0\r\n\r\n") {
                    return text.contains(" 200 ").then_some(bytes);
                }
                continue;
            }
            let length =
                text.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
            if bytes.len() >= head + 4 + length.unwrap_or(0) {
                return text.contains(" 200 ").then(|| bytes.split_off(head + 4));
            }
        }
    }

    /// Asks until a page holds a word; gives how long that took, or nothing when it never did.
    pub fn until(&mut self, path: &str, word: &str, from: Instant) -> Option<Duration> {
        loop {
            let body = self.get(path);
            let took = from.elapsed();
            if body.is_some_and(|body| body.windows(word.len()).any(|part| part == word.as_bytes())) {
                return Some(took);
            }
            if took > NEVER {
                return None;
            }
            std::thread::sleep(Duration::from_micros(200));
        }
    }
}

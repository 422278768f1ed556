//! The program while it serves and watches. These tests wait for a server, so they run apart from those that keep every core busy.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

#[path = "../common/page.rs"]
mod page;

mod server;
#[cfg(target_os = "linux")]
mod superseded;

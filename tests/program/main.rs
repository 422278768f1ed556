//! The program, run in real folders until it ends.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

#[path = "../common/program.rs"]
mod common;

mod command;
#[cfg(unix)]
mod publishing;
mod workflows;

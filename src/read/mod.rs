//! Reads sources: one file in, its content and its problems out. No file is read together with another.

pub mod config;
pub mod document;
pub mod front_matter;
pub mod picture;
pub mod register;
pub mod strings;
pub mod text;
pub mod yaml;

//! Source to document: one file in, what it says and what is wrong with it out. No file is read beside another.

pub mod config;
pub mod document;
pub mod front_matter;
pub mod picture;
pub mod register;
pub mod strings;
pub mod text;
pub mod yaml;

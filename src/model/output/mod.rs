//! The output of a build: artifacts, machine-readable data, the search index.

pub mod artifact;
pub mod dataset;
pub mod search;

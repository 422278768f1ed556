//! What a build gives: artifacts, data for machines, the index of the search.

pub mod artifact;
pub mod dataset;
pub mod search;

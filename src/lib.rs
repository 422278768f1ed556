//! Chancery, a static website generator for country briefings: Markdown with YAML front matter in, a cross-linked
//! and trustworthy website out.
//!
//! [`build`] is the entry point: a pure function from a [`Tree`](model::source::tree::Tree) of source files to a
//! [`Report`] with every artifact and every diagnostic. [`disk`] reads the tree and publishes the artifacts.
//!
//! ```
//! use chancery::model::source::tree::Tree;
//! use chancery::{Options, build};
//!
//! let mut tree = Tree::new();
//! tree.insert("chancery.yaml", "title: A briefing");
//! tree.insert("content/index.md", "---\ntitle: A briefing\n---\n\nHello.\n");
//! let report = build(&tree, &Options::default());
//! assert!(report.is_publishable());
//! assert!(report.output.get("index.html").is_some());
//! ```

pub mod cite;
pub mod cli;
pub mod disk;
pub mod memo;
pub mod model;
pub mod schemas;
mod serve;
pub mod text;

mod charts;
mod check;
mod graph;
mod locale;
mod markdown;
mod pipeline;
mod read;
mod search;
mod starter;
mod theme;
mod view;
mod write;

pub use pipeline::{
    Cancellation, Cancelled, Memory, Options, Plan, Report, Stale, Work, build, plan, rebuild, replan,
    try_rebuild, try_replan, with_index,
};

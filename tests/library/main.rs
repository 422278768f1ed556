//! The library through its front door: sites in memory, and what their builds give.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

#[path = "../common/library.rs"]
mod common;

mod accessibility;
mod assets;
mod briefing;
mod budgets;
mod charts;
mod citations;
mod comfort;
mod data;
mod diagnostics;
mod docs;
mod events;
mod every_register;
mod hosting;
mod languages;
mod lifecycle;
mod markdown_output;
mod names;
mod print;
mod properties;
mod rebuilding;
mod registers;
mod schema;
mod search;
mod site;
mod statement;
mod strange_input;
mod templates;
mod terms;
mod yaml;

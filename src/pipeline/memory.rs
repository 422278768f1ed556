//! The memory of a site: the stages of each step, grouped by the files of the pipeline that run them.

use std::collections::BTreeMap;

use super::checks::CheckMemory;
use super::citations::CiteMemory;
use super::documents::ReadMemory;
use super::drawings::DrawingMemory;
use super::graph::GraphMemory;
use super::layouts::LayoutMemory;
use super::lists::ListMemory;
use super::output::OutputMemory;
use super::pages::PageMemory;
use super::plain_files::PlainFileMemory;
use super::print_edition::PrintMemory;
use super::search_index::SearchMemory;
use crate::memo::Cancellation;
use crate::model::source::tree::{Bytes, FilePath, STATIC, TEMPLATES};
use crate::theme;

/// The last outputs of each stage. A clean build starts with an empty memory.
#[derive(Debug)]
pub struct Memory {
    pub(super) site: SiteMemory,
    pub(super) search: SearchMemory,
}

/// The last outputs of the stages that generate a site, except its search index.
#[derive(Debug)]
pub(super) struct SiteMemory {
    /// Whether the current build is still wanted.
    pub cancellation: Cancellation,
    pub theme: ThemeFiles,
    pub read: ReadMemory,
    pub graph: GraphMemory,
    pub layouts: LayoutMemory,
    pub citations: CiteMemory,
    pub drawings: DrawingMemory,
    pub pages: PageMemory,
    pub lists: ListMemory,
    pub print: PrintMemory,
    pub plain_files: PlainFileMemory,
    pub checks: CheckMemory,
    pub output: OutputMemory,
}

/// The default theme's files.
#[derive(Debug)]
pub(super) struct ThemeFiles {
    /// The files in `templates/`.
    pub templates: BTreeMap<FilePath, Bytes>,
    /// The files in `static/`.
    pub static_files: BTreeMap<FilePath, Bytes>,
}

impl Default for Memory {
    fn default() -> Self {
        Self::new(false, Cancellation::never())
    }
}

impl Memory {
    /// A memory for a single build, which keeps inputs and outputs no longer than the build needs them.
    pub(super) fn forgetful() -> Self {
        Self::new(true, Cancellation::never())
    }

    /// An empty memory whose builds stop when they are cancelled. [`crate::try_rebuild`] and [`crate::try_replan`] then
    /// return [`crate::Cancelled`].
    pub fn cancelled_by(cancellation: Cancellation) -> Self {
        Self::new(false, cancellation)
    }

    fn new(forgets: bool, cancellation: Cancellation) -> Self {
        Self { site: SiteMemory::new(forgets, cancellation), search: SearchMemory::new(forgets) }
    }
}

impl SiteMemory {
    fn new(forgets: bool, cancellation: Cancellation) -> Self {
        Self {
            cancellation,
            theme: ThemeFiles { templates: theme::files(TEMPLATES), static_files: theme::files(STATIC) },
            read: ReadMemory::new(forgets),
            graph: GraphMemory::new(forgets),
            layouts: LayoutMemory::new(forgets),
            citations: CiteMemory::new(forgets),
            drawings: DrawingMemory::new(forgets),
            pages: PageMemory::new(forgets),
            lists: ListMemory::new(forgets),
            print: PrintMemory::new(forgets),
            plain_files: PlainFileMemory::new(forgets),
            checks: CheckMemory::new(forgets),
            output: OutputMemory::new(forgets),
        }
    }
}

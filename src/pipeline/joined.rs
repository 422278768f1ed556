//! The first half of a build: every source read on its own, and all of them joined.

use std::sync::Arc;

use super::Options;
use super::designs::is_of_theme;
use super::memory::SiteMemory;
use super::reach::{Reach, in_use};
use super::sources::{Beside, content, share_picture, strings_file, with_options};
use crate::check;
use crate::graph::{Graph, Joining};
use crate::memo::{Cancelled, Row, Shared};
use crate::model::page::document::Document;
use crate::model::register::registers::Registers;
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::tree::{CONFIG, TEMPLATES, Tree};
use crate::theme;
use crate::write::templates::Templates;

/// A site whose sources are read and joined.
pub(super) struct Joined {
    pub graph: Shared<Graph>,
    /// What is wrong with the sources, as far as each of them says it.
    pub diagnostics: Vec<Diagnostic>,
    pub is_config_right: bool,
    /// Whether there is a configuration that cannot be read.
    pub is_refused: bool,
    /// Whether a template is the site's own and not the theme's.
    pub has_own: bool,
    pub reach: Arc<Vec<Reach>>,
    pub registers: Registers,
    /// The files beside the pages.
    pub beside: Vec<Beside>,
    /// The files of all pages, and those of the pages that the site has.
    pub documents: Row<Arc<Document>>,
    pub of_pages: Row<Arc<Document>>,
}

/// Reads the sources of a site, and joins them.
///
/// # Errors
/// That the build was cancelled.
pub(super) fn join(memory: &mut SiteMemory, tree: &Tree, options: &Options) -> Result<Joined, Cancelled> {
    let mut diagnostics = check::files::check(tree);
    let (config, problems) = memory.config.ask(tree.bytes(CONFIG).cloned());
    let is_config_right = problems.is_empty();
    let is_refused = tree.contains(CONFIG) && tree.bytes(CONFIG).is_none();
    diagnostics.extend(problems.into_iter().filter(|_| !is_refused));
    diagnostics.extend(check::site::cname(&config).map(|found| found.placed(tree)));
    let config = with_options(config, options);

    let files = theme::overlay(&memory.theme.templates, tree, TEMPLATES);
    let strings_file = strings_file(&config.language(), &files);
    let strings_name = strings_file.file.clone();
    let (strings, problems) = memory.strings.ask(strings_file);
    diagnostics.extend(problems);
    diagnostics.extend(check::templates::strings(&config.language(), &strings_name));
    let templates = memory.templates(files)?;
    diagnostics.extend(templates.values().flat_map(|source| source.diagnostics.iter().cloned()));
    let has_own = has_own(&templates);
    let reach = memory.reach.ask(templates);
    diagnostics.extend(check::templates::unused(tree, &in_use(&reach), &strings_name));

    let (pages, beside) = content(tree);
    diagnostics.extend(check::files::endings(beside.iter().map(|(file, _)| file)));
    let documents = memory.documents(&config, pages)?;
    diagnostics.extend(memory.found.of(&documents).iter().flatten().cloned());

    let (registers, wrong) = memory.registers(tree);
    diagnostics.extend(wrong);

    memory.cancellation.check()?;
    let graph = memory.join.ask(Joining {
        records: registers.records(),
        share_picture: share_picture(&config, tree),
        config,
        strings: Arc::clone(&strings),
        outlines: memory.outlines.of(&documents),
        files: beside.iter().map(|(file, _)| file.clone()).collect(),
        drafts: options.drafts,
    });
    let of_pages = memory.page_documents.of(&documents, &graph.places);
    Ok(Joined {
        graph,
        diagnostics,
        is_config_right,
        is_refused,
        has_own,
        reach,
        registers,
        beside,
        documents,
        of_pages,
    })
}

/// Whether a template is the site's own and not the theme's.
fn has_own(templates: &Templates) -> bool {
    templates.iter().any(|(file, source)| !is_of_theme(file, source))
}

//! The first step of a build: every source is read on its own, and all of them are joined.

use std::sync::Arc;

use super::Options;
use super::checks::CheckedSite;
use super::layouts::is_of_theme;
use super::memory::SiteMemory;
use super::source_files::{
    ContentFiles, PlainFile, content_files, share_picture, strings_file, with_options,
};
use super::template_dependencies::{TemplateDependencies, files_in_use};
use crate::check;
use crate::graph::{Graph, JoinInput};
use crate::memo::{Cancelled, Row, Shared};
use crate::model::page::document::Document;
use crate::model::register::registers::Registers;
use crate::model::source::config::Config;
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::strings::Strings;
use crate::model::source::tree::{CONFIG, TEMPLATES, Tree};
use crate::theme;

/// A site whose sources are read and joined. The next step checks it.
pub(super) struct Joined {
    graph: Shared<Graph>,
    /// The problems of each source on its own.
    problems: Vec<Diagnostic>,
    is_config_valid: bool,
    is_config_refused: bool,
    is_empty: bool,
    has_own_templates: bool,
    template_dependencies: Arc<Vec<TemplateDependencies>>,
    registers: Registers,
    other_files: Vec<PlainFile>,
    documents: Row<Arc<Document>>,
    page_documents: Row<Arc<Document>>,
}

/// The configuration and its diagnostics.
struct Configuration {
    config: Arc<Config>,
    problems: Vec<Diagnostic>,
    is_valid: bool,
    is_refused: bool,
}

/// The templates and the texts of the interface, with their diagnostics.
struct Theme {
    strings: Arc<Strings>,
    has_own_templates: bool,
    dependencies: Arc<Vec<TemplateDependencies>>,
    problems: Vec<Diagnostic>,
}

impl Joined {
    /// Reads the sources of a site, and joins them.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn new(memory: &mut SiteMemory, tree: &Tree, options: &Options) -> Result<Self, Cancelled> {
        let mut problems = check::files::check(tree);
        let configuration = configuration(memory, tree, options);
        problems.extend(configuration.problems);
        let config = configuration.config;
        let theme = read_theme(memory, &config, tree)?;
        problems.extend(theme.problems);

        let ContentFiles { pages, others } = content_files(tree);
        problems.extend(check::files::endings(others.iter().map(|(file, _)| file)));
        let documents = memory.read.documents(&config, pages, &memory.cancellation)?;
        problems.extend(memory.read.problems(&documents));
        let (registers, register_problems) = memory.read.registers.read(tree);
        problems.extend(register_problems);

        memory.cancellation.check()?;
        let outlines = memory.graph.outlines(&documents);
        let graph = memory.graph.join(JoinInput {
            records: registers.records(),
            share_picture: share_picture(&config, tree),
            config,
            strings: theme.strings,
            outlines,
            files: others.iter().map(|(file, _)| file.clone()).collect(),
            drafts: options.drafts,
        });
        Ok(Self {
            page_documents: memory.graph.page_documents(&graph, &documents),
            graph,
            problems,
            is_config_valid: configuration.is_valid,
            is_config_refused: configuration.is_refused,
            is_empty: !tree.contains(CONFIG) && documents.is_empty(),
            has_own_templates: theme.has_own_templates,
            template_dependencies: theme.dependencies,
            registers,
            other_files: others,
            documents,
        })
    }

    /// The graph.
    pub fn graph(&self) -> &Shared<Graph> {
        &self.graph
    }

    /// Takes the problems of each source on its own.
    pub fn take_problems(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.problems)
    }

    /// Whether the configuration file was refused; the tree has the reason.
    pub fn is_config_refused(&self) -> bool {
        self.is_config_refused
    }

    /// Whether there is neither a configuration nor a page.
    pub fn is_empty(&self) -> bool {
        self.is_empty
    }

    /// Whether the site has a template of its own.
    pub fn has_own_templates(&self) -> bool {
        self.has_own_templates
    }

    /// The templates that each rendered template depends on.
    pub fn template_dependencies(&self) -> &[TemplateDependencies] {
        &self.template_dependencies
    }

    /// The registers.
    pub fn registers(&self) -> &Registers {
        &self.registers
    }

    /// The files below `content/` that are neither pages nor registers.
    pub fn other_files(&self) -> &[PlainFile] {
        &self.other_files
    }

    /// The documents of the pages that the site has, in their order.
    pub fn page_documents(&self) -> &Row<Arc<Document>> {
        &self.page_documents
    }

    /// The input to the checks.
    pub fn checked<'a>(&'a self, tree: &'a Tree, options: &'a Options) -> CheckedSite<'a> {
        CheckedSite {
            graph: &self.graph,
            registers: &self.registers,
            documents: &self.documents,
            page_documents: &self.page_documents,
            other_files: &self.other_files,
            tree,
            options,
            is_config_valid: self.is_config_valid,
            is_empty: self.is_empty,
        }
    }
}

fn configuration(memory: &mut SiteMemory, tree: &Tree, options: &Options) -> Configuration {
    let (config, mut problems) = memory.read.config(tree);
    let is_valid = problems.is_empty();
    let is_refused = tree.contains(CONFIG) && tree.bytes(CONFIG).is_none();
    if is_refused {
        problems.clear();
    }
    problems.extend(check::site::cname(&config).map(|found| found.located(tree)));
    Configuration { config: with_options(config, options), problems, is_valid, is_refused }
}

fn read_theme(memory: &mut SiteMemory, config: &Config, tree: &Tree) -> Result<Theme, Cancelled> {
    let files = theme::overlay(&memory.theme.templates, tree, TEMPLATES);
    let strings_file = strings_file(&config.language(), &files);
    let strings_name = strings_file.file.clone();
    let (strings, mut problems) = memory.read.strings(strings_file);
    problems.extend(check::templates::strings(&config.language(), &strings_name));
    let templates = memory.layouts.templates(files, &memory.cancellation)?;
    problems.extend(templates.values().flat_map(|source| source.diagnostics.iter().cloned()));
    let has_own_templates = templates.iter().any(|(file, source)| !is_of_theme(file, source));
    let dependencies = memory.layouts.dependencies(templates);
    problems.extend(check::templates::unused(tree, &files_in_use(&dependencies), &strings_name));
    Ok(Theme { strings, has_own_templates, dependencies, problems })
}

//! The pipeline, from a tree of sources to the output. It touches nothing of the world: the same tree and options
//! give the same report, in any process.
//!
//! Each step asks a stage of the memory, which answers at once where the question is the one it was asked last.

mod assets;
mod checking;
mod citing;
mod designs;
mod drawings;
mod links;
mod listening;
mod making;
mod markdowns;
mod memory;
mod pages;
mod plan;
mod printing;
mod registers;
mod searching;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::check;
use crate::check::broken::Broken;
use crate::graph::{Graph, Joining};
use crate::memo::{self, Row};
use crate::model::address::Address;
use crate::model::config::BaseUrl;
use crate::model::date::Date;
use crate::model::diagnostic::{Code, Diagnostic, Severity};
use crate::model::output::{Artifact, Output};
use crate::model::source::{CONFIG, FilePath, STATIC, TEMPLATES, Tree};
use crate::model::view::View;
use crate::theme;
use crate::write::manifest::Naming;
use crate::write::page::Written;
use crate::write::plain::{self, Facts};
use crate::write::templates::Templates;

pub use crate::check::stale::Stale;
use assets::assets;
use checking::{Checking, CheckingRegisters};
use designs::{in_use, is_of_theme};
use making::{Making, Parts};
pub use memory::Memory;
pub use plan::Plan;
use searching::{Findings, search_addresses};
use sources::{content, copies, share_picture, strings_file, with_options};

/// What may be asked of a build beside the sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether drafts are published too.
    pub drafts: bool,
    /// Where the site is published, instead of the configuration's `base_url`.
    pub base_url: Option<BaseUrl>,
    /// The day on which is looked for what is stale; nothing for not looking.
    pub as_of: Option<Date>,
    /// Whether the names of style sheets and scripts carry what is in them, so that a browser may keep them for good.
    pub lasting_names: bool,
    /// The ids of the edition that is published now, its `ids.txt`: none of them may be lost.
    pub published_ids: Option<String>,
}

/// What a build made, and what is wrong with its sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Every artifact that could be made.
    pub output: Output,
    /// Every problem, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// What should be looked at again, by section, where that was asked.
    pub stale: Vec<Stale>,
    /// How many pages of editors' the site has.
    pub pages: usize,
    /// Where the site is published, if that is known.
    pub base_url: Option<BaseUrl>,
    /// What had to be worked out, and was not remembered.
    pub work: Work,
}

impl Report {
    /// How many diagnostics are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|found| found.severity() == severity).count()
    }

    /// Whether the output may be published.
    pub fn is_publishable(&self) -> bool {
        self.count(Severity::Error) == 0
    }
}

/// How many answers each stage had to work out: the measure of what an edit costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Files read.
    pub read: usize,
    /// Times that the outlines were joined: 0 or 1.
    pub joined: usize,
    /// Bodies filled.
    pub filled: usize,
    /// Artifacts made from templates.
    pub written: usize,
}

/// Builds a site from nothing.
pub fn build(tree: &Tree, options: &Options) -> Report {
    plan(tree.clone(), options).whole()
}

/// Builds a site from nothing but its pages, where nothing that is wrong can come to light in them: they are made when
/// they are asked for, so that they need not all be held at once. Takes the sources, and gives back those that are told of.
pub fn plan(tree: Tree, options: &Options) -> Plan {
    memo::side_by_side(|| {
        let mut memory = Memory::forgetful();
        let judged = judge(&mut memory, &tree, options, true);
        let (is_later, tree) = (judged.is_later, judged.told_of(tree));
        let (report, making) = judged.finish(&mut memory);
        Plan::new(report, is_later.then_some(making), tree)
    })
}

/// Builds a site with what was worked out before: the same report as [`build`] gives, sooner.
pub fn rebuild(memory: &mut Memory, tree: &Tree, options: &Options) -> Report {
    memo::side_by_side(|| judge(memory, tree, options, false).finish(memory).0)
}

/// A site of which is known what is wrong, but for dead links in its own templates; and what is left to be made.
struct Judged {
    /// Without the output.
    report: Report,
    making: Making,
    /// Whether the pages of editors are still to be made.
    is_later: bool,
    /// What was made of `views`.
    written: Vec<Written>,
    views: Vec<Arc<View>>,
    has_own: bool,
    /// The artifacts that no template makes.
    plain: Vec<Artifact>,
    findings: Option<Findings>,
}

/// Looks for what is wrong, and makes what that takes: all but the index of the search, and but the pages of editors where
/// these `may_wait`.
fn judge(memory: &mut Memory, tree: &Tree, options: &Options, may_wait: bool) -> Judged {
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
    let templates = memory.templates(files);
    diagnostics.extend(templates.values().flat_map(|source| source.diagnostics.iter().cloned()));
    let has_own = has_own(&templates);
    let reach = memory.reach.ask(templates);
    diagnostics.extend(check::templates::unused(tree, &in_use(&reach), &strings_name));

    let (pages, beside) = content(tree);
    diagnostics.extend(check::files::endings(beside.iter().map(|(file, _)| file)));
    let document_row = memory.documents(&config, pages);
    let documents = Arc::clone(document_row.values());
    diagnostics.extend(documents.iter().flat_map(|document| document.diagnostics.iter().cloned()));

    let (registers, wrong) = memory.registers(tree);
    diagnostics.extend(wrong);

    let graph = memory.join.ask(Joining {
        records: registers.records(),
        share_picture: share_picture(&config, tree),
        config,
        strings: Arc::clone(&strings),
        outlines: documents.iter().map(|document| Arc::clone(&document.outline)).collect(),
        files: beside.iter().map(|(file, _)| file.clone()).collect(),
        drafts: options.drafts,
    });

    let fixed = theme::overlay(&memory.theme.fixed, tree, STATIC);
    let assets = assets(&fixed, &beside, &reach, options.lasting_names);
    let designs = memory.designs(&graph, &reach, &assets);
    let navs = memory.navigations(&graph, &designs);
    let (cited, citing, wrong) = memory.citations(&graph);
    diagnostics.extend(wrong.iter().filter(|_| !is_refused).map(|found| found.placed(tree)));
    let drawn = memory.drawings(&graph, &designs);
    diagnostics.extend(drawn.wrong.iter().cloned());
    let of_pages = memory.page_documents(&graph, &documents);
    let parts = Parts::new(&graph, designs, navs, &drawn, (cited, citing));
    let making = memory.making(parts, &of_pages);
    // The print edition shows the pages again, and in the site's own templates each page is looked through.
    let is_later = may_wait && !has_own && !memory.has_print_edition(&graph);
    let shown = if is_later { Row::new(Vec::new()) } else { memory.showings(&making) };
    let mut written = if is_later { Vec::new() } else { memory.written_pages(&making, &shown) };
    let mut views = shown.values().to_vec();
    let own_views = memory.list.ask(graph.clone());
    let printed = if is_later { None } else { memory.print_edition(&graph, &views, &own_views) };
    let is_printed = printed.as_ref().map(|view| view.address.clone());
    let others: Vec<Arc<View>> = own_views.iter().cloned().chain(printed).collect();
    written.extend(memory.written(&making.parts, &others));
    views.extend(others);

    let failed = making.parts.designs.values().filter_map(|design| design.as_ref().err()).flatten().cloned();
    let failed = failed.chain(
        making
            .parts
            .navs
            .iter()
            .flatten()
            .filter_map(|nav| nav.as_ref().err())
            .flat_map(|found| found.iter().cloned()),
    );
    diagnostics.extend(failed);
    diagnostics.extend(failures(&views, &written));

    let copies = copies(fixed, beside, &graph.files);
    let copied: Vec<FilePath> = copies.iter().map(|(file, _)| file.clone()).collect();
    let copied_to = memory.copy.ask(copied.clone());
    let mut plain = plain::artifacts(&facts(&graph));
    plain.extend(memory.markdowns(&graph, &documents, &drawn, tree));
    plain.extend(memory.datasets(&graph));
    let checked = memory.check.ask(Checking {
        graph: graph.clone(),
        copied,
        copied_to: Arc::clone(&copied_to),
        own_views,
        plain: plain
            .iter()
            .map(|artifact| artifact.address.clone())
            .chain(search_addresses(&graph))
            .chain(is_printed)
            .collect(),
    });
    diagnostics.extend(checked.iter().map(|found| found.placed(tree)));
    let broken = Broken::new(diagnostics.iter());
    let checking = CheckingRegisters { graph: graph.clone(), registers: registers.clone(), broken };
    let checked = memory.check_registers.ask(checking);
    diagnostics.extend(checked.records.iter().cloned());
    diagnostics.extend(checked.asked.iter().map(|found| found.placed(tree)));
    // What is said of events and figures that cannot be is no mend for the texts that refer to them.
    let broken = Broken::new(diagnostics.iter());
    diagnostics.extend(check::links::check(&graph, &documents, &broken));
    diagnostics.extend(check::registers::files(tree));
    let published = options.published_ids.as_deref();
    let lost: Vec<Diagnostic> =
        published.into_iter().flat_map(|ids| check::retired::removed(&graph, ids)).collect();
    // What a register lacks because it has errors is not lost.
    let is_right = |file: &FilePath| {
        diagnostics.iter().all(|found| found.file != *file || found.severity() != Severity::Error)
    };
    let lost: Vec<Diagnostic> = lost.into_iter().filter(|found| is_right(&found.file)).collect();
    diagnostics.extend(lost);
    diagnostics.extend(memory.unregistered(&graph, &document_row));
    diagnostics.extend(memory.unheard(&graph, &of_pages));
    if !graph.config.checks.accessibility {
        diagnostics.retain(|found| !check::accessible::CODES.contains(&found.code));
    }
    let stale = options.as_of.map(|day| check::stale::check(&graph, &registers, tree, day));
    if !tree.contains(CONFIG) && documents.is_empty() {
        // Where there is no briefing, its parts are not missing.
        diagnostics.retain(|found| found.code == Code::MissingConfiguration);
    }
    diagnostics.extend(check::site::base_url(&graph, is_config_right));
    diagnostics.extend(check::share_image::check(&graph, tree).map(|found| found.placed(tree)));

    let copies = copies.into_iter().zip(copied_to.iter()).map(|((file, bytes), plain)| {
        let address = assets::address(&file, &bytes, &assets).unwrap_or_else(|| plain.clone());
        Artifact { address, bytes }
    });
    plain.extend(copies);
    let findings = memory.findings(&graph, &of_pages);
    let report = Report {
        output: Output::default(),
        diagnostics,
        stale: stale.unwrap_or_default(),
        pages: graph.pages.len(),
        base_url: graph.config.base_url.clone(),
        work: Work { read: memory.read.answered(), joined: memory.join.answered(), filled: 0, written: 0 },
    };
    Judged { report, making, is_later, written, views, has_own, plain, findings }
}

impl Judged {
    /// What is left of the sources when what is wrong is known: the files that are told of. All of them, where something may
    /// still come to light.
    fn told_of(&self, mut tree: Tree) -> Tree {
        let report = &self.report;
        let told: BTreeSet<&FilePath> = report
            .diagnostics
            .iter()
            .chain(report.stale.iter().map(|stale| &stale.found))
            .map(|found| &found.file)
            .collect();
        if self.is_later {
            tree.retain(|file| told.contains(file));
        }
        tree
    }

    fn finish(self, memory: &mut Memory) -> (Report, Making) {
        let Self { mut report, making, views, written, has_own, plain, findings, .. } = self;
        let found = memory.searching(&making.parts.graph, findings);
        let artifacts = written.into_iter().flatten().chain(plain).chain(found).collect();
        report.output = memory.output(artifacts);
        let is_whole = report.count(Severity::Error) == 0;
        let made_pages = if is_whole && has_own { views } else { Vec::new() };
        report.diagnostics.extend(memory.dead_links(&making.parts.graph, &made_pages, &report.output));
        report.diagnostics.sort();
        report.diagnostics.dedup();
        report.work.filled = memory.fill.answered();
        report.work.written = memory.write.answered() + memory.write_page.answered();
        (report, making)
    }
}

/// Whether a template is the site's own and not the theme's.
fn has_own(templates: &Templates) -> bool {
    templates.iter().any(|(file, source)| !is_of_theme(file, source))
}

/// What went wrong while artifacts were made: each problem of a template once, with the first artifact that shows it.
fn failures(views: &[Arc<View>], written: &[Written]) -> Vec<Diagnostic> {
    let mut first: BTreeMap<Diagnostic, &Address> = BTreeMap::new();
    for (view, written) in views.iter().zip(written) {
        for found in written.as_ref().err().into_iter().flat_map(|found| found.iter()) {
            first.entry(found.clone()).or_insert(&view.address);
        }
    }
    let told = first.into_iter().map(|(found, address)| {
        let message = format!("{} (in `{address}`)", found.message);
        Diagnostic { message, ..found }
    });
    told.collect()
}

fn facts(graph: &Graph) -> Facts {
    let sitemap = graph.makes_sitemap().then(|| graph.absolute(&Address::new("sitemap.xml"))).flatten();
    Facts {
        ids: graph.id_list.clone(),
        cname: graph.config.cname.as_ref().map(|name| name.as_str().to_owned()),
        sitemap,
        naming: graph.config.base_url.as_ref().map(|_| Naming {
            title: graph.site.title.clone(),
            description: graph.site.description.clone(),
            language: graph.site.language.clone(),
        }),
    }
}

//! The pipeline, from a tree of sources to the output. It touches nothing of the world: the same tree and options
//! give the same report, in any process.
//!
//! Each step asks a stage of the memory, which answers at once where the question is the one it was asked last.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::check;
use crate::check::output::{Anchors, MadePage, anchors};
use crate::graph::feed_view::feed_views;
use crate::graph::list_view::list_views;
use crate::graph::page_view::{Showing, page_view};
use crate::graph::{self, Graph, Joining};
use crate::markdown::fill::{Filled, Filling, fill};
use crate::memo::{Shared, Stage};
use crate::model::address::Address;
use crate::model::config::{BaseUrl, Config};
use crate::model::diagnostic::{Code, Diagnostic, Severity};
use crate::model::document::Document;
use crate::model::front_matter::Status;
use crate::model::language::Language;
use crate::model::output::{Artifact, Output};
use crate::model::source::{Bytes, CONTENT, FilePath, Tree};
use crate::model::strings::Strings;
use crate::model::text::SourceText;
use crate::model::view::View;
use crate::read::config as read_config;
use crate::read::document::{self, PageFile};
use crate::read::strings::{self as read_strings, StringsFile};
use crate::read::text;
use crate::theme::{self, STATIC, TEMPLATES};
use crate::write::layout::{Design, Designing, design};
use crate::write::page::{Navigating, Navigation, Writing, Written, navigate, write};
use crate::write::plain::{self, Facts};
use crate::write::templates::{Templates, reached};

/// What may be asked of a build beside the sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether drafts are published too.
    pub drafts: bool,
    /// Where the site is published, instead of the configuration's `base_url`.
    pub base_url: Option<BaseUrl>,
}

/// What a build made, and what is wrong with its sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Every artifact that could be made.
    pub output: Output,
    /// Every problem, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// How many pages of editors' the site has.
    pub pages: usize,
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

/// The last answers of each stage. A clean build starts with an empty one.
#[derive(Debug)]
pub struct Memory {
    config: Stage<(), Option<Bytes>, (Arc<Config>, Vec<Diagnostic>)>,
    strings: Stage<(), StringsFile, (Arc<Strings>, Vec<Diagnostic>)>,
    template: Stage<FilePath, (FilePath, Bytes), Arc<SourceText>>,
    read: Stage<FilePath, PageFile, Arc<Document>>,
    join: Stage<(), Joining, Shared<Graph>>,
    design: Stage<String, Designing, Design>,
    navigate: Stage<usize, Navigating, Navigation>,
    fill: Stage<FilePath, Filling, Filled>,
    anchors: Stage<String, Bytes, Arc<Anchors>>,
    show: Stage<FilePath, Showing, Arc<View>>,
    list: Stage<(), Shared<Graph>, Arc<Vec<Arc<View>>>>,
    write: Stage<(String, usize), Writing, Written>,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            config: Stage::new(read_config::read),
            strings: Stage::new(read_strings::read),
            template: Stage::new(text::read_template),
            read: Stage::new(document::read),
            join: Stage::new(graph::join),
            design: Stage::new(design),
            navigate: Stage::new(navigate),
            fill: Stage::new(fill),
            anchors: Stage::new(anchors),
            show: Stage::new(page_view),
            list: Stage::new(list),
            write: Stage::new(write),
        }
    }
}

/// Builds a site from nothing.
pub fn build(tree: &Tree, options: &Options) -> Report {
    rebuild(&mut Memory::default(), tree, options)
}

/// Builds a site with what was worked out before: the same report as [`build`] gives, sooner.
pub fn rebuild(memory: &mut Memory, tree: &Tree, options: &Options) -> Report {
    let mut diagnostics = check::files::check(tree);
    diagnostics.extend(check::files::endings(tree));
    let (config, problems) = memory.config.ask(tree.bytes(read_config::FILE).cloned());
    let is_config_right = problems.is_empty();
    let is_refused = tree.contains(read_config::FILE) && tree.bytes(read_config::FILE).is_none();
    diagnostics.extend(problems.into_iter().filter(|_| !is_refused));
    let config = with_options(config, options);

    let files = theme::overlay(tree, TEMPLATES);
    let strings_file = strings_file(&config.language(), &files);
    let strings_name = strings_file.file.clone();
    let (strings, problems) = memory.strings.ask(strings_file);
    diagnostics.extend(problems);
    diagnostics.extend(check::templates::strings(&config.language(), &strings_name));
    let templates = templates(memory, files);
    diagnostics.extend(templates.values().flat_map(|source| source.diagnostics.iter().cloned()));

    let (pages, files) = content(tree, &config.language());
    let documents = memory.read.ask_all(pages);
    diagnostics.extend(documents.iter().flat_map(|document| document.diagnostics.iter().cloned()));

    let files = without_drafts(files, &documents, options.drafts);
    let graph = memory.join.ask(Joining {
        config,
        strings: Arc::clone(&strings),
        outlines: documents.iter().map(|document| Arc::clone(&document.outline)).collect(),
        files: files.iter().map(|(file, _)| file.clone()).collect(),
        drafts: options.drafts,
    });

    let designs = designs(memory, &graph, &templates);
    diagnostics.extend(check::templates::unused(tree, &in_use(&templates), &strings_name));
    let navs = navigations(memory, &graph, &designs);
    let bodies = fillings(memory, &graph, &documents, &strings);
    let mut views = showings(memory, &graph, bodies, &navs);
    let own_views = memory.list.ask(graph.clone());
    views.extend(own_views.iter().cloned());
    let written = writings(memory, &views, &designs);

    let failed = designs.values().filter_map(|design| design.as_ref().err()).flatten().cloned();
    let failed = failed.chain(
        navs.iter().flatten().filter_map(|nav| nav.as_ref().err()).flat_map(|found| found.iter().cloned()),
    );
    diagnostics.extend(failed);
    diagnostics.extend(failures(&views, &written));

    let copies = copies(tree, files);
    let plain = plain::artifacts(&facts(&graph));
    let of_site =
        own_views.iter().filter(|view| !check::addresses::has_source(view)).map(|view| view.address.clone());
    let of_site: Vec<Address> =
        of_site.chain(plain.iter().map(|artifact| artifact.address.clone())).collect();
    diagnostics.extend(checks(tree, &graph, &documents, &copies, &of_site));
    if !tree.contains(read_config::FILE) && documents.is_empty() {
        // Where there is no briefing, its parts are not missing.
        diagnostics.retain(|found| found.code == Code::MissingConfiguration);
    }
    diagnostics.extend(check::site::base_url(&graph, is_config_right));

    let made = written.into_iter().flatten();
    let copied = copies.into_iter().map(|(address, _, bytes)| Artifact { address, bytes });
    let output: Output = made.chain(plain).chain(copied).collect();
    let is_whole = diagnostics.iter().all(|found| found.severity() != Severity::Error);
    let made_pages = if is_whole && has_own(&templates) { views } else { Vec::new() };
    diagnostics.extend(dead_links(memory, &graph, &made_pages, &output));
    diagnostics.sort();
    diagnostics.dedup();
    Report {
        output,
        diagnostics,
        pages: graph.pages.len(),
        work: Work {
            read: memory.read.answered(),
            joined: memory.join.answered(),
            filled: memory.fill.answered(),
            written: memory.write.answered(),
        },
    }
}

/// The files beside the pages, but those in folders whose pages are all drafts: they are of the drafts.
fn without_drafts(files: ContentFileList, documents: &[Arc<Document>], drafts: bool) -> ContentFileList {
    let is_draft = |document: &Document| !drafts && document.outline.front_matter.status == Status::Draft;
    let mut folders: BTreeMap<&str, bool> = BTreeMap::new();
    for document in documents {
        *folders.entry(document.outline.file.folder()).or_insert(true) &= is_draft(document);
    }
    files.into_iter().filter(|(file, _)| !folders.get(file.folder()).copied().unwrap_or(false)).collect()
}

/// The templates that the site is made with.
fn in_use(templates: &Templates) -> BTreeSet<FilePath> {
    ENTRIES.iter().flat_map(|entry| reached(entry, templates).0).map(|(file, _)| file).collect()
}

/// Whether a template is the site's own and not the theme's.
fn has_own(templates: &Templates) -> bool {
    templates.iter().any(|(file, source)| theme::file(file.as_str()) != Some(source.text.as_str()))
}

/// The links of finished pages that lead nowhere.
fn dead_links(memory: &mut Memory, graph: &Graph, views: &[Arc<View>], output: &Output) -> Vec<Diagnostic> {
    let pages: Vec<(&Arc<View>, &Bytes)> = views
        .iter()
        .filter(|view| view.address.as_str().ends_with(".html"))
        .filter_map(|view| Some((view, output.get(view.address.as_str())?)))
        .collect();
    let questions = pages.iter().map(|(view, bytes)| (view.address.as_str().to_owned(), Arc::clone(bytes)));
    let anchors = memory.anchors.ask_all(questions.collect());
    let made = pages.iter().zip(anchors).map(|((view, _), anchors)| {
        let template = FilePath::new(format!("{TEMPLATES}/{}", view.template));
        MadePage { address: &view.address, template, anchors }
    });
    let base = graph.config.base_url.as_ref().map_or("/", BaseUrl::path);
    check::output::check(&made.collect::<Vec<_>>(), base, |address| output.get(address).is_some())
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

fn with_options(config: Arc<Config>, options: &Options) -> Arc<Config> {
    match &options.base_url {
        Some(base_url) => Arc::new(Config { base_url: Some(base_url.clone()), ..Config::clone(&config) }),
        None => config,
    }
}

/// The strings of a language: of its whole tag, of its primary subtag, or of the theme's own language.
fn strings_file(language: &Language, templates: &BTreeMap<FilePath, Bytes>) -> StringsFile {
    let own = "templates/strings/en.yaml";
    let names = [language.tag(), language.primary(), "en"]
        .map(|tag| FilePath::new(format!("templates/strings/{tag}.yaml")));
    let found = names.into_iter().find_map(|name| templates.get_key_value(&name));
    let (file, bytes) = found.expect("the theme has strings of its own");
    StringsFile {
        file: file.clone(),
        bytes: Arc::clone(bytes),
        reference: theme::file(own).unwrap_or_default(),
    }
}

/// What is below `content/`.
type ContentFiles = (Vec<(FilePath, PageFile)>, ContentFileList);

/// The files beside the pages.
type ContentFileList = Vec<(FilePath, Bytes)>;

/// The templates as texts; a strings file is none.
fn templates(memory: &mut Memory, files: BTreeMap<FilePath, Bytes>) -> Templates {
    let is_template = |file: &FilePath| !file.as_str().starts_with("templates/strings/");
    let files: Vec<_> = files.into_iter().filter(|(file, _)| is_template(file)).collect();
    let texts = memory.template.ask_all(files.iter().map(|file| (file.0.clone(), file.clone())).collect());
    files.into_iter().map(|(file, _)| file).zip(texts).collect()
}

/// The pages below `content/`, and the other files beside them. Registers are neither.
fn content(tree: &Tree, language: &Language) -> ContentFiles {
    let mut pages = Vec::new();
    let mut files = Vec::new();
    for (file, bytes) in tree.below(CONTENT) {
        let path = file.below(CONTENT).unwrap_or_default();
        if path.starts_with("registers/") {
            continue;
        }
        if path.ends_with(".md") {
            let page = PageFile { file: file.clone(), bytes: Arc::clone(bytes), language: language.clone() };
            pages.push((file.clone(), page));
        } else {
            files.push((file.clone(), Arc::clone(bytes)));
        }
    }
    (pages, files)
}

/// The templates that a site is made with: those that views name, and the one of the navigation.
const ENTRIES: &[&str] = &[
    "404.html",
    "a-z.html",
    "feed.xml",
    "home.html",
    "nav.html",
    "page.html",
    "redirect.html",
    "section.html",
    "sitemap.xml",
    "tag.html",
    "tags.html",
];

fn designs(memory: &mut Memory, graph: &Graph, templates: &Templates) -> BTreeMap<String, Design> {
    let questions = ENTRIES.iter().map(|entry| {
        let (sources, problems) = reached(entry, templates);
        let (site, strings) = (Arc::clone(&graph.site), Arc::clone(&graph.strings));
        ((*entry).to_owned(), Designing { entry: (*entry).to_owned(), sources, problems, site, strings })
    });
    let designs = memory.design.ask_all(questions.collect());
    ENTRIES.iter().map(|entry| (*entry).to_owned()).zip(designs).collect()
}

fn navigations(
    memory: &mut Memory,
    graph: &Graph,
    designs: &BTreeMap<String, Design>,
) -> Vec<Option<Navigation>> {
    let mut navigations = vec![None; graph.navs.len()];
    let sections: Vec<usize> =
        (0..graph.navs.len()).filter(|section| graph.navs[*section].is_some()).collect();
    let questions = sections.iter().filter_map(|section| {
        let nav = graph.navs[*section].as_ref().map(Arc::clone)?;
        Some((*section, Navigating { design: designs["nav.html"].clone(), nav }))
    });
    for (section, navigation) in sections.iter().zip(memory.navigate.ask_all(questions.collect())) {
        navigations[*section] = Some(navigation);
    }
    navigations
}

fn fillings(
    memory: &mut Memory,
    graph: &Graph,
    documents: &[Arc<Document>],
    strings: &Arc<Strings>,
) -> Vec<Filled> {
    let mut documents = documents.iter();
    let questions = graph.pages.iter().map(|page| {
        // Both come in the order of the files; what the graph leaves out are drafts.
        let document = documents.find(|document| document.outline.file == page.outline.file);
        let body = Arc::clone(&document.expect("every page was read").body);
        let (answers, strings) = (Arc::clone(&page.answers), Arc::clone(strings));
        (page.outline.file.clone(), Filling { body, answers, strings })
    });
    memory.fill.ask_all(questions.collect())
}

fn showings(
    memory: &mut Memory,
    graph: &Shared<Graph>,
    bodies: Vec<Filled>,
    navs: &[Option<Navigation>],
) -> Vec<Arc<View>> {
    let questions = graph.pages.iter().zip(bodies).enumerate().map(|(number, (page, body))| {
        let nav = navs[page.section].as_ref().and_then(|nav| nav.as_ref().ok()).map(Arc::clone);
        (page.outline.file.clone(), Showing { graph: graph.clone(), page: number, body, nav })
    });
    memory.show.ask_all(questions.collect())
}

fn writings(memory: &mut Memory, views: &[Arc<View>], designs: &BTreeMap<String, Design>) -> Vec<Written> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let questions = views.iter().map(|view| {
        // Two views at one address are an error; they are two questions all the same.
        let times = seen.entry(view.address.as_str()).or_insert(0);
        *times += 1;
        let design = designs[view.template].clone();
        ((view.address.as_str().to_owned(), *times), Writing { design, view: Arc::clone(view) })
    });
    let questions: Vec<_> = questions.collect();
    memory.write.ask_all(questions)
}

/// Something that is published as it is: where, from which file, and what.
type Copy = (Address, FilePath, Bytes);

/// The static files, and the files beside the pages.
fn copies(tree: &Tree, files: Vec<(FilePath, Bytes)>) -> Vec<Copy> {
    let beside = files.into_iter().map(|(file, bytes)| (check::addresses::copied(&file), file, bytes));
    let fixed = theme::overlay(tree, STATIC);
    let fixed = fixed.into_iter().map(|(file, bytes)| (Address::new(file.as_str()), file, bytes));
    fixed.chain(beside).collect()
}

fn facts(graph: &Graph) -> Facts {
    let sitemap = graph.makes_sitemap().then(|| graph.absolute(&Address::new("sitemap.xml"))).flatten();
    Facts { cname: graph.config.cname.as_ref().map(|name| name.as_str().to_owned()), sitemap }
}

/// The views of pages that no editor writes.
fn list(graph: &Shared<Graph>) -> Arc<Vec<Arc<View>>> {
    Arc::new(list_views(graph).into_iter().chain(feed_views(graph)).collect())
}

fn checks(
    tree: &Tree,
    graph: &Graph,
    documents: &[Arc<Document>],
    copies: &[Copy],
    of_site: &[Address],
) -> Vec<Diagnostic> {
    let copied = copies.iter().map(|(address, file, _)| (address.clone(), file.clone()));
    let claims = check::addresses::claims(graph, copied);
    let mut found = check::addresses::check(&claims, of_site, tree);
    found.extend(check::addresses::unportable(&claims, tree));
    found.extend(check::addresses::aliases(graph, tree));
    found.extend(check::links::check(graph, documents));
    found.extend(check::sections::landing_pages(graph));
    found.extend(check::sections::languages(graph));
    found.extend(check::sections::tags(graph, tree));
    found
}

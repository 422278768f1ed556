//! The memory of a site: a stage for each step of the pipeline, and the questions that each is asked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::citing::{CitedPages, CitingKey, forms};
use super::sources::register_file;
use crate::check;
use crate::check::output::{Anchors, Landing, Landings, MadePage, anchors, page_anchors};
use crate::check::place::Unplaced;
use crate::check::proper::{Knowing, Known, Looking};
use crate::cite::{self, Cited, Citing, Fitting, PageCiting, PageShape, Style, StyleChoice, UnknownStyle};
use crate::graph::dataset::datasets;
use crate::graph::drawing_view::{self, Drawing, Drawings};
use crate::graph::feed_view::feed_views;
use crate::graph::list_view::list_views;
use crate::graph::markdown_view;
use crate::graph::page_view::{Showing, page_view};
use crate::graph::register_view::register_views;
use crate::graph::{self, Graph, Joining};
use crate::markdown::fill::{Filled, Filling, fill};
use crate::memo::{Shared, Stage};
use crate::model::address::Address;
use crate::model::chart::Chart;
use crate::model::config::{BaseUrl, Config};
use crate::model::dataset::Dataset;
use crate::model::diagnostic::Diagnostic;
use crate::model::document::Document;
use crate::model::drawing::DrawingView;
use crate::model::event::Event;
use crate::model::markdown_view::MarkdownView;
use crate::model::name::Name;
use crate::model::output::{self, Artifact, Output};
use crate::model::record_view::CiteThis;
use crate::model::register::{CitedSource, Figure, RecordKind, Registers};
use crate::model::retired::Retired;
use crate::model::shared_text::SharedText;
use crate::model::source::{Bytes, FilePath, RETIRED, STATIC, TEMPLATES, Tree};
use crate::model::strings::Strings;
use crate::model::term::Term;
use crate::model::text::SourceText;
use crate::model::view::View;
use crate::model::words::Words;
use crate::read::config as read_config;
use crate::read::document::{self, PageFile};
use crate::read::register::{self, RegisterFile};
use crate::read::strings::{self as read_strings, StringsFile};
use crate::read::text;
use crate::theme;
use crate::write::dataset::artifact as write_dataset;
use crate::write::layout::{Design, Designing, design};
use crate::write::markdown::markdown;
use crate::write::page::{
    DrawnFrom, Navigating, Navigation, Writing, Written, draw, drawing_template, navigate, write,
};
use crate::write::templates::{Source, Templates, reached};

/// The last answers of each stage. A clean build starts with an empty one.
#[derive(Debug)]
pub struct Memory {
    pub(super) theme: Theme,
    pub(super) config: Stage<(), Option<Bytes>, (Arc<Config>, Vec<Diagnostic>)>,
    pub(super) strings: Stage<(), StringsFile, (Arc<Strings>, Vec<Diagnostic>)>,
    pub(super) template: Stage<FilePath, (FilePath, Bytes), Arc<SourceText>>,
    pub(super) reach: Stage<(), Templates, Arc<Vec<Reach>>>,
    pub(super) read: Stage<FilePath, PageFile, Arc<Document>>,
    pub(super) figures: Stage<(), RegisterFile, register::Read<Figure>>,
    pub(super) sources: Stage<(), RegisterFile, register::Read<CitedSource>>,
    pub(super) names: Stage<(), RegisterFile, register::Read<Name>>,
    pub(super) events: Stage<(), RegisterFile, register::Read<Event>>,
    pub(super) terms: Stage<(), RegisterFile, register::Read<Term>>,
    pub(super) charts: Stage<(), RegisterFile, register::Read<Chart>>,
    pub(super) retired: Stage<(), RegisterFile, register::Read<Retired>>,
    pub(super) join: Stage<(), Joining, Shared<Graph>>,
    pub(super) design: Stage<&'static str, Designing, Design>,
    pub(super) navigate: Stage<usize, Navigating, Navigation>,
    pub(super) style: Stage<String, StyleChoice, Result<Shared<Style>, UnknownStyle>>,
    pub(super) cite: Stage<CitingKey, Citing, Arc<Cited>>,
    pub(super) markdown: Stage<FilePath, MarkdownView, Artifact>,
    pub(super) fit: Stage<(PageShape, usize), Fitting, Shared<Style>>,
    pub(super) cite_page: Stage<FilePath, PageCiting, Arc<CiteThis>>,
    pub(super) drawing: Stage<FilePath, Drawing, Drawings>,
    pub(super) draw: Stage<(FilePath, usize), DrawnFrom, Navigation>,
    pub(super) fill: Stage<FilePath, Filling, Filled>,
    pub(super) show: Stage<FilePath, Showing, Arc<View>>,
    pub(super) list: Stage<(), Shared<Graph>, Arc<Vec<Arc<View>>>>,
    pub(super) write: Stage<Address, Writing, Written>,
    pub(super) dataset: Stage<Address, Dataset, Artifact>,
    pub(super) copy: Stage<(), Vec<FilePath>, Arc<Vec<Address>>>,
    pub(super) check: Stage<(), Checking, Arc<Vec<Unplaced>>>,
    pub(super) known: Stage<(), Knowing, Arc<Known>>,
    pub(super) known_still: Stage<(), Arc<Known>, Arc<Known>>,
    pub(super) look: Stage<FilePath, Looking, Arc<Vec<Diagnostic>>>,
    pub(super) order: Stage<(), Vec<Address>, Arc<Vec<usize>>>,
    pub(super) anchors_of_text: Stage<Address, SharedText, Arc<Anchors>>,
    pub(super) anchors: Stage<Address, MadePage, Arc<Anchors>>,
    pub(super) landing: Stage<(), Landing, Shared<Landings>>,
    pub(super) dead: Stage<Address, Leading, Arc<Vec<String>>>,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            theme: Theme { templates: theme::files(TEMPLATES), fixed: theme::files(STATIC) },
            config: Stage::new(read_config::read),
            strings: Stage::new(read_strings::read),
            template: Stage::new(text::read_template),
            reach: Stage::new(reach),
            read: Stage::new(document::read),
            figures: Stage::new(register::figures),
            sources: Stage::new(register::sources),
            names: Stage::new(register::names),
            events: Stage::new(register::events),
            terms: Stage::new(register::terms),
            charts: Stage::new(register::charts),
            retired: Stage::new(register::retired),
            style: Stage::new(cite::style),
            cite: Stage::new(cite::cite),
            markdown: Stage::new(markdown),
            fit: Stage::new(cite::fitted),
            cite_page: Stage::new(forms),
            drawing: Stage::new(drawing_view::drawings),
            draw: Stage::new(draw),
            join: Stage::new(graph::join),
            design: Stage::new(design),
            navigate: Stage::new(navigate),
            fill: Stage::new(fill),
            show: Stage::new(page_view),
            list: Stage::new(list),
            write: Stage::new(write),
            dataset: Stage::new(write_dataset),
            copy: Stage::new(|files| Arc::new(files.iter().map(check::addresses::copied).collect())),
            check: Stage::new(check_graph),
            known: Stage::new(check::proper::known),
            known_still: Stage::new(Arc::clone),
            look: Stage::new(check::proper::check),
            order: Stage::new(|addresses| Arc::new(output::order(addresses))),
            anchors_of_text: Stage::new(anchors),
            anchors: Stage::new(page_anchors),
            landing: Stage::new(|question| Shared::new(Landings::new(question))),
            dead: Stage::new(dead_links),
        }
    }
}

/// The default theme's files, by what they are for.
#[derive(Debug)]
pub(super) struct Theme {
    pub(super) templates: BTreeMap<FilePath, Bytes>,
    pub(super) fixed: BTreeMap<FilePath, Bytes>,
}

/// All that the checks of a joined site depend on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Checking {
    /// The site.
    pub graph: Shared<Graph>,
    /// What is copied as it is.
    pub copied: Vec<FilePath>,
    /// Where it stands.
    pub copied_to: Arc<Vec<Address>>,
    /// The views of pages that no editor writes.
    pub own_views: Arc<Vec<Arc<View>>>,
    /// Where the artifacts without a template stand.
    pub plain: Vec<Address>,
}

/// What is wrong with a site as it is joined, apart from its references.
fn check_graph(question: &Checking) -> Arc<Vec<Unplaced>> {
    let Checking { graph, copied, copied_to, own_views, plain } = question;
    let claims = check::addresses::claims(graph, copied_to.iter().cloned().zip(copied.iter().cloned()));
    let of_site = own_views.iter().filter(|view| !check::addresses::has_source(view));
    let of_site: Vec<Address> =
        of_site.map(|view| view.address.clone()).chain(plain.iter().cloned()).collect();
    let mut found = check::addresses::check(&claims, &of_site);
    found.extend(check::addresses::unportable(&claims));
    found.extend(check::addresses::aliases(graph));
    found.extend(check::sections::landing_pages(graph).into_iter().map(Unplaced::from));
    found.extend(check::sections::languages(graph).into_iter().map(Unplaced::from));
    found.extend(check::sections::tags(graph));
    found.extend(check::registers::front_matter(graph));
    Arc::new(found)
}

/// The templates that a site is made with: those that views name, and those of the parts that pages share.
const ENTRIES: &[&str] = &[
    "404.html",
    "a-z.html",
    "chart.html",
    "diagram.html",
    "feed.xml",
    "figures.html",
    "glossary.html",
    "home.html",
    "name.html",
    "names.html",
    "nav.html",
    "page.html",
    "redirect.html",
    "section.html",
    "sitemap.xml",
    "sources.html",
    "tag.html",
    "tags.html",
    "timeline.html",
];

/// A template that views name, with those that it reaches and what is wrong with the reach.
pub(super) type Reach = (&'static str, Vec<Source>, Vec<Diagnostic>);

fn reach(templates: &Templates) -> Arc<Vec<Reach>> {
    let reached = ENTRIES.iter().map(|entry| {
        let (sources, problems) = reached(entry, templates);
        (*entry, sources, problems)
    });
    Arc::new(reached.collect())
}

/// The templates that the site is made with.
pub(super) fn in_use(reach: &[Reach]) -> BTreeSet<FilePath> {
    reach.iter().flat_map(|(_, sources, _)| sources).map(|(file, _)| file.clone()).collect()
}

impl Memory {
    /// The registers of a site, and what is wrong with each on its own.
    pub(super) fn registers(&mut self, tree: &Tree) -> (Registers, Vec<Diagnostic>) {
        let file = |kind: RecordKind| register_file(tree, kind.file());
        let (figures, mut wrong) = self.figures.ask(file(RecordKind::Figure));
        let (sources, more) = self.sources.ask(file(RecordKind::Source));
        wrong.extend(more);
        let (names, more) = self.names.ask(file(RecordKind::Name));
        wrong.extend(more);
        let (events, more) = self.events.ask(file(RecordKind::Event));
        wrong.extend(more);
        let (terms, more) = self.terms.ask(file(RecordKind::Term));
        wrong.extend(more);
        let (charts, more) = self.charts.ask(file(RecordKind::Chart));
        wrong.extend(more);
        let (retired, more) = self.retired.ask(register_file(tree, RETIRED));
        wrong.extend(more);
        (Registers { figures, sources, names, events, terms, charts, retired }, wrong)
    }

    pub(super) fn designs(&mut self, graph: &Graph, reach: &[Reach]) -> BTreeMap<&'static str, Design> {
        let questions = reach.iter().map(|(entry, sources, problems)| {
            let designing = Designing {
                entry: (*entry).to_owned(),
                sources: sources.clone(),
                problems: problems.clone(),
                site: Arc::clone(&graph.site),
                strings: Arc::clone(&graph.strings),
            };
            (*entry, designing)
        });
        let designs = self.design.ask_all(questions.collect());
        reach.iter().map(|(entry, ..)| *entry).zip(designs).collect()
    }

    pub(super) fn navigations(
        &mut self,
        graph: &Graph,
        designs: &BTreeMap<&'static str, Design>,
    ) -> Vec<Option<Navigation>> {
        let mut navigations = vec![None; graph.navs.len()];
        let sections: Vec<usize> =
            (0..graph.navs.len()).filter(|section| graph.navs[*section].is_some()).collect();
        let questions = sections.iter().filter_map(|section| {
            let nav = graph.navs[*section].as_ref().map(Arc::clone)?;
            Some((*section, Navigating { design: designs["nav.html"].clone(), nav }))
        });
        for (section, navigation) in sections.iter().zip(self.navigate.ask_all(questions.collect())) {
            navigations[*section] = Some(navigation);
        }
        navigations
    }

    /// The drawings of the pages that have some, by the numbers of the pages; and what went wrong with their templates.
    pub(super) fn drawings(
        &mut self,
        graph: &Shared<Graph>,
        designs: &BTreeMap<&'static str, Design>,
    ) -> (BTreeMap<usize, Arc<Vec<SharedText>>>, Vec<Diagnostic>) {
        let pages: Vec<usize> = graph
            .pages
            .iter()
            .enumerate()
            .filter(|(_, page)| drawing_view::has_drawings(page))
            .map(|(number, _)| number)
            .collect();
        let file = |page: usize| graph.pages[page].outline.file.clone();
        let questions = pages.iter().map(|page| (file(*page), Drawing { graph: graph.clone(), page: *page }));
        let views = self.drawing.ask_all(questions.collect());
        let each = pages.iter().zip(&views).flat_map(|(page, views)| {
            views
                .iter()
                .enumerate()
                .filter_map(move |(at, view)| Some((*page, at, Arc::clone(view.as_ref()?))))
        });
        let each: Vec<(usize, usize, Arc<DrawingView>)> = each.collect();
        let questions = each.iter().map(|(page, at, view)| {
            let design = designs[drawing_template(view)].clone();
            ((file(*page), *at), DrawnFrom { design, view: Arc::clone(view) })
        });
        let drawn = self.draw.ask_all(questions.collect());
        let mut wrong = Vec::new();
        let mut texts: BTreeMap<usize, Vec<SharedText>> = pages
            .iter()
            .zip(&views)
            .map(|(page, views)| (*page, vec![SharedText::from(""); views.len()]))
            .collect();
        for ((page, at, _), drawn) in each.iter().zip(drawn) {
            match drawn {
                Ok(text) => texts.entry(*page).or_default()[*at] = text,
                Err(found) => wrong.extend(found.iter().cloned()),
            }
        }
        (texts.into_iter().map(|(page, texts)| (page, Arc::new(texts))).collect(), wrong)
    }

    /// The Markdown of each listed page, and the list of them, where the site wants that.
    pub(super) fn markdowns(
        &mut self,
        graph: &Shared<Graph>,
        documents: &[Arc<Document>],
        tree: &Tree,
    ) -> Vec<Artifact> {
        if !graph.config.outputs.markdown {
            return Vec::new();
        }
        let mut documents = documents.iter();
        let mut questions = Vec::new();
        for (number, page) in graph.pages.iter().enumerate() {
            let file = &page.outline.file;
            let document = documents.find(|document| document.outline.file == *file);
            let document = document.expect("every page was read");
            let Some(bytes) = tree.bytes(file.as_str()).filter(|_| page.is_listed()) else { continue };
            let drawings = match drawing_view::has_drawings(page) {
                true => drawing_view::drawings(&Drawing { graph: graph.clone(), page: number }),
                false => Drawings::default(),
            };
            let replacements = markdown_view::replacements(graph, page, &drawings);
            let view = MarkdownView {
                address: markdown_view::markdown_address(page),
                head: markdown_view::head(graph, page),
                bytes: Arc::clone(bytes),
                start: document.start,
                replacements: document.spans.iter().cloned().zip(replacements).collect(),
            };
            questions.push((file.clone(), view));
        }
        let mut made = self.markdown.ask_all(questions);
        made.push(Artifact::new(Address::new("llms.txt"), markdown_view::llms(graph)));
        made
    }

    pub(super) fn fillings(
        &mut self,
        graph: &Graph,
        documents: &[Arc<Document>],
        strings: &Arc<Strings>,
        drawings: &BTreeMap<usize, Arc<Vec<SharedText>>>,
        cited: &CitedPages,
    ) -> Vec<Filled> {
        let mut documents = documents.iter();
        let questions = graph.pages.iter().enumerate().map(|(number, page)| {
            // Both come in the order of the files; what the graph leaves out are drafts.
            let document = documents.find(|document| document.outline.file == page.outline.file);
            let body = Arc::clone(&document.expect("every page was read").body);
            let (answers, strings) = (Arc::clone(&page.answers), Arc::clone(strings));
            let notes = cited.get(&number).map(|cited| Arc::clone(&cited.notes)).unwrap_or_default();
            let expansions = Arc::clone(&page.expansions);
            let drawings = drawings.get(&number).cloned().unwrap_or_default();
            let filling = Filling { body, answers, expansions, notes, drawings, strings };
            (page.outline.file.clone(), filling)
        });
        self.fill.ask_all(questions.collect())
    }

    pub(super) fn showings(
        &mut self,
        graph: &Shared<Graph>,
        bodies: Vec<Filled>,
        navs: &[Option<Navigation>],
        cited: &CitedPages,
        cite_this: &[Arc<CiteThis>],
    ) -> Vec<Arc<View>> {
        let questions = graph.pages.iter().zip(bodies).enumerate().map(|(number, (page, body))| {
            let nav = navs[page.section].as_ref().and_then(|nav| nav.as_ref().ok()).cloned();
            let sources = cited.get(&number).map(|cited| Arc::clone(&cited.list)).unwrap_or_default();
            let cite = cite_this.get(number).cloned();
            let showing = Showing { graph: graph.clone(), page: number, body, sources, cite, nav };
            (page.outline.file.clone(), showing)
        });
        self.show.ask_all(questions.collect())
    }

    pub(super) fn writings(
        &mut self,
        views: &[Arc<View>],
        designs: &BTreeMap<&'static str, Design>,
    ) -> Vec<Written> {
        let questions = views.iter().map(|view| {
            let writing = Writing { design: designs[view.template].clone(), view: Arc::clone(view) };
            (view.address.clone(), writing)
        });
        self.write.ask_all(questions.collect())
    }

    /// The outputs for machines; one whose records did not change is not made anew.
    pub(super) fn datasets(&mut self, graph: &Graph) -> Vec<Artifact> {
        let datasets = datasets(graph).into_iter();
        self.dataset.ask_all(datasets.map(|dataset| (dataset.address(), dataset)).collect())
    }

    /// What looks like acronyms and names in the pages and is in no register.
    pub(super) fn unregistered(&mut self, graph: &Graph, documents: &[Arc<Document>]) -> Vec<Diagnostic> {
        let (records, strings) = (graph.records.clone(), Arc::clone(&graph.strings));
        let is_wanted = graph.config.checks.unregistered;
        let is_possible = !(records.names.is_empty() && records.terms.is_empty());
        // Where an edit leaves what is known as it was, it stays the same allocation: no page compares all names.
        let known = self.known.ask(Knowing { records, strings, is_wanted });
        let known = self.known_still.ask(known);
        let asked =
            documents.iter().filter(|document| is_wanted && is_possible && !document.proper.is_empty());
        let questions = asked.map(|document| {
            let (file, proper) = (document.outline.file.clone(), Arc::clone(&document.proper));
            (file.clone(), Looking { file, proper, known: Arc::clone(&known) })
        });
        let found = self.look.ask_all(questions.collect());
        found.iter().flat_map(|found| found.iter().cloned()).collect()
    }

    /// The output that artifacts make.
    pub(super) fn output(&mut self, artifacts: Vec<Artifact>) -> Output {
        let addresses = artifacts.iter().map(|artifact| artifact.address.clone()).collect();
        Output::in_order(artifacts, &self.order.ask(addresses))
    }

    /// The templates as texts; a strings file is none.
    pub(super) fn templates(&mut self, files: BTreeMap<FilePath, Bytes>) -> Templates {
        let is_template = |file: &FilePath| !file.as_str().starts_with("templates/strings/");
        let files: Vec<_> = files.into_iter().filter(|(file, _)| is_template(file)).collect();
        let texts = self.template.ask_all(files.iter().map(|file| (file.0.clone(), file.clone())).collect());
        files.into_iter().map(|(file, _)| file).zip(texts).collect()
    }

    /// The links of finished pages that lead nowhere.
    pub(super) fn dead_links(
        &mut self,
        graph: &Graph,
        views: &[Arc<View>],
        output: &Output,
    ) -> Vec<Diagnostic> {
        let pages: Vec<(&Arc<View>, &Bytes)> = views
            .iter()
            .filter(|view| view.address.as_str().ends_with(".html"))
            .filter_map(|view| Some((view, output.get(view.address.as_str())?)))
            .collect();
        let texts = pages.iter().map(|(view, _)| (view.address.clone(), view.text()));
        let of_texts = self.anchors_of_text.ask_all(texts.collect());
        let questions = pages.iter().zip(of_texts).map(|((view, bytes), of_text)| {
            let page = MadePage { html: Arc::clone(bytes), text: view.text(), of_text };
            (view.address.clone(), page)
        });
        let anchors = self.anchors.ask_all(questions.collect());
        let landings = self.landing.ask(Landing {
            addresses: output.iter().map(|(address, _)| address.clone()).collect(),
            ids: pages
                .iter()
                .zip(&anchors)
                .map(|((view, _), anchors)| (view.address.clone(), anchors.ids.clone()))
                .collect(),
        });
        let base = SharedText::from(graph.config.base_url.as_ref().map_or("/", BaseUrl::path));
        let questions = pages.iter().zip(&anchors).map(|((view, _), anchors)| {
            let address = view.address.clone();
            let (links, landings, base) = (anchors.links.clone(), landings.clone(), base.clone());
            (address.clone(), Leading { address, links, landings, base })
        });
        let dead = self.dead.ask_all(questions.collect());
        let of_pages = pages.iter().zip(&dead).filter(|(_, dead)| !dead.is_empty());
        check::output::diagnostics(of_pages.map(|((view, _), dead)| (&***view, dead.as_slice())))
    }
}

/// All that the links of a finished page depend on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Leading {
    /// Where the page stands.
    pub address: Address,
    /// What it links and loads.
    pub links: Words,
    /// What there is to lead to.
    pub landings: Shared<Landings>,
    /// The path of the site on its host.
    pub base: SharedText,
}

fn dead_links(question: &Leading) -> Arc<Vec<String>> {
    let Leading { address, links, landings, base } = question;
    Arc::new(check::output::dead(address, links, landings, base))
}

/// The views of pages that no editor writes.
fn list(graph: &Shared<Graph>) -> Arc<Vec<Arc<View>>> {
    Arc::new(list_views(graph).into_iter().chain(register_views(graph)).chain(feed_views(graph)).collect())
}

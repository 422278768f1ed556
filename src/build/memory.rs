//! The memory of a site: a stage for each step of the pipeline, and the questions that each is asked.

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
use crate::model::config::{BaseUrl, Config};
use crate::model::diagnostic::Diagnostic;
use crate::model::document::Document;
use crate::model::output::Output;
use crate::model::source::{Bytes, FilePath, TEMPLATES};
use crate::model::strings::Strings;
use crate::model::text::SourceText;
use crate::model::view::View;
use crate::read::config as read_config;
use crate::read::document::{self, PageFile};
use crate::read::strings::{self as read_strings, StringsFile};
use crate::read::text;
use crate::write::layout::{Design, Designing, design};
use crate::write::page::{Navigating, Navigation, Writing, Written, navigate, write};
use crate::write::templates::{Templates, reached};

/// The last answers of each stage. A clean build starts with an empty one.
#[derive(Debug)]
pub struct Memory {
    pub(super) config: Stage<(), Option<Bytes>, (Arc<Config>, Vec<Diagnostic>)>,
    pub(super) strings: Stage<(), StringsFile, (Arc<Strings>, Vec<Diagnostic>)>,
    pub(super) template: Stage<FilePath, (FilePath, Bytes), Arc<SourceText>>,
    pub(super) read: Stage<FilePath, PageFile, Arc<Document>>,
    pub(super) join: Stage<(), Joining, Shared<Graph>>,
    pub(super) design: Stage<String, Designing, Design>,
    pub(super) navigate: Stage<usize, Navigating, Navigation>,
    pub(super) fill: Stage<FilePath, Filling, Filled>,
    pub(super) anchors: Stage<String, Bytes, Arc<Anchors>>,
    pub(super) show: Stage<FilePath, Showing, Arc<View>>,
    pub(super) list: Stage<(), Shared<Graph>, Arc<Vec<Arc<View>>>>,
    pub(super) write: Stage<(String, usize), Writing, Written>,
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

/// The templates that the site is made with.
pub(super) fn in_use(templates: &Templates) -> BTreeSet<FilePath> {
    ENTRIES.iter().flat_map(|entry| reached(entry, templates).0).map(|(file, _)| file).collect()
}

impl Memory {
    pub(super) fn designs(&mut self, graph: &Graph, templates: &Templates) -> BTreeMap<String, Design> {
        let questions = ENTRIES.iter().map(|entry| {
            let (sources, problems) = reached(entry, templates);
            let (site, strings) = (Arc::clone(&graph.site), Arc::clone(&graph.strings));
            ((*entry).to_owned(), Designing { entry: (*entry).to_owned(), sources, problems, site, strings })
        });
        let designs = self.design.ask_all(questions.collect());
        ENTRIES.iter().map(|entry| (*entry).to_owned()).zip(designs).collect()
    }

    pub(super) fn navigations(
        &mut self,
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
        for (section, navigation) in sections.iter().zip(self.navigate.ask_all(questions.collect())) {
            navigations[*section] = Some(navigation);
        }
        navigations
    }

    pub(super) fn fillings(
        &mut self,
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
        self.fill.ask_all(questions.collect())
    }

    pub(super) fn showings(
        &mut self,
        graph: &Shared<Graph>,
        bodies: Vec<Filled>,
        navs: &[Option<Navigation>],
    ) -> Vec<Arc<View>> {
        let questions = graph.pages.iter().zip(bodies).enumerate().map(|(number, (page, body))| {
            let nav = navs[page.section].as_ref().and_then(|nav| nav.as_ref().ok()).map(Arc::clone);
            (page.outline.file.clone(), Showing { graph: graph.clone(), page: number, body, nav })
        });
        self.show.ask_all(questions.collect())
    }

    pub(super) fn writings(
        &mut self,
        views: &[Arc<View>],
        designs: &BTreeMap<String, Design>,
    ) -> Vec<Written> {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let questions = views.iter().map(|view| {
            // Two views at one address are an error; they are two questions all the same.
            let times = seen.entry(view.address.as_str()).or_insert(0);
            *times += 1;
            let design = designs[view.template].clone();
            ((view.address.as_str().to_owned(), *times), Writing { design, view: Arc::clone(view) })
        });
        let questions: Vec<_> = questions.collect();
        self.write.ask_all(questions)
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
        let questions =
            pages.iter().map(|(view, bytes)| (view.address.as_str().to_owned(), Arc::clone(bytes)));
        let anchors = self.anchors.ask_all(questions.collect());
        let made = pages.iter().zip(anchors).map(|((view, _), anchors)| {
            let template = FilePath::new(format!("{TEMPLATES}/{}", view.template));
            MadePage { address: &view.address, template, anchors }
        });
        let base = graph.config.base_url.as_ref().map_or("/", BaseUrl::path);
        check::output::check(&made.collect::<Vec<_>>(), base, |address| output.get(address).is_some())
    }
}

/// The views of pages that no editor writes.
fn list(graph: &Shared<Graph>) -> Arc<Vec<Arc<View>>> {
    Arc::new(list_views(graph).into_iter().chain(feed_views(graph)).collect())
}

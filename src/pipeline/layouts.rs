//! The compiled templates of a site, and the navigation that one of them renders.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::assets::Assets;
use super::template_dependencies::{TemplateDependencies, template_dependencies};
use crate::graph::{Graph, SectionId};
use crate::memo::{Cancellation, Cancelled, Stage};
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::source_text::SourceText;
use crate::model::source::tree::{Bytes, FilePath};
use crate::model::view::template_name::TemplateName;
use crate::read::text;
use crate::theme;
use crate::write::layout::{LayoutInput, LayoutResult, compile};
use crate::write::page::{Navigation, NavigationInput, navigate};
use crate::write::templates::Templates;

/// The compiled template of each name, in the order of [`TemplateName::ALL`].
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Layouts(Vec<LayoutResult>);

impl Layouts {
    /// The compiled template of a name, or its errors.
    pub fn of(&self, name: TemplateName) -> &LayoutResult {
        &self.0[name as usize]
    }

    /// The errors of the templates.
    pub fn problems(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter().filter_map(|layout| layout.as_ref().err()).flatten()
    }
}

/// The navigation of each section except the site itself.
pub(super) type Navigations = BTreeMap<SectionId, Navigation>;

/// The stages that read and compile templates.
#[derive(Debug)]
pub(super) struct LayoutMemory {
    source: Stage<FilePath, (FilePath, Bytes), Arc<SourceText>>,
    dependencies: Stage<(), Templates, Arc<Vec<TemplateDependencies>>>,
    layout: Stage<TemplateName, LayoutInput, LayoutResult>,
    navigation: Stage<SectionId, NavigationInput, Navigation>,
}

impl LayoutMemory {
    pub fn new(forgets: bool) -> Self {
        Self {
            source: Stage::new(forgets, text::read_template),
            dependencies: Stage::new(forgets, template_dependencies),
            layout: Stage::new(forgets, compile),
            navigation: Stage::new(forgets, navigate),
        }
    }

    /// The text of each template among the files of `templates/`; strings files are not templates.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn templates(
        &mut self,
        files: BTreeMap<FilePath, Bytes>,
        cancellation: &Cancellation,
    ) -> Result<Templates, Cancelled> {
        let is_template = |file: &FilePath| !file.as_str().starts_with("templates/strings/");
        let files: Vec<_> = files.into_iter().filter(|(file, _)| is_template(file)).collect();
        let questions = files.iter().map(|file| (file.0.clone(), file.clone())).collect();
        let texts = self.source.ask_all(questions, cancellation)?;
        Ok(files.into_iter().map(|(file, _)| file).zip(texts).collect())
    }

    /// The templates that each rendered template depends on.
    pub fn dependencies(&mut self, templates: Templates) -> Arc<Vec<TemplateDependencies>> {
        self.dependencies.ask(templates)
    }

    /// Compiles the templates.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn layouts(
        &mut self,
        graph: &Graph,
        dependencies: &[TemplateDependencies],
        assets: &Assets,
        cancellation: &Cancellation,
    ) -> Result<Layouts, Cancelled> {
        let input = |template: &TemplateDependencies| LayoutInput {
            entry: template.name,
            sources: template.sources.clone(),
            problems: template.problems.clone(),
            own: own_templates(template),
            site: Arc::clone(&graph.site),
            assets: Arc::clone(assets),
            strings: Arc::clone(&graph.strings),
        };
        let questions = dependencies.iter().map(|template| (template.name, input(template)));
        Ok(Layouts(self.layout.ask_all(questions.collect(), cancellation)?))
    }

    /// The navigation of each section except the site itself.
    ///
    /// # Errors
    /// [`Cancelled`] if the build was cancelled.
    pub fn navigations(
        &mut self,
        graph: &Graph,
        layouts: &Layouts,
        cancellation: &Cancellation,
    ) -> Result<Navigations, Cancelled> {
        let navs =
            || graph.sections.enumerate().filter_map(|(id, section)| Some((id, section.nav.as_ref()?)));
        let inputs = navs().map(|(id, nav)| {
            let (layout, nav) = (layouts.of(TemplateName::Nav).clone(), Arc::clone(nav));
            (id, NavigationInput { layout, nav, cancellation: cancellation.clone() })
        });
        let rendered = self.navigation.ask_all(inputs.collect(), cancellation)?;
        Ok(navs().map(|(id, _)| id).zip(rendered).collect())
    }
}

/// Whether a template is that of the default theme.
pub(super) fn is_of_theme(file: &FilePath, source: &SourceText) -> bool {
    theme::file(file.as_str()) == Some(source.text.as_str())
}

fn own_templates(template: &TemplateDependencies) -> BTreeSet<FilePath> {
    let own = template.sources.iter().filter(|(file, source)| !is_of_theme(file, source));
    own.map(|(file, _)| file.clone()).collect()
}

//! The templates of a site, compiled, and the navigation that is made with one of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::SiteMemory;
use super::assets::Assets;
use super::reach::Reach;
use crate::graph::Graph;
use crate::memo::Cancelled;
use crate::model::source::source_text::SourceText;
use crate::model::source::tree::{Bytes, FilePath};
use crate::model::view::template_name::TemplateName;
use crate::theme;
use crate::write::layout::{Design, Designing};
use crate::write::page::{Navigating, Navigation};
use crate::write::templates::Templates;

/// Whether a template is the theme's and not the site's own.
pub(super) fn is_of_theme(file: &FilePath, source: &SourceText) -> bool {
    theme::file(file.as_str()) == Some(source.text.as_str())
}

/// The compiled template of each name, in the order of [`TemplateName::ALL`].
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Layouts(Vec<Design>);

impl Layouts {
    /// The compiled template of a name, or what is wrong with it.
    pub fn of(&self, name: TemplateName) -> &Design {
        &self.0[name as usize]
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Design> {
        self.0.iter()
    }
}

impl SiteMemory {
    /// The templates as texts; a strings file is none.
    pub(super) fn templates(&mut self, files: BTreeMap<FilePath, Bytes>) -> Result<Templates, Cancelled> {
        let is_template = |file: &FilePath| !file.as_str().starts_with("templates/strings/");
        let files: Vec<_> = files.into_iter().filter(|(file, _)| is_template(file)).collect();
        let questions = files.iter().map(|file| (file.0.clone(), file.clone())).collect();
        let texts = self.template.ask_all(questions, &self.cancellation)?;
        Ok(files.into_iter().map(|(file, _)| file).zip(texts).collect())
    }

    pub(super) fn designs(
        &mut self,
        graph: &Graph,
        reach: &[Reach],
        assets: &Assets,
    ) -> Result<Layouts, Cancelled> {
        let questions = reach.iter().map(|(entry, sources, problems)| {
            let designing = Designing {
                entry: *entry,
                sources: sources.clone(),
                problems: problems.clone(),
                own: sources
                    .iter()
                    .filter(|(file, source)| !is_of_theme(file, source))
                    .map(|(file, _)| file.clone())
                    .collect(),
                site: Arc::clone(&graph.site),
                assets: Arc::clone(assets),
                strings: Arc::clone(&graph.strings),
            };
            (*entry, designing)
        });
        let designs = self.design.ask_all(questions.collect(), &self.cancellation)?;
        Ok(Layouts(designs))
    }

    pub(super) fn navigations(
        &mut self,
        graph: &Graph,
        designs: &Layouts,
    ) -> Result<Vec<Option<Navigation>>, Cancelled> {
        let mut navigations = vec![None; graph.navs.len()];
        let sections: Vec<usize> =
            (0..graph.navs.len()).filter(|section| graph.navs[*section].is_some()).collect();
        let questions = sections.iter().filter_map(|section| {
            let nav = graph.navs[*section].as_ref().map(Arc::clone)?;
            let (design, cancellation) = (designs.of(TemplateName::Nav).clone(), self.cancellation.clone());
            Some((*section, Navigating { design, nav, cancellation }))
        });
        let made = self.navigate.ask_all(questions.collect(), &self.cancellation)?;
        for (section, navigation) in sections.iter().zip(made) {
            navigations[*section] = Some(navigation);
        }
        Ok(navigations)
    }
}

//! The templates that each template rendered by the program depends on.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::tree::FilePath;
use crate::model::view::template_name::TemplateName;
use crate::write::templates::{Source, TemplateGraph, Templates};

/// A template and those that it extends, includes or takes components from, directly or through others.
#[derive(Debug)]
pub(super) struct TemplateDependencies {
    /// The template that is rendered.
    pub name: TemplateName,
    /// It and its dependencies, in the order of their files.
    pub sources: Vec<Source>,
    /// Templates that are missing or nested too deeply.
    pub problems: Vec<Diagnostic>,
}

/// The dependencies of each template that the program renders, in the order of [`TemplateName::ALL`].
pub(super) fn template_dependencies(templates: &Templates) -> Arc<Vec<TemplateDependencies>> {
    let graph = TemplateGraph::new(templates);
    let of = |name: TemplateName| {
        let (sources, problems) = graph.dependencies(name.as_str());
        TemplateDependencies { name, sources, problems }
    };
    Arc::new(TemplateName::ALL.iter().map(|name| of(*name)).collect())
}

/// The files of all templates that the site uses.
pub(super) fn files_in_use(dependencies: &[TemplateDependencies]) -> BTreeSet<FilePath> {
    let sources = dependencies.iter().flat_map(|template| &template.sources);
    sources.map(|(file, _)| file.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_that_is_missing_is_reported() {
        let dependencies = template_dependencies(&Templates::new());
        assert_eq!(dependencies.len(), TemplateName::ALL.len());
        for template in dependencies.iter() {
            assert_eq!(template.problems.len(), 1, "{}", template.name);
        }
    }
}

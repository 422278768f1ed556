//! The templates of a site, and the dependencies between them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::source_text::SourceText;
use crate::model::source::tree::{FilePath, TEMPLATES};
use crate::text::nearest::nearest;

use super::tags::{Kind, Part, is_of_name, parts};
use super::template_limits::{INCLUDE_DEPTH, too_long, too_nested};

/// A template and its name, the path below `templates/`.
pub type Source = (FilePath, Arc<SourceText>);

/// All templates of a site.
pub type Templates = BTreeMap<FilePath, Arc<SourceText>>;

/// All templates of a site with their references to others.
pub struct TemplateGraph<'a> {
    templates: &'a Templates,
    references: BTreeMap<&'a str, TemplateReferences<'a>>,
    /// The template that defines each component.
    definitions: BTreeMap<&'a str, &'a str>,
}

/// The references of one template to others.
struct TemplateReferences<'a> {
    file: &'a FilePath,
    source: &'a Arc<SourceText>,
    /// The templates that it extends or includes, with the position of each name in bytes.
    names: Vec<(usize, &'a str)>,
    /// The components that it calls.
    components: BTreeSet<&'a str>,
    /// Constructs that exceed the limits for Tera's parser.
    problems: Vec<Diagnostic>,
}

impl<'a> TemplateGraph<'a> {
    /// Parses the references of all templates.
    pub fn new(templates: &'a Templates) -> Self {
        let mut references = BTreeMap::new();
        let mut definitions = BTreeMap::new();
        for (file, source) in templates {
            let Some(name) = file.below(TEMPLATES) else { continue };
            let parts = parts(&source.text);
            for component in parts.iter().filter_map(defined_component) {
                definitions.entry(component).or_insert(name);
            }
            let names = parts.iter().filter_map(Part::named).collect();
            let components = parts.iter().flat_map(called_components).collect();
            let problems =
                too_long(file, &parts).into_iter().map(|found| source.found_in_file(found)).collect();
            references.insert(name, TemplateReferences { file, source, names, components, problems });
        }
        Self { templates, references, definitions }
    }

    /// The template itself and those that it extends, includes or takes components from, in the order of their names; and
    /// the diagnostics of templates that are missing or exceed a limit.
    pub fn dependencies(&self, entry: &str) -> (Vec<Source>, Vec<Diagnostic>) {
        let mut sources = BTreeMap::new();
        let mut problems = Vec::new();
        let mut ahead = vec![(entry, None)];
        let mut seen = BTreeSet::new();
        while let Some((name, from)) = ahead.pop() {
            if !seen.insert(name) {
                continue;
            }
            let Some(template) = self.references.get(name) else {
                problems.push(self.unknown(name, from));
                continue;
            };
            ahead.extend(template.names.iter().map(|(at, other)| (*other, Some((template, *at)))));
            let definitions =
                template.components.iter().filter_map(|component| self.definitions.get(component));
            ahead.extend(definitions.map(|definition| (*definition, None)));
            problems.extend(template.problems.iter().cloned());
            sources.insert(template.file.clone(), Arc::clone(template.source));
        }
        problems.extend(self.too_deep(entry));
        (sources.into_iter().collect(), problems)
    }

    fn unknown(&self, name: &str, from: Option<(&TemplateReferences<'_>, usize)>) -> Diagnostic {
        let known = self.templates.keys().filter_map(|file| file.below(TEMPLATES));
        let help = match nearest(name, known) {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("add `{TEMPLATES}/{name}`, or remove the name"),
        };
        let message = format!("no template `{name}`");
        let found = match from {
            Some((template, at)) => {
                let found =
                    Diagnostic::at(Code::UnknownTemplate, template.file, at..at + name.len(), message);
                template.source.found_in_file(found)
            }
            None => {
                let file = FilePath::new(format!("{TEMPLATES}/{name}"));
                Diagnostic::of_file(Code::UnknownTemplate, &file, message)
            }
        };
        found.help(help)
    }

    /// The first name on a path through `extends` and `include` that is longer than [`INCLUDE_DEPTH`].
    fn too_deep(&self, entry: &str) -> Option<Diagnostic> {
        let (template, at, name) = self.beyond(entry, INCLUDE_DEPTH, &mut BTreeMap::new())?;
        let found = too_nested(template.file, at..at + name.len(), name);
        Some(template.source.found_in_file(found))
    }

    /// The first name that is more than a number of steps from a template. It visits each template at most once for each
    /// number of remaining steps, so that it also ends for cycles, which are reported elsewhere.
    fn beyond(
        &self,
        name: &'a str,
        steps: usize,
        visited: &mut BTreeMap<&'a str, usize>,
    ) -> Option<(&TemplateReferences<'a>, usize, &'a str)> {
        let template = self.references.get(name)?;
        // A visit with fewer remaining steps has shown that nothing is too far from here.
        if visited.get(name).is_some_and(|left| *left <= steps) {
            return None;
        }
        visited.insert(name, steps);
        let further = |(at, other): &(usize, &'a str)| match steps.checked_sub(1) {
            None => Some((template, *at, *other)),
            Some(steps) => self.beyond(other, steps, visited),
        };
        template.names.iter().find_map(further)
    }
}

/// The component that a tag defines: `{% component card(title) %}`.
fn defined_component<'a>(part: &Part<'a>) -> Option<&'a str> {
    (part.kind == Kind::Block && part.word() == "component").then(|| component_name(part.rest()))
}

/// The components that a part calls: `{{ <ui.card /> }}`, `{% <ui.card> %}`, also within an expression.
fn called_components<'a>(part: &Part<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    let inner = if matches!(part.kind, Kind::Value | Kind::Block) { part.inner } else { "" };
    let names = inner.match_indices('<').filter_map(move |(at, _)| inner.get(at + 1..));
    names.map(component_name).filter(|name| !name.is_empty())
}

/// The name at the start of a text, with the dots in it.
fn component_name(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find(|c: char| !(is_of_name(c) || c == '.')).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

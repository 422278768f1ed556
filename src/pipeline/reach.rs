//! The templates that each entry of a site reaches.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::tree::FilePath;
use crate::model::view::template_name::TemplateName;
use crate::write::templates::{Mentioning, Source, Templates};

/// A template that views name, with those that it reaches and what is wrong with the reach.
pub(super) type Reach = (TemplateName, Vec<Source>, Vec<Diagnostic>);

pub(super) fn reach(templates: &Templates) -> Arc<Vec<Reach>> {
    let mentioning = Mentioning::new(templates);
    let reached = TemplateName::ALL.iter().map(|entry| {
        let (sources, problems) = mentioning.reached(entry.as_str());
        (*entry, sources, problems)
    });
    Arc::new(reached.collect())
}

/// The templates that the site is made with.
pub(super) fn in_use(reach: &[Reach]) -> BTreeSet<FilePath> {
    reach.iter().flat_map(|(_, sources, _)| sources).map(|(file, _)| file.clone()).collect()
}

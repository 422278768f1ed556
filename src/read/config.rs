//! Reads `chancery.yaml` into the configuration of the site.

use std::sync::Arc;

use crate::model::source::config::Config;
use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::tree::{Bytes, CONFIG, FilePath};

use super::front_matter::place;
use super::{text, yaml};

/// Reads the configuration. A missing file or a wrong value leaves the defaults.
pub fn read(bytes: &Option<Bytes>) -> (Arc<Config>, Vec<Diagnostic>) {
    let file = FilePath::new(CONFIG);
    let Some(bytes) = bytes else {
        let found =
            Diagnostic::of_file(Code::MissingConfiguration, &file, "there is no `chancery.yaml` here");
        let help =
            "run the command in a briefing's folder, or name that folder, or start one with `chancery new`";
        return (Arc::default(), vec![found.help(help)]);
    };
    let source = text::read(&file, bytes);
    let (config, problems) = yaml::read::<Config>(&source.text);
    let is_title_reported = problems.iter().any(|problem| problem.loses_key("title"));
    let mut found: Vec<Diagnostic> = problems.into_iter().map(|problem| place(&file, problem, 0)).collect();
    if config.title.as_deref().is_none_or(|title| title.trim().is_empty()) && !is_title_reported {
        let missing = Diagnostic::of_file(Code::MissingTitle, &file, "the site has no title");
        found.push(missing.help("add a line `title: …`"));
    }
    let mut diagnostics = source.diagnostics.clone();
    diagnostics.extend(found.into_iter().map(|found| source.found_in_file(found)));
    (Arc::new(config), diagnostics)
}

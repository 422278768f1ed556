//! `chancery check`: problems, and what is out of date on a day, by section.

use std::collections::BTreeSet;

use crate::disk::{self, DiskError};
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::tree::Tree;
use crate::pipeline::{Options, Report, plan};

use super::{
    CLEAN, CheckArgs, ERRORS, Format, blocking_problems, counts, print, report_diagnostics, terminal,
};

/// Checks a briefing.
pub fn run(args: &CheckArgs) -> Result<u8, DiskError> {
    let tree = disk::scan(&args.dir)?;
    let published_ids = match &args.against {
        Some(folder) => Some(disk::published_ids(folder)?.ok_or_else(|| DiskError::NoIds(folder.clone()))?),
        None => disk::published_ids(&args.dir.join("site"))?,
    };
    let options = Options {
        drafts: args.drafts,
        base_url: args.base_url.clone(),
        as_of: args.as_of,
        lasting_names: true,
        published_ids,
    };
    let (plan, tree) = plan(tree, &options);
    let report = plan.report();
    let printed = report_diagnostics(report, &tree, args.format, &args.dir);
    let printed = printed.and_then(|()| terminal::write_stdout(&stale(report, &tree, args)));
    let is_wrong = blocking_problems(report, args.strict) > 0;
    if args.format == Format::Human {
        summarize(report, args);
    }
    let status = if is_wrong || !report.stale.is_empty() { ERRORS } else { CLEAN };
    Ok(terminal::exit_status(status, printed))
}

/// The printed list of what is out of date, one per line.
fn stale(report: &Report, tree: &Tree, args: &CheckArgs) -> String {
    let mut lines = String::new();
    for of_section in report.stale.chunk_by(|one, other| one.section == other.section) {
        let section = of_section[0].section.as_str();
        if args.format == Format::Human {
            let name = if section.is_empty() { "outside the sections" } else { section };
            lines.push_str(&format!("{name}: {} out of date\n", of_section.len()));
        }
        for stale in of_section {
            let source = print::source(stale.found.file.as_str(), tree);
            let line = match args.format {
                Format::Human => format!("  {}", print::line(&stale.found, &source, &args.dir)),
                Format::Json => print::json(&stale.found, Some(section), &source, &args.dir),
                Format::Github => print::github(&stale.found, &source, &args.dir),
            };
            lines.push_str(&line);
            lines.push('\n');
        }
    }
    lines
}

fn summarize(report: &Report, args: &CheckArgs) {
    let wrong = counts(report);
    let wrong = if wrong.is_empty() { "no problems".to_owned() } else { wrong };
    let stale = match args.as_of {
        Some(day) => {
            // An entry that is shown in several sections is listed in each, but counted once.
            let each: BTreeSet<&Diagnostic> = report.stale.iter().map(|stale| &stale.found).collect();
            format!(", {} out of date on {day}", each.len())
        }
        None => String::new(),
    };
    terminal::message(format_args!("{} pages: {wrong}{stale}", report.pages));
}

//! `chancery serve` and `chancery build --watch`, and their messages while they run.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::disk::DiskError;
use crate::model::source::config::BaseUrl;
use crate::model::source::diagnostic::{Diagnostic, Severity};
use crate::model::source::listing::Listing;
use crate::pipeline::{Options, Report};
use crate::serve::{self, Address, Notice, Rebuilt, ServeOptions};

use super::{BuildArgs, blocking_problems, counts, print, terminal};

/// The maximum number of changed files that are named together.
const NAMED: usize = 3;

/// The maximum number of diagnostics of each severity after a rebuild.
const SHOWN: usize = 20;

/// The arguments of `chancery serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The folder of the briefing, which contains chancery.yaml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// The port to listen on; if it is in use, the next free one
    #[arg(short, long, default_value_t = 8000)]
    port: u16,
    /// Open the home page in a browser
    #[arg(long)]
    open: bool,
    /// Show pages with `status: draft` too
    #[arg(long)]
    drafts: bool,
    /// The path to serve the site under, as on a project's GitHub Pages
    #[arg(long, value_name = "PATH", default_value = "/", value_parser = base)]
    base: String,
    /// The address of the published site, instead of `base_url` in chancery.yaml
    #[arg(long, value_name = "URL", value_parser = BaseUrl::parse)]
    base_url: Option<BaseUrl>,
    /// The IP address to listen on; 0.0.0.0 allows the whole network
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    host: std::net::IpAddr,
    /// Another host name to respond to, besides localhost; may be repeated
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// Poll every file once a second, for file systems without change notifications (network drives)
    #[arg(long)]
    poll: bool,
}

/// A path with a slash at both ends, as in `/repository/`.
fn base(text: &str) -> Result<String, String> {
    let inner = text.trim_matches('/');
    let is_plain = |part: &str| {
        !matches!(part, "" | "." | "..")
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~'))
    };
    match inner {
        "" => Ok("/".to_owned()),
        inner if inner.split('/').all(is_plain) => Ok(format!("/{inner}/")),
        _ => Err("write a path of letters, digits, `-`, `_`, `.` and `~`, as in `/repository/`".to_owned()),
    }
}

/// Serves a briefing until the process ends.
pub fn run_serve(args: &ServeArgs) -> Result<u8, DiskError> {
    let options = Options { drafts: args.drafts, base_url: args.base_url.clone(), ..Options::default() };
    let address = Address { ip: args.host, port: args.port, names: args.allow_host.clone() };
    let serving = ServeOptions { address, base: args.base.clone(), polls: args.poll };
    let mut reporter = Reporter { folder: &args.dir, reported: None, output: None };
    serve::serve(&args.dir, options, &serving, |notice| match notice {
        Notice::Listening { at, base } => listening(args, at, base),
        notice => reporter.report(notice),
    })?;
    Ok(super::FAILURE)
}

fn listening(args: &ServeArgs, at: SocketAddr, base: &str) {
    if at.port() != args.port && args.port != 0 {
        terminal::message(format_args!("port {} is in use; using the next free one", args.port));
    }
    let host = if at.ip().is_unspecified() {
        "localhost".to_owned()
    } else {
        SocketAddr::new(at.ip(), 0).ip().to_string()
    };
    let host = if host.contains(':') { format!("[{host}]") } else { host };
    let url = format!("http://{host}:{}{base}", at.port());
    terminal::message(format_args!("serving {} at {url} (press Ctrl-C to stop)", args.dir.display()));
    if args.open && open::that_detached(&url).is_err() {
        terminal::message(format_args!("could not open a browser; open {url} in one"));
    }
}

/// Keeps a folder equal to the site until the process ends.
pub fn run_watch(args: &BuildArgs, output: &Path) -> Result<u8, DiskError> {
    let options = Options {
        drafts: args.drafts,
        base_url: args.base_url.clone(),
        published_ids: crate::disk::published_ids(output)?,
        as_of: None,
        lasting_names: true,
    };
    let mut reporter = Reporter { folder: &args.dir, reported: None, output: Some(output) };
    let mut is_first = true;
    serve::watch_into(
        &args.dir,
        options,
        output,
        args.poll,
        |report| blocking_problems(report, args.strict) > 0,
        |notice| {
            if let (true, Notice::Rebuilt(done)) = (is_first, &notice) {
                is_first = false;
                terminal::write_stderr(&print::diagnostics(done.report, done.tree, args.format, &args.dir));
                reporter.reported = Some(done.report.diagnostics.clone());
                if args.open
                    && done.published.is_some()
                    && open::that_detached(output.join("index.html")).is_err()
                {
                    terminal::message("could not open a browser");
                }
            }
            reporter.report(notice);
        },
    )?;
    Ok(super::CLEAN)
}

/// Prints one line for each rebuild, and one for each problem if the problems have changed.
struct Reporter<'a> {
    folder: &'a Path,
    reported: Option<Vec<Diagnostic>>,
    /// The output folder, if one is written.
    output: Option<&'a Path>,
}

impl Reporter<'_> {
    fn report(&mut self, notice: Notice<'_>) {
        match notice {
            Notice::Rebuilt(done) => self.done(&done),
            Notice::Polling(why) => terminal::message(format_args!(
                "polling for changes, because the system does not send change notifications: {why}"
            )),
            Notice::Failed(why) => terminal::message(format_args!("error: {why}; retrying")),
            Notice::Waiting => self.output.into_iter().for_each(super::report_waiting),
            Notice::Listening { .. } => {}
        }
    }

    fn done(&mut self, done: &Rebuilt<'_>) {
        let report = done.report;
        if self.reported.as_ref() != Some(&report.diagnostics) {
            self.problems(done);
            self.reported = Some(report.diagnostics.clone());
        }
        let what = changed(&done.changed).unwrap_or_else(|| pages(report));
        let written = match done.published {
            Some(published) => format!("{} written, {} removed", published.written, published.removed),
            None if self.output.is_some() => "nothing was written".to_owned(),
            None => String::new(),
        };
        let said: Vec<String> =
            [written, counts(report)].into_iter().filter(|part| !part.is_empty()).collect();
        let said = if said.is_empty() { String::new() } else { format!(": {}", said.join("; ")) };
        terminal::message(format_args!("{what}{said} ({})", time(done.elapsed)));
    }

    fn problems(&self, done: &Rebuilt<'_>) {
        let matter = done.report.diagnostics.iter().filter(|found| found.severity() != Severity::Note);
        let listings = Listing::by_severity(matter, SHOWN);
        for listing in &listings {
            for found in &listing.shown {
                let source = print::source(found.file.as_str(), done.tree);
                terminal::message(print::line(found, &source, self.folder));
            }
            if let Some(rest) = &listing.rest {
                terminal::message(format_args!("{rest} (`chancery check --format json` prints all)"));
            }
        }
        if listings.is_empty() && self.reported.as_ref().is_some_and(|reported| !reported.is_empty()) {
            terminal::message("all problems are fixed");
        }
    }
}

fn changed(files: &[crate::model::source::tree::FilePath]) -> Option<String> {
    let named: Vec<&str> = files.iter().take(NAMED).map(|file| file.as_str()).collect();
    match files.len() {
        0 => None,
        few if few <= NAMED => Some(named.join(", ")),
        many => Some(format!("{} and {} more", named.join(", "), many - NAMED)),
    }
}

fn pages(report: &Report) -> String {
    if report.pages == 1 { "1 page".to_owned() } else { format!("{} pages", report.pages) }
}

fn time(took: std::time::Duration) -> String {
    let milliseconds = took.as_secs_f64() * 1e3;
    if milliseconds < 1000.0 {
        format!("{milliseconds:.1} ms")
    } else {
        format!("{:.2} s", milliseconds / 1e3)
    }
}

//! What `chancery serve` and `chancery build --watch` say while they run.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::disk::DiskError;
use crate::model::source::config::BaseUrl;
use crate::model::source::diagnostic::{Diagnostic, Severity};
use crate::model::source::listing::Listing;
use crate::pipeline::{Options, Report};
use crate::serve::{self, Address, Done, Serving, Word};

use super::{BuildArgs, blocking, counts, print, terminal};

/// The most files that are named when they changed together.
const NAMED: usize = 3;

/// The most diagnostics of one severity that are told in one round.
const TOLD: usize = 20;

/// What `chancery serve` is asked for.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The briefing's folder: the one with chancery.yaml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// The port to listen on; the next one that is free is taken
    #[arg(short, long, default_value_t = 8000)]
    port: u16,
    /// Open the first page in a browser
    #[arg(long)]
    open: bool,
    /// Show pages with `status: draft` too
    #[arg(long)]
    drafts: bool,
    /// The path to serve the site under, to see it as a project's GitHub Pages will have it
    #[arg(long, value_name = "PATH", default_value = "/", value_parser = base)]
    base: String,
    /// Where the site will be published, instead of `base_url` in chancery.yaml
    #[arg(long, value_name = "URL", value_parser = BaseUrl::parse)]
    base_url: Option<BaseUrl>,
    /// The address of this machine to listen on; 0.0.0.0 lets the whole network in
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    host: std::net::IpAddr,
    /// Another name to answer to, beside localhost; may be repeated
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// Look at every file each second, where the file system does not tell of changes (network drives)
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

/// Serves a briefing until the process is ended.
pub fn run_serve(args: &ServeArgs) -> Result<u8, DiskError> {
    let options = Options { drafts: args.drafts, base_url: args.base_url.clone(), ..Options::default() };
    let address = Address { ip: args.host, port: args.port, names: args.allow_host.clone() };
    let serving = Serving { address, base: args.base.clone(), polls: args.poll };
    let mut teller = Teller { folder: &args.dir, told: None, output: None };
    serve::serve(&args.dir, options, &serving, |word| match word {
        Word::Listening { at, base } => listening(args, at, base),
        word => teller.tell(word),
    })?;
    Ok(super::FAILURE)
}

fn listening(args: &ServeArgs, at: SocketAddr, base: &str) {
    if at.port() != args.port && args.port != 0 {
        terminal::say(format_args!("port {} is taken, so the site is at the next free one", args.port));
    }
    let host = if at.ip().is_unspecified() {
        "localhost".to_owned()
    } else {
        SocketAddr::new(at.ip(), 0).ip().to_string()
    };
    let host = if host.contains(':') { format!("[{host}]") } else { host };
    let url = format!("http://{host}:{}{base}", at.port());
    terminal::say(format_args!("serving {} at {url} (Ctrl-C ends it)", args.dir.display()));
    if args.open && open::that_detached(&url).is_err() {
        terminal::say(format_args!("no browser could be opened here; open {url} in one"));
    }
}

/// Keeps a folder equal to the site until the process is ended.
pub fn run_watch(args: &BuildArgs, output: &Path) -> Result<u8, DiskError> {
    let options = Options {
        drafts: args.drafts,
        base_url: args.base_url.clone(),
        published_ids: crate::disk::published_ids(output)?,
        as_of: None,
        lasting_names: true,
    };
    let mut teller = Teller { folder: &args.dir, told: None, output: Some(output) };
    let mut is_first = true;
    serve::watch_into(
        &args.dir,
        options,
        output,
        args.poll,
        |report| blocking(report, args.strict) > 0,
        |word| {
            if let (true, Word::Done(done)) = (is_first, &word) {
                is_first = false;
                terminal::tell(&print::diagnostics(done.report, done.tree, args.format, &args.dir));
                teller.told = Some(done.report.diagnostics.clone());
                if args.open
                    && done.published.is_some()
                    && open::that_detached(output.join("index.html")).is_err()
                {
                    terminal::say("no browser could be opened here");
                }
            }
            teller.tell(word);
        },
    )?;
    Ok(super::CLEAN)
}

/// Tells each round in a line, and each problem in a line of its own when there are others than before.
struct Teller<'a> {
    folder: &'a Path,
    told: Option<Vec<Diagnostic>>,
    /// The output folder, if one is written.
    output: Option<&'a Path>,
}

impl Teller<'_> {
    fn tell(&mut self, word: Word<'_>) {
        match word {
            Word::Done(done) => self.done(&done),
            Word::Polling(why) => terminal::say(format_args!(
                "files are looked at again and again, since the system does not tell of changes: {why}"
            )),
            Word::Trouble(why) => terminal::say(format_args!("error: {why}; it is tried again")),
            Word::Waiting => self.output.into_iter().for_each(super::say_waiting),
            Word::Listening { .. } => {}
        }
    }

    fn done(&mut self, done: &Done<'_>) {
        let report = done.report;
        if self.told.as_ref() != Some(&report.diagnostics) {
            self.problems(done);
            self.told = Some(report.diagnostics.clone());
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
        terminal::say(format_args!("{what}{said} ({})", time(done.took)));
    }

    fn problems(&self, done: &Done<'_>) {
        let matter = done.report.diagnostics.iter().filter(|found| found.severity() != Severity::Note);
        let listings = Listing::by_severity(matter, TOLD);
        for listing in &listings {
            for found in &listing.shown {
                let source = print::source(found.file.as_str(), done.tree);
                terminal::say(print::line(found, &source, self.folder));
            }
            if let Some(rest) = &listing.rest {
                terminal::say(format_args!("{rest} (`chancery check --format json` prints all)"));
            }
        }
        if listings.is_empty() && self.told.as_ref().is_some_and(|told| !told.is_empty()) {
            terminal::say("nothing is wrong any more");
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

//! The command line: arguments in, diagnostics and a summary out.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod check;
mod explain;
mod print;
mod serve;
mod terminal;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};

use crate::disk::{self, Digested, DiskError, Published, Seal};
use crate::model::source::config::BaseUrl;
use crate::model::source::diagnostic::Severity;
use crate::model::source::tree::Tree;
use crate::model::value::date::Date;
use crate::pipeline::{Options, Report, plan};
use crate::schemas::NamedSchema;
use crate::starter;

use serve::ServeArgs;

/// Nothing is wrong.
const CLEAN: u8 = 0;
/// The sources have errors.
const ERRORS: u8 = 1;
/// The command was used wrongly, or a file could not be read or written.
const FAILURE: u8 = 2;

#[derive(Debug, Parser)]
#[command(
    name = "chancery",
    version,
    about = "Turns a folder of Markdown into a briefing on the web: cross-linked, checked, and readable anywhere.",
    long_about = "Turns a folder of Markdown into a briefing on the web: cross-linked, checked, and readable anywhere.\n\n\
        A briefing is a folder with `chancery.yaml`, and Markdown files below `content/`: each folder there is a section,\n\
        its `index.md` the landing page. `chancery build` checks every link and writes the site.",
    after_help = "Start a briefing, see it while you write, write its site:\n  chancery new my-briefing\n  chancery serve my-briefing \
        --open\n  chancery build my-briefing\n\nExit status: 0 clean, 1 errors in the sources, 2 wrong usage or \
        a file that cannot be read or written."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// When to colour what is printed
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check a briefing and write its site
    #[command(
        after_help = "Nothing in the output folder changes while the sources have errors. A folder that holds \
        something and was not made by Chancery is never touched.\n\nExamples:\n  chancery build\n  chancery build briefings/japan \
        --output public\n  chancery build --drafts --strict\n  chancery build --watch\n  chancery build --base-url https://example.org/japan/"
    )]
    Build(BuildArgs),
    /// Show a briefing in a browser, and keep what is shown as the files are
    #[command(
        after_help = "The site is served from memory, as it would be published. A page that is open follows its files: save \
        one, and it is the new one. While something is wrong, the last good pages stay and say what it is.\n\nExamples:\n  \
        chancery serve --open\n  chancery serve briefings/japan --port 9000 --drafts\n  chancery serve --base /repository/"
    )]
    Serve(ServeArgs),
    /// Check a briefing and write nothing; with a day, list what is stale on it
    #[command(
        after_help = "What is stale is past its `review_by`, or older than `checks: {stale_after_months: …}` in chancery.yaml \
        on the day of --as-of. Nothing else depends on the day, and it is never taken from a clock.\n\nExit status: 0 clean, 1 errors, \
        or something stale.\n\nExamples:\n  chancery check\n  chancery check --as-of 2026-11-25\n  chancery check --as-of \
        2026-11-25 --format github"
    )]
    Check(CheckArgs),
    /// Say what a diagnostic means and how to fix it
    #[command(
        after_help = "Examples:\n  chancery explain missing-target\n  chancery explain     lists every code"
    )]
    Explain {
        /// The code, as it stands in brackets in a message: missing-target in `error[missing-target]`
        code: Option<String>,
    },
    /// Print a JSON Schema, for completion and checking while you write
    #[command(
        after_help = "A text editor that knows YAML then completes the fields of a register, says what each means and marks what is wrong. \
        For VS Code with the YAML extension:\n  chancery schema figures > figures.schema.json\nand, as the first line of \
        content/registers/figures.yaml:\n  # yaml-language-server: $schema=../../figures.schema.json"
    )]
    Schema {
        /// What the schema is of
        #[arg(value_parser = schema_names())]
        name: String,
    },
    /// Start a briefing: a few pages to replace, and a workflow for GitHub Pages
    #[command(
        after_help = "Examples:\n  chancery new my-briefing\n  chancery new my-briefing --action OWNER/NAME@REF\n\n\
        Without --action, the workflow publishes the site that you build and commit. With it, GitHub builds the site, with the version of \
        Chancery that the repository OWNER/NAME has at REF."
    )]
    New {
        /// The folder to make; it must not exist yet, or be empty
        dir: PathBuf,
        /// Have GitHub build the site with the action in this repository, as in OWNER/NAME@REF
        #[arg(long, value_name = "ACTION", value_parser = starter::action)]
        action: Option<String>,
    },
}

#[derive(Debug, Args)]
struct BuildArgs {
    /// The briefing's folder: the one with chancery.yaml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Where to write the site [default: site in the briefing's folder]
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Publish pages with `status: draft` too
    #[arg(long)]
    drafts: bool,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
    /// Where the site will be published, instead of `base_url` in chancery.yaml
    #[arg(long, value_name = "URL", value_parser = BaseUrl::parse)]
    base_url: Option<BaseUrl>,
    /// Open the site's first page in a browser when it is written
    #[arg(long)]
    open: bool,
    /// Go on, and write the site anew whenever a file changes
    #[arg(long, conflicts_with = "format")]
    watch: bool,
    /// With --watch: look at every file each second, where the file system does not tell of changes
    #[arg(long, requires = "watch")]
    poll: bool,
    /// How to print what is wrong; not with --watch
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Debug, Args)]
struct CheckArgs {
    /// The briefing's folder: the one with chancery.yaml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// List what is stale on this day, as in 2026-11-25
    #[arg(long, value_name = "DATE", value_parser = <Date as std::str::FromStr>::from_str)]
    as_of: Option<Date>,
    /// The edition that is published now: none of its ids may be lost [default: site in the briefing's folder]
    #[arg(long, value_name = "FOLDER")]
    against: Option<PathBuf>,
    /// Where the site will be published, instead of `base_url` in chancery.yaml
    #[arg(long, value_name = "URL", value_parser = BaseUrl::parse)]
    base_url: Option<BaseUrl>,
    /// Check pages with `status: draft` too
    #[arg(long)]
    drafts: bool,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
    /// How to print what is wrong
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the lines in question, for people
    Human,
    /// One JSON object a line, on standard output
    Json,
    /// As annotations of a GitHub workflow, on standard output
    Github,
}

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return ExitCode::from(print_usage(&error)),
    };
    terminal::set_colour(cli.color);
    let status = match cli.command {
        Command::Build(args) if args.watch => serve::run_watch(&args, &output_folder(&args)),
        Command::Build(args) => run_build(&args),
        Command::Check(args) => check::run(&args),
        Command::Serve(args) => serve::run_serve(&args),
        Command::Explain { code } => Ok(run_explain(code.as_deref())),
        Command::Schema { name } => Ok(run_schema(&name)),
        Command::New { dir, action } => run_new(&dir, action.as_deref()),
    };
    ExitCode::from(status.unwrap_or_else(|error| {
        terminal::say(format_args!("error: {error}"));
        FAILURE
    }))
}

/// Prints what clap has to say instead of running a command: help and version are results, what is wrong is not.
fn print_usage(error: &clap::Error) -> u8 {
    let status = u8::try_from(error.exit_code()).unwrap_or(FAILURE);
    let printed = error.print();
    if error.use_stderr() { status } else { terminal::status(status, terminal::settle(printed)) }
}

fn run_build(args: &BuildArgs) -> Result<u8, DiskError> {
    let started = Instant::now();
    let tree = disk::scan(&args.dir)?;
    let folder = output_folder(args);
    let options = Options {
        drafts: args.drafts,
        base_url: args.base_url.clone(),
        published_ids: None,
        as_of: None,
        lasting_names: true,
    };
    // Digests are for who builds again: a build into a new folder, perhaps the only one, does not pay for them.
    let program = std::env::current_exe().ok().filter(|_| folder.exists());
    let asked = asked(args, &options, &folder);
    let question = program.and_then(|program| disk::question(&tree, &program, &asked));
    let unchanged = question.and_then(|question| disk::unchanged(&args.dir, &folder, question));
    if let Some(seal) = unchanged {
        let printed = print_told(&seal.told, args.format);
        let published = Published { unchanged: seal.files, ..Published::default() };
        summarize((seal.pages, &seal.counts), published, &folder, started);
        offer(&folder, args.open);
        return Ok(terminal::status(CLEAN, printed));
    }
    let options = Options { published_ids: disk::published_ids(&folder)?, ..options };
    let (plan, tree) = plan(tree, &options);
    let report = plan.report();
    let told = print::diagnostics(report, &tree, args.format, &args.dir);
    let printed = print_told(&told, args.format);
    if blocking(report, args.strict) > 0 {
        terminal::say(format_args!("{}; nothing was written to {}", counts(report), folder.display()));
        return Ok(terminal::status(ERRORS, printed));
    }
    let (pages, counts) = (report.pages, counts(report));
    let listing = plan.listing();
    let digested = question.map(|_| Digested::new(&listing));
    let waits = &mut || say_waiting(&folder);
    let published = match &digested {
        Some(artifacts) => disk::publish(artifacts, &folder, &args.dir, waits)?,
        None => disk::publish(&listing, &folder, &args.dir, waits)?,
    };
    summarize((pages, &counts), published, &folder, started);
    offer(&folder, args.open);
    let digest = digested.and_then(|artifacts| artifacts.digest());
    if let (Some(asked), Some(output)) = (question, digest) {
        let (asked, output) = (asked.to_string(), output.to_string());
        let files = published.written + published.unchanged;
        disk::seal(&args.dir, &Seal { asked, output, told, counts, pages, files });
    }
    // The process ends soon: giving back its memory piece by piece would take longer than that.
    std::mem::forget(plan);
    Ok(terminal::status(CLEAN, printed))
}

/// What a build is asked to do, beside the sources. What ids are published now is no part of it: a build that may be
/// published has lost none of them, and none of those that it publishes.
fn asked(args: &BuildArgs, options: &Options, folder: &Path) -> String {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    format!("{:?}", (options, args.strict, args.format, &args.dir, whole))
}

/// Says that another build is publishing into a folder.
fn say_waiting(folder: &Path) {
    terminal::say(format_args!("waiting for another build that is publishing into {}", folder.display()));
}

/// Shows the first page of a site, or says where it is.
fn offer(folder: &Path, opens: bool) {
    let home = folder.join("index.html");
    if opens {
        if open::that_detached(&home).is_err() {
            terminal::say(format_args!("no browser could be opened here; open {} in one", home.display()));
        }
    } else if terminal::is_watched() {
        terminal::say(format_args!("open {} in a browser to read it", home.display()));
    }
}

fn output_folder(args: &BuildArgs) -> PathBuf {
    args.output.clone().unwrap_or_else(|| args.dir.join("site"))
}

/// How many problems keep a site from being written.
fn blocking(report: &Report, is_strict: bool) -> usize {
    report.count(Severity::Error) + if is_strict { report.count(Severity::Warning) } else { 0 }
}

fn print_diagnostics(report: &Report, tree: &Tree, format: Format, folder: &Path) -> io::Result<()> {
    print_told(&print::diagnostics(report, tree, format, folder), format)
}

/// Prints what is wrong: for people on standard error, for machines on standard output.
///
/// # Errors
/// When standard output cannot be written.
fn print_told(told: &str, format: Format) -> io::Result<()> {
    match format {
        Format::Human => terminal::tell(told),
        Format::Json | Format::Github => terminal::print(told)?,
    }
    Ok(())
}

fn counts(report: &Report) -> String {
    let count = |severity, word: &str| match report.count(severity) {
        0 => None,
        1 => Some(format!("1 {word}")),
        many => Some(format!("{many} {word}s")),
    };
    let parts = [count(Severity::Error, "error"), count(Severity::Warning, "warning")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn summarize((pages, warnings): (usize, &str), published: Published, folder: &Path, started: Instant) {
    let warnings = if warnings.is_empty() { String::new() } else { format!(", {warnings}") };
    terminal::say(format_args!(
        "{} {}, {} files in {}: {} written, {} unchanged, {} removed{warnings} ({:.2} s)",
        pages,
        if pages == 1 { "page" } else { "pages" },
        published.written + published.unchanged,
        folder.display(),
        published.written,
        published.unchanged,
        published.removed,
        started.elapsed().as_secs_f64(),
    ));
}

fn run_explain(code: Option<&str>) -> u8 {
    let said = code.map_or_else(|| Ok(explain::list()), explain::explain);
    match said {
        Ok(text) => terminal::status(CLEAN, terminal::print(&(text + "\n"))),
        Err(error) => {
            terminal::say(format_args!("error: {error}"));
            FAILURE
        }
    }
}

fn schema_names() -> PossibleValuesParser {
    PossibleValuesParser::new(NamedSchema::all().map(|one| PossibleValue::new(one.name).help(one.file)))
}

fn run_schema(name: &str) -> u8 {
    let named = NamedSchema::named(name).expect("clap lets no other name through");
    let text = serde_json::to_string_pretty(&named.schema()).expect("a schema is plain JSON");
    terminal::status(CLEAN, terminal::print(&(text + "\n")))
}

fn run_new(dir: &Path, action: Option<&str>) -> Result<u8, DiskError> {
    let whole = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    let name = whole.file_name().map_or_else(|| "briefing".into(), |name| name.to_string_lossy());
    disk::found(dir, &starter::files(&name, action))?;
    let shown = dir.display().to_string();
    let shown = if shown.contains(' ') { format!("\"{shown}\"") } else { shown };
    terminal::say(format_args!(
        "a new briefing is in {shown}\n\n  chancery serve {shown} --open\n\nshows it in a browser while you write, and\n\n  chancery build \
         {shown}\n\nwrites its site to {shown}/site."
    ));
    Ok(CLEAN)
}

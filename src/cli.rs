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

/// No errors.
const CLEAN: u8 = 0;
/// The sources have errors.
const ERRORS: u8 = 1;
/// Incorrect usage, or a file could not be read or written.
const FAILURE: u8 = 2;

#[derive(Debug, Parser)]
#[command(
    name = "chancery",
    version,
    about = "Builds a website for a briefing from a folder of Markdown files, and checks every link and number.",
    long_about = "Builds a website for a briefing from a folder of Markdown files, and checks every link and number.\n\n\
        A briefing is a folder with `chancery.yaml`, and Markdown files below `content/`: each folder there is a section,\n\
        its `index.md` the landing page. `chancery build` checks the briefing and builds its site.",
    after_help = "To create a briefing, preview it while you write, and build its site:\n  chancery new my-briefing\n  chancery serve my-briefing \
        --open\n  chancery build my-briefing\n\nExit status: 0 clean, 1 errors in the sources, 2 incorrect usage or \
        a file that cannot be read or written."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// When to use colour in the output
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check a briefing and build its site
    #[command(
        after_help = "The output folder does not change while the sources have errors. A folder that contains \
        files and was not created by Chancery is never changed.\n\nExamples:\n  chancery build\n  chancery build briefings/japan \
        --output public\n  chancery build --drafts --strict\n  chancery build --watch\n  chancery build --base-url https://example.org/japan/"
    )]
    Build(BuildArgs),
    /// Preview a briefing in a browser; open pages update when you save
    #[command(
        after_help = "The site is served from memory, as it would be published. Open pages update when you save a \
        file. While a file has errors, its last good version is shown, together with the errors.\n\nExamples:\n  \
        chancery serve --open\n  chancery serve briefings/japan --port 9000 --drafts\n  chancery serve --base /repository/"
    )]
    Serve(ServeArgs),
    /// Check a briefing without building it; with --as-of, list what is out of date
    #[command(
        after_help = "A page or record is out of date on the day of --as-of if it is past its `review_by`, or older than `checks: \
        {stale_after_months: …}` in chancery.yaml. Nothing else depends on the day, and the clock is never used.\n\nExit status: 0 clean, 1 errors \
        or something out of date.\n\nExamples:\n  chancery check\n  chancery check --as-of 2026-11-25\n  chancery check --as-of \
        2026-11-25 --format github"
    )]
    Check(CheckArgs),
    /// Explain an error or warning and how to fix it
    #[command(
        after_help = "Examples:\n  chancery explain missing-target\n  chancery explain     lists every code"
    )]
    Explain {
        /// The code shown in brackets in a message: missing-target in `error[missing-target]`
        code: Option<String>,
    },
    /// Print a JSON Schema, for autocompletion and validation in a text editor
    #[command(
        after_help = "A text editor with YAML support then completes the fields of a register, explains them and marks mistakes. \
        For VS Code with the YAML extension:\n  chancery schema figures > figures.schema.json\nand, as the first line of \
        content/registers/figures.yaml:\n  # yaml-language-server: $schema=../../figures.schema.json"
    )]
    Schema {
        /// The kind of file that the schema describes
        #[arg(value_parser = schema_names())]
        name: String,
    },
    /// Create a briefing: a few example pages, and a workflow for GitHub Pages
    #[command(
        after_help = "Examples:\n  chancery new my-briefing\n  chancery new my-briefing --action OWNER/NAME@REF\n\n\
        Without --action, the workflow publishes the site that you build and commit. With it, GitHub builds the site, using the version of \
        Chancery in the repository OWNER/NAME at REF."
    )]
    New {
        /// The folder to create; it must not exist, or be empty
        dir: PathBuf,
        /// Let GitHub build the site with the action in this repository, as in OWNER/NAME@REF
        #[arg(long, value_name = "ACTION", value_parser = starter::action)]
        action: Option<String>,
    },
}

#[derive(Debug, Args)]
struct BuildArgs {
    /// The folder of the briefing, which contains chancery.yaml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// The output folder [default: site in the folder of the briefing]
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Publish pages with `status: draft` too
    #[arg(long)]
    drafts: bool,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
    /// The address of the published site, instead of `base_url` in chancery.yaml
    #[arg(long, value_name = "URL", value_parser = BaseUrl::parse)]
    base_url: Option<BaseUrl>,
    /// Open the home page in a browser afterwards
    #[arg(long)]
    open: bool,
    /// Keep running, and rebuild the site whenever a file changes
    #[arg(long, conflicts_with = "format")]
    watch: bool,
    /// With --watch: poll every file once a second, for file systems without change notifications
    #[arg(long, requires = "watch")]
    poll: bool,
    /// The format of messages; not with --watch
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Debug, Args)]
struct CheckArgs {
    /// The folder of the briefing, which contains chancery.yaml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// List what is out of date on this day, as in 2026-11-25
    #[arg(long, value_name = "DATE", value_parser = <Date as std::str::FromStr>::from_str)]
    as_of: Option<Date>,
    /// The published site to compare with: report ids that would disappear [default: site in the folder of the
    /// briefing]
    #[arg(long, value_name = "FOLDER")]
    against: Option<PathBuf>,
    /// The address of the published site, instead of `base_url` in chancery.yaml
    #[arg(long, value_name = "URL", value_parser = BaseUrl::parse)]
    base_url: Option<BaseUrl>,
    /// Check pages with `status: draft` too
    #[arg(long)]
    drafts: bool,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
    /// The format of messages
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// The format of diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text with the affected lines, for people
    Human,
    /// One JSON object per line, on standard output
    Json,
    /// Annotations for a GitHub workflow, on standard output
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
        terminal::message(format_args!("error: {error}"));
        FAILURE
    }))
}

/// Prints clap's message instead of running a command. Help and version are results; a usage error is not.
fn print_usage(error: &clap::Error) -> u8 {
    let status = u8::try_from(error.exit_code()).unwrap_or(FAILURE);
    let printed = error.print();
    if error.use_stderr() { status } else { terminal::exit_status(status, terminal::flush(printed)) }
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
    // Digests pay off only for a repeated build: a build into a new folder, perhaps the only one, does without.
    let program = std::env::current_exe().ok().filter(|_| folder.exists());
    let options_key = options_key(args, &options, &folder);
    let input = program.and_then(|program| disk::build_input(&tree, &program, &options_key));
    let unchanged = input.and_then(|input| disk::matching_seal(&args.dir, &folder, input));
    if let Some(seal) = unchanged {
        let printed = write_diagnostics(&seal.told, args.format);
        let published = Published { unchanged: seal.files, ..Published::default() };
        summarize((seal.pages, &seal.counts), published, &folder, started);
        open_or_suggest(&folder, args.open);
        return Ok(terminal::exit_status(CLEAN, printed));
    }
    let options = Options { published_ids: disk::published_ids(&folder)?, ..options };
    let (plan, tree) = plan(tree, &options);
    let report = plan.report();
    let text = print::diagnostics(report, &tree, args.format, &args.dir);
    let printed = write_diagnostics(&text, args.format);
    if blocking_problems(report, args.strict) > 0 {
        terminal::message(format_args!("{}; nothing was written to {}", counts(report), folder.display()));
        return Ok(terminal::exit_status(ERRORS, printed));
    }
    let (pages, counts) = (report.pages, counts(report));
    let listing = plan.listing();
    let digested = input.map(|_| Digested::new(&listing));
    let waits = &mut || report_waiting(&folder);
    let published = match &digested {
        Some(artifacts) => disk::publish(artifacts, &folder, &args.dir, waits)?,
        None => disk::publish(&listing, &folder, &args.dir, waits)?,
    };
    summarize((pages, &counts), published, &folder, started);
    open_or_suggest(&folder, args.open);
    let digest = digested.and_then(|artifacts| artifacts.digest());
    if let (Some(input), Some(output)) = (input, digest) {
        let (asked, output) = (input.to_string(), output.to_string());
        let files = published.written + published.unchanged;
        disk::seal(&args.dir, &Seal { asked, output, told: text, counts, pages, files });
    }
    // The process ends soon; freeing its memory piece by piece would take longer.
    std::mem::forget(plan);
    Ok(terminal::exit_status(CLEAN, printed))
}

/// The options of a build, to detect whether it is repeated. The published ids are not included: a build that is
/// published has lost none of them, nor any that it publishes itself.
fn options_key(args: &BuildArgs, options: &Options, folder: &Path) -> String {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    format!("{:?}", (options, args.strict, args.format, &args.dir, absolute))
}

/// Reports that another build is publishing into a folder.
fn report_waiting(folder: &Path) {
    terminal::message(format_args!("waiting for another build that is publishing into {}", folder.display()));
}

/// Opens the home page of a site, or prints where it is.
fn open_or_suggest(folder: &Path, opens: bool) {
    let home = folder.join("index.html");
    if opens {
        if open::that_detached(&home).is_err() {
            terminal::message(format_args!("could not open a browser; open {} in one", home.display()));
        }
    } else if terminal::is_interactive() {
        terminal::message(format_args!("open {} in a browser to view it", home.display()));
    }
}

fn output_folder(args: &BuildArgs) -> PathBuf {
    args.output.clone().unwrap_or_else(|| args.dir.join("site"))
}

/// The number of problems that prevent a site from being written.
fn blocking_problems(report: &Report, is_strict: bool) -> usize {
    report.count(Severity::Error) + if is_strict { report.count(Severity::Warning) } else { 0 }
}

fn report_diagnostics(report: &Report, tree: &Tree, format: Format, folder: &Path) -> io::Result<()> {
    write_diagnostics(&print::diagnostics(report, tree, format, folder), format)
}

/// Prints diagnostics: for people on standard error, for machines on standard output.
///
/// # Errors
/// If standard output cannot be written.
fn write_diagnostics(text: &str, format: Format) -> io::Result<()> {
    match format {
        Format::Human => terminal::write_stderr(text),
        Format::Json | Format::Github => terminal::write_stdout(text)?,
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
    terminal::message(format_args!(
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
        Ok(text) => terminal::exit_status(CLEAN, terminal::write_stdout(&(text + "\n"))),
        Err(error) => {
            terminal::message(format_args!("error: {error}"));
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
    terminal::exit_status(CLEAN, terminal::write_stdout(&(text + "\n")))
}

fn run_new(dir: &Path, action: Option<&str>) -> Result<u8, DiskError> {
    let absolute = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    let name = absolute.file_name().map_or_else(|| "briefing".into(), |name| name.to_string_lossy());
    disk::create_briefing(dir, &starter::files(&name, action))?;
    let quoted_dir = dir.display().to_string();
    let quoted_dir = if quoted_dir.contains(' ') { format!("\"{quoted_dir}\"") } else { quoted_dir };
    terminal::message(format_args!(
        "a new briefing is in {quoted_dir}\n\n  chancery serve {quoted_dir} --open\n\nshows a preview in a browser while you write, and\n\n  chancery build \
         {quoted_dir}\n\nbuilds its site in {quoted_dir}/site."
    ));
    Ok(CLEAN)
}

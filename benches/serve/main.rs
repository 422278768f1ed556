//! From saving a file until the new page is served, in one run with Hugo's server where there is one.
//!
//!     cargo bench --bench serve                        1,000 and 10,000 pages
//!     cargo bench --bench serve -- 1000 100000         other sizes
//!     cargo bench --bench serve -- soak 600            ten minutes of edits under load, at 1,000 pages
//!
//! Hugo is the program `hugo`, or the one that the environment variable HUGO names; `HUGO=` leaves it out.
#![allow(missing_docs, clippy::disallowed_methods, clippy::disallowed_types)]

mod corpus;
mod hugo;
mod server;
mod soak;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use corpus::Links;
use server::Server;

/// Saves of each kind.
const SAVES: usize = 10;

/// From one save to the next.
const PAUSE: Duration = Duration::from_millis(300);

/// The page that is edited, one of its section, and one of another.
const EDITED: usize = 160;
const SIBLING: usize = 165;
const OTHER: usize = 61;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let program = env!("CARGO_BIN_EXE_chancery");
    let place = tempfile::tempdir().expect("a temporary folder");
    if arguments.first().is_some_and(|first| first == "soak") {
        let seconds = arguments.get(1).and_then(|seconds| seconds.parse().ok()).unwrap_or(600);
        soak::soak(program, place.path(), 1000, Duration::from_secs(seconds));
        return;
    }
    let mut sizes: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![1000, 10_000];
    }
    let hugo = std::env::var("HUGO").unwrap_or_else(|_| "hugo".to_owned());
    let version = Command::new(&hugo).arg("version").stderr(Stdio::null()).output();
    let version = version
        .ok()
        .map(|output| String::from_utf8_lossy(&output.stdout).lines().last().unwrap_or_default().to_owned());
    let hugo = version.is_some().then_some(hugo);
    println!("{}", version.unwrap_or_else(|| "no hugo here".to_owned()));
    println!(
        "median of {SAVES} saves, in ms; × clean: as a part of a clean build of the same site in the same run\n"
    );
    println!(
        "| server | pages | start | prose | title | × clean | base template | × clean | memory at most |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for pages in sizes {
        let folder = place.path().join(format!("chancery-{pages}"));
        fs::create_dir(&folder).expect("a folder can be made");
        fs::write(folder.join("chancery.yaml"), "title: Bench\nbase_url: https://example.org/\n")
            .expect("a file");
        corpus::write(&folder, pages, Links::Files);
        // Memory is that of a site with the default theme; a template of its own makes links on every page be checked.
        let plain =
            measure("Chancery", program, &["serve", ".", "--port", "PORT"], &folder, pages, ".html", None);
        let base = "templates/base.html";
        fs::create_dir(folder.join("templates")).expect("a folder can be made");
        let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join(base);
        fs::copy(theme, folder.join(base)).expect("the theme's template");
        let own = measure(
            "Chancery",
            program,
            &["serve", ".", "--port", "PORT"],
            &folder,
            pages,
            ".html",
            Some(base),
        );
        let clean = clean_build(program, &["build", ".", "--output"], &folder);
        fs::remove_dir_all(folder.join("templates")).expect("it can be removed");
        let clean_plain = clean_build(program, &["build", ".", "--output"], &folder);
        row("Chancery", pages, &plain, own.base, clean_plain, clean);
        fs::remove_dir_all(&folder).expect("it can be removed");
        let Some(hugo) = hugo.as_deref().filter(|_| pages <= 10_000) else { continue };
        let folder = place.path().join(format!("hugo-{pages}"));
        fs::create_dir(&folder).expect("a folder can be made");
        hugo::write(&folder, pages);
        let serve = ["server", "--port", "PORT", "--renderToMemory", "--baseURL", "http://127.0.0.1:PORT/"];
        let measured = measure("Hugo", hugo, &serve, &folder, pages, "/", Some("layouts/baseof.html"));
        let clean = clean_build(hugo, &["build", "--quiet", "--destination"], &folder);
        row("Hugo", pages, &measured, measured.base, clean, clean);
        fs::remove_dir_all(&folder).expect("it can be removed");
    }
}

/// What was measured of a server.
struct Measured {
    start: Duration,
    prose: Option<Duration>,
    title: Option<Duration>,
    base: Option<Duration>,
    memory: usize,
}

fn row(
    name: &str,
    pages: usize,
    measured: &Measured,
    base: Option<Duration>,
    clean_title: Duration,
    clean_base: Duration,
) {
    let ms = |took: Option<Duration>| {
        took.map_or("stale".to_owned(), |took| format!("{:.1}", took.as_secs_f64() * 1e3))
    };
    let times = |took: Option<Duration>, clean: Duration| {
        took.map_or(String::new(), |took| format!("{:.2}", took.as_secs_f64() / clean.as_secs_f64()))
    };
    println!(
        "| {name} | {pages} | {:.2} s | {} | {} | {} | {} | {} | {} MiB |",
        measured.start.as_secs_f64(),
        ms(measured.prose),
        ms(measured.title),
        times(measured.title, clean_title),
        ms(base),
        times(base, clean_base),
        measured.memory,
    );
}

fn measure(
    name: &str,
    program: &str,
    arguments: &[&str],
    folder: &Path,
    pages: usize,
    ending: &str,
    base: Option<&str>,
) -> Measured {
    let address = |page: usize| format!("/{}", corpus::file(page).replace(".md", ending));
    let started = Instant::now();
    let server = Server::start(program, arguments, folder);
    let mut client = server.client();
    let start = client.until(&address(EDITED), "</html>", started);
    let start = start.unwrap_or_else(|| panic!("{name} does not start"));
    std::thread::sleep(Duration::from_secs(2));
    let links = if name == "Hugo" { Links::Relref } else { Links::Files };
    let text = corpus::page(EDITED, pages, links);
    let edited = folder.join("content").join(corpus::file(EDITED));
    let mut kinds = vec![(edited.clone(), address(EDITED), "prose"), (edited, address(SIBLING), "title")];
    kinds.extend(base.map(|base| (folder.join(base), address(OTHER), "base")));
    let mut medians = [None; 3];
    for (kind, (file, page, what)) in kinds.into_iter().enumerate() {
        let before = fs::read_to_string(&file).expect("it can be read");
        let mut times = Vec::new();
        for save in 0..SAVES {
            let word = format!("marker-{what}-{save}-end");
            let after = match what {
                "prose" => format!("{text}\n{word}\n"),
                "title" => text.replacen("title: \"", &format!("title: \"{word} "), 1),
                _ => before.replace("</body>", &format!("<p>{word}</p>\n</body>")),
            };
            let from = Instant::now();
            fs::write(&file, after).expect("it can be written");
            times.extend(client.until(&page, &word, from));
            std::thread::sleep(PAUSE);
        }
        times.sort();
        medians[kind] = (times.len() == SAVES).then(|| times[SAVES / 2]);
        fs::write(&file, before).expect("it can be written");
        std::thread::sleep(PAUSE);
    }
    let [prose, title, base] = medians;
    Measured { start, prose, title, base, memory: server.memory().1 }
}

/// The median time of three clean builds into a folder that does not exist.
fn clean_build(program: &str, arguments: &[&str], folder: &Path) -> Duration {
    let mut times: Vec<Duration> = (0..3)
        .map(|_| {
            let output = folder.with_extension("out");
            let started = Instant::now();
            let status = Command::new(program)
                .args(arguments)
                .arg(&output)
                .current_dir(folder)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status();
            let took = started.elapsed();
            assert!(status.is_ok_and(|status| status.success()), "{program} builds");
            fs::remove_dir_all(output).expect("it can be removed");
            took
        })
        .collect();
    times.sort();
    times[1]
}

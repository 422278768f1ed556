//! The floor of a site's build: the same pages as the peers make, with no template engine, no cache and no checks but of links.
//!
//!     floor MODE CONTENT OUTPUT [--flat] [--atomic] [--compare] [--threads N]
//!
//!     build      reads, parses, renders and writes every page
//!     render     the same without writing
//!     parse      reads, and turns Markdown into HTML
//!     read       reads
//!
//!     --flat     SEC/PAGE.html instead of a folder for each page
//!     --atomic   writes to another name and renames
//!     --compare  reads the old file first and writes what differs

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod lists;
mod markdown;
mod page;
mod source;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Parser, html};
use rayon::prelude::*;

use lists::{Tags, feed, list_page, plain_list, sitemap};
use page::{BASE, File, SITE, page_url, render_page};
use source::{Section, load, markdown_files, section_dirs};

/// How files are written.
#[derive(Clone, Copy, Default)]
struct Writing {
    flat: bool,
    atomic: bool,
    compare: bool,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mode, content, output, options @ ..] = arguments.as_slice() else {
        eprintln!(
            "usage: floor build|render|parse|read CONTENT OUTPUT [--flat] [--atomic] [--compare] [--threads N]"
        );
        std::process::exit(2);
    };
    let (content, output) = (Path::new(content), Path::new(output));
    let writing = writing(options);
    let done = match mode.as_str() {
        "build" => build(content, Some(output), writing),
        "render" => build(content, None, writing),
        "parse" => parse(content),
        "read" => read(content),
        other => panic!("unknown mode {other}"),
    };
    eprintln!("{done} bytes");
}

fn writing(options: &[String]) -> Writing {
    let mut writing = Writing::default();
    let mut options = options.iter();
    while let Some(option) = options.next() {
        match option.as_str() {
            "--flat" => writing.flat = true,
            "--atomic" => writing.atomic = true,
            "--compare" => writing.compare = true,
            "--threads" => {
                let threads = options.next().and_then(|number| number.parse().ok()).expect("--threads N");
                rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().expect("threads");
            }
            other => panic!("unknown option {other}"),
        }
    }
    writing
}

/// Makes the whole site, writes it where there is an output, and gives its bytes.
fn build(content: &Path, output: Option<&Path>, writing: Writing) -> usize {
    let sections = load(content);
    let mut urls = HashMap::new();
    let mut tags = Tags::new();
    for section in &sections {
        for page in &section.pages {
            urls.insert(format!("{}/{}.md", section.name, page.stem), page_url(section, page));
            for tag in &page.tags {
                tags.entry(tag).or_default().push((section, page));
            }
        }
    }
    let emit = |file: File| -> usize {
        if let Some(output) = output {
            put(output, &file, writing);
        }
        file.text.len()
    };
    let pages: usize = sections.par_iter().map(|section| section_files(section, &urls, writing, emit)).sum();
    let lists: usize = tags
        .par_iter()
        .map(|(tag, pages)| emit(list_page(format!("tags/{tag}"), tag, pages.iter().copied())))
        .sum();
    let terms: Vec<(String, String)> = tags
        .iter()
        .map(|(tag, pages)| (format!("{BASE}/tags/{tag}/"), format!("{tag} ({})", pages.len())))
        .collect();
    let homes: Vec<(String, String)> =
        sections.iter().map(|section| (format!("{BASE}/{}/", section.name), section.title.clone())).collect();
    let whole = [
        plain_list("tags/index.html", "Tags", &terms),
        plain_list("index.html", SITE, &homes),
        sitemap(&sections, &tags),
        feed(&sections, &urls),
    ];
    pages + lists + whole.into_iter().map(emit).sum::<usize>()
}

/// The pages of a section and its list, one after the other: siblings share a folder.
fn section_files(
    section: &Section,
    urls: &HashMap<String, String>,
    writing: Writing,
    emit: impl Fn(File) -> usize,
) -> usize {
    let pages: usize =
        (0..section.pages.len()).map(|at| emit(render_page(section, at, urls, writing.flat))).sum();
    let list = section.pages.iter().map(|page| (section, page));
    pages + emit(list_page(section.name.clone(), &section.title, list))
}

fn put(output: &Path, file: &File, writing: Writing) {
    let (full, bytes) = (output.join(&file.path), file.text.as_bytes());
    if writing.compare && fs::read(&full).is_ok_and(|old| old == bytes) {
        return;
    }
    let target: PathBuf = if writing.atomic { full.with_extension("tmp") } else { full.clone() };
    if fs::write(&target, bytes).is_err() {
        fs::create_dir_all(full.parent().expect("a file is in a folder")).expect("make a folder");
        fs::write(&target, bytes).expect("write");
    }
    if writing.atomic {
        fs::rename(&target, &full).expect("rename");
    }
}

fn parse(content: &Path) -> usize {
    let parsed = load(content).into_par_iter().map(|section| {
        let bodies = section.pages.iter().map(|page| {
            let mut out = String::with_capacity(page.source.len() * 3 / 2);
            html::push_html(&mut out, Parser::new_ext(page.body(), markdown::options()));
            out.len()
        });
        bodies.sum::<usize>()
    });
    parsed.sum()
}

fn read(content: &Path) -> usize {
    section_dirs(content)
        .par_iter()
        .flat_map_iter(|folder| markdown_files(folder))
        .map(|file| fs::read(file).expect("read").len())
        .sum()
}

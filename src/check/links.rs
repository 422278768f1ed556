//! References that cannot be resolved, each with the nearest existing target, and texts that differ from records.

use std::cell::Cell;

use super::broken::Broken;
use crate::graph::{Graph, PageId};
use crate::model::page::document::Document;
use crate::model::page::outline::{Heading, Outline};
use crate::model::page::resolved_reference::{LISTED, ReferenceProblem};
use crate::model::register::record_kind::RecordKind;
use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::file_address::page_address;
use crate::model::source::tree::{CONTENT, FilePath};
use crate::model::value::when::When;
use crate::text::nearest::{did_you_mean, edits, likeness, nearest};
use crate::view::list::alias_address;

/// The most references for which the nearest path is searched; the help for the rest is general. A search compares all
/// paths of a site.
const SEARCH_LIMIT: usize = 200;

/// The most headings that are compared with missing fragments, in total; after that, the help is general.
const COMPARISON_LIMIT: usize = 200_000;

/// A diagnostic for each problem of a reference. `document` returns the document of a page.
pub fn check<'a>(
    graph: &Graph,
    document: impl Fn(PageId) -> &'a Document,
    broken: &Broken,
) -> Vec<Diagnostic> {
    let mut found = Vec::with_capacity(graph.reference_problems.len());
    let compared = Cell::new(0);
    let problems = graph
        .reference_problems
        .iter()
        .filter(|(.., why)| !why.kind().is_some_and(|kind| broken.contains(kind)));
    for (count, (page, number, why)) in problems.enumerate() {
        let outline = &graph.pages[*page].outline;
        let file = &outline.file;
        let span = document(*page).spans[*number].clone();
        let written = &outline.references[*number].written;
        let near = |wanted: &str| if count < SEARCH_LIMIT { nearest_file(wanted, graph) } else { None };
        let outline = |file: &str| {
            let found = outline_of(graph, file).filter(|_| count < SEARCH_LIMIT)?;
            compared.set(compared.get() + found.headings.len());
            (compared.get() <= COMPARISON_LIMIT).then_some(found)
        };
        let (code, message, help) = describe(why, written, file, near, outline);
        found.push(Diagnostic::at(code, file, span, message).help(help));
    }
    found
}

fn describe<'a>(
    why: &ReferenceProblem,
    written: &str,
    from: &FilePath,
    near: impl Fn(&str) -> Option<&'a FilePath>,
    outline: impl Fn(&str) -> Option<&'a Outline>,
) -> (Code, String, String) {
    match why {
        ReferenceProblem::NoFile(path) => {
            let kind = if path.ends_with(".md") { "page" } else { "file" };
            let help = help_for_file(path, written, from, near, outline);
            (Code::MissingTarget, format!("no {kind} `{written}`"), help)
        }
        ReferenceProblem::NoName(name) => {
            (Code::MissingTarget, format!("no page is called `{name}`"), help_for_name(name, near(name)))
        }
        ReferenceProblem::Outside => (
            Code::MissingTarget,
            format!("`{written}` leads out of `content/`, but only files in it are published"),
            "move the file into `content/`, or link to its web address".to_owned(),
        ),
        ReferenceProblem::Draft(file) => (
            Code::DraftTarget,
            format!("`{file}` is a draft and is not published"),
            "remove its `status: draft`, link elsewhere, or build with `--drafts`".to_owned(),
        ),
        ReferenceProblem::AmbiguousName(files) => (
            Code::AmbiguousTarget,
            format!("several pages are called `{written}`"),
            format!("write one of {}", list(files.iter().map(|file| short(file)))),
        ),
        ReferenceProblem::NoHeading { file, fragment } => {
            let help = help_for_heading(fragment, outline(file), file == from.as_str());
            (Code::MissingHeading, format!("no heading `#{fragment}` in `{file}`"), help)
        }
        ReferenceProblem::NoRecord { kind, id, near, other } => (
            Code::UnknownRecord,
            format!("no {} has the id `{id}`", kind.word()),
            help_for_record(*kind, id, near.as_deref(), *other),
        ),
        ReferenceProblem::FigureDiffers { id, text, registered, difference } => (
            Code::FigureDiffers,
            format!("the text says `{text}`, and the figure `{id}` is `{registered}`: {difference}"),
            format!(
                "write `{registered}`, leave the text empty to have it filled in, or correct the figure in its register"
            ),
        ),
        ReferenceProblem::NoValue { id, at, dates } => (
            Code::UnknownRecord,
            format!("the figure `{id}` has no value of `{at}`"),
            match dates.is_empty() {
                true => format!("write `figure:{id}`: its only value is undated"),
                false => format!("its values are of {}", list(dates.iter().map(When::to_string))),
            },
        ),
        ReferenceProblem::NameDiffers { kind, text, id, other } => (
            Code::NameDiffers,
            format!("`{text}` names the {} `{other}`, but the link points to `{id}`", kind.word()),
            format!("write `{}:{other}`, or another text", kind.word()),
        ),
        ReferenceProblem::TooManyBytes(most) => (
            Code::TooLarge,
            format!("the addresses and titles of this page's links exceed {most} bytes here"),
            "shorten the titles of the pages and headings that it links to, or split the page".to_owned(),
        ),
        ReferenceProblem::EventDiffers { id, text, registered } => (
            Code::EventDiffers,
            format!("the text says `{text}`, but the date of the event `{id}` is {registered}"),
            format!("write `{registered}`, or correct the event in its register"),
        ),
        ReferenceProblem::AmbiguousHeading(ids) => (
            Code::AmbiguousTarget,
            format!("several headings fit `{written}`"),
            format!("write one of {}", list(ids.iter().map(|id| format!("#{id}")))),
        ),
    }
}

fn help_for_file<'a>(
    path: &str,
    written: &str,
    from: &FilePath,
    near: impl Fn(&str) -> Option<&'a FilePath>,
    outline: impl Fn(&str) -> Option<&'a Outline>,
) -> String {
    if written.starts_with("www.") {
        return format!("write the whole address: `https://{written}`");
    }
    if written.contains('@') && !written.contains('/') {
        return format!("write `mailto:{written}` for a mail address");
    }
    let landing = format!("{}/index.md", path.trim_end_matches('/'));
    let source = path.strip_suffix(".html").map(|path| format!("{path}.md"));
    let found = near(&landing)
        .filter(|file| file.as_str() == landing)
        .map(|_| format!("{}/", written.trim_end_matches('/')));
    let fragment = written.find('#').map_or("", |at| &written[at..]);
    let found = found.or_else(|| {
        let file = near(source.as_deref().unwrap_or(path))?;
        let fragment = match outline(file.as_str()) {
            Some(outline) => place_on(outline, fragment),
            None => fragment.to_owned(),
        };
        Some(format!("{}{fragment}", relative(from, file)))
    });
    match found {
        Some(address) => format!("did you mean `{address}`?"),
        None => "write the path of a file below `content/`, from this file's folder".to_owned(),
    }
}

fn help_for_name(name: &str, near: Option<&FilePath>) -> String {
    let is_scheme = |(scheme, _)| RecordKind::of_scheme(scheme).is_some();
    match near {
        Some(file) => format!("did you mean `{}`?", short(file.as_str())),
        None if name.split_once(':').is_some_and(is_scheme) => {
            format!("write `[]({name})`: double brackets are for pages")
        }
        None => "a page's name is its file's name without `.md`, or its title".to_owned(),
    }
}

fn help_for_heading(fragment: &str, outline: Option<&Outline>, is_own: bool) -> String {
    let ids: Vec<&str> = outline.map(|outline| ids(outline).collect()).unwrap_or_default();
    match nearest(fragment, ids.iter().copied()) {
        Some(id) => format!("did you mean `#{id}`?"),
        None if !ids.is_empty() => {
            let shown = ids.iter().take(LISTED).map(|id| format!("#{id}"));
            format!("the headings there are {}", list(shown))
        }
        None if is_own => "link to a heading that this page has".to_owned(),
        None => "link to a heading that the page has, or to the page alone".to_owned(),
    }
}

fn help_for_record(kind: RecordKind, id: &str, near: Option<&str>, other: Option<RecordKind>) -> String {
    if let Some((id, rest)) = id.split_once(' ').filter(|_| kind == RecordKind::Source) {
        return format!("write a comma behind the id: `[@{id}, {rest}]`");
    }
    did_you_mean(near, || match other {
        Some(other) => format!("the {} register has it: write `{}:{id}`", other.word(), other.word()),
        None => format!("add it to `{}`, or write an id from it", kind.file()),
    })
}

/// A page's name: its path below `content/` without `.md`.
fn short(file: &str) -> String {
    FilePath::new(file).below(CONTENT).unwrap_or(file).trim_end_matches(".md").to_owned()
}

fn list(names: impl Iterator<Item = String>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The file that was probably meant: the page with that alias, else a file of that name, else the most similar path.
fn nearest_file<'a>(wanted: &str, graph: &'a Graph) -> Option<&'a FilePath> {
    let wanted = FilePath::new(wanted);
    let stem = wanted.stem().to_lowercase();
    let moved = graph.pages.iter().find(|page| {
        let aliases = page.outline.front_matter.aliases.iter().filter_map(|alias| alias_address(alias));
        aliases.into_iter().any(|alias| alias == page_address(&wanted))
    });
    if let Some(page) = moved {
        return Some(&page.outline.file);
    }
    if let Some(same) = linkable_files(graph).find(|file| **file == wanted) {
        return Some(same);
    }
    let same = linkable_files(graph).find(|file| file.stem().to_lowercase() == stem);
    same.filter(|_| stem != "index").or_else(|| {
        let distance = |file: &FilePath| {
            let names = likeness(&stem, &file.stem().to_lowercase())?;
            Some((names, edits(wanted.folder(), file.folder())))
        };
        let near = linkable_files(graph).filter_map(|file| Some((distance(file)?, file)));
        near.min().map(|(_, file)| file)
    })
}

/// Every path below `content/` that a link may point to.
fn linkable_files(graph: &Graph) -> impl Iterator<Item = &FilePath> {
    graph.pages.iter().map(|page| &page.outline.file).chain(&graph.files)
}

/// The outline of a page, by its source file.
fn outline_of<'a>(graph: &'a Graph, file: &str) -> Option<&'a Outline> {
    let found = graph.pages.binary_search_by(|page| page.outline.file.as_str().cmp(file));
    found.map(|page| &*graph.pages[page].outline)
}

/// The ids of the headings of a page.
fn ids(outline: &Outline) -> impl Iterator<Item = &str> {
    outline.headings.iter().map(Heading::id)
}

/// The fragment of a suggested link: the same if the page has it, else that of the nearest heading, else none.
fn place_on(outline: &Outline, fragment: &str) -> String {
    let wanted = fragment.trim_start_matches('#');
    let is_heading = outline.headings.iter().any(|heading| [heading.id(), heading.slug()].contains(&wanted));
    if wanted.is_empty() || is_heading || outline.anchors.iter().any(|id| id == wanted) {
        return fragment.to_owned();
    }
    nearest(wanted, ids(outline)).map(|id| format!("#{id}")).unwrap_or_default()
}

/// The relative path from one file to another.
fn relative(from: &FilePath, to: &FilePath) -> String {
    let own: Vec<&str> = from.folder().split('/').collect();
    let other: Vec<&str> = to.as_str().split('/').collect();
    let shared = own.iter().zip(&other).take_while(|(own, other)| own == other).count();
    format!("{}{}", "../".repeat(own.len() - shared), other[shared..].join("/"))
}

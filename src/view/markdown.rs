//! The Markdown output of pages with references resolved, and `llms.txt`, which lists it.

use std::fmt::Write;
use std::sync::Arc;

use crate::graph::{Child, Graph, Page, PageId, SITE, SectionId};
use crate::memo::Shared;
use crate::model::output::artifact::Artifact;
use crate::model::page::document::Document;
use crate::model::page::outline::Target;
use crate::model::page::resolved_reference::ResolvedReference;
use crate::model::register::record_kind::{AddressedKind, RecordKind};
use crate::model::source::tree::Bytes;
use crate::model::value::address::Address;
use crate::model::view::drawing::DrawingView;
use crate::model::view::markdown::{MarkdownView, Replacement};

use super::drawing::Drawings;

/// The input to a page's Markdown output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownInput {
    /// The site.
    pub graph: Shared<Graph>,
    /// The page.
    pub page: PageId,
    /// The page's document.
    pub document: Arc<Document>,
    /// The bytes of the page's source file.
    pub bytes: Bytes,
    /// The page's drawings.
    pub drawings: Drawings,
}

/// The view of a page's Markdown output.
pub fn markdown_view(input: &MarkdownInput) -> Arc<MarkdownView> {
    let MarkdownInput { graph, document, bytes, drawings, .. } = input;
    let page = &graph.pages[input.page];
    let replacements = replacements(graph, page, drawings);
    Arc::new(MarkdownView {
        address: markdown_address(page),
        head: head(graph, page),
        bytes: Arc::clone(bytes),
        start: document.start,
        replacements: document
            .spans
            .iter()
            .zip(&document.labels)
            .zip(replacements)
            .map(|((span, label), replacement)| (span.clone(), label.clone(), replacement))
            .chain(
                document.comments.iter().map(|span| (span.clone(), None, Replacement::Words(String::new()))),
            )
            .collect(),
    })
}

/// The address of a page's Markdown: beside the page.
pub fn markdown_address(page: &Page) -> Address {
    Address::new(markdown_path(page.address.as_str()))
}

fn markdown_path(path: &str) -> String {
    format!("{}.md", path.strip_suffix(".html").unwrap_or(path))
}

/// The replacement of each reference of a page, in the order of its text.
fn replacements(graph: &Graph, page: &Page, drawings: &[Option<Arc<DrawingView>>]) -> Vec<Replacement> {
    let mut drawings = drawings.iter();
    let references = page.outline.references.iter().zip(page.resolved_references.iter());
    references
        .map(|(reference, resolved)| {
            let ResolvedReference::Found { href, title } = resolved else { return Replacement::Same };
            match &reference.target {
                Target::Record { kind: RecordKind::Chart, .. } => match drawings.next() {
                    Some(Some(drawing)) => Replacement::Words(described(drawing)),
                    _ => Replacement::Same,
                },
                // The note on a figure exists only in HTML; Markdown links to the figure's entry.
                Target::Figure { figure, .. } => Replacement::Link {
                    href: AddressedKind::Figure.link(&page.address, &figure.id),
                    title: escaped(title),
                },
                Target::Citation { id, locator, .. } => {
                    let source =
                        graph.entries.sources.find(id).map(|number| &graph.entries.sources[number].record);
                    let title = source.map_or("", |source| source.title.as_str());
                    let place = locator.as_ref().map_or(String::new(), |place| format!(", {place}"));
                    let href = AddressedKind::Source.link(&page.address, id);
                    Replacement::Note(format!("([{}]({href}){place})", escaped(title)))
                }
                Target::Page { .. } | Target::Name { .. } => {
                    let (path, fragment) =
                        href.split_once('#').map_or((href.as_str(), ""), |(path, id)| (path, id));
                    let mark = if fragment.is_empty() { "" } else { "#" };
                    Replacement::Link {
                        href: format!("{}{mark}{fragment}", markdown_path(path)),
                        title: escaped(title),
                    }
                }
                Target::Record { .. } | Target::Here { .. } | Target::File { .. } => {
                    Replacement::Link { href: href.clone(), title: escaped(title) }
                }
                Target::Outside => Replacement::Same,
            }
        })
        .collect()
}

/// A text on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Escapes a text for Markdown.
fn escaped(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '[' | ']' | '<' | '>' | '*' | '_' | '`') {
            markdown.push('\\');
        }
        markdown.push(c);
    }
    markdown
}

/// The title and the description of a drawing.
fn described(drawing: &DrawingView) -> String {
    let (title, description) = match drawing {
        DrawingView::Chart(chart) => (&chart.title, &chart.description),
        DrawingView::Diagram(diagram) => (&diagram.title, &diagram.description),
    };
    format!("**{}.** {}", escaped(title), escaped(description))
}

/// The head above a page's text.
fn head(graph: &Graph, page: &Page) -> Arc<str> {
    let front_matter = &page.outline.front_matter;
    let mut head = format!("# {}\n\n", escaped(&page.outline.title));
    if let Some(description) = &front_matter.description {
        let _ = write!(head, "> {}\n\n", escaped(&line(description)));
    }
    let mut facts: Vec<String> = Vec::new();
    let strings = &graph.strings;
    let mut fact =
        |label: &str, value: Option<String>| facts.extend(value.map(|value| format!("- {label}: {value}\n")));
    fact(strings.get("published"), front_matter.date.map(|date| date.to_string()));
    fact(strings.get("updated"), front_matter.updated.map(|date| date.to_string()));
    fact(strings.get("reviewed"), front_matter.reviewed.map(|date| date.to_string()));
    fact(strings.get("address"), graph.absolute(&page.address));
    let titles = front_matter.sources.iter().filter_map(|id| graph.entries.sources.find(id));
    let titles: Vec<&str> =
        titles.map(|number| graph.entries.sources[number].record.title.as_str()).collect();
    fact(strings.get("sources_title"), (!titles.is_empty()).then(|| titles.join("; ")));
    fact(strings.get("licence"), graph.config.licence.as_ref().map(|licence| licence.name.clone()));
    head.extend(facts);
    head.push('\n');
    Arc::from(head)
}

/// `llms.txt` (llmstxt.org): a description of the site, and links to the Markdown of its pages, by section.
pub fn llms(graph: &Shared<Graph>) -> Artifact {
    let mut text = format!("# {}\n\n", escaped(graph.config.title()));
    if let Some(description) = &graph.config.description {
        let _ = write!(text, "> {}\n\n", escaped(&line(description)));
    }
    if let Some(date) = graph.config.as_of {
        let label = graph.strings.with("as_of", "date", &date.to_string());
        let _ = write!(text, "{label}\n\n");
    }
    section(graph, SITE, 2, &mut text);
    Artifact::new(Address::new("llms.txt"), text)
}

fn section(graph: &Graph, id: SectionId, level: usize, text: &mut String) {
    let section = &graph.sections[id];
    if level > 2 || id != SITE {
        let _ = write!(text, "{} {}\n\n", "#".repeat(level.min(6)), section.title);
    }
    let pages = section.children.iter().filter_map(|child| match child {
        Child::Page(page) => Some(*page),
        Child::Section(_) => None,
    });
    let landing = section.landing;
    for page in landing.into_iter().chain(pages.filter(|page| Some(*page) != landing)) {
        let page = &graph.pages[page];
        let address = markdown_address(page);
        let href = graph.absolute(&address).unwrap_or_else(|| address.encoded());
        let about = page.outline.front_matter.description.as_ref();
        let about = about.map_or(String::new(), |about| format!(": {}", escaped(&line(about))));
        let _ = writeln!(text, "- [{}]({href}){about}", escaped(&page.outline.title));
    }
    text.push('\n');
    let below = if id == SITE { level } else { level + 1 };
    for child in &section.children {
        if let Child::Section(inner) = child {
            self::section(graph, *inner, below, text);
        }
    }
}

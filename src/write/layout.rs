//! A template with all that it reaches, ready to be filled. The only file that knows tera.
//!
//! What all pages share (the site, the texts of the interface) is turned into tera's values once a layout, and
//! stands outside the context of each page.

use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Error, ErrorKind, Tera};

use crate::memo::Shared;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::source::FilePath;
use crate::model::strings::Strings;
use crate::model::view::SiteView;
use crate::theme::TEMPLATES;

use super::templates::Source;

/// All that a layout depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Designing {
    /// The template that pages are made with.
    pub entry: String,
    /// It and those that it reaches, in the order of their names.
    pub sources: Vec<Source>,
    /// What is wrong with the reach itself.
    pub problems: Vec<Diagnostic>,
    /// What all pages share.
    pub site: Arc<SiteView>,
    /// The texts of the interface.
    pub strings: Arc<Strings>,
}

/// A compiled template.
#[derive(Debug)]
pub struct Layout {
    entry: String,
    tera: Tera,
}

/// A layout, or why there is none.
pub type Design = Shared<Result<Layout, Vec<Diagnostic>>>;

/// Compiles a layout.
pub fn design(question: &Designing) -> Design {
    if !question.problems.is_empty() {
        return Shared::new(Err(question.problems.clone()));
    }
    let mut texts = Vec::with_capacity(question.sources.len());
    for (file, bytes) in &question.sources {
        match str::from_utf8(bytes) {
            Ok(text) => texts.push((file.below(TEMPLATES).unwrap_or_default().to_owned(), text)),
            Err(error) => {
                let at = error.valid_up_to();
                let found = Diagnostic::at(Code::NotUtf8, file, at..at + 1, "the template is not UTF-8");
                return Shared::new(Err(vec![found.help("save it as UTF-8")]));
            }
        }
    }
    let mut tera = Tera::new();
    let global = tera.global_context();
    global.insert("site", &*question.site);
    global.insert("strings", &*question.strings);
    global.insert("generator", concat!("Chancery ", env!("CARGO_PKG_VERSION")));
    Shared::new(match tera.add_raw_templates(texts) {
        Ok(()) => Ok(Layout { entry: question.entry.clone(), tera }),
        Err(error) => Err(problems(&error, &question.entry, Code::TemplateSyntax)),
    })
}

impl Layout {
    /// The text that the template makes of one value under one name.
    pub fn render(&self, name: &'static str, value: &impl Serialize) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let mut context = Context::new();
        context.insert(name, value);
        let mut text = Vec::with_capacity(16 * 1024);
        match self.tera.render_to(&self.entry, &context, &mut text) {
            Ok(()) => Ok(text),
            Err(error) => Err(problems(&error, &self.entry, Code::TemplateRendering)),
        }
    }
}

fn template(name: &str) -> FilePath {
    FilePath::new(format!("{TEMPLATES}/{name}"))
}

/// tera's words as diagnostics.
fn problems(error: &Error, entry: &str, code: Code) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span().range.clone();
            vec![advised(Diagnostic::at(code, &template(report.filename()), span, lower(report.message())))]
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            let found = Diagnostic::of_file(code, &template(tpl), "the template reaches itself");
            vec![found.help("take out one `extends` or `include` of the circle")]
        }
        ErrorKind::Msg(message) => reports(message, entry, code),
        other => vec![advised(Diagnostic::of_file(code, &template(entry), lower(&other.to_string())))],
    }
}

/// Problems that tera found when it put the templates together come as one text of reports, each beginning
/// `error: MESSAGE`, then ` --> FILE:LINE:COLUMN` and the line itself.
fn reports(text: &str, entry: &str, code: Code) -> Vec<Diagnostic> {
    let found: Vec<Diagnostic> = text
        .split("error: ")
        .filter(|report| !report.trim().is_empty())
        .map(|report| {
            let (message, rest) = report.split_once('\n').unwrap_or((report, ""));
            let name =
                rest.split_once("--> ").and_then(|(_, place)| place.split(':').next()).unwrap_or(entry);
            let place =
                rest.split_once("--> ").and_then(|(_, place)| place.lines().next()).unwrap_or_default();
            let line = place.split(':').nth(1).map_or(String::new(), |line| format!(" (line {line})"));
            advised(Diagnostic::of_file(code, &template(name), format!("{}{line}", lower(message))))
        })
        .collect();
    if found.is_empty() { vec![Diagnostic::of_file(code, &template(entry), lower(text))] } else { found }
}

fn lower(message: &str) -> String {
    let message = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut chars = message.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

fn advised(found: Diagnostic) -> Diagnostic {
    found.help(
        "docs/templates.md lists what a template may read; a site without this file uses the theme's own",
    )
}

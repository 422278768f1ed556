//! A template with all that it reaches, ready to be filled. The only file that knows tera.
//!
//! What all pages share (the site, the texts of the interface) is turned into tera's values once a layout, and
//! stands outside the context of each page.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::value::Key;
use tera::{Context, Error, ErrorKind, Tera, Value};

use crate::memo::Shared;
use crate::model::diagnostic::{Code, Diagnostic, Span};
use crate::model::source::{FilePath, TEMPLATES};
use crate::model::strings::Strings;
use crate::model::view::SiteView;

use super::settled::{Known, Settling};
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
    /// Whether all of them are the theme's, in which nothing is wrong.
    pub is_theme: bool,
    /// What all pages share.
    pub site: Arc<SiteView>,
    /// Where style sheets and scripts stand, by their paths below `static/`.
    pub assets: Arc<BTreeMap<String, String>>,
    /// The texts of the interface.
    pub strings: Arc<Strings>,
}

/// A compiled template. Those of the theme are compiled when they are asked for first: a site needs half of them.
#[derive(Debug)]
pub struct Layout {
    question: Designing,
    tera: OnceLock<Result<Tera, Vec<Diagnostic>>>,
}

/// A layout, or why there is none.
pub type Design = Shared<Result<Layout, Vec<Diagnostic>>>;

/// Compiles a layout.
pub fn design(question: &Designing) -> Design {
    if !question.problems.is_empty() {
        return Shared::new(Err(question.problems.clone()));
    }
    let layout = Layout { question: question.clone(), tera: OnceLock::new() };
    Shared::new(match (!question.is_theme).then(|| layout.tera()) {
        Some(Err(problems)) => Err(problems.clone()),
        _ => Ok(layout),
    })
}

impl Layout {
    /// The text that the template makes of one value under one name.
    pub fn render(&self, name: &'static str, value: &impl Serialize) -> Result<Vec<u8>, Vec<Diagnostic>> {
        self.render_with(name, value, [])
    }

    /// The same, with texts under further keys of the value.
    pub fn render_with<const N: usize>(
        &self,
        name: &'static str,
        value: &impl Serialize,
        more: [(&'static str, &str); N],
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let tera = self.tera().as_ref().map_err(Vec::clone)?;
        let mut context = Context::new();
        let mut value = Value::from_serializable(value);
        if N > 0 {
            let mut map = value.into_map().unwrap_or_default();
            map.extend(more.map(|(key, text)| (Key::Str(key), Value::normal_string(text))));
            value = Value::from(map);
        }
        context.insert_value(name, value);
        let mut text = Vec::with_capacity(32 * 1024);
        match tera.render_to(&self.question.entry, &context, &mut text) {
            Ok(()) => Ok(text),
            Err(error) => Err(self.teller().problems(&error, Code::TemplateRendering)),
        }
    }

    fn tera(&self) -> &Result<Tera, Vec<Diagnostic>> {
        self.tera.get_or_init(|| {
            let Designing { entry, sources, site, assets, strings, is_theme, .. } = &self.question;
            let teller = self.teller();
            let mut tera = Tera::new();
            let global = tera.global_context();
            global.insert("site", &**site);
            global.insert("assets", &**assets);
            global.insert("strings", &**strings);
            global.insert("generator", concat!("Chancery ", env!("CARGO_PKG_VERSION")));
            let text_of = |name: &str| teller.source(name).map(|(_, source)| source.text.as_str());
            let texts: Vec<(String, Cow<'_, str>)> = if *is_theme && entry.ends_with(".html") {
                // The theme calls nothing of a page by the names of what all share; a site's own templates may.
                let settling = Settling { known: |name: &str| known(global, name), template: text_of };
                settling.all(entry).into_iter().map(|(name, text)| (name, Cow::Owned(text))).collect()
            } else {
                let texts = sources.iter().map(|(file, source)| (name(file), source.text.as_str()));
                texts.map(|(name, text)| (name.to_owned(), Cow::Borrowed(text))).collect()
            };
            match tera.add_raw_templates(texts) {
                Ok(()) => Ok(tera),
                Err(error) => Err(self.teller().problems(&error, Code::TemplateSyntax)),
            }
        })
    }

    fn teller(&self) -> Teller<'_> {
        let Designing { entry, sources, is_theme, .. } = &self.question;
        Teller { entry, sources, is_settled: *is_theme }
    }
}

/// What is known of a name before any page is made.
fn known(global: &Context, name: &str) -> Option<Known> {
    let value = match name.strip_prefix("assets[\"").and_then(|name| name.strip_suffix("\"]")) {
        Some(asset) => global.get("assets")?.as_map()?.get(&Key::Str(asset))?,
        None => match name.split_once('.') {
            Some((first, path)) => global.get(first)?.get_from_path(path)?,
            None => global.get(name)?,
        },
    };
    let html = value.as_str().filter(|_| !value.is_safe()).map(escaped);
    Some(Known { holds: value.is_truthy(), html })
}

/// A text as tera writes it into HTML.
pub fn escaped(text: &str) -> String {
    let mut html = Vec::with_capacity(text.len());
    tera::escape_html(text, &mut html).expect("a vector takes every byte");
    String::from_utf8_lossy(&html).into_owned()
}

/// A template's name in tera: its path below `templates/`.
fn name(file: &FilePath) -> &str {
    file.below(TEMPLATES).unwrap_or_default()
}

/// Tells in this program's words what tera says of some templates.
struct Teller<'a> {
    entry: &'a str,
    sources: &'a [Source],
    /// Whether what tera has is no longer what stands in the sources.
    is_settled: bool,
}

impl Teller<'_> {
    fn problems(&self, error: &Error, code: Code) -> Vec<Diagnostic> {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                vec![self.at(code, report.filename(), Some(report.span().range.clone()), report.message())]
            }
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                let found = Diagnostic::of_file(code, &self.file(tpl), "the template reaches itself");
                vec![found.help("take out one `extends` or `include` of the circle")]
            }
            ErrorKind::Msg(message) => self.reports(message, code),
            other => vec![self.at(code, self.entry, None, &other.to_string())],
        }
    }

    /// Problems that tera found when it put the templates together come as one text of reports, each beginning
    /// `error: MESSAGE`, then ` --> FILE:LINE:COLUMN`, both counted from 1.
    fn reports(&self, text: &str, code: Code) -> Vec<Diagnostic> {
        let reports = text.split("error: ").filter(|report| !report.trim().is_empty());
        let tell = |report: &str| {
            let (message, rest) = report.split_once('\n').unwrap_or((report, ""));
            let place =
                rest.split_once("--> ").and_then(|(_, place)| place.lines().next()).unwrap_or_default();
            let mut parts = place.rsplitn(3, ':');
            let column = parts.next().and_then(|column| column.parse::<usize>().ok());
            let line = parts.next().and_then(|line| line.parse::<usize>().ok());
            let name = parts.next().unwrap_or(self.entry);
            let at = line.zip(column).and_then(|(line, column)| self.byte(name, line, column));
            self.at(code, name, at.map(|at| at..at), message)
        };
        reports.map(tell).collect()
    }

    fn source(&self, name: &str) -> Option<&Source> {
        self.sources.iter().find(|(file, _)| file.below(TEMPLATES) == Some(name))
    }

    fn byte(&self, name: &str, line: usize, column: usize) -> Option<usize> {
        let text = &self.source(name)?.1.text;
        let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
        let within = text[start..].char_indices().nth(column.checked_sub(1)?);
        Some(within.map_or(text.len(), |(at, _)| start + at))
    }

    fn file(&self, name: &str) -> FilePath {
        FilePath::new(format!("{TEMPLATES}/{name}"))
    }

    fn at(&self, code: Code, name: &str, span: Option<Span>, message: &str) -> Diagnostic {
        let found = match span.filter(|_| !self.is_settled) {
            Some(span) => Diagnostic::at(code, &self.file(name), span, lower(message)),
            None => Diagnostic::of_file(code, &self.file(name), lower(message)),
        };
        let found = match self.source(name) {
            Some((_, source)) => source.found_in_file(found),
            None => found,
        };
        found.help(
            "docs/content/reference/templates.md lists what a template may read; a site without this file uses the theme's own",
        )
    }
}

fn lower(message: &str) -> String {
    let message = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut chars = message.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

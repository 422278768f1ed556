//! A layout: a template with its dependencies, ready to render. Only this file and those below it use Tera.
//!
//! The values that all pages share (the site, the texts of the interface) are converted to Tera's values once for
//! each layout, and are outside the context of each page.

mod filters;
mod hooks;
mod weight;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::value::Key;
use tera::{Context, Error, ErrorKind, Tera, Value};

use crate::memo::{Cancellation, Shared};
use crate::model::source::diagnostic::{Code, Diagnostic, Span};
use crate::model::source::strings::Strings;
use crate::model::source::tree::{FilePath, TEMPLATES};
use crate::model::view::site::SiteView;
use crate::model::view::template_name::TemplateName;

use super::meter::{self, Exceeded, Meter};
use super::metered::{Metered, keeps_parts};
use super::settled::{Known, Settling};
use super::template_limits;
use super::templates::Source;

/// The input to compiling a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayoutInput {
    /// The template that is rendered.
    pub entry: TemplateName,
    /// It and its dependencies, in the order of their files.
    pub sources: Vec<Source>,
    /// Dependencies that are missing or nested too deeply.
    pub problems: Vec<Diagnostic>,
    /// The files among the sources that are the site's own and not the theme's.
    pub own: BTreeSet<FilePath>,
    /// The values that all pages share.
    pub site: Arc<SiteView>,
    /// The addresses of style sheets and scripts, by their paths below `static/`.
    pub assets: Arc<BTreeMap<String, String>>,
    /// The texts of the interface.
    pub strings: Arc<Strings>,
}

/// A template that is compiled on first use if it is the theme's: a site needs only half of them.
#[derive(Debug)]
pub struct Layout {
    input: LayoutInput,
    compiled: OnceLock<Result<Compiled, Vec<Diagnostic>>>,
}

/// The compiled templates of a layout.
#[derive(Debug)]
struct Compiled {
    tera: Tera,
    /// The metered templates by their names: all if any is the site's own, otherwise none.
    metered: BTreeMap<String, Metered>,
}

/// A layout, or the errors of its templates.
pub type LayoutResult = Shared<Result<Layout, Vec<Diagnostic>>>;

/// Compiles a layout.
pub fn compile(input: &LayoutInput) -> LayoutResult {
    if !input.problems.is_empty() {
        return Shared::new(Err(input.problems.clone()));
    }
    let layout = Layout { input: input.clone(), compiled: OnceLock::new() };
    Shared::new(match (!input.own.is_empty()).then(|| layout.compiled()) {
        Some(Err(problems)) => Err(problems.clone()),
        _ => Ok(layout),
    })
}

impl Layout {
    /// Renders the template with a value under a name, unless it is cancelled.
    pub fn render(
        &self,
        name: &'static str,
        value: &impl Serialize,
        wanted: &Cancellation,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        self.render_with(name, value, [], wanted)
    }

    /// Renders the template with a value under a name, and texts under further keys of the value.
    pub fn render_with<const N: usize>(
        &self,
        name: &'static str,
        value: &impl Serialize,
        more: [(&'static str, &str); N],
        wanted: &Cancellation,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let compiled = self.compiled().as_ref().map_err(Vec::clone)?;
        let mut context = Context::new();
        let mut value = Value::from_serializable(value);
        if N > 0 {
            let mut map = value.into_map().unwrap_or_default();
            map.extend(more.map(|(key, text)| (Key::Str(key), Value::normal_string(text))));
            value = Value::from(map);
        }
        let mut text = Vec::with_capacity(32 * 1024);
        let (entry, tera) = (self.input.entry.as_str(), &compiled.tera);
        let (result, exceeded) = if compiled.metered.is_empty() {
            context.insert_value(name, value);
            (tera.render_to(entry, &context, &mut text), None)
        } else {
            let meter = Meter::new(weight::size(&value), wanted);
            context.insert_value(name, value);
            meter.during(|| tera.render_to(entry, &context, MeteredWriter { text: &mut text }))
        };
        match (result, exceeded) {
            (Ok(()), None) => Ok(text),
            (result, Some(exceeded)) => {
                Err(self.reporter(&compiled.metered).exceeded(result.err().as_ref(), exceeded))
            }
            (Err(error), None) => {
                Err(self.reporter(&compiled.metered).problems(&error, Code::TemplateRendering))
            }
        }
    }

    fn compiled(&self) -> &Result<Compiled, Vec<Diagnostic>> {
        self.compiled.get_or_init(|| {
            let LayoutInput { entry, sources, own, .. } = &self.input;
            let none = BTreeMap::new();
            if own.is_empty() && entry.is_html() {
                let mut tera = self.tera();
                let settled = self.settled(tera.global_context());
                return self
                    .with_templates(tera, settled, &none)
                    .map(|tera| Compiled { tera, metered: none.clone() });
            }
            let texts = sources.iter().map(|(file, source)| (name(file), source.text.as_str()));
            let plain = self.with_templates(self.tera(), texts.clone(), &none)?;
            if own.is_empty() {
                return Ok(Compiled { tera: plain, metered: none });
            }
            // It is valid; now compile it with calls that count its work.
            drop(plain);
            let metered = self.metered()?;
            let mut tera = self.tera();
            hooks::register(&mut tera);
            let texts = metered.iter().map(|(name, metered)| (name.as_str(), metered.text.as_str()));
            let tera = self.with_templates(tera, texts, &metered)?;
            Ok(Compiled { tera, metered })
        })
    }

    /// A Tera instance with the shared values, and without templates.
    fn tera(&self) -> Tera {
        let LayoutInput { site, assets, strings, .. } = &self.input;
        let mut tera = Tera::new();
        let global = tera.global_context();
        global.insert("site", &**site);
        global.insert("assets", &**assets);
        global.insert("strings", &**strings);
        global.insert("generator", concat!("Chancery ", env!("CARGO_PKG_VERSION")));
        tera
    }

    /// The theme's templates with the shared values filled in. The theme has no page variables with the names of
    /// shared values; a site's templates may.
    fn settled(&self, global: &Context) -> BTreeMap<String, String> {
        let sources = &self.input.sources;
        let text_of = |wanted: &str| {
            let source = sources.iter().find(|(file, _)| name(file) == wanted);
            source.map(|(_, source)| source.text.as_str())
        };
        Settling { known: |name: &str| known(global, name), template: text_of }.all(self.input.entry.as_str())
    }

    /// The templates with calls that count their work.
    fn metered(&self) -> Result<BTreeMap<String, Metered>, Vec<Diagnostic>> {
        let LayoutInput { sources, own, .. } = &self.input;
        let keeps = keeps_parts(sources.iter().map(|(_, source)| source.text.as_str()));
        let metered = sources.iter().map(|(file, source)| {
            let metered = Metered::new(&source.text, keeps || own.contains(file));
            let problem = || vec![template_limits::unreadable(file)];
            Ok((name(file).to_owned(), metered.ok_or_else(problem)?))
        });
        metered.collect()
    }

    fn with_templates(
        &self,
        mut tera: Tera,
        texts: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>,
        metered: &BTreeMap<String, Metered>,
    ) -> Result<Tera, Vec<Diagnostic>> {
        let texts: Vec<_> = texts.into_iter().collect();
        let texts = texts.iter().map(|(name, text)| (name.as_ref(), text.as_ref()));
        match tera.add_raw_templates(texts) {
            Ok(()) => Ok(tera),
            Err(error) => Err(self.reporter(metered).problems(&error, Code::TemplateSyntax)),
        }
    }

    fn reporter<'a>(&'a self, metered: &'a BTreeMap<String, Metered>) -> ErrorReporter<'a> {
        let LayoutInput { entry, sources, own, .. } = &self.input;
        ErrorReporter { entry: entry.as_str(), sources, is_settled: own.is_empty(), metered }
    }
}

/// A writer for a page's text, which stops when the limit is reached.
struct MeteredWriter<'a> {
    text: &'a mut Vec<u8>,
}

impl Write for MeteredWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if meter::writes(bytes.len()) {
            self.text.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The value of a name, if it is the same for all pages.
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

/// A text as Tera escapes it in HTML.
pub fn escaped(text: &str) -> String {
    let mut html = Vec::with_capacity(text.len());
    tera::escape_html(text, &mut html).expect("a vector takes every byte");
    String::from_utf8_lossy(&html).into_owned()
}

/// A template's name in Tera: its path below `templates/`.
fn name(file: &FilePath) -> &str {
    file.below(TEMPLATES).unwrap_or_default()
}

/// Converts Tera's errors to diagnostics.
struct ErrorReporter<'a> {
    entry: &'a str,
    sources: &'a [Source],
    /// Whether Tera's templates differ from the sources, because shared values are filled in.
    is_settled: bool,
    /// The templates that were metered.
    metered: &'a BTreeMap<String, Metered>,
}

impl ErrorReporter<'_> {
    /// The diagnostic for a page that exceeds a limit, where Tera was stopped; none for a cancelled one.
    fn exceeded(&self, error: Option<&Error>, exceeded: Exceeded) -> Vec<Diagnostic> {
        if exceeded == Exceeded::Cancelled {
            return Vec::new();
        }
        let report = error.and_then(|error| match error.kind() {
            ErrorKind::RenderingError(report) => Some(report),
            _ => None,
        });
        let name = report.map_or(self.entry, |report| report.filename());
        let span = report.map(|report| report.span().range.clone());
        vec![self.at(Code::TemplateBudget, name, span, &exceeded.message()).help(template_limits::HELP)]
    }

    fn problems(&self, error: &Error, code: Code) -> Vec<Diagnostic> {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                vec![self.at(code, report.filename(), Some(report.span().range.clone()), report.message())]
            }
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                let found =
                    Diagnostic::of_file(code, &self.file(tpl), "the template includes or extends itself");
                vec![found.help("remove one `extends` or `include` of the cycle")]
            }
            ErrorKind::Msg(message) => self.reports(message, code),
            other => vec![self.at(code, self.entry, None, &other.to_string())],
        }
    }

    /// Parses the reports of problems that Tera found when it linked the templates. Each begins `error: MESSAGE`,
    /// followed by ` --> FILE:LINE:COLUMN`, both from 1.
    fn reports(&self, text: &str, code: Code) -> Vec<Diagnostic> {
        let reports = text.split("error: ").filter(|report| !report.trim().is_empty());
        let diagnostic = |report: &str| {
            let (message, rest) = report.split_once('\n').unwrap_or((report, ""));
            let place =
                rest.split_once("--> ").and_then(|(_, place)| place.lines().next()).unwrap_or_default();
            let mut parts = place.rsplitn(3, ':');
            let column = parts.next().and_then(|column| column.parse::<usize>().ok());
            let line = parts.next().and_then(|line| line.parse::<usize>().ok());
            let name = parts.next().unwrap_or(self.entry);
            let at = line
                .zip(column)
                .and_then(|(line, column)| self.byte(name, line, column).filter(|_| self.metered.is_empty()));
            self.at(code, name, at.map(|at| at..at), message)
        };
        reports.map(diagnostic).collect()
    }

    fn source(&self, name: &str) -> Option<&Source> {
        self.sources.iter().find(|(file, _)| file.below(TEMPLATES) == Some(name))
    }

    fn byte(&self, name: &str, line: usize, column: usize) -> Option<usize> {
        let text = &self.source(name)?.1.text;
        let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
        let within = text.get(start..)?.char_indices().nth(column.checked_sub(1)?);
        Some(within.map_or(text.len(), |(at, _)| start + at))
    }

    fn file(&self, name: &str) -> FilePath {
        FilePath::new(format!("{TEMPLATES}/{name}"))
    }

    fn at(&self, code: Code, name: &str, span: Option<Span>, message: &str) -> Diagnostic {
        let span = match self.metered.get(name) {
            Some(metered) => span.map(|span| metered.span_in_template(&span)),
            None => span.filter(|_| !self.is_settled),
        };
        let found = match span {
            Some(span) => Diagnostic::at(code, &self.file(name), span, lower(message)),
            None => Diagnostic::of_file(code, &self.file(name), lower(message)),
        };
        let found = match self.source(name) {
            Some((_, source)) => source.found_in_file(found),
            None => found,
        };
        found.help(
            "correct it (see `chancery explain template-syntax`), or delete the file to use the theme's",
        )
    }
}

fn lower(message: &str) -> String {
    let message = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut chars = message.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

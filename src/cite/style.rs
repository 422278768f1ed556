//! A CSL style, loaded for a language.

use std::fmt;
use std::sync::Arc;

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, Style as ArchivedCsl, StyleClass};

use crate::memo::Shared;
use crate::model::value::language::Language;
use crate::text::nearest::nearest;

use super::fit::fit;
use super::prune::{dated, prune};
use super::shape::PageShape;
use super::style_locale::StyleLocale;
use super::vocabulary::{PAGES, SOURCES};

/// The input of [`style`](style()): a style and a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleChoice {
    /// One of [`names`].
    pub name: String,
    /// The locale of the language of the pages.
    pub locale: Shared<StyleLocale>,
}

/// A style, ready to cite with.
#[derive(Clone, Debug)]
pub struct Style {
    title: &'static str,
    language: Language,
    /// The whole style.
    pub(super) csl: Arc<IndependentStyle>,
    /// The style without citations, to format only an entry of its list.
    pub(super) entry: Arc<IndependentStyle>,
    /// The same, fitted to pages of one shape.
    fitted: Option<(PageShape, IndependentStyle)>,
    /// The language of its terms.
    pub(super) locale: LocaleCode,
    /// The locale of that language, and American English as the fallback.
    pub(super) locales: Arc<Vec<Locale>>,
}

impl Style {
    /// The title of the style: `APA Style 7th edition`.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// The language of the pages.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// Whether it cites in notes; other styles cite in the text.
    pub fn is_note(&self) -> bool {
        self.csl.settings.class == StyleClass::Note
    }

    /// The style for a page's entry: the one fitted to its shape, or else the general one.
    pub(super) fn entry_of(&self, shape: Option<PageShape>) -> &IndependentStyle {
        match &self.fitted {
            Some((fitted, entry)) if shape == Some(*fitted) => entry,
            _ => &self.entry,
        }
    }
}

/// The input of [`fitted`]: a style, and the shape of the pages to cite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FitInput {
    /// The style.
    pub style: Shared<Style>,
    /// The shape, from [`PageCitation::shape`](super::PageCitation::shape).
    pub shape: PageShape,
}

/// Fits a style to pages of a shape: it gives the same citations, and those of such pages much faster. Call it once
/// for each style and shape.
pub fn fitted(input: &FitInput) -> Shared<Style> {
    let FitInput { style, shape } = input;
    match fit(&style.entry, *shape, &style.locales) {
        Some(entry) => Shared::new(Style { fitted: Some((*shape, entry)), ..Style::clone(style) }),
        None => style.clone(),
    }
}

/// The error that no style has this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownStyle {
    /// The name as written.
    pub name: String,
    /// The most similar name.
    pub nearest: Option<&'static str>,
}

impl fmt::Display for UnknownStyle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no citation style `{}`", self.name)
    }
}

/// The names of all styles, including aliases, but not Typst's `alphanumeric`, which cites by labels and has no list.
pub fn names() -> impl Iterator<Item = &'static str> {
    let known = ArchivedStyle::all().iter().filter(|style| **style != ArchivedStyle::Alphanumeric);
    known.flat_map(|style| style.names().iter().copied())
}

/// Loads a style for a language. It takes milliseconds, so call it once for each site and language.
///
/// # Errors
///
/// If the name is not one of [`names`]; the error has the most similar one.
pub fn style(choice: &StyleChoice) -> Result<Shared<Style>, UnknownStyle> {
    let style = whole(choice)?;
    let pruned = |csl: &IndependentStyle, vocabulary| Arc::new(prune(csl.clone(), vocabulary));
    Ok(Shared::new(Style { csl: pruned(&style.csl, &SOURCES), entry: pruned(&style.entry, &PAGES), ..style }))
}

/// A style before it is pruned.
pub(super) fn whole(choice: &StyleChoice) -> Result<Style, UnknownStyle> {
    let unknown = || UnknownStyle { name: choice.name.clone(), nearest: nearest(&choice.name, names()) };
    let archived = ArchivedStyle::by_name(&choice.name).filter(|style| *style != ArchivedStyle::Alphanumeric);
    let archived = archived.ok_or_else(unknown)?;
    let ArchivedCsl::Independent(csl) = archived.get() else { return Err(unknown()) };
    let csl = dated(csl);
    let StyleLocale { language, locales } = &*choice.locale;
    let locale = locales.first().and_then(|locale| locale.lang.clone()).unwrap_or_else(LocaleCode::en_us);
    Ok(Style {
        title: archived.display_name(),
        language: language.clone(),
        entry: Arc::new(entry_only(&csl)),
        csl: Arc::new(csl),
        fitted: None,
        locale,
        locales: Arc::clone(locales),
    })
}

/// A style with empty citations, if it has a list.
fn entry_only(csl: &IndependentStyle) -> IndependentStyle {
    let mut entry = csl.clone();
    if entry.bibliography.is_some() {
        entry.citation.layout.elements.clear();
        entry.citation.sort = None;
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::super::style_locale::style_locale;
    use super::*;

    fn choice(name: &str, language: &str) -> StyleChoice {
        StyleChoice { name: name.to_owned(), locale: style_locale(&Language::parse(language).unwrap()) }
    }

    #[test]
    fn an_unknown_style_suggests_the_most_similar_one() {
        let unknown = style(&choice("chicago-note", "en")).unwrap_err();
        assert_eq!(unknown.to_string(), "no citation style `chicago-note`");
        assert_eq!(unknown.nearest, Some("chicago-notes"));
        assert_eq!(style(&choice("", "en")).unwrap_err().nearest, None);
    }

    #[test]
    fn a_style_cites_in_notes_or_in_the_text() {
        assert!(style(&choice("chicago-notes", "en")).unwrap().is_note());
        assert!(!style(&choice("iso-690-numeric", "en")).unwrap().is_note());
        assert_eq!(style(&choice("apa", "en")).unwrap().title(), "APA Style 7th edition");
    }
}

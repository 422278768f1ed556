//! A style of the CSL with the language that it is written in.

use std::fmt;
use std::sync::Arc;

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, Style as ArchivedCsl, StyleClass};

use crate::memo::Shared;
use crate::model::value::language::Language;
use crate::text::nearest::nearest;

use super::fit::fit;
use super::narrow::{dated, narrow};
use super::shape::PageShape;
use super::words::Words;
use super::world::{PAGES, SOURCES};

/// Which style, in which language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleChoice {
    /// A name of [`names`].
    pub name: String,
    /// The words of the language of the pages.
    pub words: Shared<Words>,
}

/// A style, ready to cite with.
#[derive(Clone, Debug)]
pub struct Style {
    title: &'static str,
    language: Language,
    /// The whole style.
    pub(super) csl: Arc<IndependentStyle>,
    /// The style with nothing to say in a text: what is wanted of it is an entry of its list alone.
    pub(super) entry: Arc<IndependentStyle>,
    /// What is left of that for pages of one shape.
    fitted: Option<(PageShape, IndependentStyle)>,
    /// The language that its words are in.
    pub(super) locale: LocaleCode,
    /// The words of that language, and those of American English for what it lacks.
    pub(super) locales: Arc<Vec<Locale>>,
}

impl Style {
    /// The style's own name for itself: `APA Style 7th edition`.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// The language of the pages that it is for.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// Whether it cites in notes; other styles cite in the text.
    pub fn is_note(&self) -> bool {
        self.csl.settings.class == StyleClass::Note
    }

    /// The style to write a page's entry in: the one that was fitted to its shape, or the one for all.
    pub(super) fn entry_of(&self, shape: Option<PageShape>) -> &IndependentStyle {
        match &self.fitted {
            Some((fitted, entry)) if shape == Some(*fitted) => entry,
            _ => &self.entry,
        }
    }
}

/// A style, and the shape of the pages that are to be cited in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitting {
    /// The style.
    pub style: Shared<Style>,
    /// The shape: [`PageCitation::shape`](super::PageCitation::shape).
    pub shape: PageShape,
}

/// Fits a style to pages of a shape: it cites as before, and such pages much faster. Ask it once for a style and a shape.
pub fn fitted(question: &Fitting) -> Shared<Style> {
    let Fitting { style, shape } = question;
    match fit(&style.entry, *shape, &style.locales) {
        Some(entry) => Shared::new(Style { fitted: Some((*shape, entry)), ..Style::clone(style) }),
        None => style.clone(),
    }
}

/// There is no style of this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownStyle {
    /// The name as written.
    pub name: String,
    /// The name that was probably meant.
    pub nearest: Option<&'static str>,
}

impl fmt::Display for UnknownStyle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no citation style `{}`", self.name)
    }
}

/// The names of all styles, other names for the same one among them. Typst's `alphanumeric` is none of them: it cites by
/// labels, and has no list.
pub fn names() -> impl Iterator<Item = &'static str> {
    let known = ArchivedStyle::all().iter().filter(|style| **style != ArchivedStyle::Alphanumeric);
    known.flat_map(|style| style.names().iter().copied())
}

/// Loads a style with its language. Takes milliseconds: ask it once for a site and a language.
///
/// # Errors
///
/// A name that is not one of [`names`], with the nearest.
pub fn style(choice: &StyleChoice) -> Result<Shared<Style>, UnknownStyle> {
    let style = whole(choice)?;
    let narrowed = |csl: &IndependentStyle, world| Arc::new(narrow(csl.clone(), world));
    Ok(Shared::new(Style {
        csl: narrowed(&style.csl, &SOURCES),
        entry: narrowed(&style.entry, &PAGES),
        ..style
    }))
}

/// A style with all that it asks for, whether it is ever there or not.
pub(super) fn whole(choice: &StyleChoice) -> Result<Style, UnknownStyle> {
    let unknown = || UnknownStyle { name: choice.name.clone(), nearest: nearest(&choice.name, names()) };
    let archived = ArchivedStyle::by_name(&choice.name).filter(|style| *style != ArchivedStyle::Alphanumeric);
    let archived = archived.ok_or_else(unknown)?;
    let ArchivedCsl::Independent(csl) = archived.get() else { return Err(unknown()) };
    let csl = dated(csl);
    let Words { language, locales } = &*choice.words;
    let locale = locales.first().and_then(|locale| locale.lang.clone()).unwrap_or_else(LocaleCode::en_us);
    Ok(Style {
        title: archived.display_name(),
        language: language.clone(),
        entry: Arc::new(entry_alone(&csl)),
        csl: Arc::new(csl),
        fitted: None,
        locale,
        locales: Arc::clone(locales),
    })
}

/// A style whose citations are empty, where it has a list.
fn entry_alone(csl: &IndependentStyle) -> IndependentStyle {
    let mut entry = csl.clone();
    if entry.bibliography.is_some() {
        entry.citation.layout.elements.clear();
        entry.citation.sort = None;
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn choice(name: &str, language: &str) -> StyleChoice {
        StyleChoice { name: name.to_owned(), words: words(&Language::parse(language).unwrap()) }
    }

    #[test]
    fn a_style_that_is_not_there_leads_to_the_nearest() {
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
